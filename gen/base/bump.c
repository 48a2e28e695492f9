/*
 * malloc for processes that run once per edge: nothing is ever given back, since the process ends
 * soon. musl's own returns emptied pages to the kernel at once and asks for them again, which was
 * half of the time of an emitter (docs/performance.md). Linked into static executables that run
 * once per edge, never into those whose work grows with the project.
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
	next = p;
	end = p + size;
	return 0;
}

void *
malloc(size_t n)
{
	char *p;

	if (n > PTRDIFF_MAX - 2 * REGION) {
		errno = ENOMEM;
		return NULL;
	}
	n = (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if ((size_t)(end - next) < n + ALIGNMENT && region_add(n + ALIGNMENT) != 0)
		return NULL;
	p = next + ALIGNMENT;
	next = p + n;
	*size_of(p) = n;
	return p;
}

void
free(void *p)
{
	(void)p;
}

void *
calloc(size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size) {
		errno = ENOMEM;
		return NULL;
	}
	return malloc(n * size); /* fresh pages are zero, and no block is used twice */
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
		n = (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
		next = (char *)p + n;
		*size_of(p) = n;
		return p;
	}
	grown = malloc(n);
	if (grown && p)
		memcpy(grown, p, size);
	return grown;
}
