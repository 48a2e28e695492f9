/*
 * Place: which kinds a project has, and where they write.
 */
#ifndef GRAPH_PLACE_H
#define GRAPH_PLACE_H

#include "graph/kind.h"
#include "graph/shape.h"

struct project;
struct strbuf;

/* The folder that a group of kinds writes below, such as frontend/generated; NULL if the project
 * has none of them. */
const char *place_root(const struct shapes *, enum kind_group);

/* Whether a kind makes a file for an entity of the project; with NULL, whether the project has the
 * kind. */
bool place_used(const struct shapes *, const struct kind *, const struct shape *);

/* Whether the files of a kind are made for one that the project has, and that is made of them. */
bool place_merged(const struct shapes *, const struct kind *);

/* The file of a kind: of an entity, or with NULL of the project. */
const char *place_path(struct arena *, const struct shapes *, const struct kind *,
                       const struct shape *);

/* `bundle: schema`: the files of entities lie here, in the same folders as otherwise in that of the
 * SQL; there, one file holds all of a kind and a schema. */
#define PLACE_PARTS ".specql/sql"

/* That file. */
const char *place_bundle(struct arena *, const struct shapes *, const struct kind *,
                         const char *schema);

/* The folders that only we write to: those of the layers, that of the schemas, and the roots of the
 * other groups. Sorted. */
struct list place_folders(struct arena *, const struct shapes *);

/* The same of a project. */
struct list place_folders_of(struct arena *, const struct project *);

/* Whether a path lies in such a folder, other than that of the schemas. */
bool place_ours(const struct shapes *, const struct list *folders, const char *path);

/* ---- in build.ninja ----
 *
 * $10 is the folder of the layer 10_tables, with bundles that of its parts, $B then that of the SQL; $F and $D are the roots of frontend and documentation,
 * $f and $d that in them which the entity at hand writes to; $e is the name of its outputs. */

/* Appends the lines that set $10, …, $F and $D, and what stands for the options of kinds. */
void place_variables(struct arena *, struct strbuf *, const struct shapes *);

/* Appends the lines that set $f and $d for the entities of a schema. */
void place_schema(struct strbuf *, const struct shapes *, const char *schema);

/* Appends the path of a kind's file for the entity at hand, or of the project's if that is its
 * scope. */
void place_write(struct strbuf *, const struct shapes *, const struct kind *);

/* Appends the file with the options of a kind: $k10 for the first that writes to 10_tables, a letter
 * for others that are made for each entity, else $k/<kind>. */
void place_write_kind(struct strbuf *, const struct kind *);

/* Appends the path of a kind's file for any entity. */
void place_write_of(struct strbuf *, const struct shapes *, const struct kind *,
                    const struct shape *);

#endif
