#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/clause.h"
#include "emit/emit.h"
#include "emit/sql_text.h"
#include "helpers_sql.h"
#include "model/api.h"
#include "model/column.h"
#include "model/name.h"
#include "model/options.h"

#include <string.h>

/* jsonb_build_object() takes 100 arguments, as every function does. */
enum { PAIRS_MAX = 50 };

struct helpers {
	struct arena *arena;
	const struct entity *entity;
	const struct options *options;
	struct columns columns;
	struct helpers_sql sql;
	struct helpers_sql_functions *functions;
	struct helpers_sql_differences *differences;
	struct helpers_sql_parts_pairs *pairs;
	size_t nfunctions, ndifferences, npairs;
};

/* ---- which fields differ ---- */

/* p_new.status; of several columns a row of them. */
static const char *
version(struct helpers *h, const char *row, const struct column *c, size_t n)
{
	struct strbuf out = STRBUF_INIT;

	str_add(&out, n > 1 ? "(" : "");
	for (size_t i = 0; i < n; i++) {
		str_addf(&out, "%s%s.", i ? ", " : "", row);
		quote_ident(&out, c[i].name);
		str_add(&out, column_incomparable(c[i].sql) ? "::TEXT" : "");
	}
	str_add(&out, n > 1 ? ")" : "");
	return str_done(&out, h->arena);
}

static void
difference(struct helpers *h, const char *field, const struct column *c, size_t n)
{
	h->differences[h->ndifferences++] = (struct helpers_sql_differences){
	        .field = field,
	        .fresh = version(h, "p_new", c, n),
	        .old = version(h, "p_old", c, n),
	};
}

/* ---- what the API may see ---- */

static void
pair(struct helpers *h, const char *field, const char *value)
{
	h->pairs[h->npairs++] = (struct helpers_sql_parts_pairs){.field = field, .value = value};
}

static const char *
type_of(struct helpers *h, const char *schema, const char *entity)
{
	return api_type(h->arena, h->options, schema, entity);
}

/* Another tenant may delete a shared row: then who need not refer to it refers to nothing. */
static const char *
live(struct helpers *h, const struct field *f, const struct ref *r)
{
	bool other = entity_tenant(h->entity) && !r->tenant;

	return other && !f->required ? " AND r.deleted_at IS NULL" : "";
}

/* __typename and id of the row that the key in a column points at. */
static const char *
target(struct helpers *h, const struct column *c, const char *indent)
{
	struct arena *a = h->arena;
	const struct ref *r = c->ref;
	struct strbuf out = STRBUF_INIT;
	bool tenant = entity_tenant(h->entity) && r->tenant;

	str_addf(&out, "(\n%s  SELECT jsonb_build_object('__typename', ", indent);
	quote_literal(&out, type_of(h, r->schema, r->entity));
	str_addf(&out, ", 'id', r.id) FROM %s.%s r\n", ident_of(a, r->schema),
	         ident_of(a, r->table));
	str_addf(&out, "%s  WHERE r.%s = p_row.%s", indent, ident_of(a, r->key),
	         ident_of(a, r->column));
	str_addf(&out, "%s%s)", tenant ? " AND r.tenant_id = p_row.tenant_id" : "",
	         live(h, c->field, r));
	return str_done(&out, a);
}

/* Of several targets, the one that is set; NULL if none of them is known. */
static const char *
targets(struct helpers *h, const struct column *c, size_t n)
{
	struct strbuf out = STRBUF_INIT;
	size_t known = 0;

	for (size_t i = 0; i < n; i++)
		known += !c[i].ref->unlinked;
	if (known == 0)
		return NULL;
	if (n == 1)
		return target(h, c, "    ");
	str_add(&out, "coalesce(");
	for (size_t i = 0, left = known; i < n; i++)
		if (!c[i].ref->unlinked) {
			str_add(&out, target(h, &c[i], "    "));
			str_add(&out, --left ? ", " : ")");
		}
	return str_done(&out, h->arena);
}

