#include "base/checksum.h"
#include "test.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Sums that other implementations of XXH64 print for these texts. */
static void
known_texts(void)
{
	CHECK(checksum_of("", 0) == UINT64_C(0xef46db3751d8e999));
	CHECK(checksum_of("a", 1) == UINT64_C(0xd24ec4f1a98c6e5b));
	CHECK(checksum_of("abc", 3) == UINT64_C(0x44bc2cf5ad770999));
	CHECK(checksum_of("Nobody inspects the spammish repetition", 39) ==
	      UINT64_C(0xfbcea83c8a378bf1));
}

/* However a text is cut, its sum is the same. */
static void
pieces(void)
{
	char text[200];

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * 31);
	for (size_t n = 0; n <= sizeof(text); n++)
		for (size_t piece = 1; piece < 80; piece += 1 + piece / 8) {
			struct checksum c;

			checksum_begin(&c);
			for (size_t at = 0; at < n; at += piece)
				checksum_add(&c, text + at, n - at < piece ? n - at : piece);
			CHECK(checksum_end(&c) == checksum_of(text, n));
		}
}

/* One changed byte is another sum, and so is one byte more. */
static void
changes(void)
{
	char text[100] = "";

	for (size_t i = 0; i < sizeof(text); i++) {
		uint64_t before = checksum_of(text, sizeof(text));

		text[i] ^= 1;
		CHECK(checksum_of(text, sizeof(text)) != before);
		CHECK(checksum_of(text, i) != checksum_of(text, i + 1));
	}
}

/* A file of any length has the sum of its text; what cannot be read has none. */
static void
files(void)
{
	static char text[200 * 1000];
	char name[] = "/tmp/checksum.XXXXXX";
	int fd = mkstemp(name);
	uint64_t sum;
	size_t held = 0;

	CHECK(fd >= 0);
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * 31);
	for (size_t n = 0; n <= sizeof(text); n = n * 3 + 1) {
		CHECK(write(fd, text + held, n - held) == (ssize_t)(n - held));
		held = n;
		CHECK(checksum_file(name, &sum) && sum == checksum_of(text, n));
	}
	close(fd);
	unlink(name);
	CHECK(!checksum_file(name, &sum) && errno == ENOENT);
	CHECK(!checksum_file(".", &sum) && errno == EISDIR);
}

int
main(void)
{
	known_texts();
	pieces();
	changes();
	files();
	return TEST_RESULT();
}
