/*
 * Catalog: all entities of a project that have outputs, for outputs that concern the whole project.
 * The graph writes it to .specql/catalog, one entity a line, its parts separated by tabs, sorted:
 *
 *     crm  Contact  contact  refs,actions
 */
#ifndef MODEL_CATALOG_H
#define MODEL_CATALOG_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;

struct listing {
	const char *schema, *name, *stem;
	const char *traits; /* what is so of it (graph/kind.h), separated by commas */
	const char *text;   /* of the file of the kind that is merged; NULL if there is none */
	size_t len;
};

struct catalog {
	struct listing *v;
	size_t n;
};

/* Reads the file; NULL after reporting at its path. The texts are not read. */
struct catalog *catalog_read(struct arena *, struct diag *, const char *path);

/* Whether a trait such as "views" is so of an entity. */
bool listing_is(const struct listing *, const char *trait);

#endif
