/*
 * Compiler: what all parts share that turn the steps of one action into statements.
 *
 *     compile.c     an action from its signature to its last statement
 *     permission.c  who may call it
 *     expression.c  expressions as SQL; the rows of queries in them
 *     scope.c       what a path means where it stands: roots, own row, rows of a query, variables
 *     meaning.c     fields, references and inputs as SQL; behind.c what lies behind a dot of one
 *     caller.c      caller.…
 *     local.c       the author's variables, and ours; declared.c what type an author declares
 *     subject.c     the action's own row: whether it is there
 *     target.c      the entity and the rows that a step names, their order, the SQL of their names
 *     row.c         insert, update, delete, find
 *     unique.c      whether a condition can mean one row only
 *     constant.c    which constants a column can take
 *     held.c        which rows must not be deleted meanwhile
 *     along.c       what a deletion of other rows does to the subject's row
 *     deletion.c    what called actions delete
 *     column.c      what columns get
 *     flow.c        if, switch
 *     loop.c        foreach, while
 *     effect.c      validate, reject, set, return
 *     event.c       notify, emit
 *     call.c        call; callee.c which action is called
 *     refresh.c     refresh_table_view
 *     standard.c    what create, update and delete do without steps
 *     impact.c      what was read and written; the author's `impact`
 */
#ifndef ACTION_COMPILER_H
#define ACTION_COMPILER_H

#include "action/signature.h"
#include "action/usage.h"
#include "base/list.h"
#include "expr/tree.h"
#include "model/options.h"
#include "parse/keys.h"
#include "parse/step.h"

struct local;
struct takers;

/* Rows whose fields have bare names. row: what stands before a column: t, v_contact; NULL: the
 * inputs of a row that is not there yet. */
struct frame {
	struct compiler *c;
	const struct entity *entity;
	const char *row;
	bool own; /* the subject's */
	const struct frame *outer;
};

/* A name that an expression used, for the fields of a failure. */
struct used {
	const char *name; /* status, company_id; of an item of a list: its key, or "" */
	/* items[%s].parts, 'v_turns - 1, v_turns_2 - 1': it is items[n].parts[m].name. */
	const char *list, *places;
};

struct compiler {
	struct arena *arena;
	struct diag *diag;
	const struct source *source;
	struct entity *entity;
	struct entity *const *others;
	size_t n;
	const struct options *options;
	struct action *action;
	bool inserted;         /* the subject's row was made by an earlier step */
	bool maybe_made;       /* an earlier step, or an earlier turn of a loop, may have made it */
	bool made_in_way;      /* the same, but not on every way or in every turn */
	bool upserts;          /* some insert changes a row that is there already */
	const char *user;      /* who calls, where a column is called as the parameter; else NULL */
	const char *row, *old; /* variables of the subject's row */
	const char *replaced;  /* of the row which an insert found and updated, or NULL */
	const struct frame *found; /* the query whose row the last name was found in, or NULL */
	bool row_read, old_read;   /* before it is written; at all */
	bool row_written, row_named;
	struct local *locals;
	size_t nlocals;
	struct numbered *numbered; /* of local.c */
	struct used *used;         /* of the expression that is compiled */
	size_t nused;
	size_t depth;  /* of queries in each other */
	bool fallible; /* inside a way or a loop: what stands here may not be reached */
	bool ended;    /* behind a way or a loop that may have ended the action as a success */
	struct effect *reads; /* by entity, its fields */
	size_t nreads;
	struct list returned; /* names of what its steps give back */
	/* deletion.c: of all actions of the entity, when some call has asked for them. */
	struct takers **takers;
	struct list sought; /* of entities whose rows are looked up by values that are no inputs */
};

/* ---- expression.c ---- */

/* Compiles a condition, a value for a column or variable, a value of any type;
 * NULL after reporting. */
const char *condition_sql(struct compiler *, const struct frame *, const struct authored *);
const char *assigned_sql(struct compiler *, const struct frame *, const struct authored *,
                         const struct symbol *to);
const char *value_sql(struct compiler *, const struct frame *, const struct authored *,
                      struct symbol *what);

