/*
 * Action: what can be done with an entity, from its signature to the statements of its body. The
 * signature comes from the entity's own file (parse); permission, variables, statements and impact
 * are made when the entities that it speaks of are known (action/compile.h), and read by emitters
 * from the model's JSON.
 *
 * Every `sql` is a whole SQL expression of the core function: authored, typed and printed again, or
 * made by us. It may use the function's parameters auth_tenant_id, auth_user_id, input_data and
 * input_payload, and the action's variables, all of which begin with v_.
 */
#ifndef MODEL_ACTION_H
#define MODEL_ACTION_H

#include "base/diag.h"
#include "model/type.h"

#include <stdbool.h>
#include <stddef.h>

struct step;
struct action_form;
struct ref;

enum action_kind { ACTION_NOTHING, ACTION_CREATE, ACTION_UPDATE, ACTION_DELETE, ACTION_STEPS };

/* The row of the action's own entity that it works on: none; made by it; read; locked and changed;
 * locked to be deleted. All but the first two take it from the input `id`. */
enum subject { SUBJECT_NONE, SUBJECT_NEW, SUBJECT_READ, SUBJECT_LOCK, SUBJECT_DELETE };

/* A key of the payload and an attribute of the input type. */
struct input {
	const char *name; /* as the API has it: company_id for the ref `company` */
	const char *word; /* as the author writes it behind `input.`: company */
	struct span at;
	const char *field; /* the own field that it stands for, or NULL */
	bool typed;        /* its declaration gives it another type than that field's */
	bool filled;       /* it may be left out, but not be null */
	bool unnamed;      /* declared, and no step names it; not part of the JSON */
	const char *description;
	const struct type *type; /* of the elements, if a list */
	const char *sql;         /* of the attribute: UUID for a ref, UUID[] for a list of them */
	bool list, required;
	bool system;           /* id and expected_version: not the author's */
	const char *value;     /* its default as JSON text: "lead"; or NULL */
	const char *value_sql; /* a default that is no JSON constant, as SQL: now(); or NULL */
	const char *pattern, *min, *max; /* the rule of its type, or NULL */
	int min_length, max_length;      /* of a text, in characters; 0: none */
	const char **values;             /* enum */
	size_t nvalues;
	struct ref *refs; /* ref: the one target */
	size_t nrefs;
};

/* A list of references: gives the row exactly the pairs with these keys. */
struct pairing {
	/* blog.post_tags_set, quoted; it answers with the names of the fields that changed */
	const char *function;
	const char *sql;  /* the keys, INTEGER[] or BIGINT[] */
	const char *when; /* only if this is true, or NULL */
	bool tenant;      /* the function takes the tenant first */
};

/* DECLARE name type := sql; */
struct variable {
	const char *name, *type;
	const char *sql; /* or NULL */
};

/* A name and a value: a column and what it gets, a key of a payload, a parameter (without a name:
 * by its position). */
struct named_sql {
	const char *name, *sql;
	const char *type; /* of a value for the client: text, float, json …; else NULL */
	const char *when; /* ON_CONFLICT_UPDATE: only if this is true, or NULL */
	bool list;
};

enum statement_kind {
	/* app.reject unless sql is true: status, message, fields */
	STATEMENT_VALIDATE,
	/* app.reject: status, message, fields */
	STATEMENT_REJECT,
	/* the first of `ways` whose sql is true; an else has none; without ways nothing is done */
	STATEMENT_IF,
	/* a row of entity with `values`; into variable if there is one */
	STATEMENT_INSERT,
	/* sets `values` in the rows of entity for which sql is true; own: in the subject's row, if
	   it is */
	STATEMENT_UPDATE,
	/* marks rows of entity as deleted, hard: removes them; as UPDATE */
	STATEMENT_DELETE,
	/* the row of entity for which sql is true, into variable; all NULL if there is none */
	STATEMENT_FIND,
	/* calls an action's core (action true), if sql is true or NULL: who may call it; or any
	   function */
	STATEMENT_CALL,
	/* writes an event of the type `name` with the payload `values`, if sql is true or NULL */
	STATEMENT_EVENT,
	/* `steps` for each row of entity for which sql is true (entity set), element of a JSON
	 * array (json) or of an SQL array, in variable */
	STATEMENT_FOREACH,
	/* `steps` as long as sql is true */
	STATEMENT_WHILE,
	/* variable := sql */
	STATEMENT_SET,
	/* ends the action as a success: message, `values` for the client */
	STATEMENT_RETURN,
	/* before the action ends, and if this was reached: PERFORM sql */
	STATEMENT_REFRESH,
};

