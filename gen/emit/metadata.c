#include "base/arena.h"
#include "base/str.h"
#include "emit/emit.h"
#include "metadata_sql.h"
#include "model/annotation.h"
#include "model/name.h"

static struct metadata_sql_columns *
columns(struct arena *a, const struct options *o, struct columns from)
{
	struct metadata_sql_columns *to = arena_new(a, struct metadata_sql_columns, from.n);

	for (size_t i = 0; i < from.n; i++)
		to[i] = (struct metadata_sql_columns){from.v[i].name,
		                                      annotation_column(a, o, &from.v[i])};
	return to;
}

static struct metadata_sql_joins
pairs(struct arena *a, const struct entity *e, const struct join *j)
{
	struct columns from = join_columns(a, e, j);
	struct metadata_sql_joins_columns *to =
	        arena_new(a, struct metadata_sql_joins_columns, from.n);

	for (size_t i = 0; i < from.n; i++)
		to[i] = (struct metadata_sql_joins_columns){
		        .table = j->table,
		        .name = from.v[i].name,
		        .text = annotation_join_column(a, e, j, &from.v[i]),
		};
	return (struct metadata_sql_joins){
	        .table = j->table, .text = annotation_join(a, e, j), .columns = {to, from.n}};
}

static struct metadata_sql_rules *
rules(struct arena *a, const struct entity *e, size_t *n)
{
	struct table_checks checks = entity_checks(a, e);
	struct metadata_sql_rules *to = arena_new(a, struct metadata_sql_rules, e->nchecks);
	const char *text;

	*n = 0;
	for (size_t i = 0; i < checks.n; i++)
		if ((text = annotation_check(a, &checks.v[i])))
			to[(*n)++] = (struct metadata_sql_rules){checks.v[i].name, text};
	return to;
}

static struct metadata_sql_views
view(struct arena *a, const struct entity *e, const struct options *o)
{
	struct view_columns from = view_columns(a, e);
	struct metadata_sql_views_columns *to =
	        arena_new(a, struct metadata_sql_views_columns, from.n);

	for (size_t i = 0; i < from.n; i++)
		to[i] = (struct metadata_sql_views_columns){
		        view_table(a, e), from.v[i].name, annotation_view_column(a, o, &from.v[i])};
	return (struct metadata_sql_views){
	        .table = view_table(a, e), .text = annotation_view(a, e), .columns = {to, from.n}};
}

/* ---- actions ---- */

static struct metadata_sql_actions_inputs *
inputs(struct arena *a, const struct entity *e, const struct options *o, const struct action *from,
       const char *type)
{
	struct metadata_sql_actions_inputs *to =
	        arena_new(a, struct metadata_sql_actions_inputs, from->ninputs);

	for (size_t i = 0; i < from->ninputs; i++)
		to[i] = (struct metadata_sql_actions_inputs){
		        .type = type,
		        .name = from->inputs[i].name,
		        .text = annotation_input(a, o, e, from, &from->inputs[i]),
		};
	return to;
}

static struct metadata_sql_actions
action(struct arena *a, const struct entity *e, const struct options *o, const struct action *from)
{
	const char *api = action_api(a, from), *input = name_input_type(a, api);

	return (struct metadata_sql_actions){
	        .api = api,
	        .input = input,
	        .text = annotation_input_type(a, from),
	        .inputs = {inputs(a, e, o, from, input), from->ninputs},
	        .mutation = annotation_function(a, e, from),
	        .core = annotation_core(a, from),
	};
}

static struct metadata_sql_actions *
actions(struct arena *a, const struct entity *e, const struct options *o, size_t *n)
{
	struct metadata_sql_actions *to = arena_new(a, struct metadata_sql_actions, e->nactions);

	*n = 0;
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			to[(*n)++] = action(a, e, o, &e->actions[i]);
	return to;
}

void
emit_metadata(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct columns from = entity_columns(a, e);
	struct joins joins = entity_joins(a, e);
	struct metadata_sql_joins *tables = arena_new(a, struct metadata_sql_joins, joins.n);
	struct metadata_sql_views views;
	struct metadata_sql sql = {
	        .entity = e->name,
	        .schema = e->schema,
	        .table = e->table,
	        .text = annotation_table(a, e),
	        .columns = {columns(a, o, from), from.n},
	        .joins = {tables, joins.n},
	};

	for (size_t i = 0; i < joins.n; i++)
		tables[i] = pairs(a, e, &joins.v[i]);
	sql.rules.v = rules(a, e, &sql.rules.n);
	sql.actions.v = actions(a, e, o, &sql.actions.n);
	if (e->table_view)
		views = view(a, e, o);
	sql.views.v = &views;
	sql.views.n = e->table_view;
	metadata_sql(out, &sql);
}
