#include "graph/symbols.h"
#include "base/arena.h"
#include "base/hash.h"
#include "graph/key.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct symbols *
symbols_new(struct arena *a, const struct shapes *shapes, size_t most)
{
	struct symbols *s = arena_new(a, struct symbols, 1);

	*s = (struct symbols){.arena = a, .shapes = shapes, .nslots = 64};
	while (s->nslots < 4 * shapes->n)
		s->nslots *= 2;
	s->slots = arena_new(a, uint32_t, s->nslots);
	s->v = arena_new(a, struct meaning, most + 1); /* 0 is none */
	return s;
}

static bool
make_key(struct symbols *s, char sort, size_t i, size_t k, char *key)
{
	struct arena_mark mark = arena_mark(s->arena);
	int len = key_of(s->arena, s->shapes, &s->shapes->v[i], sort, k, key, sizeof s->key);

	arena_release(s->arena, mark);
	return len < (int)sizeof s->key;
}

static uint32_t
hash_of(const char *key)
{
	uint64_t hash = hash_add(HASH_START, key, strlen(key));

	return (uint32_t)(hash ^ hash >> 32);
}

static uint8_t
check_of(uint32_t hash)
{
	return (uint8_t)(hash >> 25);
}

/* Where the number of a key's last meaning stands; it is 0 if the key has none. */
static uint32_t *
place_of(struct symbols *s, const char *key, uint32_t hash)
{
	uint32_t *place = &s->slots[hash & (s->nslots - 1)];

	for (; *place; place = &s->v[*place].chain) {
		const struct meaning *is = &s->v[*place];

		if (is->check == check_of(hash) && is->sort == *key &&
		    make_key(s, *key, is->i, is->part, s->other) && strcmp(s->other, key) == 0)
			break;
	}
	return place;
}

uint32_t
symbols_find_key(struct symbols *s, const char *key)
{
	return s->v[*place_of(s, key, hash_of(key))].next;
}

uint32_t
symbols_next(const struct symbols *s, uint32_t m)
{
	return s->v[m].last ? 0 : s->v[m].next;
}

uint32_t
symbols_find(struct symbols *s, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(s->key, sizeof s->key, fmt, args);
	va_end(args);
	return len < (int)sizeof s->key ? symbols_find_key(s, s->key) : 0;
}

void
symbols_add(struct symbols *s, char sort, size_t i, size_t k)
{
	uint32_t hash, *place, m = s->n + 1;
	struct meaning *before;

	if (k > UINT16_MAX || !make_key(s, sort, i, k, s->key))
		return;
	hash = hash_of(s->key);
	place = place_of(s, s->key, hash);
	before = &s->v[*place]; /* none, which leads to none, or the one that was the last */
	s->n = m;
	s->v[m] = (struct meaning){.i = (uint32_t)i,
	                           .part = (uint16_t)k,
	                           .sort = sort,
	                           .check = check_of(hash) & 0x7f,
	                           .last = true,
	                           .next = *place ? before->next : m,
	                           .chain = before->chain};
	if (*place) {
		before->last = false;
		before->next = m;
	}
	*place = m;
}
