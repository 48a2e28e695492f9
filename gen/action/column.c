/* What the columns of new and changed rows get. */
#include "action/local.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/column.h"
#include "model/name.h"

#include <string.h>

void
named_add(struct compiler *c, struct statement *st, const char *name, const char *sql)
{
	st->values = arena_grown(c->arena, st->values, st->nvalues, sizeof *st->values);
	st->values[st->nvalues++] = (struct named_sql){.name = name, .sql = sql};
}

void
changed_add(struct compiler *c, struct statement *st, const char *field)
{
	if (word_among(st->changes, st->nchanges, field))
		return;
	st->changes = arena_grown(c->arena, st->changes, st->nchanges, sizeof *st->changes);
	st->changes[st->nchanges++] = field;
}

static const struct join *
join_of(struct compiler *c, const struct field *f)
{
	struct joins all = entity_joins(c->arena, c->entity);

	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].field == f)
			return &all.v[i];
	return NULL;
}

const char *
own_pairs_sql(struct compiler *c, const struct expr *x, const struct step *loop,
              struct symbol *what)
{
	const struct ref *ref;
	const struct field *f = x->kind == EXPR_PATH && !x->variable && x->nwords == 1
	                                ? field_of_word(c->entity, x->words[0].text, &ref)
	                                : NULL;
	const struct join *j = f && f->join_table && !f->faulty ? join_of(c, f) : NULL;
	const struct entity *e = j ? entity_of_ref(c, c->entity, j->ref) : NULL;
	const char *key;

	if (!e)
		return NULL;
	read_add(c, c->entity, field_key(c->arena, f));
	*what = key_meaning(c, f->name, e, "")->symbol;
	what->list = true;
	key = column_sql(c, "t", e->key);
	return arena_printf(c->arena,
	                    "ARRAY(SELECT %s FROM %s.%s j JOIN %s t ON %s = %s AND %s "
	                    "WHERE %s = %s%s ORDER BY %s%s)",
	                    key, ident_of(c->arena, c->entity->schema),
	                    ident_of(c->arena, j->table), row_table(c, e), key,
	                    column_sql(c, "j", j->target), rows_sql(c, e, "t"),
	                    column_sql(c, "j", j->own), column_sql(c, c->row, c->entity->key),
	                    j->tenant ? " AND j.tenant_id = auth_tenant_id" : "", key,
	                    item_changed(c, loop, e)          ? " FOR NO KEY UPDATE OF t"
	                    : item_held(c, e, loop->variable) ? " FOR KEY SHARE OF t"
	                                                      : "");
}

static void
pairing_add(struct compiler *c, struct statement *st, const struct field *f, const char *keys,
            const char *when)
{
	const struct join *j = join_of(c, f);
	struct action *a = c->action;

	if (!j || !keys)
		return;
	if (!a->changed)
		a->changed = variable_add(c, "changed", "TEXT[]", "ARRAY[]::TEXT[]");
	st->pairings = arena_grown(c->arena, st->pairings, st->npairings, sizeof *st->pairings);
	st->pairings[st->npairings++] = (struct pairing){
	        .function = ident_in(c->arena, c->entity->schema,
	                             name_object(c->arena, "%s_set", j->stem)),
	        .sql = keys,
	        .when = when,
	        .tenant = j->tenant,
	};
	changed_add(c, st, field_key(c->arena, f));
}

/* ---- what a step sets ---- */

static void
not_set(struct compiler *c, const struct assignment *a, const struct entity *e)
{
	if (foreign_key_find(e, a->name)) {
		error_at(c->diag, c->source, a->at, NO_FOREIGN_KEY, a->name);
		return;
	}
	if (strcmp(a->name, "deleted_at") == 0) {
		error_at(c->diag, c->source, a->at,
		         "'deleted_at' cannot be set; 'delete: %s' marks rows as deleted", e->name);
		return;
	}
	if (word_always(e, a->name) || column_reserved(a->name)) {
		error_at(c->diag, c->source, a->at,
		         "'%s' is a column that is kept without being asked; it cannot be set",
		         a->name);
		return;
	}
	error_at(c->diag, c->source, a->at, "'%s' has no field '%s'%s", e->name, a->name,
	         nearest_cure(c->arena, a->name, field_names(c->arena, e)));
	if (!entity_same_file(e, c->entity))
		note_at(c->diag, e->source, e->at, "'%s' is declared here", e->name);
}

