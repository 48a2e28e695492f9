#include "diff/object.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/clause.h"
#include "emit/emit.h"
#include "model/name.h"
#include "model/relation.h"
#include "model/rule.h"

#include <string.h>

struct lister {
	struct arena *arena;
	const struct entity *entity;
	const struct options *options;
	struct columns columns;
	struct objects to;
};

static void
add(struct lister *l, struct object o)
{
	l->to.v = arena_grown(l->arena, l->to.v, l->to.n, sizeof *l->to.v);
	l->to.v[l->to.n++] = o;
}

/* ---- the table ---- */

static const char *
column_owner(const struct column *c)
{
	return c->field ? c->field->name : c->foreign_key ? c->foreign_key->column : "";
}

static enum aspect
column_aspect(const struct lister *l, const struct column *c)
{
	if (c->field && c->field->nrefs > 1)
		return ASPECT_KEY;
	if (c->field || c->foreign_key)
		return ASPECT_ADD;
	if (strcmp(c->name, l->entity->key) == 0)
		return ASPECT_KEY_TYPE;
	return strcmp(c->name, "identifier") == 0 ? ASPECT_IDENTIFIER : ASPECT_TENANCY;
}

static void
list_columns(struct lister *l)
{
	for (const struct column *c = l->columns.v; c && c < l->columns.v + l->columns.n; c++)
		add(l, (struct object){OBJECT_COLUMN, column_aspect(l, c), column_owner(c),
		                       l->entity->table, c->name, column_clause(l->arena, c, " "),
		                       c, NULL});
}

static enum aspect
rule_aspect(const char *suffix)
{
	static const struct {
		const char *suffix;
		enum aspect aspect;
	} all[] = {
	        {"pattern", ASPECT_PATTERN}, {"enum", ASPECT_ENUM},  {"range", ASPECT_RANGE},
	        {"length", ASPECT_LENGTH},   {"target", ASPECT_KEY},
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strcmp(all[i].suffix, suffix) == 0)
			return all[i].aspect;
	return ASPECT_TYPE;
}

static void
list_checks(struct lister *l)
{
	struct table_checks checks = entity_checks(l->arena, l->entity);

	for (size_t i = 0; i < checks.n; i++) {
		const struct table_check *c = &checks.v[i];

		add(l, (struct object){OBJECT_CONSTRAINT,
		                       c->field ? rule_aspect(c->suffix) : ASPECT_RULE,
		                       c->field ? c->field->name : c->authored->name,
		                       l->entity->table, c->name, check_clause(l->arena, c), NULL,
		                       arena_printf(l->arena, "rows for which this is false: %s",
		                                    c->condition)});
	}
}

static const struct column *
index_column(const struct lister *l, const struct table_index *i)
{
	for (size_t k = 0; k < l->columns.n; k++)
		if (strcmp(l->columns.v[k].name, i->columns[0]) == 0)
			return &l->columns.v[k];
	return NULL;
}

/* Those of the author come last. */
static void
list_indexes(struct lister *l)
{
	struct table_indexes all = entity_indexes(l->arena, l->entity, &l->columns);

	for (size_t i = 0; i < all.n; i++) {
		bool own = i + l->entity->nindexes >= all.n;
		const struct column *c = own ? NULL : index_column(l, &all.v[i]);
		enum aspect aspect = own                                ? ASPECT_OWN_INDEX
		                     : c && c->field && c->field->nrefs ? ASPECT_KEY
		                     : all.v[i].unique                  ? ASPECT_UNIQUE
		                                                        : ASPECT_INDEX;

		if (c && !c->field && !c->foreign_key)
			aspect = column_aspect(l, c);
		add(l,
		    (struct object){OBJECT_INDEX, aspect,
		                    own ? l->entity->indexes[i + l->entity->nindexes - all.n].name
		                    : c ? column_owner(c)
		                        : "",
		                    l->entity->table, all.v[i].name,
		                    index_statement(l->arena, l->entity, &l->columns, &all.v[i]),
		                    NULL, all.v[i].unique ? "rows that have equal values" : NULL});
	}
}

