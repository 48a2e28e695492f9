#include "model/part.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "model/api.h"
#include "model/catalog.h"
#include "model/entity.h"
#include "model/layout.h"

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
                                {MEMBER(part_action, operation, TEXT)},
                                {MEMBER(part_action, row, TEXT)},
                                {MEMBER(part_action, input, TEXT)},
                                {MEMBER(part_action, returned, TEXTS),
                                 .count = offsetof(struct part_action, nreturned)},
                                {MEMBER(part_action, conditions, OBJECTS),
                                 .count = offsetof(struct part_action, nconditions),
                                 .table = &condition_layout},
                                {.key = NULL}}};

const struct layout layout_part = {
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

const char **
part_returned(struct arena *a, const struct action *action, size_t *n)
{
	struct api_fields of = api_returned(a, action);
	const char **to = arena_new(a, const char *, of.n);

	for (*n = 0; *n < of.n; ++*n)
		to[*n] = of.v[*n].name;
	return to;
}

static void
actions(struct arena *a, struct part *to, const struct entity *e)
{
	to->actions = arena_new(a, struct part_action, e->nactions);
	for (size_t i = 0; i < e->nactions; i++) {
		const struct action *action = &e->actions[i];
		const struct impact *impact = action->nimpact ? action->impact : NULL;
		struct part_action *made = &to->actions[to->nactions];

		if (action->kind == ACTION_NOTHING)
			continue;
		to->nactions++;
		*made = (struct part_action){
		        .name = action->name,
		        .operation = action->operation,
		        .row = part_row(a, action, to->impacts.entity.type),
		        .conditions = impact ? impact->conditions : NULL,
		        .nconditions = impact ? impact->nconditions : 0,
		};
		made->returned = part_returned(a, action, &made->nreturned);
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
	layout_write(out, NULL, NULL, &layout_part, part, NULL);
}

bool
part_read(struct arena *a, const char *text, size_t len, struct part *to)
{
	const struct source source = {"", text, len};
	struct diag silent;

	*to = (struct part){0};
	diag_init(&silent, a);
	return layout_read_source(a, &silent, &source, &layout_part, to);
}

const char *
part_page(struct arena *a, const struct listing *l)
{
	return arena_printf(a, "%s/%s.html", l->schema, l->stem);
}

const char *
part_markdown(struct arena *a, const struct listing *l)
{
	return arena_printf(a, "%s/%s.md", l->schema, l->stem);
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
