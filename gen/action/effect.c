#include "action/compiler.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/column.h"
#include "model/name.h"
#include "parse/keys.h"

#include <ctype.h>
#include <string.h>

const char *
humanised(struct arena *a, const char *code)
{
	const char *colon = strchr(code, ':');
	char *text = arena_strdup(a, colon ? colon + 1 : code);

	for (char *s = text; *s; s++)
		if (*s == '_')
			*s = ' ';
	*text = (char)toupper((unsigned char)*text);
	return text;
}

void
failure_set(struct compiler *c, const struct step *s, struct statement *st, const char *status,
            const char *message)
{
	if (s->error) {
		status = strchr(s->error, ':') ? s->error
		                               : arena_printf(c->arena, "failed:%s", s->error);
		message = humanised(c->arena, s->error);
	}
	st->status = status;
	st->message = s->message ? s->message : message;
}

void
effects_need(struct compiler *c)
{
	if (!c->action->effects)
		c->action->effects = variable_add(c, "effects", "JSONB", "'[]'::JSONB");
}

/* A text on one line. */
static const char *
one_line(struct arena *a, const char *text)
{
	struct strbuf out = STRBUF_INIT;

	for (; *text; text++)
		if (!isspace((unsigned char)*text))
			str_addc(&out, *text);
		else if (out.len && out.buf[out.len - 1] != ' ')
			str_addc(&out, ' ');
	return str_done(&out, a);
}

/* A bare field that is set to the input of its name was hardly meant as the row's. */
static void
meant_input(struct compiler *c, const struct step *s)
{
	const struct expr *e = s->condition.tree;

	if (!e || e->kind != EXPR_IS || !e->negated || e->args[0]->kind != EXPR_PATH ||
	    e->args[0]->nwords != 1 || c->action->subject == SUBJECT_NEW)
		return;
	for (const struct step *next = s->next; next; next = next->next)
		for (const struct assignment *a = next->kind == STEP_UPDATE ? next->values : NULL; a;
		     a = a->next) {
			const struct expr *v = a->value.tree;

			if (v && v->kind == EXPR_PATH && v->nwords == 2 &&
			    strcmp(v->words[0].text, "input") == 0 &&
			    strcmp(a->name, e->args[0]->words[0].text) == 0 &&
			    strcmp(v->words[1].text, a->name) == 0)
				warning_at(c->diag, c->source, s->condition.node->at,
				           "this tests the stored '%s', which the action replaces; "
				           "did you mean 'input.%s'?",
				           a->name, a->name);
		}
}

void
validate_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct frame f = own_frame(c);

	st->kind = STATEMENT_VALIDATE;
	st->sql = condition_sql(c, &f, &s->condition);
	st->fields = used_sql(c);
	failure_set(c, s, st, "failed:validation_error",
	            arena_printf(c->arena, "Validation failed: %s",
	                         one_line(c->arena, s->condition.node->text)));
	meant_input(c, s);
}

void
reject_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	st->kind = STATEMENT_REJECT;
	failure_set(c, s, st, "failed:rejected", "Rejected");
	if (s->next)
		warning_at(c->diag, c->source, s->next->at,
		           "this is never reached: 'reject' ends the action");
}

/* ---- events ---- */

static void
payload_add(struct compiler *c, struct statement *st, const struct assignment *a)
{
	struct frame f = own_frame(c);
	struct symbol what = {0};
	const char *sql = value_sql(c, &f, &a->value, &what);

	for (size_t i = 0; i < st->nvalues; i++)
		if (strcmp(st->values[i].name, a->name) == 0) {
			error_at(c->diag, c->source, a->at,
			         "'%s' is in the payload without being asked; choose another name",
			         a->name);
			return;
		}
	if (sql)
		named_add(c, st, a->name, sql);
}

static void
payload(struct compiler *c, const struct step *s, struct statement *st)
{
	bool row = c->action->subject != SUBJECT_NONE &&
	           (c->action->subject != SUBJECT_NEW || c->inserted);

	named_add(c, st, "entity", literal_of(c->arena, c->entity->name));
	named_add(c, st, "entity_id",
	          row ? column_sql(c, own_frame(c).row, "id") : "NULL::UUID");
	named_add(c, st, "action", literal_of(c->arena, c->action->api));
	for (const struct assignment *a = s->values; a; a = a->next)
		payload_add(c, st, a);
}

void
emit_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	st->kind = STATEMENT_EVENT;
	st->name = s->name;
	payload(c, s, st);
}

