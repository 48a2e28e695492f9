/*
 * Strbuf: a growing text, for building only; finished text is a const char * in an arena.
 *
 * Invariant: buf is never NULL and buf[len] is always NUL.
 * Start with `struct strbuf b = STRBUF_INIT;`.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct arena;

struct strbuf {
	char *buf;
	size_t len, cap;
};

/* What every empty buffer points at; never written. */
extern char strbuf_empty[];
#define STRBUF_INIT                \
	{                          \
		strbuf_empty, 0, 0 \
	}

/* Makes room for so many more bytes and the NUL;
 * without memory the process ends with exit code 1. */
void str_grow(struct strbuf *, size_t more);

/* Append n bytes, a text, a character. In the header, since a file is made of thousands of them. */
static inline void
str_addn(struct strbuf *b, const char *s, size_t n)
{
	if (b->cap - b->len <= n)
		str_grow(b, n);
	memcpy(b->buf + b->len, s, n);
	b->len += n;
	b->buf[b->len] = '\0';
}

static inline void
str_add(struct strbuf *b, const char *s)
{
	str_addn(b, s, strlen(s));
}

static inline void
str_addc(struct strbuf *b, char c)
{
	if (b->cap - b->len <= 1)
		str_grow(b, 1);
	b->buf[b->len++] = c;
	b->buf[b->len] = '\0';
}

/* Puts n bytes before what is behind the first `at`. */
void str_insert(struct strbuf *, size_t at, const char *s, size_t n);

/* Append text made as by printf. */
void str_addf(struct strbuf *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void str_addv(struct strbuf *, const char *fmt, va_list) __attribute__((format(printf, 2, 0)));

/* Which of the words, that end with NULL, a word is; -1 if none. */
int word_index(const char *const *words, const char *word);

/* Whether two words are the same; NULL is none, and the same as NULL alone. */
bool word_same(const char *, const char *);

/* Whether a word is one of n words. */
bool word_among(const char *const *words, size_t n, const char *word);

/* The order of two words, bytewise, for qsort and bsearch of arrays of words. */
int word_order(const void *, const void *);

/* Sorts n words and leaves each once; how many there are then. */
size_t word_sort(const char **words, size_t n);

/* Whether a word is one of a list, in which commas separate them. */
bool word_listed(const char *list, const char *word);

/* Whether a text ends with a suffix, or is it. */
bool word_ends(const char *text, const char *suffix);

/* Takes away what is behind so many bytes. */
void str_cut(struct strbuf *, size_t len);

/* Makes it empty, keeps the memory. */
void str_reset(struct strbuf *);

/* Gives the memory back; it is empty and can be used anew. */
void str_free(struct strbuf *);

/* The text so far as a string of the arena; the buffer is given back. */
const char *str_done(struct strbuf *, struct arena *);

#endif
