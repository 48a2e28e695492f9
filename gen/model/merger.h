/*
 * Merger: what the files of all entities say, at hand together.
 * Private to merge.c, doing.c and stale.c.
 */
#ifndef MODEL_MERGER_H
#define MODEL_MERGER_H

#include "base/str.h"
#include "model/merge.h"
#include "model/parts.h"

/* That an entity refers to another, or that its table view shows it. */
struct link {
	uint32_t to, from;
	uint32_t i;     /* which of its references, or of what it shows */
	char on_delete; /* the first letter: r, c, s */
};

/* A name by its hash. */
struct named {
	uint64_t hash;
	uint32_t entity, i; /* i: which of its mutations */
};

/* A part that was read for the one at hand. */
struct loaded {
	struct part part;
	size_t i;
	struct loaded *next;
};

struct merger {
	struct parts *parts;
	struct loaded **loaded, *all;  /* by their places, and all of them */
	struct arena scratch;          /* where they lie, and what is merged */
	struct strbuf referred, shown; /* links, sorted by where they lead */
	/* Named: mutations by their functions in app, entities by their table views;
	 * sorted by hashes. */
	struct strbuf functions, views;
};

/* The i-th part. */
const struct part *merger_part(struct merger *, size_t i);

/* The links that lead to an entity, *n of them, in order. */
const struct link *links_to(const struct strbuf *, size_t entity, size_t *n);

/* The reference that a link's i means: the columns of foreign_keys come behind the fields. */
const struct impacts_reference *link_reference(const struct impacts_entity *, size_t i);

/* Those that may have a name, *n of them. */
const struct named *named_as(const struct strbuf *, const char *name, size_t *n);

/* Completes a mutation by the queries whose answers it changes; its other members are done. */
void merge_stale(struct merger *, struct impacts_mutation *);

#endif
