#include "base/arena.h"
#include "base/str.h"
#include "emit/emit.h"
#include "emit/shell.h"
#include "index_entity_html.h"
#include "index_html.h"
#include "index_schema_html.h"
#include "model/catalog.h"
#include "model/parts.h"

#include <string.h>

static const char *
counted(struct arena *a, size_t n, const char *one, const char *many)
{
	return arena_printf(a, "%zu %s", n, n == 1 ? one : many);
}

/* A schema begins. */
struct group {
	const char *id, *name;
	size_t n; /* entities */
};

struct front {
	struct strbuf *out;
	struct arena *arena;
	struct catalog *catalog;
	struct parts *parts;
	const uint32_t *order;
	struct group *groups;
	size_t ngroups, nactions;
};

static void
count(struct front *f)
{
	f->groups = arena_new(f->arena, struct group, f->parts->n);
	for (size_t i = 0; i < f->parts->n; i++) {
		const struct parts_entry *e = &f->parts->v[f->order[i]];
		struct group *last = f->ngroups ? &f->groups[f->ngroups - 1] : NULL;

		f->nactions += e->nmutations;
		if (last && strcmp(last->name, e->of->schema) == 0)
			last->n++;
		else
			f->groups[f->ngroups++] = (struct group){
			        part_schema(f->arena, e->of->schema), e->of->schema, 1};
	}
}

static void
entity(struct front *f, struct arena *a, size_t i)
{
	const struct part p = parts_read(f->parts, a, i);
	size_t n = p.impacts.nmutations;

	index_entity_html(f->out,
	                  &(struct index_entity_html){
	                          .href = part_page(a, f->parts->v[i].of),
	                          .name = p.impacts.entity.name,
	                          .description = p.description,
	                          .meta = n ? counted(a, n, "action", "actions") : "no actions",
	                  });
}

static void
schemas(struct front *f)
{
	struct arena a = {0};
	size_t at = 0;

	for (size_t i = 0; i < f->ngroups; i++) {
		const struct group *g = &f->groups[i];

		index_schema_html(f->out, &(struct index_schema_html){
		                                  .id = g->id,
		                                  .name = g->name,
		                                  .count = arena_printf(&a, "%zu", g->n),
		                          });
		for (size_t end = at + g->n; at < end; at++) {
			entity(f, &a, f->order[at]);
			catalog_flow(f->catalog, f->out);
			arena_reset(&a);
		}
		str_add(f->out, "</ul>\n</section>\n");
	}
	arena_clear(&a);
}

static void
open(struct front *f, const struct options *o, struct shell *shell)
{
	struct shell_link *links = arena_new(f->arena, struct shell_link, f->ngroups);

	for (size_t i = 0; i < f->ngroups; i++)
		links[i] = (struct shell_link){arena_printf(f->arena, "#%s", f->groups[i].id),
		                               f->groups[i].name, false};
	shell->contents = links;
	shell->ncontents = f->ngroups;
	shell_open(f->out, f->arena, shell);
	index_html(f->out, &(struct index_html){
	                           .title = shell_title(o),
	                           .entities = counted(f->arena, f->parts->n, "entity", "entities"),
	                           .groups = counted(f->arena, f->ngroups, "schema", "schemas"),
	                           .actions = counted(f->arena, f->nactions, "action", "actions"),
	                   });
}

void
emit_docs_index(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct front f = {.out = out, .arena = a, .catalog = c, .parts = parts_of(c, false)};
	struct shell shell = {
	        .title = "Entities", .site = shell_title(o), .root = "", .place = SHELL_INDEX};

	f.order = parts_by_schema(a, f.parts);
	count(&f);
	open(&f, o, &shell);
	schemas(&f);
	shell_close(out, &shell);
}
