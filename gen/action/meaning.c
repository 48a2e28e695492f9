#include "action/compiler.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "expr/token.h"
#include "model/column.h"
#include "model/name.h"

#include <string.h>

/* ---- SQL of tables and columns ---- */

const char *
table_sql(struct compiler *c, const struct entity *e)
{
	return arena_printf(c->arena, "%s.%s", ident_of(c->arena, e->schema),
	                    ident_of(c->arena, e->table));
}

const char *
column_sql(struct compiler *c, const char *row, const char *column)
{
	return arena_printf(c->arena, "%s.%s", row, ident_of(c->arena, column));
}

const char *
entity_title(struct compiler *c, const struct entity *e)
{
	return arena_printf(c->arena, "%s.%s", e->schema, e->name);
}

const char *
rows_sql(struct compiler *c, const struct entity *e, const char *alias)
{
	return arena_printf(c->arena, "%s%s%s.deleted_at IS NULL",
	                    entity_tenant(e) ? alias : "",
	                    entity_tenant(e) ? ".tenant_id = auth_tenant_id AND " : "", alias);
}

const char *
lookup_sql(struct compiler *c, const struct entity *e, const char *id, const char *input)
{
	const char *name = name_object(c->arena, "%s_ref", e->stem);

	return arena_printf(c->arena, "%s.%s(%s%s, %s)", ident_of(c->arena, e->schema),
	                    ident_of(c->arena, name), entity_tenant(e) ? "auth_tenant_id, " : "",
	                    id, literal_of(c->arena, input));
}

/* ---- what was read ---- */

static struct effect *
read_of(struct compiler *c, const struct entity *e)
{
	struct effect *r;

	for (size_t i = 0; i < c->nreads; i++)
		if (strcmp(c->reads[i].entity, e->name) == 0 &&
		    strcmp(c->reads[i].schema, e->schema) == 0)
			return &c->reads[i];
	c->reads = grown(c->arena, c->reads, c->nreads, sizeof *c->reads);
	r = &c->reads[c->nreads++];
	*r = (struct effect){
	        .entity = e->name, .schema = e->schema, .operation = OPERATION_READ};
	return r;
}

void
read_add(struct compiler *c, const struct entity *e, const char *field)
{
	struct effect *r = read_of(c, e);

	for (size_t i = 0; i < r->nfields; i++)
		if (strcmp(r->fields[i], field) == 0)
			return;
	r->fields = grown(c->arena, r->fields, r->nfields, sizeof *r->fields);
	r->fields[r->nfields++] = field;
}

/* ---- references ---- */

/* The one row of a table that a key leads to. */
static const char *
by_key(struct compiler *c, const struct entity *e, const char *key, const char *what, bool live)
{
	bool tenant = entity_tenant(e);

	return arena_printf(c->arena, "(SELECT %sFROM %s r WHERE %s = %s%s%s)", what,
	                    table_sql(c, e), column_sql(c, "r", e->key), key,
	                    live     ? arena_printf(c->arena, " AND %s", rows_sql(c, e, "r"))
	                    : tenant ? " AND r.tenant_id = auth_tenant_id"
	                             : "",
	                    "");
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
	m->symbol.exists =
	        arena_printf(c->arena, "EXISTS %s", by_key(c, target, key, "", true));
	return m;
}

/* ---- fields ---- */

static const char *
not_one(struct compiler *c, const struct field *f)
{
	if (f->join_table)
		return arena_printf(c->arena,
		                    "'%s' is a list of references, which no expression takes", f->name);
	return arena_printf(c->arena, "'%s' leads to one of several entities; write '%s'", f->name,
	                    f->refs[0].column ? column_stem(f->refs[0].column) : f->name);
}

struct meaning *
field_meaning(struct compiler *c, const struct entity *e, const struct field *f,
              const struct ref *ref, const char *row)
{
	read_add(c, e, f->name);
	return field_target(c, e, f, ref, row);
}

