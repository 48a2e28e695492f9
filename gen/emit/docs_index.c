#include "base/arena.h"
#include "emit/emit.h"
#include "emit/shell.h"
#include "index_html.h"
#include "model/catalog.h"
#include "model/part.h"

#include <string.h>

static const char *
counted(struct arena *a, size_t n, const char *one, const char *many)
{
	return arena_printf(a, "%zu %s", n, n == 1 ? one : many);
}

static struct index_html_schemas_entities
entity(struct arena *a, const struct part *p)
{
	return (struct index_html_schemas_entities){
	        .href = part_page(a, p),
	        .name = p->impacts.entity.name,
	        .description = p->description,
	        .meta = p->impacts.nmutations
	                        ? counted(a, p->impacts.nmutations, "action", "actions")
	                        : "no actions",
	};
}

/* The parts are sorted by their schemas. */
static size_t
schemas(struct arena *a, const struct parts *all, struct index_html_schemas *to)
{
	struct index_html_schemas_entities *entities =
	        arena_new(a, struct index_html_schemas_entities, all->n);
	size_t n = 0, first = 0;

	for (size_t i = 0; i < all->n; i++) {
		const char *schema = all->v[i].impacts.entity.schema;
		bool last =
		        i + 1 == all->n || strcmp(schema, all->v[i + 1].impacts.entity.schema) != 0;

		entities[i] = entity(a, &all->v[i]);
		if (!last)
			continue;
		to[n++] = (struct index_html_schemas){
		        .id = part_schema(a, schema),
		        .name = schema,
		        .count = arena_printf(a, "%zu", i + 1 - first),
		        .entities = {entities + first, i + 1 - first},
		};
		first = i + 1;
	}
	return n;
}

void
emit_docs_index(struct strbuf *out, struct arena *a, struct catalog *c,
                const struct options *o)
{
	struct parts parts = parts_read(a, c);
	struct index_html_schemas *groups = arena_new(a, struct index_html_schemas, parts.n);
	struct shell_link *links = arena_new(a, struct shell_link, parts.n);
	struct shell shell = {
	        .title = "Entities", .site = shell_title(o), .root = "", .place = SHELL_INDEX};
	size_t n, actions = 0;

	parts_by_schema(&parts);
	n = schemas(a, &parts, groups);
	for (size_t i = 0; i < parts.n; i++)
		actions += parts.v[i].impacts.nmutations;
	for (size_t i = 0; i < n; i++)
		links[i] = (struct shell_link){arena_printf(a, "#%s", groups[i].id), groups[i].name,
		                               false};
	shell.contents = links;
	shell.ncontents = n;
	shell_open(out, a, &shell);
	index_html(out, &(struct index_html){
	                        .title = shell_title(o),
	                        .entities = counted(a, parts.n, "entity", "entities"),
	                        .groups = counted(a, n, "schema", "schemas"),
	                        .actions = counted(a, actions, "action", "actions"),
	                        .schemas = {groups, n},
	                });
	shell_close(out, &shell);
}
