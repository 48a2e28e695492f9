/*
 * Place: which kinds a project has, and where they write.
 */
#ifndef GRAPH_PLACE_H
#define GRAPH_PLACE_H

#include "graph/kind.h"
#include "graph/shape.h"

struct project;

/* The folder that a group of kinds writes below, such as frontend/generated;
 * NULL if the project has none of them. */
const char *place_root(const struct shapes *, enum kind_group);

/* Whether a kind makes a file for an entity of the project;
 * with NULL, whether the project has the kind. */
bool place_used(const struct shapes *, const struct kind *, const struct shape *);

/* The edge that makes the files of a kind, by its rule: the kind's own, or that of a batch. */
const char *place_edge(const struct shapes *, const struct kind *);

/* Whether the project has the second kind, and the same edge makes both. */
bool place_alike(const struct shapes *, const struct kind *, const struct kind *);

/* Whether no kind before has the same edge. */
bool place_first(const struct shapes *, const struct kind *);

/* Whether something that the project has is merged of what this
 * kind's edge makes of each entity. */
bool place_merged(const struct shapes *, const struct kind *);

/* Whether some edge of each entity is made of that, and not of the whole model. */
bool place_reads(const struct shapes *, enum kind_source);

/* The file of a kind: of an entity, or with NULL of the project. */
const char *place_path(struct arena *, const struct shapes *, const struct kind *,
                       const struct shape *);

/* `bundle: schema`: the files of entities lie here, in the same folders as otherwise in that of the
 * SQL; there, one file holds all of a kind and a schema. */
#define PLACE_PARTS ".specql/sql"

/* That file. */
const char *place_bundle(struct arena *, const struct shapes *, const struct kind *,
                         const char *schema);

/* The folders that only we write to: those of the layers, that of the schemas,
 * and the roots of the other groups. Sorted. */
struct list place_folders(struct arena *, const struct shapes *);

/* The same of a project. */
struct list place_folders_of(struct arena *, const struct project *);

/* Whether a path lies in such a folder, other than that of the schemas. */
bool place_ours(const struct shapes *, const struct list *folders, const char *path);

#endif
