/* The shape of a parsed entity. */
#include "graph/shape.h"
#include "base/arena.h"
#include "expr/tree.h"
#include "graph/kind.h"
#include "model/column.h"
#include "model/entity.h"
#include "model/name.h"
#include "model/need.h"
#include "model/relation.h"
#include "parse/keys.h"
#include "parse/mention.h"
#include "parse/parse.h"
#include "parse/step.h"

#include <string.h>

/* Adds an entity as an author wrote it, behind what is said of it; nothing if it can be none. */
static void
add_entity(struct arena *a, struct list *to, const char *before, const char *schema,
           const char *name)
{
	if (name && name_valid(name) && (!schema || name_valid(schema)))
		list_add(a, to,
		         arena_printf(a, "%s%s%s%s", before, schema ? schema : "",
		                      schema ? "." : "", name));
}

static void
add_refs(struct arena *a, struct list *refs, const struct field *f)
{
	bool named = f->name && name_valid(f->name);

	for (size_t k = 0; k < f->nrefs; k++)
		add_entity(a, refs, named ? arena_printf(a, "%s=", f->name) : "", f->refs[k].schema,
		           f->refs[k].entity);
}

static struct list
refs_of(struct arena *a, const struct entity *e)
{
	struct list refs = {0};

	for (size_t i = 0; i < e->nfields; i++)
		add_refs(a, &refs, &e->fields[i]);
	for (size_t i = 0; i < e->nforeign_keys; i++) {
		const struct foreign_key *fk = &e->foreign_keys[i];

		if (fk->schema && fk->table && name_valid(fk->schema) && name_valid(fk->table))
			list_add(a, &refs, arena_printf(a, "%s:%s", fk->schema, fk->table));
	}
	list_sort(&refs);
	return refs;
}

static struct list
relations_of(struct arena *a, const struct entity *e)
{
	struct list relations = {0};
	size_t n;
	struct relation *own = entity_own_relations(a, e, &n);

	for (size_t i = 0; i < n; i++)
		list_add(a, &relations, own[i].name);
	list_sort(&relations);
	return relations;
}

/* ---- actions ---- */

struct hearer {
	struct arena *arena;
	const struct entity *entity;
	struct list *to;
};

static void
hear_entity(void *context, const struct mention *m, const char *schema, const char *name)
{
	struct hearer *h = context;
	bool itself = strcmp(name, h->entity->name) == 0 &&
	              (!schema || strcmp(schema, h->entity->schema) == 0);

	if (!itself)
		add_entity(h->arena, h->to, mention_loose(m) ? "~" : "", schema, name);
}

static void
hear_call(void *context, const struct mention *m, const struct step *s)
{
	struct hearer *h = context;

	(void)m;
	if (name_valid(s->name))
		list_add(h->arena, h->to,
		         arena_printf(h->arena, "%s()", name_snake(h->arena, s->name)));
}

/* How many words of a path lead to a row of an entity that is known without them;
 * all, if none does. */
static size_t
root(const struct expr *e)
{
	const char *first = e->words[0].text;

	if (!e->variable && strcmp(first, "caller") == 0)
		return e->nwords;
	return !e->variable && strcmp(first, "input") == 0 ? 2 : 1;
}

static void
hear_path(void *context, const struct mention *m, const struct expr *e)
{
	struct hearer *h = context;

	(void)m;
	for (size_t i = root(e); i < e->nwords; i++)
		if (name_valid(e->words[i].text) && !column_reserved(e->words[i].text)) {
			list_add(h->arena, h->to, arena_printf(h->arena, ".%s", e->words[i].text));
			list_add(h->arena, h->to, arena_printf(h->arena, "%c", MENTION_REFS));
		}
}

/* ---- the table view ---- */

static void
hear_word(struct arena *a, struct list *to, char sort, const char *word)
{
	if (name_valid(word) && !column_reserved(word))
		list_add(a, to, arena_printf(a, "%c%s", sort, word));
}

/* Which of the fields are refs is not known here, nor which relations are names of entities. */
static void
hear_inclusions(struct arena *a, struct list *to, const struct inclusion *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool all = v[i].ninclusions > 0;

		for (size_t k = 0; k < v[i].nfields; k++) {
			all = all || strcmp(v[i].fields[k], "*") == 0;
			hear_word(a, to, MENTION_HOP, v[i].fields[k]);
		}
		if (all)
			hear_word(a, to, MENTION_ALL, v[i].relation);
		hear_inclusions(a, to, v[i].inclusions, v[i].ninclusions);
	}
}

/* Every word of company.country.code but the first and the last;
 * the entity of a ref may stand in for its field. */
