#include "base/arena.h"
#include "emit/emit.h"
#include "model/catalog.h"
#include "model/part.h"
#include "search_js.h"

static void
refs(struct arena *a, const struct parts *all, const struct part *p, struct search_js_entities *to)
{
	const struct impacts_entity *e = &p->impacts.entity;
	struct search_js_entities_refs *v =
	        arena_new(a, struct search_js_entities_refs, e->nreferences);

	to->refs.v = v;
	for (size_t i = 0; i < e->nreferences; i++) {
		const struct part *target = part_find(all, e->references[i].entity);

		if (target)
			v[to->refs.n++] = (struct search_js_entities_refs){
			        .field = e->references[i].field,
			        .to = arena_printf(a, "%zu", (size_t)(target - all->v))};
	}
}

static struct search_js_entities
entity(struct arena *a, const struct parts *all, const struct part *p)
{
	struct search_js_entities_fields *fields =
	        arena_new(a, struct search_js_entities_fields, p->nfields);
	struct search_js_entities_actions *actions =
	        arena_new(a, struct search_js_entities_actions, p->impacts.nmutations);
	struct search_js_entities to = {
	        .schema = p->impacts.entity.schema,
	        .name = p->impacts.entity.name,
	        .href = part_page(a, p),
	        .text = p->description ? p->description : "",
	        .fields = {fields, p->nfields},
	        .actions = {actions, p->impacts.nmutations},
	};

	for (size_t i = 0; i < p->nfields; i++)
		fields[i].name = p->fields[i].name;
	for (size_t i = 0; i < p->impacts.nmutations; i++) {
		const struct impacts_mutation *m = &p->impacts.mutations[i];

		actions[i] = (struct search_js_entities_actions){
		        .name = m->action, .text = m->description ? m->description : ""};
	}
	refs(a, all, p, &to);
	return to;
}

void
emit_docs_search(struct strbuf *out, struct arena *a, struct catalog *c,
                 const struct options *o)
{
	const struct parts parts = parts_read(a, c);
	struct search_js_entities *to = arena_new(a, struct search_js_entities, parts.n);

	(void)o;
	for (size_t i = 0; i < parts.n; i++)
		to[i] = entity(a, &parts, &parts.v[i]);
	search_js(out, &(struct search_js){.entities = {to, parts.n}});
}
