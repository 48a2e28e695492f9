#include "verify/session.h"
#include "base/quote.h"
#include "base/str.h"
#include "catalogue_sql.h"
#include "model/options.h"
#include "verify/expect.h"

#include <stdlib.h>
#include <string.h>

const char *
answer_value(const struct answer *a, size_t row, size_t column)
{
	return a->values[row * a->ncolumns + column];
}

struct answer
session_ask(const struct session *s, const char *sql)
{
	return s->ask(s->self, sql, strlen(sql));
}

struct answer
session_plain(const struct session *s)
{
	return session_ask(
	        s, "SET LOCAL search_path = pg_catalog; SET LOCAL quote_all_identifiers = off; "
	           "SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL IntervalStyle = 'postgres'; "
	           "SET LOCAL TimeZone = 'UTC'; SET LOCAL extra_float_digits = 1; "
	           "SET LOCAL bytea_output = 'hex'; SET LOCAL row_security = on");
}

/* A schema of its own, a relation, a type, a function or a large object
 * that no extension has brought. */
static const char holds[] =
        "WITH ns AS (SELECT oid, nspname FROM pg_catalog.pg_namespace"
        " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),"
        "held (class, oid, name) AS ("
        "SELECT 'pg_catalog.pg_namespace'::regclass, oid, 'schema ' || nspname FROM ns"
        " WHERE nspname <> 'public' "
        "UNION ALL SELECT 'pg_catalog.pg_class'::regclass, c.oid, ns.nspname || '.' || c.relname"
        " FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace"
        " WHERE c.relkind NOT IN ('i', 'I', 't') "
        "UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, p.oid, ns.nspname || '.' || p.proname || '()'"
        " FROM pg_catalog.pg_proc p JOIN ns ON ns.oid = p.pronamespace "
        "UNION ALL SELECT 'pg_catalog.pg_type'::regclass, t.oid, ns.nspname || '.' || t.typname"
        " FROM pg_catalog.pg_type t JOIN ns ON ns.oid = t.typnamespace WHERE t.typtype IN ('e', 'd', 'r') "
        "UNION ALL SELECT 'pg_catalog.pg_largeobject_metadata'::regclass, oid, 'large object ' || oid"
        " FROM pg_catalog.pg_largeobject_metadata)"
        "SELECT name, count(*) OVER () FROM held WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d"
        " WHERE d.classid = class AND d.objid = held.oid AND d.deptype = 'e') ORDER BY 1 LIMIT 10";

struct answer
session_holds(const struct session *s, size_t *more)
{
	struct answer a = session_ask(s, holds);

	*more = 0;
	if (!a.failed && a.nrows)
		*more = strtoul(answer_value(&a, 0, 1), NULL, 10) - a.nrows;
	return a;
}

static enum fact_kind
kind(const char *word)
{
	int i = word_index(fact_words, word);

	return i < 0 ? FACT_KINDS : (enum fact_kind)i;
}

struct answer
session_facts(const struct session *s, const struct options *o, struct facts *to)
{
	struct strbuf sql = STRBUF_INIT;
	struct answer said;

	catalogue_sql(&sql, &(struct catalogue_sql){.api_role = o->api_role,
	                                            .action_role = o->action_role});
	said = s->ask(s->self, sql.buf, sql.len);
	str_free(&sql);
	for (size_t i = 0; !said.failed && i < said.nrows; i++) {
		const char *const *row = said.values + i * said.ncolumns;

		fact_add(to, (struct fact){.kind = kind(row[0]),
		                           .schema = row[1],
		                           .table = row[2],
		                           .name = row[3],
		                           .property = row[4],
		                           .value = row[5]});
	}
	facts_sort(to);
	return said;
}

/* ---- what is expected, as the server spells it ---- */

struct answer
session_types(const struct session *s, struct expectation *x)
{
	struct strbuf sql = STRBUF_INIT;
	struct answer said;

	str_add(&sql, "SELECT format_type(to_regtype(t.name), NULL) FROM unnest(ARRAY[");
	for (size_t i = 0; i < x->types.n; i++) {
		str_add(&sql, i ? ", " : "");
		quote_literal(&sql, x->types.items[i]);
	}
	str_add(&sql, "]::TEXT[]) WITH ORDINALITY t (name, n) ORDER BY t.n");
	said = s->ask(s->self, sql.buf, sql.len);
	str_free(&sql);
	if (!said.failed)
		expect_types(x, said.values);
	return said;
}

struct answer
session_tables(const struct session *s, const struct expectation *x)
{
	struct answer said = session_ask(s, "CREATE SCHEMA " EXPECT_SCHEMA);

	if (!said.failed && x->tables.len)
		said = s->ask(s->self, x->tables.buf, x->tables.len);
	return said;
}
