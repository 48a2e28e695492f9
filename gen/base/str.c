#include "base/str.h"
#include "base/arena.h"
#include "base/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char strbuf_empty[1];

void
str_grow(struct strbuf *b, size_t more)
{
	size_t need = b->len + more + 1, cap = b->cap ? b->cap : 256;
	char *buf;

	if (need <= b->cap)
		return;
	while (cap < need)
		cap *= 2;
	buf = realloc(b->cap ? b->buf : NULL, cap);
	if (!buf) {
		fputs("specql: out of memory\n", stderr);
		exit(1);
	}
	b->buf = buf;
	b->cap = cap;
}

/* By libc's printf, which is slow, but knows all conversions. */
static void
add_by_libc(struct strbuf *b, const char *fmt, va_list args)
{
	enum { USUAL = 128 };
	va_list again;
	int n;

	str_grow(b, USUAL);
	va_copy(again, args);
	n = vsnprintf(b->buf + b->len, b->cap - b->len, fmt, again);
	va_end(again);
	if (n > 0 && (size_t)n >= b->cap - b->len) {
		str_grow(b, (size_t)n);
		vsnprintf(b->buf + b->len, (size_t)n + 1, fmt, args);
	}
	b->len += n > 0 ? (size_t)n : 0;
}

void
str_addv(struct strbuf *b, const char *fmt, va_list args)
{
	if (!print_add(b, fmt, args))
		add_by_libc(b, fmt, args);
}

void
str_addf(struct strbuf *b, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	str_addv(b, fmt, args);
	va_end(args);
}

void
str_insert(struct strbuf *b, size_t at, const char *s, size_t n)
{
	str_grow(b, n);
	memmove(b->buf + at + n, b->buf + at, b->len - at + 1);
	memcpy(b->buf + at, s, n);
	b->len += n;
}

void
str_cut(struct strbuf *b, size_t len)
{
	b->len = len;
	if (b->cap)
		b->buf[len] = '\0';
}

void
str_reset(struct strbuf *b)
{
	str_cut(b, 0);
}

void
str_free(struct strbuf *b)
{
	if (b->cap)
		free(b->buf);
	*b = (struct strbuf)STRBUF_INIT;
}

const char *
str_done(struct strbuf *b, struct arena *a)
{
	const char *s = arena_strndup(a, b->buf, b->len);

	str_free(b);
	return s;
}

int
word_index(const char *const *words, const char *word)
{
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

bool
word_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool
word_among(const char *const *words, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

int
word_order(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

size_t
word_sort(const char **words, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(words, n, sizeof *words, word_order);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || strcmp(words[kept - 1], words[i]) != 0)
			words[kept++] = words[i];
	return kept;
}

bool
word_listed(const char *list, const char *word)
{
	size_t len = strlen(word), n;

	for (; *list; list += n + (list[n] == ',')) {
		n = strcspn(list, ",");
		if (n == len && memcmp(list, word, n) == 0)
			return true;
	}
	return false;
}

bool
word_ends(const char *text, const char *suffix)
{
	size_t n = strlen(text), m = strlen(suffix);

	return n >= m && strcmp(text + n - m, suffix) == 0;
}
