#include "verify/calls.h"
#include "base/arena.h"
#include "base/quote.h"

#include <string.h>

/* Runs a statement, undoes it, and tells how it ended: state, and message or result. What an action
 * did not expect stands in the audit log only. */
static const char try[] =
        "CREATE FUNCTION " EXPECT_SCHEMA ".try(p_sql TEXT) RETURNS TEXT[] LANGUAGE plpgsql AS $$\n"
        "DECLARE v_said TEXT; v_why TEXT; v_state TEXT;\n"
        "BEGIN\n"
        "  EXECUTE p_sql INTO v_said;\n"
        "  IF v_said = 'failed:unexpected_error' THEN\n"
        "    EXECUTE 'SELECT error_context ->> ''error'' FROM app.tb_mutation_audit_log ORDER BY ctid DESC LIMIT 1' INTO v_why;\n"
        "  END IF;\n"
        "  RAISE EXCEPTION USING ERRCODE = 'SQ999', MESSAGE = 'undone';\n"
        "EXCEPTION\n"
        "  WHEN SQLSTATE 'SQ999' THEN RETURN ARRAY['00000', v_said, v_why];\n"
        "  WHEN OTHERS THEN GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE;\n"
        "    RETURN ARRAY[v_state, SQLERRM, NULL];\n"
        "END $$";

#define SOMEBODY "'5bec0000-0000-4000-8000-000000000000'"

/* Of the API, or one that others call. */
static bool
api(const struct expected_function *f)
{
	return f->definer;
}

/* The core of an action has the search path of its wrapper. */
static bool
core(const struct expected_function *f)
{
	return !f->definer && f->settings && strncmp(f->settings, "search_path", 11) == 0;
}

static const char *
statement(struct arena *a, const struct expected_function *f)
{
	struct strbuf sql = STRBUF_INIT;

	str_addf(&sql, api(f) ? "SELECT r.status FROM %s.%s(" : "SELECT %s.%s(",
	         ident_of(a, f->schema), ident_of(a, f->name));
	if (api(f))
		str_add(&sql, SOMEBODY ", " SOMEBODY ", '{}') r");
	for (size_t i = 0; !api(f) && f->types[i]; i++)
		str_addf(&sql, "%sNULL::%s", i ? ", " : "", f->types[i]);
	str_add(&sql, api(f) ? "" : ")::TEXT");
	return str_done(&sql, a);
}

/* What an array of calls ended with; NULL for what is as it should be.
 * A helper may reject, as actions do. */
static const char *
judge(struct arena *a, const struct expected_function *f, const char *state, const char *said,
      const char *why)
{
	if (strcmp(state, "00000") != 0)
		return strcmp(state, "SQ001") == 0 && !api(f)
		               ? NULL
		               : arena_printf(a, "%s (SQLSTATE %s)", said, state);
	if (!api(f) || (said && strcmp(said, "failed:unexpected_error") != 0))
		return NULL;
	return why ? why : "it has no answer to an empty payload";
}

static void
add(struct call_faults *to, struct call_fault f)
{
	to->v[to->n++] = f;
}

static struct answer
call_all(const struct session *s, struct arena *a, const struct expectation *x,
         struct call_faults *to)
{
	struct strbuf sql = STRBUF_INIT;
	const struct expected_function **called =
	        arena_new(a, const struct expected_function *, x->nfunctions + 1);
	struct answer said;

