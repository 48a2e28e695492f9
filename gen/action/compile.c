#include "action/compile.h"
#include "action/demand.h"
#include "action/end.h"
#include "action/input.h"
#include "action/local.h"
#include "action/permission.h"
#include "action/signature.h"
#include "action/usage.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "expr/tree.h"
#include "model/column.h"
#include "model/link.h"
#include "model/name.h"
#include "parse/origin.h"

#include <string.h>

/* ---- steps ---- */

static void (*const compilers[])(struct compiler *, const struct step *, struct statement *) = {
        [STEP_VALIDATE] = validate_compile, [STEP_IF] = if_compile,
        [STEP_INSERT] = insert_compile,     [STEP_UPDATE] = update_compile,
        [STEP_DELETE] = delete_compile,     [STEP_FIND] = find_compile,
        [STEP_CALL] = call_compile,         [STEP_NOTIFY] = notify_compile,
        [STEP_EMIT] = emit_compile,         [STEP_FOREACH] = foreach_compile,
        [STEP_SWITCH] = switch_compile,     [STEP_WHILE] = while_compile,
        [STEP_SET] = set_compile,           [STEP_RETURN] = return_compile,
        [STEP_REJECT] = reject_compile,     [STEP_REFRESH] = refresh_compile,
};

static void
unreached(struct compiler *c, const struct step *s)
{
	const char *end = s->next ? step_end(s) : NULL;

	if (end)
		warning_at(c->diag, c->source, s->next->at,
		           "this is never reached: %s ends the action", end);
}

struct statement *
steps_compile(struct compiler *c, const struct step *steps, size_t *n)
{
	struct statement *list;
	size_t count = 0;

	for (const struct step *s = steps; s; s = s->next)
		count++;
	list = arena_new(c->arena, struct statement, count);
	for (*n = 0; steps; steps = steps->next) {
		compilers[steps->kind](c, steps, &list[(*n)++]);
		local_missing(c, steps->at, steps->variable);
		unreached(c, steps);
	}
	return list;
}

/* ---- the row ---- */

static const char *
lock_sql(struct compiler *c)
{
	const struct entity *e = c->entity;

	return arena_printf(c->arena, "%s.%s(%sinput_data.id, input_data.expected_version%s)",
	                    ident_of(c->arena, e->schema),
	                    ident_of(c->arena, name_object(c->arena, "%s_lock", e->stem)),
	                    entity_tenant(e) ? "auth_tenant_id, " : "",
	                    c->action->subject == SUBJECT_DELETE ? ", true" : "");
}

/* A row that is only read is not locked, unless an action that is called changes it. */
static const char *
read_sql(struct compiler *c)
{
	return arena_printf(
	        c->arena, "(SELECT ROW(t.*)::%s FROM %s t WHERE t.id = input_data.id AND %s%s)",
	        row_table(c, c->entity), row_table(c, c->entity), rows_sql(c, c->entity, "t"),
	        own_changed(c) ? " FOR NO KEY UPDATE"
	        : own_held(c)  ? " FOR KEY SHARE"
	                       : "");
}

static void
check_read(struct compiler *c)
{
	struct action *a = c->action;

	a->before = arena_grown(c->arena, a->before, a->nbefore, sizeof *a->before);
	a->before[a->nbefore++] = (struct statement){
	        .kind = STATEMENT_VALIDATE,
	        .sql = arena_printf(c->arena, "%s.id IS NOT NULL", c->row),
	        .status = "validation:reference_not_found",
	        .message = arena_printf(c->arena, "%s not found", c->entity->name),
	        .fields = "'{id}'",
	};
}

static void
declare(struct variable *list, size_t *n, const char *name, const char *type, const char *sql)
{
	list[(*n)++] = (struct variable){name, type, sql};
}

/* The row's variables come first, since others may be made of them; one that is not read before it
 * is written comes behind and is empty. */
static void
declare_rows(struct compiler *c)
{
	struct action *a = c->action;
	struct variable *list = arena_new(c->arena, struct variable, a->nvariables + 2);
	const char *type = row_table(c, c->entity);
	bool read = c->row_read || !c->row_written;
	size_t n = 0;

	if (a->subject == SUBJECT_LOCK || (a->subject == SUBJECT_DELETE && c->old)) {
		declare(list, &n, c->old, type, lock_sql(c));
		if (read)
			declare(list, &n, c->row, type, c->old);
	} else if (a->subject == SUBJECT_DELETE)
		declare(list, &n, c->row, type, lock_sql(c));
	else if (a->subject == SUBJECT_READ)
		declare(list, &n, c->row, type, read_sql(c));
	for (size_t i = 0; i < a->nvariables; i++)
		list[n++] = a->variables[i];
	if (a->subject == SUBJECT_NEW || (c->old && !read))
		declare(list, &n, c->row, type, NULL);
	a->variables = list;
	a->nvariables = n;
}

static bool
is_upsert(const struct step *s, const void *context)
{
	(void)context;
	return s->kind == STEP_INSERT && s->conflict == ON_CONFLICT_UPDATE;
}

static void
begin(struct compiler *c)
{
	enum subject subject = c->action->subject;

	c->upserts = steps_any(c->action->steps, is_upsert, NULL);
	if (name_shared(c, "auth_user_id"))
		c->user = arena_printf(c->arena, "%s.auth_user_id",
		                       ident_of(c->arena, c->action->api));
	if (subject == SUBJECT_NONE)
		return;
	c->row = variable_name(c, c->entity->stem);
	if (subject == SUBJECT_LOCK || subject == SUBJECT_DELETE)
		c->old = variable_name(c, "old");
	if (subject == SUBJECT_READ)
		check_read(c);
}