static void
hear_filters(struct arena *a, struct list *to, const struct entity *e)
{
	for (size_t i = 0; i < e->nfilters; i++) {
		struct list words = list_split(a, arena_strdup(a, e->filters[i].source), '.');

		for (size_t k = 0; k + 2 < words.n; k++)
			hear_word(a, to, MENTION_ALL, words.items[k]);
	}
}

static bool
any_step(const struct step *s, bool is(const struct step *))
{
	for (; s; s = s->next) {
		if (is(s) || any_step(s->steps, is))
			return true;
		for (const struct branch *b = s->branches; b; b = b->next)
			if (any_step(b->steps, is))
				return true;
	}
	return false;
}

static bool
refreshes_related(const struct step *s)
{
	return s->kind == STEP_REFRESH && s->scope == REFRESH_RELATED;
}

/* Whether a word that is a ref may mean more than the id of the row that it leads to: who is told,
 * whose rows are walked. */
static bool
follows_refs(const struct step *s)
{
	switch (s->kind) {
	case STEP_VALIDATE:
	case STEP_IF:
	case STEP_SWITCH:
	case STEP_WHILE:
	case STEP_SET:
	case STEP_REJECT:
	case STEP_INSERT:
	case STEP_UPDATE:
	case STEP_DELETE:
		return false;
	case STEP_FIND:
	case STEP_CALL:
	case STEP_NOTIFY:
	case STEP_EMIT:
	case STEP_FOREACH:
	case STEP_RETURN:
	case STEP_REFRESH:
		return true;
	}
	return true;
}

/* Adds what a step of some action asks for. */
static void
hear_steps(struct arena *a, struct list *to, const struct entity *e, bool is(const struct step *),
           char mention)
{
	for (size_t i = 0; i < e->nactions; i++)
		if (any_step(e->actions[i].steps, is)) {
			list_add(a, to, arena_printf(a, "%c", mention));
			return;
		}
}

static void
hear_view(struct arena *a, struct list *to, const struct entity *e)
{
	hear_inclusions(a, to, e->inclusions, e->ninclusions);
	hear_filters(a, to, e);
	hear_steps(a, to, e, refreshes_related, MENTION_VIEWS);
}

static struct list
mentions_of(struct arena *a, const struct entity *e)
{
	struct list mentions = {0};
	struct hearer hearer = {a, e, &mentions};
	const struct mentions to = {
	        .context = &hearer, .entity = hear_entity, .call = hear_call, .path = hear_path};

	for (size_t i = 0; i < e->nactions; i++)
		mentions_walk(a, &e->actions[i], &to);
	hear_steps(a, &mentions, e, follows_refs, MENTION_REFS);
	hear_view(a, &mentions, e);
	list_sort(&mentions);
	return mentions;
}

/* A parameter may be a composite that no column is. What is wrong with its type the model says. */
static void
add_parameter(struct arena *a, struct list *needs, const struct entity *e,
              const struct parameter *in)
{
	struct diag silent;
	struct entity own = *e;
	struct parse p = {.arena = a, .diag = &silent, .source = e->source, .entity = &own};
	struct field f = {.name = in->name, .at = in->at};

	diag_init(&silent, a);
	if (in->type && type_read(&p, in->type, NULL, &f) && f.type->class == TYPE_COMPOSITE)
		list_add(a, needs, f.list ? arena_printf(a, "%s[]", f.type->name) : f.type->name);
}

static struct list
needs_of(struct arena *a, const struct entity *e)
{
	struct list needs = {0};

	list_addall(a, &needs, entity_needs(a, e));
	for (size_t i = 0; i < e->nactions; i++) {
		const struct action_form *form = e->actions[i].form;

		for (size_t k = 0; form && k < form->nparameters; k++)
			add_parameter(a, &needs, e, &form->parameters[k]);
	}
	list_sort(&needs);
	return needs;
}

struct shape
shape_new(struct arena *a, const char *path, const struct entity *e)
{
	struct shape s = {.path = path,
	                  .schema = e->schema,
	                  .entity = e->name,
	                  .stem = e->stem,
	                  .code = e->table_code ? e->table_code : ""};

	s.traits = traits_of(e);
	s.refs = refs_of(a, e);
	s.mentions = mentions_of(a, e);
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].name && name_valid(e->actions[i].name))
			list_add(a, &s.actions, e->actions[i].name);
	list_sort(&s.actions);
	s.relations = relations_of(a, e);
	list_addall(a, &s.extensions, entity_extensions(a, e));
	s.needs = needs_of(a, e);
	return s;
}
