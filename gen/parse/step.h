/*
 * Steps: what an action does, as its author wrote it. All faults of form are found here; names and
 * types are checked when the bodies of actions are compiled.
 */
#ifndef PARSE_STEP_H
#define PARSE_STEP_H

#include "expr/expr.h"
#include "model/entity.h"

struct arena;
struct node;

/* An expression and the scalar it stands in, for messages that come later.
 * tree NULL: not written. */
struct authored {
	const struct node *node;
	struct expr *tree;
};

/* A name and its value: of SET, of arguments, of a payload. */
struct assignment {
	struct assignment *next;
	struct span at;          /* of the name, or of a positional argument */
	const char *name;        /* NULL: a positional argument */
	const struct node *type; /* declare: its type string, or NULL */
	struct authored value;
};

/* One way of an `if` or a `switch`. */
struct branch {
	struct branch *next;
	struct span at;
	struct authored condition; /* if; nothing in an else */
	const char **values;       /* switch; n 0 in a default */
	struct span *values_at;
	size_t nvalues;
	struct step *steps;
};

/* An entity as a step names it. */
struct target {
	struct span at;
	const char *schema; /* NULL if not written */
	const char *entity; /* NULL if the step names none */
};

enum step_kind {
	STEP_VALIDATE,
	STEP_IF,
	STEP_INSERT,
	STEP_UPDATE,
	STEP_DELETE,
	STEP_FIND,
	STEP_CALL,
	STEP_NOTIFY,
	STEP_EMIT,
	STEP_FOREACH,
	STEP_SWITCH,
	STEP_WHILE,
	STEP_SET,
	STEP_RETURN,
	STEP_REJECT,
	STEP_REFRESH,
};

enum refresh_scope { REFRESH_SELF, REFRESH_RELATED, REFRESH_PROPAGATE, REFRESH_BATCH };

struct step {
	struct step *next;
	enum step_kind kind;
	struct span at;              /* of the key that says the kind */
	const char *error, *message; /* validate, find, reject …: code, text for people; or NULL */
	const char *variable;        /* find, insert, update: as; call: store; foreach: its item */
	struct target target;        /* insert, update, delete, find, foreach over rows */
	struct assignment *values;   /* insert, update, set; call: arguments; notify …: payload */
	struct authored condition;   /* validate, while; WHERE of update, delete, find, foreach */
	struct authored value;       /* switch, return; foreach: the list; notify: who gets it */
	struct authored text;        /* notify: the message, if an expression; else in `message` */
	struct branch *branches;     /* if, switch: in order */
	struct step *steps;          /* foreach, while */
	const char *schema, *name;   /* call: the function; notify: channel; emit: event */
	const char *order_by;        /* find, foreach: a field */
	bool descending;
	bool every;    /* update_all, delete_all: every row that the condition selects */
	bool hard;     /* delete: the row itself, no mark */
	bool required; /* find, update: no row is a failure */
	bool related;  /* foreach: the rows that refer to this one */
	bool go_on;    /* call: on_error: continue */
	int limit;     /* foreach, while: greatest number of turns; 0: the usual one */
	enum on_conflict conflict; /* insert */
	enum refresh_scope scope;  /* refresh_table_view */
	bool deferred;
	const char **names; /* refresh_table_view: propagate */
	size_t nnames;
};

/* Whether one of these steps, or of those inside them, is what is asked for. */
bool steps_any(const struct step *, bool is(const struct step *, const void *context),
               const void *context);

/* An input of an action that its author declared. */
struct parameter {
	const char *name;
	struct span at;
	const struct node *type;  /* its type string, or NULL */
	const struct node *value; /* its default as the author wrote it, or NULL */
	const char *description;
	bool required;
	const struct node *optional; /* what says that it may be null, or NULL */
};

/* What an author says of an action beside its steps. */
struct action_form {
	struct authored requires;
	struct parameter *parameters;
	size_t nparameters;
	const char **fields; /* the only ones it may write; n 0: all */
	size_t nfields;
	const struct node *impact; /* a sound mapping (impact) or list (impacts), or NULL */
	const char *hierarchy_impact;
};

/* The actions of an entity, added to it in the order of the file; its fields must be known. Reports
 * every fault of form, a name that comes twice, and warns of an action that does nothing. */
void actions_parse(struct arena *, struct diag *, struct entity *, const struct node *actions);

#endif
