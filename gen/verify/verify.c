#include "verify/verify.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "graph/names.h"
#include "graph/shape.h"
#include "model/json.h"
#include "model/options.h"
#include "verify/compare.h"
#include "verify/load.h"
#include "verify/owner.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* ---- what was built ---- */

static bool
read_models(struct verification *v)
{
	const struct shapes *all = v->shapes;
	struct names *names = names_new(v->arena, all);

	v->owners = arena_new(v->arena, struct owner, all->n + 1);
	for (size_t i = 0; i < all->n; i++) {
		const char *file = arena_printf(v->arena, ".specql/model/%s.json",
		                                shape_name(v->arena, &all->v[i]));
		struct owner o = {0};

		if (!names_owner(names, i))
			continue;
		if (access(file, F_OK) != 0) {
			error_in_file(v->diag, all->v[i].path,
			              "was not built; run `specql generate` first");
			continue;
		}
		o.model = json_read_entity(v->arena, v->diag, file, JSON_MODEL);
		o.shape = &all->v[i];
		o.copy = arena_printf(v->arena, ".specql/src/%s", all->v[i].path);
		if (o.model)
			v->owners[v->nowners++] = o;
	}
	return !v->diag->nerrors;
}

static void
read_hand(struct verification *v)
{
	for (size_t i = 0; i < v->shapes->sql.n; i++) {
		const char *path = v->shapes->sql.items[i];
		size_t len;
		const char *text = file_read(v->arena, path, 0, &len);

		if (text)
			hand_words(v->arena, &v->hand, text, len);
		else
			error_in_file(v->diag, path, "cannot read: %s", strerror(errno));
	}
	list_sort(&v->hand);
}

/* External tables that no hand-written SQL makes.
 * They are there as far as a foreign key needs them. */
static void
read_external(struct verification *v)
{
	const struct options *o = json_read_options(v->arena, v->diag, ".specql/kind/model");
	size_t n = o ? o->nexternal_tables : 0;

	v->external = arena_new(v->arena, struct external_table, n);
	for (size_t i = 0; i < n; i++)
		if (!list_has(&v->hand, o->external_tables[i].table))
			v->external[v->nexternal++] = o->external_tables[i];
}

bool
verification_read(struct verification *v)
{
	struct options *o = json_read_options(v->arena, v->diag, ".specql/kind/foundation");

	if (!o || !read_models(v))
		return false;
	o->by_schema = v->shapes->by_schema;
	v->options = o;
	v->files = list_read(v->arena, ".specql/sql.list");
	read_hand(v);
	read_external(v);
	expect_begin(&v->expected, v->arena, v->options);
	for (size_t i = 0; i < v->nowners; i++)
		expect_removals(&v->expected, v->owners[i].model);
	list_sort(&v->expected.removed);
	for (size_t i = 0; i < v->nowners; i++)
		expect_entity(&v->expected, &v->owners[i]);
	expect_end(&v->expected);
	return !v->diag->nerrors;
}

void
verification_end(struct verification *v)
{
	expect_free(&v->expected);
}

/* ---- comparing ---- */

/* Takes the facts of external tables away, and those of schemas that hold nothing else. */
static void
forget_external(const struct verification *v, struct facts *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct fact *at = &f->v[i];
		bool is = false;

		for (size_t k = 0; k < v->nexternal; k++)
			is = is ||
			     (strcmp(at->schema, v->external[k].schema) == 0 &&
			      (at->kind == FACT_SCHEMA
			               ? !at->origin && !facts_find(&v->expected.facts, at, "")
			               : strcmp(*at->table ? at->table : at->name,
			                        v->external[k].table) == 0));
		if (!is)
			f->v[n++] = *at;
	}
	f->n = n;
}

/* The facts of the catalogue, behind the questions about the expectation. */
static bool
look(struct verification *v, const struct session *s, const struct source *schema,
     struct facts *found)
{
	/* Hand-written SQL may end as somebody else. */
	struct answer said = session_ask(s, "RESET SESSION AUTHORIZATION; RESET ROLE");

	if (!said.failed && !v->known)
		said = session_tables(s, &v->expected);
	if (said.failed)
		return session_refused(
		        v, schema, "what the models demand of columns cannot be made into tables",
		        &said);
	said = session_plain(s);
	if (!said.failed && !v->known)
		said = session_types(s, &v->expected);
	if (!said.failed)
		said = session_facts(s, v->options, found);
	if (said.failed)
		return session_refused(v, schema, "the catalogue cannot be read", &said);
	if (!v->known)
		expect_tables(&v->expected, found);
	forget_external(v, found);
	v->known = true;
	return true;
}

static void
count(struct verification *v, const struct facts *f)
{
	for (size_t i = 0; i < FACT_KINDS; i++)
		v->objects[i] = 0;
	for (size_t i = 0; i < f->n; i++)
		if (!*f->v[i].property && f->v[i].kind < FACT_KINDS)
			v->objects[f->v[i].kind]++;
}

static bool
call(struct verification *v, const struct session *s, const struct comparison *c)
{
	struct call_faults faults;
	struct answer said = calls_try(s, v->arena, &v->expected, &faults);

	if (said.failed)
		return session_refused(v, c->schema, "the functions cannot be called", &said);
	compare_calls(c, &faults);
	v->called = faults.called;
	v->checked = faults.checked;
	return true;
}

bool
verification_schema(struct verification *v, const struct session *s, const struct source *schema,
                    struct facts *found)
{
	struct comparison c = {.arena = v->arena,
	                       .diag = v->diag,
	                       .found = found,
	                       .where = "the built schema",
	                       .whence = "the model",
	                       .schema = schema,
	                       .hand = &v->hand};
	bool done = schema_load(v, s, schema) && look(v, s, schema, found);

	if (done) {
		c.expected = &v->expected.facts;
		compare_origins(found, c.expected);
		compare(&c);
		count(v, c.expected);
		done = call(v, s, &c);
	}
	if (!v->last)
		session_ask(s, "ROLLBACK");
	return done;
}

bool
verification_live(struct verification *v, const struct session *s, const struct source *schema,
                  struct facts *found)
{
	struct facts now = {0};
	struct comparison c = {.arena = v->arena,
	                       .diag = v->diag,
	                       .expected = found,
	                       .found = &now,
	                       .where = "the database",
	                       .whence = "the built schema",
	                       .schema = schema};
	struct answer said = session_ask(s, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");

	if (!said.failed)
		said = session_plain(s);
	if (!said.failed)
		said = session_facts(s, v->options, &now);
	if (said.failed)
		session_refused(v, schema, "the catalogue of the database cannot be read", &said);
	else {
		forget_external(v, &now);
		compare(&c);
	}
	count(v, found);
	session_ask(s, "ROLLBACK");
	facts_free(&now);
	return !said.failed;
}