enum on_conflict { ON_CONFLICT_FAIL, ON_CONFLICT_IGNORE, ON_CONFLICT_UPDATE };

struct way;

/* In the order of the author's steps, one for each, nested as they are: the n-th
 * statement of a model is the n-th step of the file. Statements that no step asked for
 * stand in `before` of the action. */
struct statement {
	enum statement_kind kind;
	const char *sql;
	/* failed:not_a_lead, Not a lead; of FIND and UPDATE: if there is no row.
	 * CALL of an action: message is its name in app. */
	const char *status, *message;
	const char *condition; /* sql in the author's words, if it has a status; not in the JSON */
	const char *fields; /* SQL of TEXT[]: the API's names of the fields concerned; NULL: none */
	struct way *ways;
	size_t nways;
	struct statement *steps; /* FOREACH, WHILE */
	size_t nsteps;
	/* the rows that it is about */
	const char *entity; /* Contact; NULL if about none */
	const char *schema, *table, *key;
	bool own;    /* the subject's row */
	bool again;  /* INSERT of it: an earlier one may be there, which becomes a side effect */
	bool one;    /* at most one row can be meant: by id, or by a unique field */
	bool hard;   /* DELETE: the row itself */
	bool locked; /* FIND, FOREACH: rows are locked, since steps change them */
	bool held;   /* FIND, FOREACH: nobody deletes the rows, since steps refer to them */
	bool reload; /* the subject's row may be another behind it: it is read again */
	bool takes;  /* DELETE of other rows, CALL: the subject's row may go along */
	const char *variable;     /* where the row, the result or the item goes, or NULL */
	const char *order;        /* FIND, FOREACH: ORDER BY, or NULL */
	struct named_sql *values; /* INSERT, UPDATE: by column; CALL: arguments; else by key */
	size_t nvalues;
	struct pairing *pairings; /* INSERT, UPDATE of the subject's row */
	size_t npairings;
	/* INSERT, UPDATE: names of the fields written, for _meta;
	 * REFRESH: the entities of the views, crm.Contact. */
	const char **changes;
	size_t nchanges;
	enum on_conflict conflict; /* INSERT */
	/* INSERT, ON_CONFLICT_UPDATE: those of `changes` that a row gets which is there. */
	const char **replaces;
	size_t nreplaces;
	const char **conflict_columns; /* the same: of the unique index of live rows */
	size_t nconflict_columns;
	const char *replaced; /* the same, of the subject: the variable of the row that was there */
	const char *name;     /* CALL: the function, quoted; EVENT: type */
	bool action;          /* CALL: of an action: */
	const char *input_type; /* app.type_book_input, quoted */
	const char *required;   /* keys that its payload needs, as an SQL literal of TEXT[] */
	const char *defaults;   /* SQL of JSONB, or NULL */
	bool dynamic;           /* CALL: by EXECUTE, since nobody declared it */
	bool go_on;             /* CALL: a failure is no failure of the caller */
	bool json;              /* FOREACH: sql is a JSON array */
	int limit;              /* FOREACH, WHILE: most turns */
	const char *turns;      /* FOREACH, WHILE: the variable that counts them */
	const char *list;       /* FOREACH: the input whose elements they are, or NULL */
	const char *reached; /* REFRESH: the variable that says that it was; NULL: it always is */
};

/* One way of a STATEMENT_IF. sql NULL: else. */
struct way {
	const char *sql;
	struct statement *steps;
	size_t nsteps;
};

/* ---- impact: what an action can do, inferred from its statements ---- */

enum operation { OPERATION_CREATE, OPERATION_UPDATE, OPERATION_DELETE, OPERATION_READ };

/* Columns of one entity that are read or written. */
struct effect {
	const char *entity, *schema;
	enum operation operation;
	const char **fields; /* sorted; of a DELETE none */
	size_t nfields;
};

/* An answer that it can give beside success. */
struct failure {
	const char *status, *message; /* failed:not_a_lead, Not a lead */
};

/* What must hold, or be found, for that answer not to come; in the author's words. */
struct condition {
	const char *status, *text;
};

