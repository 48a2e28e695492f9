#include "model/pool.h"
#include "base/arena.h"

static struct arena pool;

void *
pool_alloc(size_t n)
{
	return arena_alloc(&pool, n, 1);
}

void
pool_free(void *p)
{
	(void)p;
}

void
pool_end(void)
{
	arena_reset(&pool);
}
