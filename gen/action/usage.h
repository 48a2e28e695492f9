/*
 * Usage: what the steps of an action say about its signature: whether it works on a row of its own
 * entity, and which inputs it names. From the entity's own file alone,
 * since others read it in the interface.
 *
 * A bare name in the condition of rows of another entity may be a field of either: there it counts
 * as one of the own row only where it is compared with a field of those rows.
 */
#ifndef ACTION_USAGE_H
#define ACTION_USAGE_H

#include "action/word.h"

/* An input that a step names, and what its place says of its type. */
struct named_input {
	struct named_input *next;
	const char *word;
	const struct node *node; /* where it is named first */
	size_t offset, n;
	const struct field *field;  /* it is compared with this own field, or NULL */
	const struct field *stored; /* it is assigned to this own field, or NULL */
	bool uuid;                  /* it is compared with the id of a row */
	size_t uses;                /* how often it is named */
	/* As a pattern of LIKE, or a part of one; as the value of an own field. */
	size_t patterns, stores;
	bool required; /* it alone decides a field that must not be NULL */
};

/* A word that is a field of the own row, unless the rows of
 * another entity have one of that name. */
struct guess {
	const struct node *node;
	const struct word *word; /* NULL: the own row is read in any case, or not at all */
	const char *rows;        /* the other entity */
};

struct usage {
	const struct entity *entity;
	struct arena *arena;
	bool row;              /* the own row is read */
	struct guess guess;    /* for this word alone */
	bool changed, deleted; /* by a step */
	bool made;             /* the first step that writes it makes it */
	bool everything;       /* a step takes all fields from the input */
	bool whole;            /* that makes a row, whatever way the action takes */
	bool lends;            /* a step takes the fields of a row of another entity from it */
	bool tells;            /* a step tells others of the row */
	bool stray;            /* a `?` stands beside no field: it was meant for some input */
	bool many;             /* a step changes, or goes through, many rows */
	struct named_input *inputs;
	/* while the steps are read */
	const struct step *steps; /* all of them */
	bool there;               /* the row was made by an earlier step */
	bool foreign; /* inside a condition on rows of another entity, or of any of the own */
	const struct target *rows; /* their entity */
};

/* Reads all steps and the condition on who may call. `?` becomes the input that it stands for, for
 * every later reader of the trees. */
struct usage usage_of(struct arena *, const struct entity *, const struct action *);

#endif
