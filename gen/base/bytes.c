/*
 * memcpy, memmove, memcmp, strlen, strchrnul and strcmp for texts that are short, and made of many
 * shorter ones. musl's memcpy begins with an instruction that takes longer than such a copy, and
 * its comparisons go byte by byte, which together were a third of what an emitter computes
 * (docs/performance.md). Linked into all static executables.
 *
 * A text is read in vectors of 16 bytes. One that is read beyond its end
 * stays within the page of its end.
 */
#include <emmintrin.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { VECTOR = 16, PAGE = 4096, LONG = 1024 };

static inline __m128i
load(const void *p)
{
	return _mm_loadu_si128(p);
}

static inline void
store(void *p, __m128i v)
{
	_mm_storeu_si128(p, v);
}

/* A bit for each byte that is the same in both. */
static inline unsigned
same(__m128i a, __m128i b)
{
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(a, b));
}

/* ---- copies ---- */

#define COPY_ENDS(type)                                                         \
	do {                                                                    \
		type first, last;                                               \
		__builtin_memcpy(&first, from, sizeof(type));                   \
		__builtin_memcpy(&last, from + n - sizeof(type), sizeof(type)); \
		__builtin_memcpy(to, &first, sizeof(type));                     \
		__builtin_memcpy(to + n - sizeof(type), &last, sizeof(type));   \
	} while (0)

/* Fewer bytes than a vector: their two ends, which may overlap. */
static inline void
copy_short(char *to, const char *from, size_t n)
{
	if (n >= 8)
		COPY_ENDS(uint64_t);
	else if (n >= 4)
		COPY_ENDS(uint32_t);
	else if (n >= 2)
		COPY_ENDS(uint16_t);
	else if (n)
		*to = *from;
}

/* What the processor does best by itself. */
static inline void
copy_long(void *to, const void *from, size_t n)
{
	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
}

/* Right also for texts that overlap, if the copy lies before. */
static inline void *
copy(char *to, const char *from, size_t n)
{
	__m128i last;

	if (n < VECTOR) {
		copy_short(to, from, n);
	} else if (n < LONG) {
		last = load(from + n - VECTOR);
		for (size_t i = 0; i < n - VECTOR; i += VECTOR)
			store(to + i, load(from + i));
		store(to + n - VECTOR, last);
	} else {
		copy_long(to, from, n);
	}
	return to;
}

static inline void *
copy_backwards(char *to, const char *from, size_t n)
{
	__m128i first;

	if (n < VECTOR) {
		copy_short(to, from, n);
	} else {
		first = load(from);
		for (size_t i = n; i > VECTOR; i -= VECTOR)
			store(to + i - VECTOR, load(from + i - VECTOR));
		store(to, first);
	}
	return to;
}

void *
memcpy(void *restrict to, const void *restrict from, size_t n)
{
	return copy(to, from, n);
}

void *
memmove(void *to, const void *from, size_t n)
{
	bool over = (uintptr_t)to - (uintptr_t)from < n;

	return over ? copy_backwards(to, from, n) : copy(to, from, n);
}

/* ---- comparisons ---- */

static inline int
difference(const void *a, const void *b, unsigned at)
{
	return ((const unsigned char *)a)[at] - ((const unsigned char *)b)[at];
}

int
memcmp(const void *one, const void *other, size_t n)
{
	const char *a = one, *b = other;
	unsigned equal;

	for (; n >= VECTOR; n -= VECTOR, a += VECTOR, b += VECTOR) {
		equal = same(load(a), load(b));
		if (equal != 0xffff)
			return difference(a, b, (unsigned)__builtin_ctz(~equal));
	}
	for (unsigned i = 0; i < n; i++)
		if (a[i] != b[i])
			return difference(a, b, i);
	return 0;
}

size_t
strlen(const char *s)
{
	const __m128i zero = _mm_setzero_si128();
	const char *p = s - (uintptr_t)s % VECTOR;
	unsigned ends = same(_mm_load_si128((const void *)p), zero) >> (s - p);

	if (ends)
		return (size_t)__builtin_ctz(ends);
	do
		p += VECTOR;
	while (!(ends = same(_mm_load_si128((const void *)p), zero)));
	return (size_t)(p - s) + (size_t)__builtin_ctz(ends);
}

char *
strchrnul(const char *s, int c)
{
	const __m128i zero = _mm_setzero_si128(), wanted = _mm_set1_epi8((char)c);
	const char *p = s - (uintptr_t)s % VECTOR;
	__m128i v = _mm_load_si128((const void *)p);
	unsigned found = (same(v, zero) | same(v, wanted)) >> (s - p);

	if (found)
		return (char *)s + __builtin_ctz(found);
	do {
		p += VECTOR;
		v = _mm_load_si128((const void *)p);
	} while (!(found = same(v, zero) | same(v, wanted)));
	return (char *)p + __builtin_ctz(found);
}

/* Whether a vector from there on lies in one page. */
static inline bool
within(const void *p)
{
	return ((uintptr_t)p & (PAGE - 1)) <= PAGE - VECTOR;
}

int
strcmp(const char *a, const char *b)
{
	const __m128i zero = _mm_setzero_si128();

	while (within(a) && within(b)) {
		__m128i v = load(a);
		unsigned stop = (~same(v, load(b)) | same(v, zero)) & 0xffff;

		if (stop)
			return difference(a, b, (unsigned)__builtin_ctz(stop));
		a += VECTOR;
		b += VECTOR;
	}
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return difference(a, b, 0);
}
