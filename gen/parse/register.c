#include "parse/register.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/derive.h"
#include "parse/keys.h"
#include "parse/project.h"
#include "parse/registry.h"
#include "parse/splice.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A scalar that gets another text. */
struct change {
	const struct node *node;
	const char *text;
};

struct writer {
	struct arena *arena;
	const struct registry *registry;
	const struct registration *v;
	size_t n;
	const char *now;
	struct splices splices;
	struct change *changes;
	size_t nchanges;
};

/* ---- new entries ---- */

/* Words that YAML 1.1 takes for a truth value or for nothing. */
static const char *const traps[] = {"y",  "n",   "yes",  "no",    "true",
                                    "on", "off", "null", "false", NULL};

static const char *
key_of(struct arena *a, const struct registration *r)
{
	if (r->schema)
		return arena_printf(a, "%s.%s", r->schema, r->entity);
	for (size_t i = 0; traps[i]; i++)
		if (strcasecmp(traps[i], r->entity) == 0)
			return arena_printf(a, "\"%s\"", r->entity);
	return r->entity;
}

static const char *
flow_of(const struct writer *w, const struct registration *r)
{
	return arena_printf(w->arena,
	                    "%s: {table_code: \"%s\", entity_code: \"%s\", assigned_at: \"%s\"}",
	                    key_of(w->arena, r), r->code, r->entity_code, w->now);
}

static const char *
block_of(const struct writer *w, const struct registration *r, size_t step)
{
	return arena_printf(w->arena,
	                    "%s:\n%*stable_code: \"%s\"\n%*sentity_code: \"%s\"\n%*sassigned_at: "
	                    "\"%s\"\n",
	                    key_of(w->arena, r), (int)step, "", r->code, (int)step, "",
	                    r->entity_code, (int)step, "", w->now);
}

/* Whether the entries that are there have each key on a line of its own. */
static bool
in_blocks(const struct subdomain *s)
{
	const struct node *entities = node_get(s->node, "entities");
	const struct node *last = entities && entities->n && entities->kind == NODE_MAPPING
	                                  ? entities->pairs[entities->n - 1].value
	                                  : NULL;

	return last && last->kind == NODE_MAPPING && !last->flow;
}

/* How much deeper than a key its pairs stand in this file. */
static size_t
step_of(const struct subdomain *s)
{
	int step = s->node->pairs[0].key->at.col - s->at.col;

	return !s->node->flow && step > 0 && step <= 8 ? (size_t)step : 2;
}

/* ---- changes ---- */

static void
change(struct writer *w, const struct node *n, const char *text)
{
	w->changes = arena_grown(w->arena, w->changes, w->nchanges, sizeof *w->changes);
	w->changes[w->nchanges++] = (struct change){n, text};
	splice_scalar(&w->splices, n, text);
}

/* The counter behind the last code of a subdomain. */
static void
count(struct writer *w, const struct subdomain *s)
{
	const struct node *n = node_get(s->node, "next_entity_sequence");
	long next = s->next ? strtol(s->next, NULL, 10) : 1;
	int last = 0;

	if (!n)
		return;
	for (size_t i = 0; i < s->nentities; i++)
		if (code_ordinal(s->entities[i].code) > last)
			last = code_ordinal(s->entities[i].code);
	for (size_t i = 0; i < w->n; i++)
		if (w->v[i].subdomain == s && code_ordinal(w->v[i].code) > last)
			last = code_ordinal(w->v[i].code);
	if (next <= last || next > SUBDOMAIN_MAX + 1)
		change(w, n, arena_printf(w->arena, "%d", last + 1));
}

static void
add_subdomain(struct writer *w, const struct subdomain *s)
{
	struct strbuf lines = STRBUF_INIT, flow = STRBUF_INIT;
	size_t step = step_of(s);
	bool blocks = in_blocks(s);

	for (size_t i = 0; i < w->n; i++) {
		const struct registration *r = &w->v[i];

		if (r->subdomain != s)
			continue;
		str_addf(&flow, "%s%s", flow.len ? ", " : "", flow_of(w, r));
		str_addf(&lines, "%s%s", blocks ? block_of(w, r, step) : flow_of(w, r),
		         blocks ? "" : "\n");
	}
	if (lines.len) {
		splice_pairs(&w->splices, s->node, "entities", str_done(&lines, w->arena),
		             str_done(&flow, w->arena), step);
		count(w, s);
	}
}

/* ---- whether it says what it should ---- */

static bool
is_text(const struct node *n, const char *text)
{
	return n && n->kind == NODE_SCALAR && strcmp(n->text, text) == 0;
}

