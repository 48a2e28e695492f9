#include "model/part.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "model/api.h"
#include "model/catalog.h"
#include "model/entity.h"
#include "model/layout.h"

#include <stdlib.h>
#include <string.h>

#define MEMBER(s, m, f) .key = #m, .form = MEMBER_##f, .offset = offsetof(struct s, m)

static const struct layout field_layout = {
        sizeof(struct part_field), (const struct member[]){{MEMBER(part_field, name, TEXT)},
                                                           {MEMBER(part_field, type, TEXT)},
                                                           {MEMBER(part_field, required, BOOL)},
                                                           {.key = NULL}}};

static const struct layout condition_layout = {
        sizeof(struct condition), (const struct member[]){{MEMBER(condition, status, TEXT)},
                                                          {MEMBER(condition, text, TEXT)},
                                                          {.key = NULL}}};

static const struct layout action_layout = {
        sizeof(struct part_action),
        (const struct member[]){{MEMBER(part_action, name, TEXT)},
                                {MEMBER(part_action, row, TEXT)},
                                {MEMBER(part_action, input, TEXT)},
                                {MEMBER(part_action, conditions, OBJECTS),
                                 .count = offsetof(struct part_action, nconditions),
                                 .table = &condition_layout},
                                {.key = NULL}}};

static const struct layout part_layout = {
        sizeof(struct part),
        (const struct member[]){{MEMBER(part, description, TEXT)},
                                {MEMBER(part, stem, TEXT)},
                                {MEMBER(part, fields, OBJECTS),
                                 .count = offsetof(struct part, nfields), .table = &field_layout},
                                {MEMBER(part, actions, OBJECTS),
                                 .count = offsetof(struct part, nactions), .table = &action_layout},
                                {MEMBER(part, impacts, OBJECT), .table = &layout_impacts},
                                {.key = NULL}}};

const char *
part_type(struct arena *a, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	str_add(&out, f->list ? "list(" : "");
	for (size_t i = 0; i < f->nrefs; i++)
		str_addf(&out, "%s%s", i ? " | " : "", f->refs[i].entity);
	if (!f->nrefs)
		str_add(&out, f->nvalues ? "enum" : f->type->name);
	str_add(&out, f->list ? ")" : "");
	return str_done(&out, a);
}

const char *
part_row(struct arena *a, const struct action *action, const char *type)
{
	if (action->subject == SUBJECT_NONE)
		return NULL;
	return action->deletes ? "id" : api_row(a, type);
}

static void
actions(struct arena *a, struct part *to, const struct entity *e)
{
	to->actions = arena_new(a, struct part_action, e->nactions);
	for (size_t i = 0; i < e->nactions; i++) {
		const struct action *action = &e->actions[i];
		const struct impact *impact = action->nimpact ? action->impact : NULL;

		if (action->kind == ACTION_NOTHING)
			continue;
		to->actions[to->nactions++] = (struct part_action){
		        .name = action->name,
		        .row = part_row(a, action, to->impacts.entity.type),
		        .conditions = impact ? impact->conditions : NULL,
		        .nconditions = impact ? impact->nconditions : 0,
		};
	}
}

struct part
part_of(struct arena *a, const struct entity *e, const struct options *o)
{
	struct part to = {.description = e->description, .stem = e->stem};

	to.fields = arena_new(a, struct part_field, e->nfields);
	for (size_t i = 0; i < e->nfields; i++) {
		const struct field *f = &e->fields[i];

		to.fields[to.nfields++] =
		        (struct part_field){f->name, part_type(a, f), f->required};
	}
	to.impacts = impacts_of(a, e, o);
	actions(a, &to, e);
	return to;
}

void
part_write(struct strbuf *out, const struct part *part)
{
	layout_write(out, NULL, NULL, &part_layout, part, NULL);
}

static bool
read(struct arena *a, struct catalog *c, const struct listing *from, struct part *to)
{
	size_t len;
	const char *text = catalog_text(a, c, from, &len);
	const struct source source = {"", text ? text : "", len};
	struct document *doc;
	struct diag silent;
	bool ok;

	*to = (struct part){0};
	diag_init(&silent, a);
	doc = layout_parse(a, &silent, &source);
	ok = doc && layout_read(doc, &part_layout, to);
	if (doc)
		layout_end(doc);
	return ok;
}

static int
by_type(const void *left, const void *right)
{
	const struct part *a = left, *b = right;

	return strcmp(a->impacts.entity.type, b->impacts.entity.type);
}

struct parts
parts_read(struct arena *a, struct catalog *c)
{
	struct parts to = {arena_new(a, struct part, c->n), 0};

	for (size_t i = 0; i < c->n; i++)
		to.n += read(a, c, &c->v[i], &to.v[to.n]);
	if (to.n)
		qsort(to.v, to.n, sizeof *to.v, by_type);
	return to;
}

static int
by_schema(const void *left, const void *right)
{
	const struct part *a = left, *b = right;
	int order = strcmp(a->impacts.entity.schema, b->impacts.entity.schema);

	return order ? order : strcmp(a->impacts.entity.name, b->impacts.entity.name);
}

void
parts_by_schema(struct parts *p)
{
	if (p->n)
		qsort(p->v, p->n, sizeof *p->v, by_schema);
}

const struct part *
part_find(const struct parts *in, const char *type)
{
	const struct part key = {.impacts.entity.type = type};

	return in->n ? bsearch(&key, in->v, in->n, sizeof *in->v, by_type) : NULL;
}

const char *
part_page(struct arena *a, const struct part *part)
{
	return arena_printf(a, "%s/%s.html", part->impacts.entity.schema, part->stem);
}

const char *
part_markdown(struct arena *a, const struct part *part)
{
	return arena_printf(a, "%s/%s.md", part->impacts.entity.schema, part->stem);
}

const struct part_action *
part_action(const struct part *part, const struct impacts_mutation *m)
{
	static const struct part_action none;

	for (size_t i = 0; i < part->nactions; i++)
		if (strcmp(part->actions[i].name, m->action) == 0)
			return &part->actions[i];
	return &none;
}

const char *
part_anchor(struct arena *a, const struct impacts_mutation *m)
{
	return arena_printf(a, "mutation-%s", m->graphql_name);
}

const char *
part_schema(struct arena *a, const char *schema)
{
	return arena_printf(a, "schema-%s", schema);
}

const char *
part_card(struct arena *a, const char *schema, const char *stem)
{
	return arena_printf(a, "card-%s-%s", schema, stem);
}