/* Create Contact → Contact created successfully;
 * anything else → its title and that it is completed. */
static const char *
done_text(struct compiler *c)
{
	static const struct {
		const char *prefix, *did;
		enum subject subject;
	} words[] = {
	        {"create_", "created", SUBJECT_NEW},
	        {"update_", "updated", SUBJECT_LOCK},
	        {"delete_", "deleted", SUBJECT_DELETE},
	};
	const struct action *a = c->action;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (a->subject == words[i].subject &&
		    strncmp(a->api, words[i].prefix, strlen(words[i].prefix)) == 0)
			return arena_printf(c->arena, "%s %s successfully", c->entity->name,
			                    words[i].did);
	return arena_printf(c->arena, "%s completed", name_title(c->arena, a->name));
}

/* ---- an action that could do nothing ---- */

static bool
is_deed(const struct statement *s, const void *context)
{
	(void)context;
	return s->kind == STATEMENT_EVENT || s->kind == STATEMENT_CALL;
}

/* Behind what nobody asks whether anything changed:
 * another row that is made in any case, an end. */
static bool
is_answer(const struct statement *s, const void *context)
{
	(void)context;
	return s->kind == STATEMENT_RETURN ||
	       (s->kind == STATEMENT_INSERT && s->conflict == ON_CONFLICT_FAIL);
}

/* Whether the action can do nothing without being told so by a change of its row. */
static bool
idle(const struct compiler *c)
{
	const struct action *a = c->action;

	return (a->subject == SUBJECT_NEW ? !c->inserted : a->effects || a->may_delete) &&
	       !a->writes && !a->deletes &&
	       !statements_any(a->statements, a->nstatements, is_deed, NULL) &&
	       !statements_surely(a->statements, a->nstatements, is_answer, NULL);
}

/* ---- the whole ---- */

/* The author need not say the schemas of what inputs refer to. */
static void
inputs_link(struct compiler *c)
{
	for (size_t i = 0; i < c->action->ninputs; i++) {
		struct ref *ref = c->action->inputs[i].refs;
		const struct entity *target = ref ? entity_of_ref(c, c->entity, ref) : NULL;

		if (target && !ref->schema)
			ref->schema = target->schema;
	}
}

/* Warns of declared inputs that no step names and no new row has taken. */
static void
inputs_unnamed(struct compiler *c)
{
	for (const struct input *in = c->action->inputs;
	     in && in < c->action->inputs + c->action->ninputs; in++)
		if (in->unnamed)
			input_unused(c->diag, c->source, in->at, in->word);
}

/* Warns of an action that takes the id of a row for a word that means a field of other rows. */
static void
row_unnamed(struct compiler *c)
{
	const struct guess g = usage_of(c->arena, c->entity, c->action).guess;

	if (g.word)
		warning_at(
		        c->diag, c->source, node_span(c->source, g.node, g.word->offset, g.word->n),
		        "'%s' is a field of '%s' here, but might be one of the action's row, so the "
		        "action takes an 'id' that nothing needs; write '%s.%s'",
		        g.word->text, g.rows, g.rows, g.word->text);
}

static void
compile(struct compiler *c)
{
	struct action *a = c->action;
	size_t before = c->diag->nerrors;
	bool whole; /* else a faulty step may read or write what seems to be left alone */

	inputs_link(c);
	begin(c);
	permission_compile(c);
	if (a->kind == ACTION_STEPS)
		a->statements = steps_compile(c, a->steps, &a->nstatements);
	else
		standard_compile(c);
	if (a->subject == SUBJECT_DELETE && !a->writes && !c->old_read)
		c->old = NULL;
	declare_rows(c);
	whole = c->diag->nerrors == before && !c->entity->partial;
	if (whole) {
		locals_unread(c);
		inputs_unnamed(c);
		inputs_demanded_elsewhere(c);
		if (a->subject == SUBJECT_READ && !c->row_named)
			row_unnamed(c);
	}
	a->row = c->row;
	a->old = c->old;
	a->done = done_text(c);
	a->idle = idle(c);
	impact_infer(c);
	if (whole)
		impact_compare(c);
}

void
actions_compile(struct arena *arena, struct diag *d, struct entity *e, struct entity *const *others,
                size_t n, const struct options *options)
{
	struct takers *takers = NULL;

	for (size_t i = 0; i < e->nactions; i++) {
		struct compiler c = {
		        .arena = arena,
		        .diag = d,
		        .source = e->source,
		        .entity = e,
		        .others = others,
		        .n = n,
		        .options = options,
		        .action = &e->actions[i],
		        .takers = &takers,
		};

		if (e->actions[i].kind != ACTION_NOTHING)
			compile(&c);
	}
}

void
entity_complete(struct arena *a, struct diag *d, struct entity *e, struct entity *const *others,
                size_t n, const struct options *options)
{
	actions_sign(a, d, e, options);
	/* Interfaces do not depend on how actions are called in app. */
	for (size_t i = 0; i < n && options->entity_action_names; i++)
		actions_name(a, others[i], options);
	entity_link(a, d, e, others, n, options, origin_locate);
	actions_compile(a, d, e, others, n, options);
}
