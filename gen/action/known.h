/*
 * Known: whether a place knows a word, and the cure of one that it does not,
 * by those that it knows.
 */
#ifndef ACTION_KNOWN_H
#define ACTION_KNOWN_H

#include "action/compiler.h"

/* A field of a frame's rows, or a column that every row has. */
bool frame_knows(const struct frame *, const char *word);

/* All others: "; did you mean 'x'?" or the like, in the arena, or "". */

/* Of a field of an entity, or a column that every row has. */
const char *known_member(struct arena *, const struct entity *, const char *word);

/* Of a word behind '$'. */
const char *known_variable(const struct compiler *, const char *word);

/* Of a word that stands alone, or with others behind it. */
const char *known_word(const struct frame *, const struct expr *path);

#endif
