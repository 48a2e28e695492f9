#include "base/arena.h"
#include "base/str.h"
#include "emit/comment.h"
#include "emit/emit.h"
#include "metadata_sql.h"
#include "model/api.h"
#include "model/column.h"
#include "model/name.h"
#include "model/rule.h"

#include <string.h>

static const char *
column(struct arena *a, const struct options *o, const struct column *c)
{
	struct strbuf out = STRBUF_INIT;
	const struct foreign_key *k = c->foreign_key;
	const struct field *f = c->field;

	if (c->prose) {
		str_add(&out, c->prose);
		if (strcmp(c->name, "id") == 0)
			comment_field(&out, c->name, "UUID", false, true);
		else if (strcmp(c->name, "identifier") == 0)
			comment_field(&out, c->name, "String", false, false);
		return str_done(&out, a);
	}
	comment_sentence(&out, f ? f->description : k->description,
	         name_title(a, f ? f->name : column_stem(k->column)));
	if (f && !c->ref) {
		comment_field(&out, c->name, f->type->graphql, f->list, c->required);
		comment_values(&out, f->values, f->nvalues);
	} else if (f) {
		comment_field(&out, c->name, "UUID", false, c->required);
		str_addf(&out, "\nreferences: %s",
		         api_type(a, o, c->ref->schema, c->ref->entity));
	}
	return str_done(&out, a);
}

static struct metadata_sql_columns *
columns(struct arena *a, const struct options *o, struct columns from)
{
	struct metadata_sql_columns *to = arena_new(a, struct metadata_sql_columns, from.n);

	for (size_t i = 0; i < from.n; i++)
		to[i] = (struct metadata_sql_columns){from.v[i].name, column(a, o, &from.v[i])};
	return to;
}

static struct metadata_sql_joins
pairs(struct arena *a, const struct entity *e, const struct join *j)
{
	struct columns from = join_columns(a, e, j);
	struct metadata_sql_joins_columns *to =
	        arena_new(a, struct metadata_sql_joins_columns, from.n);
	struct strbuf text = STRBUF_INIT;

	comment_sentence(
	        &text, j->field->description,
	        arena_printf(a, "%s of %s", name_title(a, j->field->name), name_title(a, e->name)));
	for (size_t i = 0; i < from.n; i++) {
		const struct column *c = &from.v[i];
		const char *of = c->name == j->own ? e->name : j->ref->entity;

		to[i] = (struct metadata_sql_joins_columns){
		        .table = j->table,
		        .name = c->name,
		        .text = c->prose ? c->prose : arena_printf(a, "%s.", name_title(a, of)),
		};
	}
	return (struct metadata_sql_joins){
	        .table = j->table, .text = str_done(&text, a), .columns = {to, from.n}};
}

/* What app.rule_error() looks for. */
static struct metadata_sql_rules *
rules(struct arena *a, const struct entity *e, size_t *n)
{
	struct table_checks checks = entity_checks(a, e);
	struct metadata_sql_rules *to = arena_new(a, struct metadata_sql_rules, e->nchecks);

	*n = 0;
	for (size_t i = 0; i < checks.n; i++) {
		const struct check *authored = checks.v[i].authored;

		if (authored && authored->error)
			to[(*n)++] = (struct metadata_sql_rules){
			        .name = checks.v[i].name,
			        .text = arena_printf(a, "%s.\n\n@specql:rule\nerror: %s",
			                             name_title(a, authored->name),
			                             authored->error),
			};
	}
	return to;
}

/* ---- the table view ---- */

/* What the column of a filter is good for. */
static void
filter(struct strbuf *out, const struct view_column *c, const char *type, const char *relation)
{
	bool ordered = c->index == INDEX_BTREE;

	str_addf(out, "\n\n@fraiseql:filter\nname: %s\ntype: %s", c->name, type);
	if (relation)
		str_addf(out, "\nrelation: %s", relation);
	str_addf(out, "\nindex: %s\nperformance: %s", index_names[c->index],
	         ordered ? "optimized" : "acceptable");
}

