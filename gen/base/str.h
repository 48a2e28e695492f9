/*
 * Strbuf: a growing text, for building only; finished text is a const char * in an arena.
 *
 * Invariant: buf is never NULL and buf[len] is always NUL. Start with `struct strbuf b = STRBUF_INIT;`.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

struct strbuf {
	char *buf;
	size_t len, cap;
};

/* What every empty buffer points at; never written. */
extern char strbuf_empty[];
#define STRBUF_INIT {strbuf_empty, 0, 0}

/* Append a text, n bytes, a character, text made as by printf. */
void str_add(struct strbuf *, const char *);
void str_addn(struct strbuf *, const char *, size_t n);
void str_addc(struct strbuf *, char);
void str_addf(struct strbuf *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void str_addv(struct strbuf *, const char *fmt, va_list) __attribute__((format(printf, 2, 0)));

/* Which of the words, that end with NULL, a word is; -1 if none. */
int word_index(const char *const *words, const char *word);

/* Whether a word is one of a list, in which commas separate them. */
bool word_listed(const char *list, const char *word);

/* Whether a text ends with a suffix, or is it. */
bool word_ends(const char *text, const char *suffix);

/* Makes it empty, keeps the memory. */
void str_reset(struct strbuf *);

/* Gives the memory back; it is empty and can be used anew. */
void str_free(struct strbuf *);

/* The text so far as a string of the arena; the buffer is given back. */
const char *str_done(struct strbuf *, struct arena *);

#endif
