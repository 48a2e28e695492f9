/*
 * Parts: the parts of all entities of a project (part.h), or what their files of impacts say. Each
 * is read once and packed away; memory holds what leads to it.
 */
#ifndef MODEL_PARTS_H
#define MODEL_PARTS_H

#include "model/pack.h"
#include "model/part.h"

struct catalog;
struct merger;

struct parts_entry {
	const char *type; /* in the API */
	const struct listing *of;
	uint32_t packed;
	uint32_t nfields, nactions, nmutations, nreferences;
};

struct parts {
	struct arena arena;
	struct parts_entry *v; /* sorted by type; those whose files could be read */
	size_t n;
	struct pack pack;
	struct merger *merger; /* once somebody asked (merge.h) */
};

/* The parts whose files the catalog names, or files of impacts: then they have no other members.
 * The first call reads them; parts_end gives the memory back. */
struct parts *parts_of(struct catalog *, bool impacts);
void parts_end(struct catalog *);

/* The i-th part; it lives in the arena. */
struct part parts_read(struct parts *, struct arena *, size_t i);

/* The place of the part of a type; false if there is none. */
bool parts_find(const struct parts *, const char *type, size_t *i);

/* The places of all parts, sorted by their schemas and names. */
const uint32_t *parts_by_schema(struct arena *, const struct parts *);

#endif
