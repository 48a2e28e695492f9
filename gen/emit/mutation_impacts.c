#include "base/arena.h"
#include "base/list.h"
#include "base/quote.h"
#include "base/spool.h"
#include "base/str.h"
#include "emit/emit.h"
#include "model/catalog.h"
#include "model/merge.h"

#include <stdlib.h>
#include <string.h>

/* That a mutation writes an entity; name: where its own stands in the names. */
struct writes {
	uint32_t entity, name;
};

struct merging {
	struct strbuf *out;
	struct catalog *catalog;
	struct parts *parts;
	struct merger *merger;
	struct spool rules;          /* what stands at the end, as it is found */
	struct strbuf names, writes; /* names in GraphQL, each with its NUL; struct writes */
	bool more;                   /* of what is being listed */
};

/* Begins a member of what is being listed. */
static void
next(struct merging *m, struct strbuf *out)
{
	str_add(out, m->more ? ",\n" : "\n");
	m->more = true;
	catalog_flow(m->catalog, m->out);
}

static void
open(struct merging *m, const char *name, char bracket)
{
	str_addf(m->out, ",\n\t\"%s\":\t%c", name, bracket);
	m->more = false;
}

static void
close(struct merging *m, char bracket)
{
	str_addf(m->out, "%s%c", m->more ? "\n\t" : "", bracket);
}

/* ---- mutations ---- */

static void
keep_rules(struct merging *m, const struct impacts_mutation *from)
{
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < from->ninvalidations; i++) {
		struct impacts_invalidation rule = from->invalidations[i];

		rule.mutation = from->key;
		str_add(&text, spool_end(&m->rules) + text.len ? ",\n" : "\n");
		impacts_write_rule(&text, &rule);
	}
	spool_take(&m->rules, &text);
	str_free(&text);
}

static void
keep_writes(struct merging *m, const struct impacts_mutation *from)
{
	struct writes w = {.name = (uint32_t)m->names.len};
	size_t entity;

	str_addn(&m->names, from->graphql_name, strlen(from->graphql_name) + 1);
	for (size_t i = 0; i < from->impacts.naffected; i++)
		if (parts_find(m->parts, from->impacts.affected[i], &entity)) {
			w.entity = (uint32_t)entity;
			str_addn(&m->writes, (const char *)&w, sizeof w);
		}
}

static void
mutations(struct merging *m)
{
	open(m, "mutations", '{');
	for (size_t i = 0; i < m->parts->n; i++) {
		size_t n = merger_at(m->merger, i)->impacts.nmutations;

		for (size_t k = 0; k < n; k++) {
			const struct impacts_mutation one = merge_mutation(m->merger, i, k);

			next(m, m->out);
			impacts_write_mutation(m->out, &one);
			keep_rules(m, &one);
			keep_writes(m, &one);
		}
	}
	close(m, '}');
}

/* ---- entities ---- */

static void
entities(struct merging *m)
{
	open(m, "entities", '{');
	for (size_t i = 0; i < m->parts->n; i++) {
		struct impacts_entity one;

		merger_at(m->merger, i);
		one = merge_entity(m->merger, i);
		next(m, m->out);
		impacts_write_entity(m->out, &one);
	}
	close(m, '}');
}

static int
by_entity(const void *left, const void *right)
{
	const struct writes *a = left, *b = right;

	return a->entity < b->entity ? -1 : a->entity > b->entity;
}

/* By entity, the mutations that write it. */
static void
writers(struct merging *m)
{
	const struct writes *v = (const struct writes *)(const void *)m->writes.buf;
	size_t n = m->writes.len / sizeof *v, at = 0;
	struct arena a = {0};

	if (n)
		qsort(m->writes.buf, n, sizeof *v, by_entity);
	open(m, "byEntity", '{');
	for (size_t i = 0; i < m->parts->n; i++) {
		struct list by = {0};

		for (; at < n && v[at].entity == i; at++)
			list_add(&a, &by, m->names.buf + v[at].name);
		list_sort(&by);
		next(m, m->out);
		str_addf(m->out, "\t\t\"%s\":\t[", m->parts->v[i].type);
		for (size_t k = 0; k < by.n; k++) {
			str_add(m->out, k ? ", " : "");
			quote_json(m->out, by.items[k]);
		}
		str_addc(m->out, ']');
		arena_reset(&a);
	}
	if (!m->parts->n)
		str_add(m->out, "\n\t");
	close(m, '}');
	arena_clear(&a);
}

/* ---- the whole ---- */

static void
rules(struct merging *m)
{
	char part[16 * 1024];
	uint64_t end = spool_end(&m->rules);

	open(m, "cacheInvalidationRules", '[');
	for (uint64_t at = 0; at < end; at += sizeof part) {
		size_t n = end - at < sizeof part ? (size_t)(end - at) : sizeof part;

		spool_read(&m->rules, at, part, n);
		str_addn(m->out, part, n);
		catalog_flow(m->catalog, m->out);
	}
	m->more = end;
	close(m, ']');
}

void
emit_mutation_impacts(struct strbuf *out, struct arena *a, struct catalog *c,
                      const struct options *o)
{
	struct merging m = {.out = out, .catalog = c, .names = STRBUF_INIT, .writes = STRBUF_INIT};

	(void)a;
	(void)o;
	m.parts = parts_of(c, true);
	m.merger = merger_of(m.parts);
	spool_open(&m.rules, c->diag, c->output);
	impacts_write_head(out);
	mutations(&m);
	entities(&m);
	writers(&m);
	rules(&m);
	str_add(out, "\n}\n");
	spool_close(&m.rules);
	str_free(&m.names);
	str_free(&m.writes);
}
