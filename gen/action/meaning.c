/* Fields, references and inputs as SQL. */
#include "action/local.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/column.h"
#include "model/name.h"

#include <string.h>

/* ---- references ---- */

/* The one row of a table that a key leads to; what: "r.id ", or "" for EXISTS. */
static const char *
by_key(struct compiler *c, const struct entity *e, const char *key, const char *what, bool live)
{
	bool tenant = entity_tenant(e);

	return arena_printf(c->arena, "(SELECT %sFROM %s r WHERE %s = %s%s)", what, row_table(c, e),
	                    column_sql(c, "r", e->key), key,
	                    live     ? arena_printf(c->arena, " AND %s", rows_sql(c, e, "r"))
	                    : tenant ? " AND r.tenant_id = auth_tenant_id"
	                             : "");
}

struct meaning *
key_meaning(struct compiler *c, const char *name, const struct entity *target, const char *key)
{
	struct meaning *m = arena_new(c->arena, struct meaning, 1);

	m->symbol = (struct symbol){.name = name, .sql = key, .kind = VALUE_REF, .key = key};
	if (!target)
		return m;
	m->row = target;
	m->symbol.target = entity_title(c, target);
	m->symbol.id = by_key(c, target, key, "r.id ", false);
	m->symbol.exists = arena_printf(c->arena, "EXISTS %s", by_key(c, target, key, "", true));
	return m;
}

/* The call of the helper that finds a reference's key: crm.company_ref(auth_tenant_id, <id>,
 * 'company_id'); what stands before the id and behind it. */
static void
lookup_sql(struct compiler *c, const struct entity *e, const char *input, const char **before,
           const char **after)
{
	const char *name = name_object(c->arena, "%s_ref", e->stem);

	*before =
	        arena_printf(c->arena, "%s.%s(%s", ident_of(c->arena, e->schema),
	                     ident_of(c->arena, name), entity_tenant(e) ? "auth_tenant_id, " : "");
	*after = arena_printf(c->arena, ", %s)", literal_of(c->arena, input));
}

/* ---- fields ---- */

static const char *
not_one(struct compiler *c, const struct field *f)
{
	if (f->join_table)
		return arena_printf(c->arena,
		                    "'%s' is a list of references, which no expression takes",
		                    f->name);
	return arena_printf(c->arena, "'%s' leads to one of several entities; write '%s'", f->name,
	                    f->refs[0].column ? column_stem(f->refs[0].column) : f->name);
}

struct meaning *
field_meaning(struct compiler *c, const struct entity *e, const struct field *f,
              const struct ref *ref, const char *row)
{
	read_add(c, e, field_key(c->arena, f));
	return field_target(c, e, f, ref, row);
}

struct meaning *
field_target(struct compiler *c, const struct entity *e, const struct field *f,
             const struct ref *ref, const char *row)
{
	const struct entity *to;
	struct meaning *m;

	if (ref && !f->join_table && !f->faulty) {
		to = entity_of_ref(c, e, ref);
		m = key_meaning(c, f->name, to, column_sql(c, row, ref->column));
		if (!to && e == c->entity)
			m->symbol.sql = NULL; /* reported where it is declared */
		if (to)
			lookup_sql(c, to, field_key(c->arena, f), &m->symbol.before,
			           &m->symbol.after);
		return m;
	}
	m = arena_new(c->arena, struct meaning, 1);
	m->symbol = (struct symbol){
	        .name = f->name,
	        .sql = f->faulty || !f->column ? NULL : column_sql(c, row, f->column),
	        .kind = f->type->value,
	        .list = f->list && f->type->value != VALUE_JSON,
	        .type = f->list ? NULL : f->sql,
	        .values = f->values,
	        .nvalues = f->nvalues,
	        .pattern = f->pattern,
	        .min = f->min,
	        .max = f->max,
	};
	m->type = f->type;
	if (!f->faulty && f->nrefs && (e != c->entity || entity_of_ref(c, e, f->refs)))
		m->symbol.refused = not_one(c, f);
	if (f->type->class == TYPE_COMPOSITE && !f->list)
		m->composite = f->type;
	m->json = f->type->value == VALUE_JSON && !m->composite && !f->list;
	m->items = f->type->value == VALUE_JSON && f->list;
	return m;
}

struct meaning *
always_meaning(struct compiler *c, const struct entity *e, const char *word, const char *row)
{
	struct meaning *m = arena_new(c->arena, struct meaning, 1);
	const struct type *type;
	const char *name;

	for (size_t i = 0; column_always(e, i, &name, &type); i++)
		if (name && strcmp(name, word) == 0) {
			m->type = type;
			m->symbol = (struct symbol){
			        .name = name, .sql = column_sql(c, row, name), .kind = type->value};
		}
	if (strcmp(word, "id") == 0) {
		m->symbol.target = entity_title(c, e);
		m->symbol.key = column_sql(c, row, e->key);
		m->symbol.id = m->symbol.sql;
	}
	return m;
}