static void
list_keys(struct lister *l)
{
	struct key_clauses keys = entity_key_clauses(l->arena, l->entity);

	for (size_t i = 0; i < keys.n; i++)
		if (keys.v[i].sql)
			add(l, (struct object){
			               OBJECT_CONSTRAINT, ASPECT_KEY,
			               keys.v[i].field ? keys.v[i].field->name : keys.v[i].column,
			               keys.v[i].table, keys.v[i].name, keys.v[i].sql, NULL,
			               arena_printf(l->arena,
			                            "rows whose %s is no key of the new target",
			                            keys.v[i].column)});
}

static void
list_policy(struct lister *l, bool tenant, const char *table, const char *stem)
{
	const char *name = policy_name(l->arena, stem);
	const char *sql = policy_statements(l->arena, l->entity, tenant, table, name);

	if (sql)
		add(l, (struct object){OBJECT_POLICY, ASPECT_TENANCY, "", table, name, sql, NULL,
		                       NULL});
}

static void
list_pairs(struct lister *l)
{
	struct joins joins = entity_joins(l->arena, l->entity);

	for (const struct join *j = joins.v; j && j < joins.v + joins.n; j++) {
		struct columns cs = join_columns(l->arena, l->entity, j);

		add(l, (struct object){OBJECT_TABLE, ASPECT_ADD, j->field->name, j->table, j->table,
		                       pairs_statements(l->arena, l->entity, j, l->options), NULL,
		                       NULL});
		for (size_t i = 0; i < cs.n; i++) {
			cs.v[i].required = true;
			add(l,
			    (struct object){OBJECT_COLUMN, ASPECT_FOLLOWS, j->field->name, j->table,
			                    cs.v[i].name, column_clause(l->arena, &cs.v[i], " "),
			                    &cs.v[i], NULL});
		}
		list_policy(l, j->tenant, j->table, j->stem);
	}
}

/* ---- the table view and the actions ---- */

static void
list_view(struct lister *l)
{
	struct strbuf out = STRBUF_INIT;

	if (!l->entity->table_view)
		return;
	emit_views(&out, l->arena, l->entity, l->options);
	add(l,
	    (struct object){OBJECT_VIEW, ASPECT_VIEW, "", l->entity->table,
	                    view_table(l->arena, l->entity), str_done(&out, l->arena), NULL, NULL});
}

static void
list_action(struct lister *l, const struct action *action)
{
	const char *api = action_api(l->arena, action);
	const char *type = name_input_type(l->arena, api);

	add(l, (struct object){OBJECT_TYPE, ASPECT_API, action->name, type, api, "", NULL, NULL});
	for (const struct input *i = action->inputs; i && i < action->inputs + action->ninputs; i++)
		add(l, (struct object){
		               OBJECT_ATTRIBUTE, ASPECT_API, action->name, type, i->name,
		               arena_printf(l->arena, "%s %s", ident_of(l->arena, i->name), i->sql),
		               NULL, NULL});
}

struct objects
objects_of(struct arena *a, const struct entity *e, const struct options *o)
{
	struct lister l = {a, e, o, entity_columns(a, e), {0}};

	if (entity_tenant(e))
		add(&l,
		    (struct object){OBJECT_CONSTRAINT, ASPECT_TENANCY, "", e->table,
		                    tenant_key_name(a, e), tenant_key_clause(a, e), NULL, NULL});
	list_policy(&l, entity_tenant(e), e->table, e->stem);
	list_columns(&l);
	list_checks(&l);
	list_indexes(&l);
	list_pairs(&l);
	list_keys(&l);
	list_view(&l);
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			list_action(&l, &e->actions[i]);
	return l.to;
}

const struct object *
object_find(const struct objects *in, enum object_sort sort, const char *table, const char *name)
{
	for (size_t i = 0; i < in->n; i++)
		if (in->v[i].sort == sort && strcmp(in->v[i].table, table) == 0 &&
		    strcmp(in->v[i].name, name) == 0)
			return &in->v[i];
	return NULL;
}
