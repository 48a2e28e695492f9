/*
 * Spell: how paths are written in build.ninja, where each byte counts.
 *
 * $_2k is the stem of an entity, wherever it is spoken of; $10 is the folder of the layer
 * 10_tables, with bundles that of its parts, $B then that of the SQL; $F and $D are the roots of
 * frontend and documentation, $F7 and $D7 what is in them of a schema, $S7 its name. Of the entity
 * at hand $e is the name of its outputs, $x and $y its files below $F and $D without their
 * suffixes: $x.types.ts; $o is its file in a layer: $10$o; $j is its model, $n and $h what is left
 * of that. $k10 and $ka are what an edge reads beside those. Suffixes are spelled out, since Ninja
 * takes longer to look a variable up than to read a word.
 */
#ifndef GRAPH_SPELL_H
#define GRAPH_SPELL_H

#include "graph/kind.h"
#include "graph/shape.h"

struct strbuf;

/* All schemas, sorted; their numbers are their places. */
struct list spell_schemas(struct arena *, const struct shapes *);

/* Appends the lines that set what holds for all entities. */
void spell_variables(struct arena *, struct strbuf *, const struct shapes *,
                     const struct list *schemas);

/* Appends the lines that set $e, $o, and $x and $y if there are a frontend and a documentation. */
void spell_entity(struct strbuf *, const struct shapes *, const struct list *schemas,
                  const struct shape *);

/* Appends the path of a kind's file for the entity at hand,
 * or of the project's if that is its scope. */
void spell_path(struct strbuf *, const struct shapes *, const struct kind *);

/* The same for any entity. */
void spell_path_of(struct strbuf *, const struct shapes *, const struct list *schemas,
                   const struct kind *, const struct shape *);

/* Appends the line that sets what the i-th entity's stem is written as, and that. */
void spell_stems(struct strbuf *, const struct shapes *, size_t i);
void spell_stem(struct strbuf *, const struct shapes *, const struct shape *);

/* Appends the file with the options of the edge that makes a kind's files. */
void spell_options(struct strbuf *, const struct shapes *, const struct kind *);

#endif
