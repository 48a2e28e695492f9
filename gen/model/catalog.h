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
struct parts;
struct strbuf;

struct listing {
	const char *schema, *name, *stem;
	const char *traits; /* what is so of it (graph/kind.h), separated by commas */
	const char *text;   /* of its file, if that is at hand; else NULL */
};

struct catalog {
	struct listing *v;
	size_t n;
	struct diag *diag;
	/* The files that are merged: <root>/<schema>/<stem>.<suffix> of those that have the trait.
	 * suffix may be NULL: none are. */
	const char *root, *suffix, *trait;
	/* Where the output is written, or NULL: what is kept for later lies there meanwhile. */
	const char *output;
	/* Takes what has been made of the output so far, or NULL. */
	void (*flow)(void *context, struct strbuf *);
	void *context;
	struct parts *parts; /* once they were read (model/part.h) */
};

/* Reads the file; NULL after reporting at its path. The texts are not read. */
struct catalog *catalog_read(struct arena *, struct diag *, const char *path);

/* The path of the file that is merged of an entity, in the arena; NULL if there is none. */
const char *catalog_path(struct arena *, const struct catalog *, const struct listing *);

/* Its text, in the arena, and the length of that; NULL if there is none, or after reporting at its
 * path. A file that somebody edited is none of ours. */
const char *catalog_text(struct arena *, const struct catalog *, const struct listing *,
                         size_t *len);

/* What has been made so far may leave memory. */
void catalog_flow(const struct catalog *, struct strbuf *);

#endif
