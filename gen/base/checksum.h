/*
 * Checksum: 64 bits that tell whether a text is still the one that was written; no protection
 * against an adversary. It is XXH64 with seed 0 (the xxHash specification), which reads eight bytes
 * at a time and which `xxhsum -H64` knows too.
 */
#ifndef BASE_CHECKSUM_H
#define BASE_CHECKSUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The checksum of a text that comes piece by piece, however it is cut. */
struct checksum {
	uint64_t lanes[4];
	uint64_t len;           /* of all so far, in bytes */
	unsigned char rest[32]; /* what did not fill a stripe yet: len % 32 bytes */
};

void checksum_begin(struct checksum *);
void checksum_add(struct checksum *, const void *bytes, size_t n);

/* The checksum of what came so far; more may follow. */
uint64_t checksum_end(const struct checksum *);

/* That of one piece. */
uint64_t checksum_of(const void *bytes, size_t n);

/* That of a file, read piece by piece; false with errno set if it cannot be read. */
bool checksum_file(const char *path, uint64_t *sum);

#endif