/* ---- inputs ---- */

const struct input *
input_find(const struct compiler *c, const char *word)
{
	const struct action *a = c->action;

	for (size_t i = 0; i < a->ninputs; i++)
		if (strcmp(a->inputs[i].word, word) == 0)
			return &a->inputs[i];
	return action_input(a, word);
}

const struct input *
input_meant(const struct compiler *c, const struct expr *x)
{
	const struct ref *ref;

	if (x->kind != EXPR_PATH || x->variable || x->nwords > 2)
		return NULL;
	if (x->nwords == 2 && strcmp(x->words[0].text, "input") == 0)
		return input_find(c, x->words[1].text);
	if (row_certain(c) || (x->nwords == 2 && strcmp(x->words[0].text, c->entity->name) != 0) ||
	    !field_of_word(c->entity, x->words[x->nwords - 1].text, &ref))
		return NULL;
	return input_find(c, x->words[x->nwords - 1].text);
}

/* An id whose row is locked, since steps change it: what they ask before that stays true. */
static const char *
locked(struct compiler *c, const struct entity *e, const char *id)
{
	return arena_printf(c->arena,
	                    "coalesce((SELECT t.id FROM %s t WHERE t.id = %s AND %s FOR NO KEY "
	                    "UPDATE), %s)",
	                    row_table(c, e), id, rows_sql(c, e, "t"), id);
}

/* The variable with the key, or the keys, that a reference among the inputs means. */
static const char *
looked_up(struct compiler *c, const struct input *in, const struct entity *target)
{
	struct action *a = c->action;
	const char *type = target->key_type ? target->key_type : "INTEGER", *sql, *before, *after;
	const char *from = column_sql(c, "input_data", in->name);

	lookup_sql(c, target, in->name, &before, &after);
	if (in->list)
		sql = arena_printf(c->arena,
		                   "CASE WHEN %s IS NOT NULL THEN ARRAY(SELECT %si.id%s "
		                   "FROM unnest(%s) WITH ORDINALITY i (id, n) ORDER BY i.n) END",
		                   from, before, after, from);
	else
		sql = arena_printf(c->arena, "%s%s%s", before,
		                   input_changed(c, in, target) ? locked(c, target, from) : from,
		                   after);
	for (size_t i = 0; i < a->nvariables; i++)
		if (a->variables[i].sql && strcmp(a->variables[i].sql, sql) == 0)
			return a->variables[i].name;
	return variable_add(c, arena_printf(c->arena, "fk_%s", name_snake(c->arena, in->word)),
	                    in->list ? arena_printf(c->arena, "%s[]", type) : type, sql);
}

static struct meaning *
reference_input(struct compiler *c, const struct input *in)
{
	const struct entity *target = entity_of_ref(c, c->entity, in->refs);
	struct meaning *m;

	if (!target) {
		if (!in->field || in->typed) /* else reported where the field is declared */
			entity_find(c,
			            &(struct target){in->refs->at.line ? in->refs->at : in->at,
			                             in->refs->schema, in->refs->entity},
			            false);
		m = arena_new(c->arena, struct meaning, 1);
		m->symbol = (struct symbol){.name = in->word, .kind = VALUE_REF};
		return m;
	}
	m = key_meaning(c, in->word, target, looked_up(c, in, target));
	m->symbol.list = in->list;
	if (in->list)
		m->symbol.id = m->symbol.exists = NULL;
	else
		m->symbol.id = column_sql(c, "input_data", in->name);
	return m;
}

struct meaning *
input_meaning(struct compiler *c, const struct input *in)
{
	struct meaning *m;

	if (in->nrefs)
		return reference_input(c, in);
	m = arena_new(c->arena, struct meaning, 1);
	m->symbol = (struct symbol){
	        .name = in->word,
	        .sql = column_sql(c, "input_data", in->name),
	        .kind = in->type->value,
	        .list = in->list && in->type->value != VALUE_JSON,
	        .values = in->values,
	        .nvalues = in->nvalues,
	        .pattern = in->list ? NULL : in->pattern,
	        .min = in->list ? NULL : in->min,
	        .max = in->list ? NULL : in->max,
	};
	m->type = in->type;
	if (in->type->class == TYPE_COMPOSITE && !in->list)
		m->composite = in->type;
	m->json = in->type->value == VALUE_JSON && !m->composite && !in->list;
	m->items = in->type->value == VALUE_JSON && in->list;
	return m;
}
