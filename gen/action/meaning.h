/*
 * Meaning: what the words of an expression stand for, and what lies behind their dots.
 */
#ifndef ACTION_MEANING_H
#define ACTION_MEANING_H

#include "action/compiler.h"

/* What a word stands for, and what lies behind a dot: the row that a key leads to,
 * the members of an object. */
struct meaning {
	struct symbol symbol;     /* first, so that a symbol is a meaning */
	const struct entity *row; /* the entity of the row behind it, or NULL */
	/* That its author declared, a list's is that of its elements; NULL of what is computed. */
	const struct type *type;
	const struct type *composite; /* the type of the object that it is, or NULL */
	bool json;                    /* it is JSON, of any form unless composite says more */
	bool items;                   /* it is a list of JSON values or composites */
};

/* ---- scope.c ---- */

/* What struct resolver asks of a frame. The symbol of a path; NULL after reporting.
 * Whether a word is a field or a variable there (known.c). */
const struct symbol *path_symbol(void *frame, struct diag *, const struct locator *,
                                 const struct expr *);
bool path_known(void *frame, const char *word);

/* What a path stands for in an expression that was compiled (expression.c);
 * NULL of anything else. */
const struct meaning *path_meaning(const struct expr *);

/* The names that the last condition used, as SQL of TEXT[]; NULL if none. */
const char *used_sql(struct compiler *);

/* ---- meaning.c ---- */

/* A field of an entity at a row; NULL if it is faulty. */
struct meaning *field_meaning(struct compiler *, const struct entity *, const struct field *,
                              const struct ref *, const char *row);

/* The same for a field that is written, not read. */
struct meaning *field_target(struct compiler *, const struct entity *, const struct field *,
                             const struct ref *, const char *row);

/* A column that tables have without being asked. */
struct meaning *always_meaning(struct compiler *, const struct entity *, const char *word,
                               const char *row);

/* An input by its word or its key; that which a path means: input.x, or a field of a row that is
 * yet to be made. NULL if there is none. */
const struct input *input_find(const struct compiler *, const char *word);
const struct input *input_meant(const struct compiler *, const struct expr *path);

/* An input; a reference is looked up when the action begins. */
struct meaning *input_meaning(struct compiler *, const struct input *);

/* A reference by its key, SQL. target: whose row that is, of the caller's tenant;
 * NULL: nobody knows. */
struct meaning *key_meaning(struct compiler *, const char *name, const struct entity *target,
                            const char *key);

/* behind.c: what lies behind the words from the i-th on; NULL after reporting. */
struct meaning *behind(struct compiler *, const struct locator *, const struct expr *path, size_t i,
                       struct meaning *);

/* ---- caller.c ---- */

/* caller.x as a value, and caller.has_role('x') as a call (struct resolver);
 * NULL after reporting. */
struct meaning *caller_meaning(struct compiler *, struct diag *, const struct locator *,
                               const struct expr *path);
const struct symbol *caller_call(void *frame, struct diag *, const struct locator *,
                                 const struct expr *call);

#endif
