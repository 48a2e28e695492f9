/*
 * Words: which of a set stand in texts. A word is letters,
 * digits and underscores between other signs.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct words_slot;

struct words {
	struct arena *arena;
	struct words_slot *slots; /* a table of hashes */
	size_t nslots;
};

/* An empty set with room for so many words, in the arena. */
struct words words_new(struct arena *, size_t most);

/* Adds a word that texts may hold. */
void words_expect(struct words *, const char *word);

/* Reads a text: the words of the set that stand in it are met from now on. Whether there are any.
 */
bool words_meet(struct words *, const char *text);

/* Whether a word of the set was met. */
bool words_met(const struct words *, const char *word);

/* Whether a sign may stand in a word. */
bool word_sign(char);

/* Whether a word stands in a text. */
bool word_in(const char *text, const char *word);

#endif
