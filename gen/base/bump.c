/*
 * malloc for processes that run once per edge: nothing is ever given back but the last block, since
 * the process ends soon. musl's own returns emptied pages to the kernel at once and asks for them
 * again, which was half of the time of an emitter (docs/performance.md). Linked into static
 * executables that run once per edge, never into those whose work grows with the project.
 */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
	ALIGNMENT = 16, /* of any type; also the room before a block, which holds its size */
	REGION = 1024 * 1024,
};

static char *next, *end;
static char *fresh; /* what lies behind, up to the end, was never used and is zero */

static size_t *
size_of(void *p)
{
	return (size_t *)(void *)((char *)p - ALIGNMENT);
}

/* The pages of a region cost nothing until they are written. */
static int
region_add(size_t need)
{
	size_t size = need > REGION ? need : REGION;
	char *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return -1;
	next = fresh = p;
	end = p + size;
	return 0;
}

/* The block of n bytes from p on is the last one. */
static void *
block(char *p, size_t n)
{
	next = p + n;
	if (fresh < next)
		fresh = next;
	*size_of(p) = n;
	return p;
}

void *
malloc(size_t n)
{
	if (n > PTRDIFF_MAX - 2 * REGION) {
		errno = ENOMEM;
		return NULL;
	}
	n = (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if ((size_t)(end - next) < n + ALIGNMENT && region_add(n + ALIGNMENT) != 0)
		return NULL;
	return block(next + ALIGNMENT, n);
}

/* Short texts are made in a block that ends where the next one begins, and then copied. */
void
free(void *p)
{
	if (p && (char *)p + *size_of(p) == next)
		next = (char *)p - ALIGNMENT;
}

/* Only what was given back before has to be made zero. */
void *
calloc(size_t n, size_t size)
{
	char *used = fresh, *region = end, *p;
	size_t dirty;

	if (__builtin_mul_overflow(n, size, &n)) {
		errno = ENOMEM;
		return NULL;
	}
	p = malloc(n);
	if (!p || end != region || p >= used)
		return p;
	dirty = (size_t)(used - p);
	return memset(p, 0, dirty < n ? dirty : n);
}

/* The last block grows where it stands. */
void *
realloc(void *p, size_t n)
{
	size_t size = p ? *size_of(p) : 0;
	char *grown;

	if (p && n <= size)
		return p;
	if (p && (char *)p + size == next && n < REGION &&
	    n + ALIGNMENT <= (size_t)(end - (char *)p)) {
		return block(p, (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
	}
	grown = malloc(n);
	if (grown && p)
		memcpy(grown, p, size);
	return grown;
}
