#include "base/words.h"
#include "base/arena.h"
#include "base/hash.h"

#include <string.h>

struct words_slot {
	const char *text;
	size_t len;
	bool met;
};

bool
word_sign(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

bool
word_in(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; (p = strstr(p, word)); p += n)
		if ((p == text || !word_sign(p[-1])) && !word_sign(p[n]))
			return true;
	return false;
}

struct words
words_new(struct arena *a, size_t most)
{
	struct words w = {.arena = a, .nslots = 8};

	while (w.nslots < 2 * most)
		w.nslots *= 2;
	w.slots = arena_new(a, struct words_slot, w.nslots);
	return w;
}

/* Where a word is, or would be. */
static struct words_slot *
slot(const struct words *w, const char *text, size_t n)
{
	size_t i = (size_t)hash_add(HASH_START, text, n) & (w->nslots - 1);

	while (w->slots[i].text && (w->slots[i].len != n || memcmp(w->slots[i].text, text, n) != 0))
		i = (i + 1) & (w->nslots - 1);
	return &w->slots[i];
}

void
words_expect(struct words *w, const char *word)
{
	size_t n = strlen(word);
	struct words_slot *to = slot(w, word, n);

	if (!to->text)
		*to = (struct words_slot){arena_strndup(w->arena, word, n), n, false};
}

bool
words_meet(struct words *w, const char *text)
{
	struct words_slot *met;
	bool any = false;

	for (const char *end = text; *text; text = end) {
		text += !word_sign(*text);
		for (end = text; word_sign(*end);)
			end++;
		met = slot(w, text, (size_t)(end - text));
		met->met = met->text;
		any |= met->met;
	}
	return any;
}

bool
words_met(const struct words *w, const char *word)
{
	return slot(w, word, strlen(word))->met;
}
