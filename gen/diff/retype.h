/*
 * Retype: columns whose type changes.
 */
#ifndef DIFF_RETYPE_H
#define DIFF_RETYPE_H

#include "diff/object.h"

/* Whether the type of a column is another. */
bool retyped(const struct object *old, const struct object *new);

/* How ALTER COLUMN finds the new value; NULL if there is no way and the column is made anew,
 * "" if it needs no words. */
const char *retype_using(struct arena *, const struct object *old, const struct object *new);

/* Whether values that are kept are shown otherwise than before: 3 as "3". */
bool retype_reads(const struct object *old, const struct object *new);

/* Of which old values retype_using() makes NULL: of empty lists; NULL if of none. */
const char *retype_empty(struct arena *, const struct object *old, const struct object *new);

/* Whether an index or a constraint, which is made anew for a column that becomes another, may not
 * hold for its new values. */
bool retype_breaks(struct arena *, const struct object *was, const struct object *is,
                   const struct object *);

/* Whether values of a column that a unique index has in both versions may become equal. */
bool retype_merges(struct arena *, const struct objects *old, const struct objects *new,
                   const struct object *was, const struct object *is);

/* The column for which an index or a constraint that both versions have is made anew: PostgreSQL
 * drops it with a column that is made anew, and spells it otherwise with one that is converted;
 * NULL if there is none. */
const struct object *retype_fells(struct arena *, const struct objects *old,
                                  const struct objects *new, const struct object *);

#endif
