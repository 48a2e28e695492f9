/*
 * Local: the variables of an action, the author's and ours.
 */
#ifndef ACTION_LOCAL_H
#define ACTION_LOCAL_H

#include "action/meaning.h"

/* ---- local.c ---- */

/* A variable that the author named. */
struct local {
	struct local *next;
	const char *name, *sql; /* sql NULL: what should have made it is faulty */
	struct meaning meaning;
	bool is_row;     /* a row; its members are columns of the variable */
	bool result;     /* the answer of an action: id, status, message */
	struct span at;  /* of the step that made it */
	bool made, read; /* made in order to be read; read */
	/* Called by its entity; known only with $, since a field has that name. */
	bool implied, marked;
	bool hidden; /* marked, and a later step named the field */
	/* The item of a loop over an input, or in such an item: as of struct used. */
	const char *list, *places;
};

struct local *local_find(struct compiler *, const char *name);

/* A variable for a name that an author chose at a place; reports a name that a field has. The same
 * name gives the variable that is there if the type is the same; another type is reported.
 * NULL after reporting. */
struct local *local_add(struct compiler *, struct span at, const char *name, const char *type);

/* The same for a name that the author did not choose, an entity's: the row that was found last has
 * it. Beside a field of that name it wants $. NULL if it is taken. */
struct local *local_implied(struct compiler *, struct span at, const char *name, const char *type);

/* Makes a variable of a step that failed and was reported, if there is none:
 * what speaks of it fails in silence. */
void local_missing(struct compiler *, struct span at, const char *name);

/* Warns of variables that were made to be read, and are not. */
void locals_unread(struct compiler *);

/* Another name for a variable that is there. */
struct local *local_alias(struct compiler *, struct span at, const char *name,
                          const char *variable);

/* declared.c: the SQL type that an author declares of a variable, and what it is;
 * NULL after reporting. */
const char *declared_type(struct compiler *, const struct assignment *, struct meaning *);

/* Whether a column is called so and can be meant in place of a variable, or a variable in its
 * place: in an action with ON CONFLICT, where columns stand bare. */
bool name_shared(const struct compiler *, const char *name);

/* v_<name>, or with a number behind it if that is taken. */
const char *variable_name(struct compiler *, const char *name);

/* One of ours, called so. sql: its first value, or NULL. */
const char *variable_add(struct compiler *, const char *name, const char *type, const char *sql);

/* The SQL type that a variable was declared with. */
const char *variable_type(const struct compiler *, const char *variable);

/* The SQL type of a value; NULL if no variable can hold it. */
const char *symbol_type(struct compiler *, const struct symbol *);

#endif