/* The field of an entity to which a channel delivers: its only one of the channel's type. */
static const struct field *
address_field(const struct entity *e, const char *channel)
{
	static const struct {
		const char *channel, *type;
	} types[] = {{"email", "email"}, {"sms", "phoneNumber"}, {"webhook", "url"}};
	const struct field *found = NULL;

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		for (const struct field *f = e->fields; f < e->fields + e->nfields; f++) {
			if (strcmp(types[i].channel, channel) != 0 || f->list || f->faulty ||
			    strcmp(f->type->name, types[i].type) != 0)
				continue;
			if (found)
				return NULL;
			found = f;
		}
	return found;
}

/* A word that is no field and no variable names a role of the receiver, who is found when it is sent. */
static bool
is_word(struct compiler *c, const struct expr *e)
{
	const struct ref *ref;

	return e->kind == EXPR_PATH && e->nwords == 1 && !e->variable &&
	       !field_of_word(c->entity, e->words[0].text, &ref) &&
	       !word_always(c->entity, e->words[0].text) &&
	       !local_find(c, e->words[0].text);
}

/* Who a reference leads to, as long as that is there: by the field to which the channel delivers. */
static void
recipient_row(struct compiler *c, const struct step *s, struct statement *st,
              const struct symbol *to)
{
	const struct entity *e = entity_titled(c, to->target);
	const struct field *f = e ? address_field(e, s->name) : NULL;
	const char *sql;

	if (!e || !to->key) {
		named_add(c, st, "recipient", to->id ? to->id : to->sql);
		st->sql = arena_printf(c->arena, "%s IS NOT NULL", to->sql);
		return;
	}
	if (f)
		read_add(c, e, field_key(c->arena, f));
	sql = arena_printf(c->arena, "(SELECT %s FROM %s r WHERE %s = %s AND %s)",
	                   column_sql(c, "r", f ? f->column : "id"), table_sql(c, e),
	                   column_sql(c, "r", e->key), to->key, rows_sql(c, e, "r"));
	named_add(c, st, "recipient", sql);
	if (f && to->id)
		named_add(c, st, "recipient_id", to->id);
	st->sql = arena_printf(c->arena, "%s IS NOT NULL", sql);
}

static void
recipient_value(struct compiler *c, const struct step *s, struct statement *st)
{
	struct frame f = own_frame(c);
	struct symbol what = {0};
	const char *sql = value_sql(c, &f, &s->value, &what);

	if (!sql)
		return;
	named_add(c, st, "recipient", sql);
	if (s->value.tree->kind != EXPR_STRING)
		st->sql = arena_printf(c->arena, "(%s) IS NOT NULL", sql);
}

static void
recipient(struct compiler *c, const struct step *s, struct statement *st)
{
	const struct expr *e = s->value.tree;
	struct frame f = own_frame(c);
	struct place place;
	const struct symbol *to;

	if (!e)
		return;
	if (is_word(c, e)) {
		bool caller = strcmp(e->words[0].text, "caller") == 0;

		named_add(c, st, "recipient",
		          caller ? "auth_user_id" : literal_of(c->arena, e->words[0].text));
		st->sql = caller ? "auth_user_id IS NOT NULL" : NULL;
		return;
	}
	if (e->kind == EXPR_PATH) {
		place = node_place(c->arena, c->source, s->value.node);
		to = path_symbol(&f, c->diag, &place, e);
		if (!to || !to->sql)
			return;
		if (to->kind == VALUE_REF && !to->refused) {
			recipient_row(c, s, st, to);
			return;
		}
	}
	recipient_value(c, s, st);
}

void
notify_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct frame f = own_frame(c);
	const char *message = s->message ? literal_of(c->arena, s->message) : NULL;
	const struct symbol text = {.name = "message", .sql = "message", .kind = VALUE_TEXT};

	st->kind = STATEMENT_EVENT;
	st->name = arena_printf(c->arena, "notification.%s", s->name ? s->name : "");
	recipient(c, s, st);
	named_add(c, st, "channel", literal_of(c->arena, s->name ? s->name : ""));
	if (s->text.tree)
		message = assigned_sql(c, &f, &s->text, &text);
	if (message)
		named_add(c, st, "message", message);
	payload(c, s, st);
}

/* ---- variables ---- */