static bool
is_entry(const struct pair *pair, const struct registration *r)
{
	const char *text = pair->key->text;
	size_t n = r->schema ? strlen(r->schema) : 0;

	if (n && (strncmp(text, r->schema, n) != 0 || text[n] != '.'))
		return false;
	return strcmp(text + n + (n > 0), r->entity) == 0 && pair->value->n == 3 &&
	       is_text(node_get(pair->value, "table_code"), r->code) &&
	       !node_get(pair->value, "table_code")->plain &&
	       is_text(node_get(pair->value, "entity_code"), r->entity_code);
}

static bool same(const struct writer *, const struct node *, const struct node *);

/* All pairs of one, and behind them the new entries of a subdomain. */
static bool
same_entities(const struct writer *w, const struct node *old, const struct node *new,
              const struct subdomain *s)
{
	size_t n = old && old->kind == NODE_MAPPING ? old->n : 0, k = n;

	if (new->kind != NODE_MAPPING || new->n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(old->pairs[i].key->text, new->pairs[i].key->text) != 0 ||
		    !same(w, old->pairs[i].value, new->pairs[i].value))
			return false;
	for (size_t i = 0; i < w->n; i++)
		if (w->v[i].subdomain == s &&
		    (k == new->n || !is_entry(&new->pairs[k++], &w->v[i])))
			return false;
	return k == new->n;
}

/* The subdomain of a mapping that gets entries, or NULL. */
static const struct subdomain *
changed(const struct writer *w, const struct node *n)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->v[i].subdomain->node == n)
			return w->v[i].subdomain;
	return NULL;
}

static bool
same_mapping(const struct writer *w, const struct node *old, const struct node *new)
{
	const struct subdomain *s = changed(w, old);
	bool more = s && !node_pair(old, "entities");

	if (new->n != old->n + more)
		return false;
	for (size_t i = 0; i < old->n; i++) {
		const struct pair *one = &old->pairs[i], *other = &new->pairs[i];

		if (strcmp(one->key->text, other->key->text) != 0)
			return false;
		if (s && strcmp(one->key->text, "entities") == 0
		            ? !same_entities(w, one->value, other->value, s)
		            : !same(w, one->value, other->value))
			return false;
	}
	return !more || (is_text(new->pairs[old->n].key, "entities") &&
	                 same_entities(w, NULL, new->pairs[old->n].value, s));
}

static bool
same(const struct writer *w, const struct node *old, const struct node *new)
{
	if (old->kind != new->kind)
		return false;
	if (old->kind == NODE_MAPPING)
		return same_mapping(w, old, new);
	for (size_t i = 0; i < w->nchanges; i++)
		if (w->changes[i].node == old)
			return strspn(w->changes[i].text, "\"") ? true
			                                        : is_text(new, w->changes[i].text);
	if (old->kind == NODE_SCALAR)
		return strcmp(old->text, new->text) == 0;
	for (size_t i = 0; i < old->n; i++)
		if (i >= new->n || !same(w, old->items[i], new->items[i]))
			return false;
	return old->n == new->n;
}

/* Two places that share what they hold by an alias compare alike,
 * but not both may have the codes. */
static bool
right(const struct writer *w, const char *text, size_t len)
{
	struct source source = {w->registry->source->path, text, len};
	struct project scratch = {0};
	struct diag silent;
	struct node *doc;
	bool broken;

	diag_init(&silent, w->arena);
	doc = yaml_read_large(w->arena, &silent, &source, REGISTRY_MIB, &broken);
	if (!doc || broken || silent.nerrors || !same(w, w->registry->doc, doc))
		return false;
	registry_read(w->arena, &silent, &source, doc, &scratch);
	return !silent.nerrors;
}

static void
refuse(const struct writer *w, struct diag *d)
{
	error_at(d, w->registry->source, w->v[0].subdomain->at,
	         "no entry can be added here without touching the rest; write it as a plain block, "
	         "or "
	         "add it yourself: %s",
	         flow_of(w, &w->v[0]));
}

const char *
registry_register(struct arena *a, struct diag *d, const struct registry *r,
                  const struct registration *v, size_t n, const char *now)
{
	struct writer w = {a, r, v, n, now, {.arena = a, .source = r->source}, NULL, 0};
	const struct node *updated = node_get(r->doc, "last_updated");
	struct strbuf out = STRBUF_INIT;
	const char *text;
	size_t len;

	for (size_t i = 0; i < r->ndomains; i++)
		for (size_t k = 0; k < r->domains[i].nsubdomains; k++)
			add_subdomain(&w, &r->domains[i].subdomains[k]);
	if (updated && updated->kind == NODE_SCALAR && !updated->block)
		change(&w, updated, arena_printf(a, "\"%s\"", now));
	splices_apply(&w.splices, &out);
	len = out.len;
	text = str_done(&out, a);
	if (right(&w, text, len))
		return text;
	refuse(&w, d);
	return NULL;
}
