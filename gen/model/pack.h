/*
 * Pack: objects of one layout that memory need not hold: they lie in a spool, and each can be read
 * again, many times faster than from JSON.
 */
#ifndef MODEL_PACK_H
#define MODEL_PACK_H

#include "base/spool.h"

struct arena;
struct diag;
struct layout;

struct pack {
	struct spool spool;
	const struct layout *layout;
	struct strbuf ends; /* of each object in the spool */
};

/* Begins one in the folder of a path, as spool_open. Layouts without words and types only. */
void pack_open(struct pack *, struct diag *, const char *path, const struct layout *);

/* Adds an object behind the others. */
void pack_add(struct pack *, const void *object);

/* Reads the i-th object, whose texts and lists live in the arena; what is not read, as after a
 * fault of the spool, keeps its value. */
void pack_read(struct pack *, struct arena *, size_t i, void *object);

void pack_close(struct pack *);

#endif