	str_add(&sql, "SELECT t.r[1], t.r[2], t.r[3] FROM (SELECT c.n, " EXPECT_SCHEMA
	              ".try(c.sql) AS r FROM unnest(ARRAY[");
	for (size_t i = 0; i < x->nfunctions; i++)
		if (!core(&x->functions[i])) {
			str_add(&sql, to->called ? ",\n" : "");
			quote_literal(&sql, statement(a, &x->functions[i]));
			called[to->called++] = &x->functions[i];
		}
	str_add(&sql, "]::TEXT[]) WITH ORDINALITY c (sql, n) OFFSET 0) t ORDER BY t.n");
	said = s->ask(s->self, sql.buf, sql.len);
	str_free(&sql);
	for (size_t i = 0; !said.failed && i < said.nrows && i < to->called; i++) {
		const char *text = judge(a, called[i], answer_value(&said, i, 0),
		                         answer_value(&said, i, 1), answer_value(&said, i, 2));

		if (text)
			add(to, (struct call_fault){
			                called[i]->schema, called[i]->name,
			                arena_printf(a, "fails when it is called: %s", text),
			                called[i]->origin});
	}
	return said;
}

/* ---- plpgsql_check ---- */

/* A function of any type cannot be checked without one, and that of a trigger not
 * without a table. */
static const char look[] =
        "SELECT n.nspname, p.proname, p.proname || '(' || oidvectortypes(p.proargtypes) || ')',"
        " c.message, c.lineno FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " JOIN pg_language l ON l.oid = p.prolang AND l.lanname = 'plpgsql',"
        " LATERAL " EXPECT_SCHEMA ".plpgsql_check_function_tb(p.oid, fatal_errors => false,"
        " other_warnings => false, extra_warnings => false, performance_warnings => false) c"
        " WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '" EXPECT_SCHEMA
        "')"
        " AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)"
        " AND NOT EXISTS (SELECT FROM unnest(p.proargtypes) t WHERE t IN (SELECT oid FROM pg_type WHERE typtype = 'p'))"
        " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')"
        " AND c.level = 'error' ORDER BY 1, 3, c.lineno";

static const struct origin *
origin_of(const struct expectation *x, const char *schema, const char *name)
{
	for (size_t i = 0; i < x->nfunctions; i++)
		if (strcmp(x->functions[i].schema, schema) == 0 &&
		    strcmp(x->functions[i].name, name) == 0)
			return x->functions[i].origin;
	return NULL;
}

/* Without it, or without the right to have it, nothing is checked. */
static void
check_all(const struct session *s, struct arena *a, const struct expectation *x,
          struct call_faults *to)
{
	struct answer said =
	        session_ask(s, "SELECT FROM pg_available_extensions WHERE name = 'plpgsql_check'");
	struct call_fault *v;

	if (said.failed || !said.nrows)
		return;
	session_ask(s, "SAVEPOINT specql_check");
	said = session_ask(s, "DROP EXTENSION IF EXISTS plpgsql_check;"
	                      "CREATE EXTENSION plpgsql_check SCHEMA " EXPECT_SCHEMA);
	if (!said.failed)
		said = session_ask(s, look);
	to->checked = !said.failed;
	v = to->v;
	to->v = arena_new(a, struct call_fault, to->n + said.nrows);
	memcpy(to->v, v, to->n * sizeof(*v));
	for (size_t i = 0; !said.failed && i < said.nrows; i++) {
		const char *schema = answer_value(&said, i, 0), *line = answer_value(&said, i, 4);

		add(to, (struct call_fault){
		                schema, answer_value(&said, i, 2),
		                arena_printf(a, "cannot run: %s%s%s", answer_value(&said, i, 3),
		                             line ? ", in line " : "", line ? line : ""),
		                origin_of(x, schema, answer_value(&said, i, 1))});
	}
	session_ask(s, "ROLLBACK TO SAVEPOINT specql_check");
}

struct answer
calls_try(const struct session *s, struct arena *a, const struct expectation *x,
          struct call_faults *to)
{
	struct answer said = session_ask(s, "SET LOCAL search_path = public");

	*to = (struct call_faults){.v = arena_new(a, struct call_fault, x->nfunctions + 1)};
	if (!said.failed)
		said = session_ask(s, try);
	if (!said.failed)
		said = call_all(s, a, x, to);
	if (!said.failed)
		check_all(s, a, x, to);
	return said;
}