static const char *
list(struct helpers *h, const struct join *j)
{
	struct arena *a = h->arena;
	const struct entity *e = h->entity;
	const struct ref *r = j->ref;
	struct strbuf out = STRBUF_INIT;

	str_add(&out, "(\n      SELECT coalesce(jsonb_agg(jsonb_build_object('__typename', ");
	quote_literal(&out, type_of(h, r->schema, r->entity));
	str_add(&out, ", 'id', r.id) ORDER BY r.id), '[]')\n");
	str_addf(&out, "      FROM %s.%s j JOIN %s.%s r ON r.%s = j.%s", ident_of(a, e->schema),
	         ident_of(a, j->table), ident_of(a, r->schema), ident_of(a, r->table),
	         ident_of(a, r->key), ident_of(a, j->target));
	str_addf(&out, "%s%s\n", j->tenant && r->tenant ? " AND r.tenant_id = j.tenant_id" : "",
	         live(h, j->field, r));
	str_addf(&out, "      WHERE j.%s = p_row.%s", ident_of(a, j->own), ident_of(a, e->key));
	str_add(&out, entity_tenant(e) ? " AND j.tenant_id = p_row.tenant_id)"
	              : j->tenant      ? " AND j.tenant_id = app.current_tenant())"
	                               : ")");
	return str_done(&out, a);
}

/* A field's part in both, in the order in which the author wrote the fields. */
static void
field(struct helpers *h, const struct field *f, struct joins joins)
{
	const struct column *c = h->columns.v, *end = c + h->columns.n;
	const char *key = field_key(h->arena, f), *seen;
	size_t n = 0;

	for (size_t i = 0; i < joins.n; i++)
		if (joins.v[i].field == f && !joins.v[i].ref->unlinked)
			pair(h, key, list(h, &joins.v[i]));
	while (c < end && c->field != f)
		c++;
	while (c + n < end && c[n].field == f)
		n++;
	if (n == 0)
		return;
	difference(h, key, c, n);
	seen = c->ref ? targets(h, c, n)
	              : version(h, "p_row", &(struct column){.name = c->name, .sql = ""}, 1);
	if (seen)
		pair(h, key, seen);
}

static struct helpers_sql_parts *
parts(struct helpers *h, size_t *n)
{
	struct helpers_sql_parts *to;

	*n = (h->npairs + PAIRS_MAX - 1) / PAIRS_MAX;
	to = arena_new(h->arena, struct helpers_sql_parts, *n);
	for (size_t i = 0; i < *n; i++) {
		to[i].pairs.v = h->pairs + i * PAIRS_MAX;
		to[i].more = i + 1 < *n;
		to[i].pairs.n = to[i].more ? PAIRS_MAX : h->npairs - i * PAIRS_MAX;
	}
	return to;
}

static void
rows(struct helpers *h)
{
	const struct entity *e = h->entity;
	struct columns columns = h->columns;
	struct joins joins = entity_joins(h->arena, e);
	const struct column *identifier = &(struct column){.name = "identifier", .sql = "TEXT"};

	h->differences = arena_new(h->arena, struct helpers_sql_differences, columns.n + 1);
	h->pairs = arena_new(h->arena, struct helpers_sql_parts_pairs, columns.n + joins.n + 5);
	pair(h, "__typename", arena_printf(h->arena, "'%s'", type_of(h, e->schema, e->name)));
	pair(h, "id", "p_row.id");
	if (e->identifier) {
		difference(h, "identifier", identifier, 1);
		pair(h, "identifier", "p_row.identifier");
	}
	for (size_t i = 0; i < e->nfields; i++)
		field(h, &e->fields[i], joins);
	for (size_t i = 0; i < columns.n; i++)
		if (columns.v[i].foreign_key)
			difference(h, column_stem(columns.v[i].name), &columns.v[i], 1);
	pair(h, "created_at", "p_row.created_at");
	pair(h, "updated_at", "p_row.updated_at");
	h->sql.differs = h->ndifferences > 0;
	h->sql.differences.v = h->differences;
	h->sql.differences.n = h->ndifferences;
	h->sql.parts.v = parts(h, &h->sql.parts.n);
}

/* ---- the functions ---- */

static const char *
function_of(struct helpers *h, const char *stem, const char *suffix, const char *types)
{
	const char *name = name_object(h->arena, "%s_%s", stem, suffix);

	h->functions[h->nfunctions++] =
	        (struct helpers_sql_functions){.name = name, .types = types};
	return name;
}

static const char *
function(struct helpers *h, const char *suffix, const char *types)
{
	return function_of(h, h->entity->stem, suffix, types);
}

/* A column of the name of a parameter or variable would be meant in its place. */
static bool
shadowed(struct columns columns)
{
	static const char *const names[] = {"p_identifier", "p_tenant_id", "p_pk",
	                                    "p_id",         "p_field",     "p_expected_version",
	                                    "p_delete",     "v_pk",        "v_row"};

	for (size_t i = 0; i < columns.n; i++)
		for (size_t k = 0; k < sizeof names / sizeof *names; k++)
			if (strcmp(columns.v[i].name, names[k]) == 0)
				return true;
	return false;
}

