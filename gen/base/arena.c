#include "base/arena.h"
#include "base/str.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	CHUNK_SIZE = 32 * 1024,
	ALIGNMENT = _Alignof(max_align_t),
};

struct arena_chunk {
	struct arena_chunk *next;
	size_t used, size;
	_Alignas(max_align_t) char memory[];
};

static void
out_of_memory(void)
{
	fputs("specql: out of memory\n", stderr);
	exit(1);
}

static struct arena_chunk *
chunk_add(struct arena *a, size_t need)
{
	size_t size = need > CHUNK_SIZE ? need : CHUNK_SIZE;
	struct arena_chunk *c = calloc(1, sizeof(*c) + size);

	if (!c)
		out_of_memory();
	c->size = size;
	c->next = a->chunks;
	a->chunks = c;
	return c;
}

void *
arena_alloc(struct arena *a, size_t n, size_t size)
{
	struct arena_chunk *c = a->chunks;
	char *p;

	if (__builtin_mul_overflow(n, size, &size) || size > SIZE_MAX / 2)
		out_of_memory();
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (!c || c->size - c->used < size)
		c = chunk_add(a, size);
	p = c->memory + c->used;
	c->used += size;
	return p;
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_alloc(a, n + 1, 1);

	memcpy(copy, s, n);
	return copy;
}

void *
arena_grown(struct arena *a, void *objects, size_t n, size_t size)
{
	void *more;

	if (n & (n - 1))
		return objects;
	more = arena_alloc(a, n ? 2 * n : 1, size);
	if (n)
		memcpy(more, objects, n * size);
	return more;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

/* All texts are made in one buffer, which is kept: there are thousands of them. */
char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	static struct strbuf b = STRBUF_INIT;
	va_list args;

	str_reset(&b);
	va_start(args, fmt);
	str_addv(&b, fmt, args);
	va_end(args);
	return arena_strndup(a, b.buf, b.len);
}

struct arena_mark
arena_mark(const struct arena *a)
{
	return (struct arena_mark){a->chunks, a->chunks ? a->chunks->used : 0};
}

void
arena_release(struct arena *a, struct arena_mark mark)
{
	struct arena_chunk *c;

	while ((c = a->chunks) != mark.chunk) {
		a->chunks = c->next;
		free(c);
	}
	if (!c)
		return;
	memset(c->memory + mark.used, 0, c->used - mark.used);
	c->used = mark.used;
}

void
arena_reset(struct arena *a)
{
	struct arena_chunk *c = a->chunks;
	struct arena rest = {c ? c->next : NULL};

	arena_clear(&rest);
	if (!c)
		return;
	memset(c->memory, 0, c->used);
	c->next = NULL;
	c->used = 0;
}

void
arena_clear(struct arena *a)
{
	struct arena_chunk *c = a->chunks, *next;

	for (; c; c = next) {
		next = c->next;
		free(c);
	}
	a->chunks = NULL;
}
