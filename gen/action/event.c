/* The steps notify and emit. */
#include "action/local.h"
#include "base/arena.h"
#include "base/quote.h"
#include "model/api.h"
#include "model/column.h"

#include <string.h>

void
payload_add(struct compiler *c, struct statement *st, const struct assignment *a,
            struct symbol *what)
{
	struct frame f = own_frame(c);
	const char *sql = payload_sql(c, &f, &a->value, what);

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
	struct symbol what;

	named_add(c, st, "entity",
	          literal_of(c->arena,
	                     api_type(c->arena, c->options, c->entity->schema, c->entity->name)));
	named_add(c, st, "entity_id", row_there(c) ? column_sql(c, c->row, "id") : "NULL::UUID");
	named_add(c, st, "action", literal_of(c->arena, c->action->api));
	for (const struct assignment *a = s->values; a; a = a->next) {
		what = (struct symbol){0};
		payload_add(c, st, a, &what);
	}
}

void
emit_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	st->kind = STATEMENT_EVENT;
	st->name = s->name;
	payload(c, s, st);
}

/* The field of an entity to which a channel delivers: its only one of the channel's type. NULL of
 * no channel, which was reported. */
static const struct field *
address_field(const struct entity *e, const char *channel)
{
	static const struct {
		const char *channel, *type;
	} types[] = {{"email", "email"}, {"sms", "phoneNumber"}, {"webhook", "url"}};
	const struct field *found = NULL;

	for (size_t i = 0; channel && i < sizeof types / sizeof *types; i++)
		for (const struct field *f = e->fields; f && f < e->fields + e->nfields; f++) {
			if (strcmp(types[i].channel, channel) != 0 || f->list || f->faulty ||
			    strcmp(f->type->name, types[i].type) != 0)
				continue;
			if (found)
				return NULL;
			found = f;
		}
	return found;
}

/* A word that is no field and no variable names a role of the receiver,
 * who is found when it is sent. */
static bool
is_word(struct compiler *c, const struct expr *e)
{
	const struct ref *ref;

	return e->kind == EXPR_PATH && e->nwords == 1 && !e->variable &&
	       !field_of_word(c->entity, e->words[0].text, &ref) &&
	       !word_always(c->entity, e->words[0].text) && !local_find(c, e->words[0].text);
}

/* Who a reference leads to, as long as that is there: by the field to which
 * the channel delivers. */
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
	                   column_sql(c, "r", f ? f->column : "id"), row_table(c, e),
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
	struct locator locator;
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
		locator = node_locator(c->arena, c->source, s->value.node);
		to = path_symbol(&f, c->diag, &locator, e);
		if (!to || (!to->sql && !to->refused))
			return;
		if (to->kind == VALUE_REF && to->list) {
			error_in(
			        c->diag, &locator, e->offset, e->n,
			        "a list of references is no recipient; notify each of them in a 'foreach'");
			return;
		}
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