/* The targets of a field: Person, or Person | Company. */
static const char *
targets(struct arena *a, const struct options *o, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < f->nrefs; i++)
		str_addf(&out, "%s%s", i ? " | " : "",
		         api_type(a, o, f->refs[i].schema, f->refs[i].entity));
	return str_done(&out, a);
}

static const struct {
	const char *prose, *annotation; /* of columns that every view has */
} always[] = {
        [VIEW_KEY] = {"Internal key, for joins; never leaves the database.",
                      "field\ninternal: true"},
        [VIEW_ID] = {"Public key.", "field\nname: id\ntype: UUID!\nrequired: true"},
        [VIEW_TENANT] = {"Tenant that owns the row.",
                         "filter\nname: tenant_id\ntype: UUID\nindex: btree\nperformance: "
                         "optimized"},
        [VIEW_JSON] = {"The row and what it refers to, as the API sees it.",
                       "jsonb\nexpand: true"},
        [VIEW_TIME] = {"When the row was last refreshed.", "field\ninternal: true"},
};

static const char *
view_text(struct arena *a, const struct options *o, const struct view_column *c)
{
	struct strbuf out = STRBUF_INIT;
	const struct type *type;

	switch (c->kind) {
	case VIEW_REF:
		str_addf(&out, "Key of %s.\n\n@fraiseql:field\ninternal: true", c->ref->entity);
		break;
	case VIEW_REF_ID:
		comment_sentence(&out, c->field->description, name_title(a, c->field->name));
		filter(&out, c, "UUID", targets(a, o, c->field));
		break;
	case VIEW_FILTER:
		type = c->filter->type;
		str_addf(&out, "%s.", name_title(a, c->name));
		filter(&out, c,
		       c->filter->list ? arena_printf(a, "[%s!]", type->graphql) : type->graphql,
		       NULL);
		break;
	default:
		str_addf(&out, "%s\n\n@fraiseql:%s", always[c->kind].prose,
		         always[c->kind].annotation);
	}
	return str_done(&out, a);
}

static struct metadata_sql_views
view(struct arena *a, const struct entity *e, const struct options *o)
{
	struct view_columns from = view_columns(a, e);
	struct metadata_sql_views_columns *to =
	        arena_new(a, struct metadata_sql_views_columns, from.n);
	struct strbuf text = STRBUF_INIT;

	comment_sentence(&text, e->description, arena_printf(a, "%s entity", e->name));
	str_add(&text,
	        "\n\n@fraiseql:table\nsource: materialized\nrefresh: explicit\nprimary: true");
	comment_code(&text, e, CODE_VIEW);
	for (size_t i = 0; i < from.n; i++)
		to[i] = (struct metadata_sql_views_columns){view_table(a, e), from.v[i].name,
		                                            view_text(a, o, &from.v[i])};
	return (struct metadata_sql_views){
	        .table = view_table(a, e), .text = str_done(&text, a), .columns = {to, from.n}};
}

void
emit_metadata(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct columns from = entity_columns(a, e);
	struct joins joins = entity_joins(a, e);
	struct metadata_sql_joins *tables = arena_new(a, struct metadata_sql_joins, joins.n);
	struct metadata_sql_views views;
	struct strbuf text = STRBUF_INIT;
	struct metadata_sql sql = {
	        .entity = e->name,
	        .schema = e->schema,
	        .table = e->table,
	        .columns = {columns(a, o, from), from.n},
	        .joins = {tables, joins.n},
	};

	comment_sentence(&text, e->description, arena_printf(a, "%s entity", e->name));
	str_add(&text, "\n\n@fraiseql:type\ntrinity: true");
	comment_code(&text, e, CODE_TABLE);
	for (size_t i = 0; i < joins.n; i++)
		tables[i] = pairs(a, e, &joins.v[i]);
	sql.text = str_done(&text, a);
	sql.rules.v = rules(a, e, &sql.rules.n);
	sql.actions.v = comment_actions(a, e, o, &sql.actions.n);
	if (e->table_view)
		views = view(a, e, o);
	sql.views.v = &views;
	sql.views.n = e->table_view;
	metadata_sql(out, &sql);
}
