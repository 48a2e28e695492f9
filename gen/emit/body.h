/*
 * Body: the statements of an action's core function as PL/pgSQL.
 * Private to the emitter of functions.
 *
 * Every printer writes whole lines that begin at column 0 and end with a line break;
 * who nests them indents.
 */
#ifndef EMIT_BODY_H
#define EMIT_BODY_H

#include "model/action.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct entity;
struct options;
struct strbuf;

struct body {
	struct arena *arena;
	const struct entity *entity;
	const struct options *options;
	const struct action *action;
	const char *tenant, *user; /* the caller's, as the function names them */
	int depth;              /* of the statements that are being printed; 1: of the function */
	struct variable *added; /* variables of our own */
	size_t nadded;
	/* of the subject's row */
	bool made; /* it is there for certain: an insert that always runs has been printed */
	bool marks, removes;  /* statements mark it as deleted, remove it */
	const char *removed;  /* the variable that says that it was removed; NULL: nobody asks */
	const char *replaced; /* that with the row which an insert found and updated, or NULL */
	const char *skipped;  /* the variable with the events that were for nobody, or NULL */
	bool returns;         /* some statement ends the action early */
	/* #variable_conflict: what a bare name means that is a column's too. */
	const char *conflict;
};

/* A body ready to be printed: body_print, then body_variables. */
struct body body_new(struct arena *, const struct entity *, const struct options *,
                     const struct action *, const char *function);

/* The text between BEGIN and END, without the last line break. */
const char *body_print(struct body *);

/* What belongs into DECLARE: the action's variables, then our own. */
struct variable *body_variables(const struct body *, size_t *n);

/* ---- for the printers ---- */

/* The variable of ours for a purpose, declared at its first use:
 * v_payload, or v_payload_2 where an author has that one. */
const char *body_variable(struct body *, const char *name, const char *type, const char *sql);

/* An SQL literal of what the API calls an entity. */
const char *body_type(const struct body *, const char *schema, const char *entity);

/* How long lines may be here. */
int body_width(const struct body *);

/* Appends statements two blanks deeper, with what separates them; NULL; for none. */
void body_nested(struct strbuf *, struct body *, const struct statement *, size_t n);

/* Appends jsonb_build_object(…) of the values and the end, in one line if it fits. */
void body_object(struct strbuf *, struct body *, const struct named_sql *, size_t n,
                 const char *end);

/* Appends PERFORM app.validate(sql, …); fields may be NULL. */
void body_validate(struct strbuf *, const struct body *, const char *sql, const char *status,
                   const char *message, const char *fields);

/* guard.c: */
enum { DIAGNOSTICS = 5 };

/* Appends BEGIN … EXCEPTION … END around statements. */
void body_guarded(struct strbuf *, const char *guarded, const char *handler);

/* Appends, for a handler, what reads detail, schema, table,
 * column and constraint of an error into variables. */
void body_diagnostics(struct strbuf *, struct body *, const char **variables);

/* The printers, by noun: insert.c, rows.c, call.c, loop.c, answer.c. */
void print_insert(struct strbuf *, struct body *, const struct statement *);
void print_update(struct strbuf *, struct body *, const struct statement *);
void print_delete(struct strbuf *, struct body *, const struct statement *);
void print_find(struct strbuf *, struct body *, const struct statement *);

/* The subject's row, read again behind a statement. */
void print_reload(struct strbuf *, struct body *, const struct statement *);
void print_call(struct strbuf *, struct body *, const struct statement *);
void print_loop(struct strbuf *, struct body *, const struct statement *);

/* What ends the action: with a statement RETURN, or without at its end. */
void print_answer(struct strbuf *, struct body *, const struct statement *);

/* Appends app.read_input(…) of a payload and the end. required: an SQL literal or NULL;
 * defaults: SQL or NULL. */
void print_read_input(struct strbuf *, struct arena *, const char *type, const char *payload,
                      const char *required, const char *defaults, const char *end, int blanks,
                      int width);

#endif