/* The list of keys that an input gives; nothing else is a list of references. */
static void
pairs_set(struct compiler *c, const struct assignment *a, const struct entity *e,
          const struct field *f, struct statement *st)
{
	const struct expr *x = a->value.tree;
	const struct input *in = x ? input_meant(c, x) : NULL;

	if (!x)
		return;
	if (e != c->entity || !st->own) {
		error_at(c->diag, c->source, a->at,
		         "'%s' is a list of references; only an action of '%s' itself can set it",
		         f->name, e->name);
		return;
	}
	/* The declaration of the input was reported. */
	if (!in && x->kind == EXPR_PATH && x->nwords == 2 &&
	    strcmp(x->words[0].text, "input") == 0 && c->diag->nerrors)
		return;
	if (!in || !in->nrefs || !in->list)
		error_at(c->diag, c->source, a->at,
		         "'%s' is a list of references; it can be set to an input that is one, as "
		         "in '%s = input.%s'",
		         f->name, a->name, a->name);
	else
		pairing_add(c, st, f, input_meaning(c, in)->symbol.sql, NULL);
}

/* Reports a bare 'id', which is that of the rows that are changed,
 * where the action's row was meant. */
static bool
own_id_meant(struct compiler *c, const struct assignment *a, const struct entity *e,
             const struct ref *ref)
{
	const struct expr *x = a->value.tree;
	const struct entity *to = ref ? entity_of_ref(c, e, ref) : NULL;

	if (!x || x->kind != EXPR_PATH || x->variable || x->nwords != 1 ||
	    strcmp(x->words[0].text, "id") != 0 || !to || entity_same(e, to) ||
	    !entity_same(to, c->entity))
		return false;
	error_at(c->diag, c->source, node_span(c->source, a->value.node, x->offset, x->n),
	         "'id' is that of the changed '%s' here; write '%s.id' for the action's row",
	         e->name, to->name);
	return true;
}

static void
field_set(struct compiler *c, const struct frame *frame, const struct assignment *a,
          const struct entity *e, const struct field *f, const struct ref *ref,
          struct statement *st)
{
	struct meaning *to = field_target(c, e, f, ref, "t");
	struct locator locator;
	const char *sql;

	if (f->faulty && e != c->entity) {
		error_at(c->diag, c->source, a->at, "the field '%s' of '%s' has faults of its own",
		         f->name, e->name);
		note_at(c->diag, e->source, e->at, "'%s' is declared here", e->name);
	}
	if (f->faulty)
		return;
	if (f->join_table) {
		pairs_set(c, a, e, f, st);
		return;
	}
	if (to->symbol.refused) {
		error_at(c->diag, c->source, a->at, "%s", to->symbol.refused);
		return;
	}
	if (f->required && f->nrefs < 2 && a->value.tree && a->value.tree->kind == EXPR_NULL) {
		locator = node_locator(c->arena, c->source, a->value.node);
		error_in(c->diag, &locator, a->value.tree->offset, a->value.tree->n,
		         "'%s' must not be NULL", f->name);
		return;
	}
	if (!frame->own && own_id_meant(c, a, e, ref))
		return;
	sql = assigned_sql(c, frame, &a->value, &to->symbol);
	if (!sql || !constant_fits(c, a, f))
		return;
	named_add(c, st, ref ? ref->column : f->column, sql);
	changed_add(c, st, field_key(c->arena, f));
}

static void
identifier_set(struct compiler *c, const struct frame *frame, const struct assignment *a,
               struct statement *st)
{
	const struct symbol to = {.name = "identifier", .sql = "t.identifier", .kind = VALUE_TEXT};
	const char *sql = assigned_sql(c, frame, &a->value, &to);

	if (!sql)
		return;
	named_add(c, st, "identifier", sql);
	changed_add(c, st, "identifier");
}

void
columns_set(struct compiler *c, const struct frame *frame, const struct step *s,
            const struct entity *e, struct statement *st)
{
	for (const struct assignment *a = s->values; a; a = a->next) {
		const struct ref *ref;
		const struct field *f = field_of_word(e, a->name, &ref);

		if (f)
			field_set(c, frame, a, e, f, ref, st);
		else if (e->identifier && strcmp(a->name, "identifier") == 0)
			identifier_set(c, frame, a, st);
		else
			not_set(c, a, e);
	}
}