static const char *
declared_type(struct compiler *c, const struct assignment *a, struct symbol *what)
{
	struct parse p = {.arena = c->arena,
	                  .diag = c->diag,
	                  .source = c->source,
	                  .entity = c->entity,
	                  .options = c->options};
	struct field f = {.name = a->name, .at = a->at};

	if (!type_read(&p, a->type, &f))
		return NULL;
	if (f.nrefs) {
		const struct entity *e =
		        entity_find(c, &(struct target){f.refs->at, f.refs->schema, f.refs->entity},
		                    false);

		*what = e ? key_meaning(c, a->name, e, "NULL")->symbol : (struct symbol){0};
		return e ? symbol_type(c, what) : NULL;
	}
	*what = (struct symbol){.name = a->name,
	                        .sql = a->name,
	                        .kind = f.type->value,
	                        .list = f.list && f.type->value != VALUE_JSON,
	                        .values = f.values,
	                        .nvalues = f.nvalues};
	return f.sql;
}

/* A variable that is there, or of a declared type, or of the type of its value. */
static const char *
variable_value(struct compiler *c, const struct assignment *a, struct symbol *what,
               const char **type)
{
	struct frame f = own_frame(c);
	const struct local *l = local_find(c, a->name);

	*type = NULL;
	if (a->type) {
		*type = declared_type(c, a, what);
		return !*type              ? NULL
		       : a->value.node     ? assigned_sql(c, &f, &a->value, what)
		                           : "NULL";
	}
	if (l && !l->is_row && !l->result && !l->meaning.symbol.open) {
		*what = l->meaning.symbol;
		return assigned_sql(c, &f, &a->value, what);
	}
	if (a->value.tree && a->value.tree->kind == EXPR_NULL) {
		error_at(c->diag, c->source, a->at,
		         "NULL does not say what '%s' is; write 'declare: {name: %s, type: text}'",
		         a->name, a->name);
		return NULL;
	}
	return value_sql(c, &f, &a->value, what);
}

static const char *
by_key(struct compiler *c, const struct assignment *a, struct symbol *what, const char *sql)
{
	const struct entity *e = entity_titled(c, what->target);

	if (what->kind != VALUE_REF || !e || a->type || local_find(c, a->name))
		return sql;
	return what->key ? what->key : sql;
}

static void
set_one(struct compiler *c, const struct assignment *a, struct statement *st)
{
	struct symbol what = {0};
	const char *type, *sql = variable_value(c, a, &what, &type);
	struct local *l;

	if (!sql)
		return;
	if (!type)
		type = local_find(c, a->name) ? NULL : symbol_type(c, &what);
	sql = by_key(c, a, &what, sql);
	l = type || !local_find(c, a->name) ? local_add(c, a->at, a->name, type ? type : "TEXT")
	                                    : local_find(c, a->name);
	if (!l)
		return;
	what.name = l->name;
	what.sql = l->sql;
	what.refused = NULL;
	l->meaning = (struct meaning){.symbol = what, .json = what.kind == VALUE_JSON};
	if (what.kind == VALUE_REF && entity_titled(c, what.target))
		l->meaning = *key_meaning(c, l->name, entity_titled(c, what.target), l->sql);
	st->variable = l->sql;
	st->sql = what.kind == VALUE_NUMBER && !a->type
	                  ? arena_printf(c->arena, "(%s)::NUMERIC", sql)
	                  : sql;
}

/* Of several assignments each is a statement; the step is the IF that holds them. */
void
set_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct way *w;

	st->kind = STATEMENT_SET;
	if (s->values && !s->values->next) {
		set_one(c, s->values, st);
		return;
	}
	st->kind = STATEMENT_IF;
	st->ways = w = arena_new(c->arena, struct way, 1);
	st->nways = 1;
	w->sql = "TRUE";
	for (const struct assignment *a = s->values; a; a = a->next) {
		w->steps = grown(c->arena, w->steps, w->nsteps, sizeof *w->steps);
		w->steps[w->nsteps] = (struct statement){.kind = STATEMENT_SET};
		set_one(c, a, &w->steps[w->nsteps]);
		w->nsteps += w->steps[w->nsteps].variable != NULL;
	}
}

void
return_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct frame f = own_frame(c);
	struct symbol what = {0};
	const struct expr *e = s->value.tree;
	const char *sql;

	st->kind = STATEMENT_RETURN;
	st->message = s->message;
	if (e && e->kind == EXPR_STRING && !s->message)
		st->message = e->text;
	else if (e) {
		sql = value_sql(c, &f, &s->value, &what);
		if (sql)
			named_add(c, st, "value", sql);
	}
	for (const struct assignment *a = s->values; a; a = a->next)
		payload_add(c, st, a);
	if (s->next)
		warning_at(c->diag, c->source, s->next->at,
		           "this is never reached: 'return' ends the action");
}
