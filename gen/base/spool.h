/*
 * Spool: bytes that are kept for later in a file without a name, so that memory need not hold them.
 */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diag;

struct spool {
	struct arena arena;
	struct diag *diag;
	const char *path;
	int fd;
	uint64_t len;       /* of what lies in the file */
	struct strbuf text; /* what follows it */
	bool failed;
};

/* Begins one in the folder of a path, at which faults are reported, once; without a path where the
 * system keeps temporary files. */
void spool_open(struct spool *, struct diag *, const char *path);

/* Where the next byte goes. */
uint64_t spool_end(const struct spool *);

/* Adds bytes; what a buffer holds, which is empty then. */
void spool_add(struct spool *, const void *bytes, size_t n);
void spool_take(struct spool *, struct strbuf *);

/* Reads bytes that were added; false after a fault, with zeroes. */
bool spool_read(struct spool *, uint64_t at, void *to, size_t n);

/* Gives back the memory and the file. */
void spool_close(struct spool *);

#endif