/* ---- what inputs give ---- */

/* The input of a field, or of one of its targets;
 * a parameter declared for it must be of its type. */
static const struct input *
input_of(struct compiler *c, const char *field, const struct ref *ref)
{
	const struct action *a = c->action;

	for (size_t i = 0; i < a->ninputs; i++) {
		const struct input *in = &a->inputs[i];
		const char *name = in->field ? in->field : in->word;

		if (strcmp(name, field) == 0 && !in->system &&
		    (!ref || (in->nrefs && strcmp(in->refs->column, ref->column) == 0)))
			return in;
	}
	return NULL;
}

/* Whether the author declared a default for an input:
 * then it says what becomes of the field in any case. */
static bool
defaults(const struct compiler *c, const struct input *in)
{
	const struct action_form *form = c->action->form;

	for (size_t i = 0; form && i < form->nparameters; i++)
		if (strcmp(form->parameters[i].name, in->word) == 0)
			return form->parameters[i].type && (in->value || in->value_sql);
	return false;
}

static const char *
in_payload(struct compiler *c, const struct input *in)
{
	return arena_printf(c->arena, "input_payload ? %s", literal_of(c->arena, in->name));
}

/* Of a row that is there already, an insert that takes all inputs changes what
 * the payload names. */
static void
patched(struct compiler *c, struct statement *st, const struct input *in)
{
	if (st->conflict == ON_CONFLICT_UPDATE && !in->required && !defaults(c, in))
		st->values[st->nvalues - 1].when = in_payload(c, in);
}

void
input_add(struct compiler *c, struct statement *st, const char *field, const char *column,
          const struct input *in, const char *sql)
{
	named_add(c, st, column, sql);
	changed_add(c, st, field);
	patched(c, st, in);
}

static bool
same_type(struct compiler *c, const struct field *f, const struct input *in)
{
	bool same = in->type->value == f->type->value && in->list == f->list;

	if (!same)
		error_at(c->diag, c->source, in->at,
		         "the parameter '%s' is of another type than the field that it gives",
		         in->word);
	return same;
}

static void
column_given(struct compiler *c, struct statement *st, const char *field, const char *column,
             const struct input *in, bool patch)
{
	const char *sql = input_meaning(c, in)->symbol.sql;

	if (!sql)
		return;
	if (patch)
		sql = arena_printf(c->arena, "CASE WHEN %s THEN %s ELSE %s END", in_payload(c, in),
		                   sql, column_sql(c, "t", column));
	input_add(c, st, field, column, in, sql);
}

static void
field_given(struct compiler *c, struct statement *st, const struct field *f, const struct ref *ref,
            bool patch)
{
	const struct input *in =
	        f->faulty ? NULL : input_of(c, f->name, f->join_table ? NULL : ref);

	if (!in || !same_type(c, f, in))
		return;
	patch &= !defaults(c, in);
	if (f->join_table)
		pairing_add(c, st, f, input_meaning(c, in)->symbol.sql,
		            patch || st->conflict == ON_CONFLICT_UPDATE ? in_payload(c, in) : NULL);
	else
		column_given(c, st, field_key(c->arena, f), ref ? ref->column : f->column, in,
		             patch);
}

/* In the order of the table: references behind all others. */
static void
all_given(struct compiler *c, struct statement *st, bool patch)
{
	const struct entity *e = c->entity;
	const struct input *identifier = e->identifier ? input_of(c, "identifier", NULL) : NULL;

	if (identifier)
		column_given(c, st, "identifier", "identifier", identifier, patch);
	for (const struct field *f = e->fields; f && f < e->fields + e->nfields; f++)
		if (!f->nrefs)
			field_given(c, st, f, NULL, patch);
	for (const struct field *f = e->fields; f && f < e->fields + e->nfields; f++)
		for (size_t i = 0; i < f->nrefs; i++)
			field_given(c, st, f, &f->refs[i], patch);
}

void
columns_insert(struct compiler *c, struct statement *st)
{
	all_given(c, st, false);
}

void
columns_patch(struct compiler *c, struct statement *st)
{
	all_given(c, st, true);
}
