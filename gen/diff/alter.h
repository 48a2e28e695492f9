/*
 * Alter: the statements that make the table of one version of an entity that of another, spelled as
 * the files that make tables spell them.
 */
#ifndef DIFF_ALTER_H
#define DIFF_ALTER_H

#include "diff/change.h"
#include "model/entity.h"
#include "model/options.h"

struct side;
struct words;

/* In this order. What is in FOUNDATION, LOAD and CLEAN is told with no change: what tables share,
 * functions, comments. Foreign keys go first and come last,
 * since they hold on to keys of other tables. */
enum phase {
	PHASE_ROLE,
	PHASE_FOUNDATION,
	PHASE_MOVE,
	PHASE_UNKEY,
	PHASE_DROP,
	PHASE_PREPARE,
	PHASE_COLUMN,
	PHASE_FILL,
	PHASE_REQUIRE,
	PHASE_ADD,
	PHASE_KEY,
	PHASE_VIEW,
	PHASE_API,
	PHASE_LOAD,
	PHASE_CLEAN,
	PHASES
};

struct alter {
	enum phase phase;
	enum aspect aspect;
	const char *owner; /* as of a change */
	/* Statements, or of PHASE_PREPARE and PHASE_FILL a comment
	 * that says what to fill in there. */
	const char *sql;
	bool converts; /* the values of a column become others */
};

/* Whether it is such a comment. */
bool alter_asks(const struct alter *);

struct alters {
	struct arena *arena;
	struct alter **v;
	size_t n;
};

/* An entity that is taken for another with another name. */
struct renaming {
	const struct entity *old, *new;
};

/* Two versions of an entity: old or new is NULL if there is only the other one. renamed: pairs of
 * names of fields, old and new, that are taken for one. */
struct versions {
	const struct entity *old, *new;
	/* The old ones with the new roles, since roles keep what they have. */
	const struct options *old_options, *new_options;
	const char **renamed;
	size_t nrenamed;
	const struct side *old_side, *new_side; /* all of the project that they belong to */
	const struct renaming *renamings;       /* all of the project */
	size_t nrenamings;
	struct words *retyped; /* tables, of all of the project, of which table_retyped() holds */
};

/* All of them, in the order of their phases. */
struct alters alters_of(struct arena *, const struct versions *);

/* Whether a column of a table that stays has another type. A session that has called a function
 * with rows of it goes on with its plans for the old type, and fails, until the function is made
 * anew. */
bool table_retyped(const struct entity *old, const struct entity *new);

/* Adds the statements of PHASE_LOAD: the functions and comments of the new version that the old one
 * has otherwise, and functions with rows of tables that are retyped; all comments if something was
 * altered, since what is made anew has none. */
void loads_of(struct alters *, const struct versions *, bool altered);

/* The type and the functions of one action. */
const char *action_functions(struct arena *, const struct entity *, const struct action *,
                             const struct options *);

/* The old name of a field that was renamed to this one, or the name itself. */
const char *versions_old_name(const struct versions *, const char *name);

/* Whether references of both versions lead to the same entity: one that moved to another schema, or
 * is taken for one with another name, is the same, and not another one of its name. */
bool target_same(const struct versions *, const struct ref *old, const struct ref *new);

/* The old table of a field or a foreign key that leads to rows of another one now, as SQL; NULL if
 * it does not. */
const char *target_replaced(struct arena *, const struct versions *, const char *owner);

/* The reference among those of an old field that leads to the same entity as a new one,
 * or NULL; and back. */
const struct ref *target_before(const struct versions *, const struct field *old,
                                const struct ref *new);
const struct ref *target_after(const struct versions *, const struct field *new,
                               const struct ref *old);

#endif
