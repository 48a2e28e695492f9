/* Reads the block validation. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "expr/expr.h"
#include "model/options.h"
#include "model/rule_js.h"
#include "parse/index.h"
#include "parse/keys.h"

#include <string.h>
#include <strings.h>

struct rule_pairs {
	const struct pair *name, *condition, *error;
};

#define AT(member) KEY_STORE(rule_pairs, member)
static const struct key keys[] = {
        {.name = "name", .form = FORM_NAME, .required = true, AT(name)},
        {.name = "condition", .form = FORM_TEXT, .required = true, AT(condition)},
        {.name = "error", .form = FORM_TEXT, AT(error)},
        {.name = NULL},
};

static struct symbol
of_field(struct arena *a, const struct field *f)
{
	return (struct symbol){
	        .name = f->name,
	        .sql = f->faulty || !f->column ? NULL : ident_of(a, f->column),
	        .kind = f->type->value,
	        .list = f->list && f->type->value != VALUE_JSON,
	        .values = f->values,
	        .nvalues = f->nvalues,
	        .pattern = f->pattern,
	        .min = f->min,
	        .max = f->max,
	};
}

static struct symbol
of_key(struct arena *a, const char *column)
{
	return (struct symbol){.name = column, .sql = ident_of(a, column), .kind = VALUE_REF};
}

/* A key that is a UUID compares with other UUIDs, not with references. */
static struct symbol
of_foreign_key(struct arena *a, const struct options *o, const struct foreign_key *k)
{
	struct symbol s = of_key(a, k->column);

	for (size_t i = 0; i < o->nexternal_tables; i++) {
		const struct external_table *t = &o->external_tables[i];

		if (strcmp(t->schema, k->schema) == 0 && strcmp(t->table, k->table) == 0 &&
		    strcmp(t->key_type, "UUID") == 0)
			s.kind = VALUE_UUID;
	}
	return s;
}

/* A ref with several targets has no value of its own: its columns are named instead. Whether two
 * lead to the same entity is asked of its name alone,
 * which may be written with its schema and without. */
static size_t
field_symbols(struct arena *a, const struct field *f, struct symbol *out)
{
	size_t n = 0;

	out[n++] = of_field(a, f);
	if (!f->faulty)
		out[0].refused = column_missing(a, f);
	if (!f->faulty && !f->join_table && f->nrefs == 1)
		out[0].target = f->refs->entity;
	for (size_t i = 0; !f->faulty && !f->join_table && i < f->nrefs; i++) {
		out[n] = of_key(a, f->refs[i].column);
		out[n++].target = f->refs[i].entity;
	}
	return n;
}

/* Beside a reference to such a row, its id is its key. */
static struct symbol
of_always(struct arena *a, const struct entity *e, const char *name, const struct type *type)
{
	struct symbol s = {.name = name, .sql = ident_of(a, name), .kind = type->value};

	if (strcmp(name, "id") == 0) {
		s.target = e->name;
		s.key = ident_of(a, e->key);
		s.id = s.sql;
	}
	return s;
}

static struct scope
scope(struct parse *p)
{
	const struct entity *e = p->entity;
	struct symbol *all;
	struct scope s = {0};
	size_t max = e->nforeign_keys + 16;
	const char *name;
	const struct type *type;

	for (size_t i = 0; i < e->nfields; i++)
		max += 1 + e->fields[i].nrefs;
	s.symbols = all = arena_new(p->arena, struct symbol, max);
	for (size_t i = 0; i < e->nfields; i++)
		s.nsymbols += field_symbols(p->arena, &e->fields[i], all + s.nsymbols);
	for (size_t i = 0; i < e->nforeign_keys; i++)
		all[s.nsymbols++] = of_foreign_key(p->arena, p->options, &e->foreign_keys[i]);
	for (size_t i = 0; column_always(e, i, &name, &type); i++)
		if (name)
			all[s.nsymbols++] = of_always(p->arena, e, name, type);
	return s;
}

static const char *
condition(struct parse *p, const struct node *n, const struct scope *s, struct check *to)
{
	struct locator at = node_locator(p->arena, p->source, n);
	struct strbuf sql = STRBUF_INIT;
	struct expr *x = expr_parse(p->arena, p->diag, &at, n->text, 0);

	if (!x || !expr_check(p->arena, p->diag, &at, x, s, VALUE_BOOLEAN))
		return NULL;
	expr_print(&sql, x);
	rule_js(p->arena, p->entity, x, to);
	return str_done(&sql, p->arena);
}

void
failure_code(struct parse *p, const struct node *n, const char *code)
{
	if (strncasecmp(code, "success:", strlen("success:")) == 0 && !strchr(code, ' '))
		error_at(p->diag, p->source, n->at,
		         "'%s' would tell the caller that all went well; write '%s', which answers "
		         "as "
		         "'failed:%s'",
		         code, strchr(code, ':') + 1, strchr(code, ':') + 1);
}

static bool
distinct(struct parse *p, const struct check *c)
{
	const struct entity *e = p->entity;

	for (size_t i = 0; i < e->nchecks; i++)
		if (strcasecmp(e->checks[i].name, c->name) == 0) {
			error_at(p->diag, p->source, c->at, "two rules are named '%s'; rename one",
			         c->name);
			note_at(p->diag, p->source, e->checks[i].at, "the first is here");
			return false;
		}
	return true;
}

static void
read_rule(struct parse *p, const struct node *n, const struct scope *s)
{
	struct entity *e = p->entity;
	struct rule_pairs pairs = {0};
	struct check c;

	if (n->kind != NODE_MAPPING) {
		error_at(p->diag, p->source, n->at,
		         "a rule is a mapping: {name: positive, condition: amount > 0}; this is %s",
		         node_kind_name(n));
		return;
	}
	keys_read(p, n, n->at, "rule", keys, &pairs);
	if (!pairs.name || !pairs.condition)
		return;
	c = (struct check){.at = pairs.name->value->at, .name = pairs.name->value->text};
	c.error = pairs.error ? text_said(p, pairs.error->value, "error") : NULL;
	if (c.error)
		failure_code(p, pairs.error->value, c.error);
	c.sql = condition(p, pairs.condition->value, s, &c);
	if (distinct(p, &c) && c.sql)
		e->checks[e->nchecks++] = c;
}

void
checks_read(struct parse *p, const struct pair *pair)
{
	struct entity *e = p->entity;
	const struct node *n = pair->value;
	struct scope s = scope(p);
	struct check *all = arena_new(p->arena, struct check, e->nchecks + n->n);

	if (too_many(p, n, "rules", RULES_AND_INDEXES_MAX))
		return;
	s.patterns = type_patterns(p->arena, &s.npatterns);
	if (e->nchecks)
		memcpy(all, e->checks, e->nchecks * sizeof *all);
	e->checks = all;
	for (size_t i = 0; i < n->n; i++)
		read_rule(p, n->items[i], &s);
}