/* What stands before a parameter of a function in SQL. */
static const char *
scope(const struct helpers *h, const char *function)
{
	return h->sql.shadowed ? arena_printf(h->arena, "%s.", ident_of(h->arena, function)) : "";
}

static void
lookups(struct helpers *h)
{
	bool tenant = entity_tenant(h->entity);
	const char *key =
	        arena_printf(h->arena, "%s%s", h->entity->key_type, tenant ? ", UUID" : "");

	h->sql.pk = function(h, "pk", tenant ? "TEXT, UUID" : "TEXT");
	h->sql.id = function(h, "id", key);
	if (h->entity->identifier)
		h->sql.identifier = function(h, "identifier", key);
	h->sql.shadowed = shadowed(h->columns);
	h->sql.pk_of = scope(h, h->sql.pk);
	h->sql.id_of = scope(h, h->sql.id);
	h->sql.identifier_of = scope(h, h->entity->identifier ? h->sql.identifier : "");
	h->sql.ref = function(h, "ref", tenant ? "UUID, UUID, TEXT" : "UUID, TEXT");
}

static void
lists(struct helpers *h)
{
	struct joins joins = entity_joins(h->arena, h->entity);
	struct helpers_sql_lists *to = arena_new(h->arena, struct helpers_sql_lists, joins.n);

	for (size_t i = 0; i < joins.n; i++) {
		const struct join *j = &joins.v[i];
		const char *type = j->ref->key_type ? j->ref->key_type : "INTEGER";
		const char *types = arena_printf(h->arena, "%s%s, %s[]", j->tenant ? "UUID, " : "",
		                                 h->entity->key_type, type);

		to[i] = (struct helpers_sql_lists){
		        .field = field_key(h->arena, j->field),
		        .set = function_of(h, j->stem, "set", types),
		        .tenant = j->tenant,
		        .type = type,
		        .table = j->table,
		        .own = j->own,
		        .target = j->target,
		};
	}
	h->sql.lists.v = to;
	h->sql.lists.n = joins.n;
}

static void
changes(struct helpers *h)
{
	const struct entity *e = h->entity;
	bool tenant = entity_tenant(e);
	const char *row = ident_in(h->arena, e->schema, e->table);

	h->sql.actions = true;
	h->sql.lock = function(h, "lock",
	                       tenant ? "UUID, UUID, TIMESTAMPTZ, BOOLEAN"
	                              : "UUID, TIMESTAMPTZ, BOOLEAN");
	h->sql.changes =
	        function(h, "changes", arena_printf(h->arena, "%s, %s, BOOLEAN", row, row));
	h->sql.object = function(h, "object", row);
	h->sql.already_deleted = arena_printf(h->arena, "%s is already deleted", e->name);
	h->sql.stale = arena_printf(h->arena, "%s was changed by someone else", e->name);
	rows(h);
	lists(h);
}

const char **
entity_helpers(struct arena *a, const struct entity *e, size_t *n)
{
	struct helpers h = {
	        .arena = a,
	        .entity = e,
	        .options = &options_default,
	        .columns = entity_columns(a, e),
	        .functions = arena_new(a, struct helpers_sql_functions, 7 + e->nfields),
	};
	const char **to;

	lookups(&h);
	if (entity_acts(e))
		changes(&h);
	to = arena_new(a, const char *, h.nfunctions);
	for (size_t i = 0; i < h.nfunctions; i++)
		to[i] = arena_printf(a, "%s.%s(%s)", ident_of(a, e->schema),
		                     ident_of(a, h.functions[i].name), h.functions[i].types);
	*n = h.nfunctions;
	return to;
}

void
emit_helpers(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct helpers h = {
	        .arena = a,
	        .entity = e,
	        .options = o,
	        .columns = entity_columns(a, e),
	        .functions = arena_new(a, struct helpers_sql_functions, 7 + e->nfields),
	        .sql =
	                {
	                        .entity = e->name,
	                        .schema = e->schema,
	                        .table = e->table,
	                        .key = e->key,
	                        .key_type = e->key_type,
	                        .tenant = entity_tenant(e),
	                        .mine = entity_tenant(e) ? " AND t.tenant_id = p_tenant_id" : "",
	                        .not_found = arena_printf(a, "%s not found", e->name),
	                        .action_role = o->action_role,
	                },
	};

	lookups(&h);
	if (entity_acts(e))
		changes(&h);
	h.sql.functions.v = h.functions;
	h.sql.functions.n = h.nfunctions;
	helpers_sql(out, &h.sql);
}