/* A value that value_sql has compiled: the key of the row that it refers to;
 * NULL if it has none. */
const char *key_sql(struct compiler *, const struct authored *);

/* A value as a payload has it, and what it is: what lies in JSON keeps its type there. */
const char *payload_sql(struct compiler *, const struct frame *, const struct authored *,
                        struct symbol *);

/* ---- subject.c ---- */

/* Whether the subject's row is there for certain, or none is asked for; is there, or may be. */
bool row_certain(const struct compiler *);
bool row_there(struct compiler *);

/* The frame of the subject's row as it is now, or of the inputs before it is made. */
struct frame own_frame(struct compiler *);

/* Whether the subject's row is there; false after reporting that a step of it stands
 * before the insert that makes it. */
bool row_made(struct compiler *, const struct step *);

/* Marks a statement that may change the subject's row behind our back: of its entity, or a call. */
void reload_set(struct compiler *, struct statement *);

/* Warns of a name that is an input where the row may be there already. */
void input_or_row(struct compiler *, struct diag *, const struct locator *, const struct word *,
                  const struct input *);

/* ---- target.c ---- */

/* An entity by the words that name it; NULL after reporting. related: in the plural too. */
const struct entity *entity_find(struct compiler *, const struct target *, bool related);

/* The same from another entity's ref, without reporting. */
const struct entity *entity_of_ref(const struct compiler *, const struct entity *from,
                                   const struct ref *);

/* The entity of a title, crm.Contact; NULL if there is none. */
const struct entity *entity_titled(struct compiler *, const char *title);

/* Fills a statement with its entity, table and key. */
void statement_rows(struct compiler *, struct statement *, const struct entity *);

/* A step's order_by as SQL; NULL after reporting. */
const char *order_sql(struct compiler *, const struct step *, const struct entity *);

/* crm.tb_contact, quoted. */
const char *row_table(struct compiler *, const struct entity *);

/* row.column, quoted. */
const char *column_sql(struct compiler *, const char *row, const char *column);

/* crm.Contact */
const char *entity_title(struct compiler *, const struct entity *);

/* What holds for every row of an entity at an alias: its tenant, not deleted. */
const char *rows_sql(struct compiler *, const struct entity *, const char *alias);

/* ---- row.c ---- */

/* A variable for a row that a step found, made or loops over: as the author calls it, else by its
 * entity if that name is free. */
const char *row_variable(struct compiler *, const struct step *, const struct entity *);

/* Sets the statement's sql to the rows of an entity that meet a step's condition;
 * false after reporting. */
bool rows_where(struct compiler *, const struct step *, const struct entity *, struct statement *);

/* unique.c: whether at most one row of an entity can meet a condition: its id, or a unique field,
 * is what no row decides. */
bool rows_one(const struct compiler *, const struct entity *, const struct expr *condition);

/* The `id` that a condition compares with another one than the input,
 * as who means other rows does; or NULL. */
const struct expr *rows_other(const struct expr *condition);

/* constant.c: whether a field can hold what it is set to, if that is a constant;
 * false after reporting. */
bool constant_fits(struct compiler *, const struct assignment *, const struct field *);

/* held.c: marks a statement that finds rows or goes through them,
 * if a later step changes them or refers to them. */
void held_set(struct compiler *, const struct step *, const struct entity *, struct statement *);

/* Whether a step stores a reference to the action's row, or one that it has. */
bool own_held(const struct compiler *);

/* Whether a step calls an action that changes the action's row. */
bool own_changed(const struct compiler *);

/* Whether a step of a loop through a list of references to an entity changes an item. */
bool item_changed(const struct compiler *, const struct step *loop, const struct entity *);

/* Whether a step changes the row that an input refers to. */
bool input_changed(const struct compiler *, const struct input *, const struct entity *);

/* Whether a step stores a reference to an item of a list of references to an entity. */
bool item_held(const struct compiler *, const struct entity *, const char *item);

/* along.c: marks a statement that deletes rows of an entity,
 * if its rules take the subject's row along or change it. */
void along_set(struct compiler *, struct statement *, const struct entity *deleted);

/* The same of a statement that calls an action:
 * what that deletes, itself and by what it calls, deletion.c knows. */
