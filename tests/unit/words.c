#include "test.h"

#include "base/arena.h"
#include "base/words.h"

static void
meeting(void)
{
	struct arena a = {0};
	struct words w = words_new(&a, 3);

	words_expect(&w, "Date");
	words_expect(&w, "DateFilter");
	words_expect(&w, "JSON");
	words_expect(&w, "Date");
	CHECK(!words_meet(&w, "") && !words_meet(&w, "Dates"));
	CHECK(words_meet(&w, "type A { at: DateFilter! }, Dates _Date DateTime"));
	CHECK(words_met(&w, "DateFilter"));
	CHECK(!words_met(&w, "Date"));
	words_meet(&w, "Date");
	CHECK(words_met(&w, "Date") && !words_met(&w, "JSON"));
	words_meet(&w, "[JSON!]");
	CHECK(words_met(&w, "JSON") && !words_met(&w, "Dates"));
	arena_clear(&a);
}

/* Words that are met without being expected leave the table as it was. */
static void
many(void)
{
	struct arena a = {0};
	struct words w = words_new(&a, 1);

	for (int i = 0; i < 1000; i++)
		words_meet(&w, arena_printf(&a, "word%d", i));
	words_expect(&w, "late");
	CHECK(!words_met(&w, "late") && !words_met(&w, "word7"));
	words_meet(&w, "late");
	CHECK(words_met(&w, "late"));
	arena_clear(&a);
}

static void
finding(void)
{
	CHECK(word_in("a: Money!", "Money"));
	CHECK(word_in("Moneys, Money", "Money"));
	CHECK(!word_in("Moneys, _Money", "Money"));
	CHECK(!word_in("", "Money"));
}

int
main(void)
{
	meeting();
	many();
	finding();
	return TEST_RESULT();
}