struct meaning *
field_target(struct compiler *c, const struct entity *e, const struct field *f,
             const struct ref *ref, const char *row)
{
	struct meaning *m;

	if (ref && !f->join_table && !f->faulty)
		return key_meaning(c, f->name, entity_of_ref(c, e, ref),
		                   column_sql(c, row, ref->column));
	m = arena_new(c->arena, struct meaning, 1);
	m->symbol = (struct symbol){
	        .name = f->name,
	        .sql = f->faulty || !f->column ? NULL : column_sql(c, row, f->column),
	        .kind = f->type->value,
	        .list = f->list && f->type->value != VALUE_JSON,
	        .values = f->values,
	        .nvalues = f->nvalues,
	        .pattern = f->pattern,
	        .min = f->min,
	        .max = f->max,
	};
	if (!f->faulty && f->nrefs)
		m->symbol.refused = not_one(c, f);
	if (f->type->class == TYPE_COMPOSITE && !f->list)
		m->composite = f->type;
	m->json = f->type->value == VALUE_JSON && !m->composite && !f->list;
	return m;
}

struct meaning *
always_meaning(struct compiler *c, const struct entity *e, const char *word, const char *row)
{
	struct meaning *m = arena_new(c->arena, struct meaning, 1);
	const struct type *type;
	const char *name;

	for (size_t i = 0; column_always(e, i, &name, &type); i++)
		if (name && strcmp(name, word) == 0)
			m->symbol = (struct symbol){.name = name,
			                            .sql = column_sql(c, row, name),
			                            .kind = type->value};
	if (strcmp(word, "id") == 0) {
		m->symbol.target = entity_title(c, e);
		m->symbol.key = column_sql(c, row, e->key);
		m->symbol.id = m->symbol.sql;
	}
	return m;
}

/* ---- inputs ---- */