void along_called(struct compiler *, struct statement *, const struct action *called);

/* ---- column.c ---- */

/* Adds to an INSERT or UPDATE the columns that a step sets, or that the inputs give: all of a new
 * row, as a standard create or `insert: Contact` does; as a patch, only those that the payload has.
 * frame: of the values. */
void columns_set(struct compiler *, const struct frame *, const struct step *,
                 const struct entity *, struct statement *);
void columns_insert(struct compiler *, struct statement *);
void columns_patch(struct compiler *, struct statement *);

/* The list of references of the action's row that a path names, as SQL of an array of keys, of live
 * rows in the order in which they were made, for a loop;
 * NULL if it names none. */
const char *own_pairs_sql(struct compiler *, const struct expr *path, const struct step *loop,
                          struct symbol *what);

/* Takes down a field as changed, once. */
void changed_add(struct compiler *, struct statement *, const char *field);

/* Takes down as changed the fields of a new row that have a default. */
void columns_default(struct compiler *, const struct entity *, struct statement *);

/* Reports the columns of an entity that an insert must give and does not. */
void columns_missing(struct compiler *, const struct step *, const struct entity *,
                     const struct statement *);

/* Warns of the columns of `foreign_keys` of the own entity that a new row needs. */
void columns_unset(struct compiler *, const struct step *);

/* What is said of a name that is one of these columns. */
#define NO_FOREIGN_KEY \
	"'%s' is a column of 'foreign_keys', which actions neither read nor set; a function of yours can"

/* ---- the steps ---- */

/* How an insert goes on where its row is there already; its values are known. */
void conflict_compile(struct compiler *, const struct step *, const struct entity *,
                      struct statement *, size_t nset);

/* The steps of a branch, after which the row is as there as before it;
 * tells whether they made it. */
bool branch_compile(struct compiler *, const struct step *, struct way *);

/* The statements of a list of steps. */
struct statement *steps_compile(struct compiler *, const struct step *, size_t *n);

void insert_compile(struct compiler *, const struct step *, struct statement *);
void update_compile(struct compiler *, const struct step *, struct statement *);
void delete_compile(struct compiler *, const struct step *, struct statement *);
void find_compile(struct compiler *, const struct step *, struct statement *);

void if_compile(struct compiler *, const struct step *, struct statement *);
void switch_compile(struct compiler *, const struct step *, struct statement *);
void foreach_compile(struct compiler *, const struct step *, struct statement *);
void while_compile(struct compiler *, const struct step *, struct statement *);
void call_compile(struct compiler *, const struct step *, struct statement *);
void validate_compile(struct compiler *, const struct step *, struct statement *);
void notify_compile(struct compiler *, const struct step *, struct statement *);
void emit_compile(struct compiler *, const struct step *, struct statement *);
void set_compile(struct compiler *, const struct step *, struct statement *);
void return_compile(struct compiler *, const struct step *, struct statement *);
void reject_compile(struct compiler *, const struct step *, struct statement *);
void refresh_compile(struct compiler *, const struct step *, struct statement *);

/* The body of an action without steps. */
void standard_compile(struct compiler *);

/* Status and message of a step's failure: its own, or the usual ones. */
void failure_set(struct compiler *, const struct step *, struct statement *, const char *status,
                 const char *message);

/* Appends a column or key and its value. */
void named_add(struct compiler *, struct statement *, const char *name, const char *sql);

/* A value of an insert or a patch that takes all inputs. */
void input_add(struct compiler *, struct statement *, const char *field, const char *column,
               const struct input *, const char *sql);

/* A key of a payload, as its author wrote it; reports one that is there already. */
void payload_add(struct compiler *, struct statement *, const struct assignment *, struct symbol *);

/* The variable that collects effects on other rows than the subject's. */
void effects_need(struct compiler *);

/* ---- impact.c ---- */

/* Takes down that a field was read. */
void read_add(struct compiler *, const struct entity *, const char *field);

/* What the action reads, writes and answers. */
void impact_infer(struct compiler *);

/* Warns where the author's `impact` says something else. */
void impact_compare(struct compiler *);

#endif
