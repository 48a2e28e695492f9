#include "model/pool.h"
#include "base/arena.h"

static struct {
	struct arena arena;
	size_t used; /* by how many trees */
	bool open;
} pool;

bool
pool_open(void)
{
	enum { USUAL = 256 * 1024 };

	if (pool.used || pool.open)
		return false;
	arena_alloc(&pool.arena, USUAL, 1);
	arena_reset(&pool.arena);
	return pool.open = true;
}

void
pool_begin(void)
{
	pool.used++;
}

void
pool_end(void)
{
	if (--pool.used == 0 && pool.open)
		arena_reset(&pool.arena);
}

void *
pool_alloc(size_t n)
{
	return arena_alloc(&pool.arena, n, 1);
}

void
pool_free(void *p)
{
	(void)p;
}
