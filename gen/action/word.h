/*
 * Word: what an author's word means for the action's own entity, and for any other.
 */
#ifndef ACTION_WORD_H
#define ACTION_WORD_H

#include "parse/step.h"

/* Whether a step names the action's own entity. */
bool target_own(const struct entity *, const struct target *);

/* Whether a step works on the subject's row: an insert that makes it,
 * or a change without another choice. */
bool step_own(const struct entity *, const struct step *);

/* The field that a word means: by its name, its column or that without fk_; *ref is the one of
 * several targets. NULL if there is none. */
const struct field *field_of_word(const struct entity *, const char *word, const struct ref **ref);

/* Whether a word is a column that tables have without being asked, as id and created_at. */
bool word_always(const struct entity *, const char *word);

/* Whether a step gives a word to a value, or to a row of the entity that is called rows;
 * NULL: of any. */
bool steps_give(struct arena *, const struct step *, const char *word, const char *rows);

#endif
