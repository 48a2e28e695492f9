/*
 * Faults that only show when a table view is linked. Private to view_link.c;
 * without a linker all of them are silent.
 */
#ifndef MODEL_VIEW_FAULT_H
#define MODEL_VIEW_FAULT_H

#include "model/linker.h"

struct view_linker {
	struct arena *arena;
	struct linker *linker;     /* where faults go; NULL: nowhere */
	const struct entity *base; /* whose view it is */
	struct entity *const *all; /* every entity that is known, each once */
	size_t nall;
	size_t nrows;
};

/* An entity lacks a field; it has a faulty one. */
void fault_field(struct view_linker *, struct span, const struct entity *, const char *name);
void fault_faulty(struct view_linker *, struct span, const struct entity *, const struct field *);

/* The target of a ref that is shown is not known: its entity has a fault of its own. */
void fault_target(struct view_linker *, struct span, const struct entity *, const struct field *);

/* Reports an inclusion that no ref of the entity is meant by, or only refs that others mean; told:
 * that there is none was said already. */
void fault_relation(struct view_linker *, const struct entity *, const struct inclusion *,
                    bool told);

/* A shared entity would show rows of tenants; there are too many rows. */
void fault_tenant(struct view_linker *, struct span, const struct entity *);
void fault_rows(struct view_linker *, int max);

/* Two of all rows would have one path, and with it one function. */
void fault_paths(struct view_linker *, const struct view_row *rows, size_t n);

/* Where the n-th word of a filter column's source stands. */
struct span word_at(const struct filter_column *, size_t n);

/* Whether a step of a filter column's path, f or NULL, is no ref to one entity; reports why. */
bool fault_step(struct view_linker *, struct span, const struct entity *, const struct field *f,
                const char *name);

/* A path ends with a ref; the column of a filter is none of the fields. */
void fault_ends(struct view_linker *, struct span, const struct filter_column *,
                const struct field *);
void fault_key(struct view_linker *, struct span, const struct filter_column *);

/* Whether a filter column cannot have the type that its author gives it; reports why. */
bool fault_type(struct view_linker *, const struct filter_column *, const struct field *);

/* Chooses the index of a linked filter column, and reports one that cannot hold it. */
void fault_index(struct view_linker *, struct filter_column *, const struct field *);

#endif
