/* memcpy and its like of the executables that run once per edge, under other names, against those
 * of the C library. */
#include "test.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *edge_memcpy(void *restrict, const void *restrict, size_t);
void *edge_memmove(void *, const void *, size_t);
int edge_memcmp(const void *, const void *, size_t);
size_t edge_strlen(const char *);
int edge_strcmp(const char *, const char *);
char *edge_strchrnul(const char *, int);

#ifdef __SSE2__
#define memcpy edge_memcpy
#define memmove edge_memmove
#define memcmp edge_memcmp
#define strlen edge_strlen
#define strcmp edge_strcmp
#define strchrnul edge_strchrnul
#include "../../gen/base/bytes.c"
#undef memcpy
#undef memmove
#undef memcmp
#undef strlen
#undef strcmp
#undef strchrnul

enum { ROOM = 4096, MOST = 2100 };

static char texts[ROOM], copies[ROOM], wanted[ROOM];

/* Lengths up to a few vectors, and then fewer. */
static size_t
longer(size_t n)
{
	return n < 70 ? n + 1 : n + 101;
}

static void
fill(void)
{
	for (size_t i = 0; i < ROOM; i++)
		texts[i] = (char)(i * 7 % 251 + 1);
}

static void
copying(void)
{
	for (size_t n = 0; n < MOST; n = longer(n))
		for (size_t at = 0; at < 17; at++) {
			memset(copies, 0, ROOM);
			memset(wanted, 0, ROOM);
			memcpy(wanted + at, texts + 16 - at, n);
			CHECK(edge_memcpy(copies + at, texts + 16 - at, n) == copies + at);
			CHECK(memcmp(copies, wanted, ROOM) == 0);
		}
}

static void
moving(void)
{
	for (size_t n = 0; n < MOST; n = longer(n))
		for (size_t to = 0; to < 80; to += 3)
			for (size_t from = 0; from < 80; from += 5) {
				memcpy(copies, texts, ROOM);
				memcpy(wanted, texts, ROOM);
				memmove(wanted + to, wanted + from, n);
				CHECK(edge_memmove(copies + to, copies + from, n) == copies + to);
				CHECK(memcmp(copies, wanted, ROOM) == 0);
			}
}

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

/* Two texts that differ in one byte, or in none. */
static void
comparing(void)
{
	for (size_t n = 0; n < MOST; n = longer(n))
		for (size_t at = 0; at <= n; at += 1 + n / 9) {
			memcpy(copies, texts, ROOM);
			memcpy(wanted, texts, ROOM);
			copies[n] = wanted[n] = '\0';
			wanted[at] = at < n ? (char)(wanted[at] ^ (char)0x80) : '\0';
			CHECK(sign(edge_memcmp(copies, wanted, n)) ==
			      sign(memcmp(copies, wanted, n)));
			CHECK(sign(edge_memcmp(wanted, copies, n)) ==
			      sign(memcmp(wanted, copies, n)));
			CHECK(sign(edge_strcmp(copies, wanted)) == sign(strcmp(copies, wanted)));
			CHECK(sign(edge_strcmp(wanted, copies)) == sign(strcmp(wanted, copies)));
			CHECK(edge_strlen(copies) == strlen(copies));
		}
}

/* A byte wherever it may stand, also one like a letter's but for its sign, and one
 * behind the end. */
static void
seeking(void)
{
	memset(copies, 'x', ROOM);
	for (size_t n = 0; n < 200; n = longer(n))
		for (size_t from = 0; from < 17; from++) {
			char *text = copies + from;

			text[n] = '\0';
			text[n + 1] = '%';
			for (size_t at = 0; at < n; at++) {
				text[at] = '%';
				CHECK(edge_strchrnul(text, '%') == text + at);
				text[at] = (char)0xa5;
				CHECK(edge_strchrnul(text, 0xa5) == text + at);
				CHECK(edge_strchrnul(text, '%') == text + n);
				text[at] = 'x';
			}
			CHECK(edge_strchrnul(text, '\0') == text + n);
			text[n] = text[n + 1] = 'x';
		}
}

/* Texts that end where the memory ends. */
static void
ends_of_memory(void)
{
	char *page =
	        mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *end = page + PAGE;

	CHECK(page != MAP_FAILED && munmap(end, PAGE) == 0);
	memset(page, 'x', PAGE);
	end[-1] = '\0';
	for (size_t n = 1; n < 100; n++) {
		char *text = end - n;

		CHECK(edge_strlen(text) == n - 1);
		CHECK(edge_strchrnul(text, '%') == end - 1);
		memcpy(copies, text, n);
		CHECK(edge_strcmp(text, copies) == 0 && edge_strcmp(copies, text) == 0);
		CHECK(edge_memcmp(text, copies, n) == 0);
		CHECK(edge_memcpy(wanted, text, n) == wanted && memcmp(wanted, text, n) == 0);
		if (n > 1) {
			copies[n - 2] = 'y';
			CHECK(edge_strcmp(text, copies) < 0 && edge_strcmp(copies, text) > 0);
		}
	}
	munmap(page, PAGE);
}

int
main(void)
{
	fill();
	copying();
	moving();
	comparing();
	seeking();
	ends_of_memory();
	return TEST_RESULT();
}
#else
int
main(void)
{
	return 0; /* they are for x86-64 alone */
}
#endif
