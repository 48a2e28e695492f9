/* The words are those of the specification: a stripe is 32 bytes,
 * one word for each of four lanes. */
#include "base/checksum.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { WORD = 8, LANES = 4, STRIPE = WORD * LANES };

static const uint64_t prime1 = UINT64_C(0x9e3779b185ebca87), prime2 = UINT64_C(0xc2b2ae3d27d4eb4f),
                      prime3 = UINT64_C(0x165667b19e3779f9), prime4 = UINT64_C(0x85ebca77c2b2ae63),
                      prime5 = UINT64_C(0x27d4eb2f165667c5);

static inline uint64_t
rotate(uint64_t bits, int by)
{
	return bits << by | bits >> (64 - by);
}

/* Words are little endian, on every machine. */
static inline uint64_t
half(const unsigned char *p)
{
	uint32_t bits;

	memcpy(&bits, p, sizeof(bits));
	return le32toh(bits);
}

static inline uint64_t
word(const unsigned char *p)
{
	uint64_t bits;

	memcpy(&bits, p, sizeof(bits));
	return le64toh(bits);
}

static inline uint64_t
round_of(uint64_t lane, uint64_t next)
{
	return rotate(lane + next * prime2, 31) * prime1;
}

/* Adds as many whole stripes as n bytes hold; where they end. */
static const unsigned char *
add_stripes(struct checksum *sum, const unsigned char *p, size_t n)
{
	uint64_t a = sum->lanes[0], b = sum->lanes[1], c = sum->lanes[2], d = sum->lanes[3];

	for (const unsigned char *end = p + n / STRIPE * STRIPE; p < end; p += STRIPE) {
		a = round_of(a, word(p));
		b = round_of(b, word(p + WORD));
		c = round_of(c, word(p + 2 * WORD));
		d = round_of(d, word(p + 3 * WORD));
	}
	memcpy(sum->lanes, (uint64_t[LANES]){a, b, c, d}, sizeof(sum->lanes));
	return p;
}

void
checksum_begin(struct checksum *c)
{
	*c = (struct checksum){.lanes = {prime1 + prime2, prime2, 0, -prime1}};
}

void
checksum_add(struct checksum *c, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	size_t held = c->len % STRIPE, missing = STRIPE - held;

	c->len += n;
	if (held && n >= missing) {
		memcpy(c->rest + held, p, missing);
		add_stripes(c, c->rest, STRIPE);
		p += missing;
		n -= missing;
		held = 0;
	}
	if (!held) {
		p = add_stripes(c, p, n);
		n %= STRIPE;
	}
	if (n)
		memcpy(c->rest + held, p, n);
}

/* What the lanes hold, in one word. */
static uint64_t
converged(const struct checksum *c)
{
	static const int turns[LANES] = {1, 7, 12, 18};
	uint64_t sum = 0;

	for (int i = 0; i < LANES; i++)
		sum += rotate(c->lanes[i], turns[i]);
	for (int i = 0; i < LANES; i++)
		sum = (sum ^ round_of(0, c->lanes[i])) * prime1 + prime4;
	return sum;
}

/* Every bit of the text gets a say in every bit of the sum. */
static uint64_t
avalanche(uint64_t sum)
{
	sum = (sum ^ sum >> 33) * prime2;
	sum = (sum ^ sum >> 29) * prime3;
	return sum ^ sum >> 32;
}

uint64_t
checksum_end(const struct checksum *c)
{
	const unsigned char *p = c->rest, *end = p + c->len % STRIPE;
	uint64_t sum = c->len < STRIPE ? prime5 : converged(c);

	sum += c->len;
	for (; end - p >= WORD; p += WORD)
		sum = rotate(sum ^ round_of(0, word(p)), 27) * prime1 + prime4;
	for (; end - p >= WORD / 2; p += WORD / 2)
		sum = rotate(sum ^ half(p) * prime1, 23) * prime2 + prime3;
	for (; p < end; p++)
		sum = rotate(sum ^ *p * prime5, 11) * prime1;
	return avalanche(sum);
}

uint64_t
checksum_of(const void *bytes, size_t n)
{
	struct checksum c;

	checksum_begin(&c);
	checksum_add(&c, bytes, n);
	return checksum_end(&c);
}

bool
checksum_file(const char *path, uint64_t *sum)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char part[64 * 1024];
	struct checksum c;
	ssize_t n;

	if (fd < 0)
		return false;
	checksum_begin(&c);
	while ((n = read(fd, part, sizeof(part))) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			checksum_add(&c, part, (size_t)n);
	close(fd);
	*sum = checksum_end(&c);
	return n == 0;
}
