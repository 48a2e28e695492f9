#include "base/arena.h"
#include "base/str.h"
#include "emit/emit.h"
#include "model/catalog.h"
#include "model/parts.h"
#include "search_entity_js.h"

static void
refs(struct arena *a, const struct parts *all, const struct part *p, struct search_entity_js *to)
{
	const struct impacts_entity *e = &p->impacts.entity;
	struct search_entity_js_refs *v =
	        arena_new(a, struct search_entity_js_refs, e->nreferences);

	to->refs.v = v;
	for (size_t i = 0; i < e->nreferences; i++) {
		size_t target;

		if (parts_find(all, e->references[i].entity, &target))
			v[to->refs.n++] = (struct search_entity_js_refs){
			        .field = e->references[i].field,
			        .to = arena_printf(a, "%zu", target)};
	}
}

static struct search_entity_js
entity(struct arena *a, const struct parts *all, const struct part *p, const struct listing *of)
{
	struct search_entity_js_fields *fields =
	        arena_new(a, struct search_entity_js_fields, p->nfields);
	struct search_entity_js_actions *actions =
	        arena_new(a, struct search_entity_js_actions, p->impacts.nmutations);
	struct search_entity_js to = {
	        .schema = p->impacts.entity.schema,
	        .name = p->impacts.entity.name,
	        .href = part_page(a, of),
	        .text = p->description ? p->description : "",
	        .fields = {fields, p->nfields},
	        .actions = {actions, p->impacts.nmutations},
	};

	for (size_t i = 0; i < p->nfields; i++)
		fields[i].name = p->fields[i].name;
	for (size_t i = 0; i < p->impacts.nmutations; i++) {
		const struct impacts_mutation *m = &p->impacts.mutations[i];

		actions[i] = (struct search_entity_js_actions){
		        .name = m->action, .text = m->description ? m->description : ""};
	}
	refs(a, all, p, &to);
	return to;
}

void
emit_docs_search(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct parts *parts = parts_of(c, false);
	struct arena one = {0};

	(void)a;
	(void)o;
	str_add(out, "window.specqlReference = {\n  entities: [\n");
	for (size_t i = 0; i < parts->n; i++) {
		const struct part p = parts_read(parts, &one, i);
		const struct search_entity_js to = entity(&one, parts, &p, parts->v[i].of);

		search_entity_js(out, &to);
		catalog_flow(c, out);
		arena_reset(&one);
	}
	str_add(out, "  ],\n};\n");
	arena_clear(&one);
}
