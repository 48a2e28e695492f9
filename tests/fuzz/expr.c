/* Bytes → condition → SQL, which is read again and prints the same; and bytes as pattern. */
#include "base/arena.h"
#include "base/str.h"
#include "expr/expr.h"
#include "expr/regex.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct span
locate(const void *context, size_t offset, size_t n)
{
	(void)context;
	return (struct span){1, (int)offset + 1, (int)n};
}

static const char *members[] = {"lead", "customer"};

static const struct symbol symbols[] = {
        {.name = "s", .sql = "status", .kind = VALUE_TEXT, .values = members, .nvalues = 2},
        {.name = "t", .sql = "t", .kind = VALUE_TEXT, .pattern = "^a$"},
        {.name = "n", .sql = "n", .kind = VALUE_NUMBER, .min = "0"},
        {.name = "b", .sql = "b", .kind = VALUE_BOOLEAN},
        {.name = "d", .sql = "d", .kind = VALUE_DATE},
        {.name = "z", .sql = "z", .kind = VALUE_TIMESTAMP},
        {.name = "j", .sql = "j", .kind = VALUE_JSON},
        {.name = "l", .sql = "l", .kind = VALUE_TEXT, .list = true},
        {.name = "r", .sql = "fk_r", .kind = VALUE_REF},
};

static const struct named_pattern patterns[] = {{"email", "^.+@.+$"}};
static const struct scope scope = {.symbols = symbols,
                                   .nsymbols = sizeof(symbols) / sizeof(*symbols),
                                   .patterns = patterns,
                                   .npatterns = 1};

/* The SQL, or NULL for a text with faults, which must have been reported. */
static const char *
sql(struct arena *a, const char *text)
{
	struct source source = {"t", text, strlen(text)};
	struct place place = {&source, locate, NULL};
	struct strbuf b = STRBUF_INIT;
	struct diag d;
	struct expr *e;

	diag_init(&d, a);
	e = expr_parse(a, &d, &place, text, 0);
	if (!e || !expr_check(a, &d, &place, e, &scope, VALUE_BOOLEAN)) {
		if (!d.nerrors)
			abort();
		return NULL;
	}
	expr_print(&b, e);
	return str_done(&b, a);
}

/* What only PostgreSQL reads: casts, strings with escapes, columns of other names. */
static int
readable(const char *text)
{
	return !strstr(text, "::") && !strstr(text, "E'") && !strstr(text, "status") &&
	       !strstr(text, "fk_r") && !strstr(text, "strpos");
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena a = {0};
	const char *text = arena_strndup(&a, (const char *)bytes, len), *first = sql(&a, text),
	           *second;
	size_t at;

	if (first && readable(first)) {
		second = sql(&a, first);
		if (!second || strcmp(first, second))
			abort();
	}
	if (regex_fault(text, &at) && at > len)
		abort();
	arena_clear(&a);
	return 0;
}