struct impact {
	struct effect *effects; /* sorted by entity, schema, operation */
	size_t neffects;
	const char **events; /* sorted */
	size_t nevents;
	const char **calls; /* actions by their names in app, sorted */
	size_t ncalls;
	const char **refreshes; /* table views: crm.tv_contact, sorted */
	size_t nrefreshes;
	struct failure *failures; /* the authored ones, sorted by status, each once */
	size_t nfailures;
	struct condition *conditions; /* of those, sorted by status and text, each once */
	size_t nconditions;
};

/* ---- reaction: what a client makes of it (model/reaction.h) ---- */

/* Where what is shown of a field comes from. */
enum reaction_source {
	REACTION_CONSTANT, /* json */
	REACTION_INPUT,    /* an input that is always given */
	REACTION_DEFAULT,  /* an input, or where it is not given json */
	REACTION_GIVEN,    /* an input; where it is not given the field is not shown */
	REACTION_NULL,     /* an input; where it is not given null */
};

struct reaction_value {
	const char *field;
	enum reaction_source source;
	const char *input; /* its name, but of a constant */
	const char *json;  /* as JSON text, of a constant or default */
};

struct reaction {
	struct effect *effects; /* rows that change, without fields; as those of the impact */
	size_t neffects;
	bool others;            /* rows of the own entity change beside the subject */
	const char **refreshes; /* the entities of which table views are made anew: crm.Contact */
	size_t nrefreshes;
	bool answers; /* the answer holds the subject's row as it is now */
	bool removes; /* it can be shown before the answer that the row is gone */
	/* What can be shown of the row before the answer; none unless that is all that changes. */
	struct reaction_value *values;
	size_t nvalues;
};

struct action {
	const char *name;
	const char *api; /* its name in app: as `name`, or with the entity's (action_names) */
	/* BookMutation: of its document and hook, where a query is called as it is; or NULL. */
	const char *operation;
	struct span at;
	const char *description;
	enum action_kind kind;    /* ACTION_STEPS if it has steps; else by its name */
	struct step *steps;       /* first of a linked list; not part of the JSON */
	struct action_form *form; /* of step.h: what was said beside the steps; not in the JSON */
	/* signature: from the own file alone, so part of the interface too */
	enum subject subject;
	struct input *inputs;
	size_t ninputs;
	const char *requires;   /* of the caller, as written: caller.can_edit_contact; or NULL */
	const char *permission; /* SQL of BOOLEAN that needs no row; NULL: everybody may call */
	/* Of the interface alone, sorted, as its author wrote them: the entities of which it
	 * deletes rows (Order, shop.Order; not its own row), and what it calls. */
	const char **deletions, **callees;
	size_t ndeletions, ncallees;
	/* body */
	const char *done; /* message of success: Qualify Lead completed */
	struct variable *variables;
	size_t nvariables;
	struct statement *before; /* checks that come first: of permissions that need the row */
	size_t nbefore;
	struct statement *statements;
	size_t nstatements;
	const char *row;     /* the variable with the subject's row as it is now, or NULL */
	const char *old;     /* the variable with the subject's row as it was, or NULL */
	bool writes;         /* it has statements that change the subject's row */
	bool deletes;        /* the last statement that changes it always deletes it */
	bool may_delete;     /* some statement can delete it */
	const char *effects; /* the variable that collects side effects, or NULL */
	const char *changed; /* that which collects changed lists of references, or NULL */
	/* It may change nothing, which is noop:no_changes; not told by a change of its row. */
	bool idle;
	struct impact *impact;
	size_t nimpact; /* 0 or 1 */
	/* Of what hooks are made of alone, which has no statements to make it of. */
	struct reaction *reaction;
	size_t nreaction; /* 0 or 1 */
};

/* The input of a name as the API has it, or NULL. */
const struct input *action_input(const struct action *, const char *name);

/* Calls visit for every statement, outer ones first. */
void statements_walk(const struct statement *, size_t n,
                     void visit(void *, const struct statement *), void *context);

/* Whether one of the statements, or of those inside them, is what is asked for. */
bool statements_any(const struct statement *, size_t n,
                    bool is(const struct statement *, const void *context), const void *context);

/* Whether each way through them that succeeds comes to one that is what is asked for. */
bool statements_surely(const struct statement *, size_t n,
                       bool is(const struct statement *, const void *context), const void *context);

#endif