static const char *
looked_up(struct compiler *c, const struct input *in, const struct entity *target)
{
	struct action *a = c->action;
	const char *type = target->key_type ? target->key_type : "INTEGER", *sql;
	const char *from = column_sql(c, "input_data", in->name);

	if (in->list)
		sql = arena_printf(c->arena,
		                   "ARRAY(SELECT %s FROM unnest(%s) WITH ORDINALITY i (id, n) "
		                   "ORDER BY i.n)",
		                   lookup_sql(c, target, "i.id", in->name), from);
	else
		sql = lookup_sql(c, target, from, in->name);
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
		entity_find(c, &(struct target){in->refs->at.line ? in->refs->at : in->at,
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
	        .pattern = in->pattern,
	        .min = in->min,
	        .max = in->max,
	};
	if (in->type->class == TYPE_COMPOSITE)
		m->composite = in->type;
	m->json = in->type->value == VALUE_JSON && !m->composite;
	return m;
}

/* ---- behind a dot ---- */

struct chain {
	struct strbuf from;
	const char *where;
};

/* No alias of ours, no variable, no parameter. */
static const char *
alias_of(struct compiler *c, const char *word)
{
	static const char *const taken[] = {"v_", "auth_", "input_", "q"};
	bool plain = strlen(word) > 1;

	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		plain &= strncmp(word, taken[i], strlen(taken[i])) != 0;
	return ident_of(c->arena, plain ? word : name_object(c->arena, "%s_row", word));
}

static void
unknown_member(struct compiler *c, const struct place *place, const struct word *w,
               const char *of, const char **names)
{
	error_in(c->diag, place, w->offset, w->n, "%s has no '%s'%s", of, w->text,
	         nearest_cure(c->arena, w->text, names));
}

static void
no_field(struct compiler *c, const struct place *place, const struct word *w,
         const struct entity *e)
{
	const char **names = arena_new(c->arena, const char *, e->nfields + 1);

	for (size_t i = 0; i < e->nfields; i++)
		names[i] = e->fields[i].name;
	unknown_member(c, place, w, arena_printf(c->arena, "'%s'", e->name), names);
	note_at(c->diag, e->source, e->at, "'%s' is declared here", e->name);
}

/* One table further. */
static struct meaning *
hop(struct compiler *c, const struct place *place, struct chain *chain, const struct expr *path,
    size_t i, const struct meaning *from)
{
	const struct entity *e = from->row;
	const char *alias = alias_of(c, path->words[i - 1].text), *word = path->words[i].text;
	const char *join = arena_printf(c->arena, "%s = %s AND %s",
	                                column_sql(c, alias, e->key), from->symbol.key,
	                                rows_sql(c, e, alias));
	const struct ref *ref;
	const struct field *f = field_of_word(e, word, &ref);

	if (!f && !word_always(e, word)) {
		no_field(c, place, &path->words[i], e);
		return NULL;
	}
	if (chain->where)
		str_addf(&chain->from, " JOIN %s %s ON %s", table_sql(c, e), alias, join);
	else {
		str_addf(&chain->from, "%s %s", table_sql(c, e), alias);
		chain->where = join;
	}
	return f ? field_meaning(c, e, f, ref, alias) : always_meaning(c, e, word, alias);
}

static const struct composite_member *
member_find(const struct type *t, const char *name)
{
	for (const struct composite_member *m = t->members; m->name; m++)
		if (strcmp(m->name, name) == 0)
			return m;
	return NULL;
}

static struct meaning *
member(struct compiler *c, const struct place *place, const struct word *w,
       const struct meaning *object)
{
	const struct composite_member *found = member_find(object->composite, w->text);
	struct meaning *m = arena_new(c->arena, struct meaning, 1);
	const char **names, *key = literal_of(c->arena, w->text);
	const struct type *type;
	size_t n = 0;

	if (!found) {
		while (object->composite->members[n].name)
			n++;
		names = arena_new(c->arena, const char *, n + 1);
		for (size_t i = 0; i < n; i++)
			names[i] = object->composite->members[i].name;
		unknown_member(c, place, w, object->composite->name, names);
		return NULL;
	}
	type = type_find(found->type);
	m->symbol = (struct symbol){.name = found->name, .kind = type->value};
	if (type->class == TYPE_COMPOSITE) {
		m->composite = type;
		m->symbol.sql =
		        arena_printf(c->arena, "(%s -> %s)", object->symbol.sql, key);
	} else if (type->value == VALUE_TEXT)
		m->symbol.sql =
		        arena_printf(c->arena, "(%s ->> %s)", object->symbol.sql, key);
	else
		m->symbol.sql = arena_printf(c->arena, "(%s ->> %s)::%s", object->symbol.sql, key,
		                             type->sql);
	return m;
}

static struct meaning *
json_member(struct compiler *c, const struct word *w, bool last, const struct meaning *object)
{
	struct meaning *m = arena_new(c->arena, struct meaning, 1);

	m->json = true;
	m->symbol = (struct symbol){
	        .name = w->text,
	        .kind = last ? VALUE_TEXT : VALUE_JSON,
	        .open = last,
	        .sql = arena_printf(c->arena, "(%s %s %s)", object->symbol.sql,
	                            last ? "->>" : "->", literal_of(c->arena, w->text)),
	};
	return m;
}

/* Every SQL of the last meaning becomes a sub-query over the tables on the way. */
static void
wrap(struct compiler *c, struct chain *chain, struct meaning *m)
{
	const char **all[] = {&m->symbol.sql, &m->symbol.key, &m->symbol.id, &m->symbol.exists};
	const char *from = str_done(&chain->from, c->arena);

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (*all[i])
			*all[i] = arena_printf(c->arena, "(SELECT %s FROM %s WHERE %s)", *all[i],
			                       from, chain->where);
}

struct meaning *
behind(struct compiler *c, const struct place *place, const struct expr *path, size_t i,
       struct meaning *m)
{
	struct chain chain = {STRBUF_INIT, NULL};

	for (; m && m->symbol.sql && i < path->nwords; i++) {
		const struct word *w = &path->words[i];

		if (m->symbol.refused || m->symbol.list ||
		    (!m->row && !m->composite && !m->json)) {
			error_in(c->diag, place, w->offset, w->n,
			         "'%s' is a single value; nothing lies behind it",
			         path->words[i - 1].text);
			return NULL;
		}
		m = m->row         ? hop(c, place, &chain, path, i, m)
		    : m->composite ? member(c, place, w, m)
		                   : json_member(c, w, i + 1 == path->nwords, m);
	}
	if (m && chain.where)
		wrap(c, &chain, m);
	return m;
}
