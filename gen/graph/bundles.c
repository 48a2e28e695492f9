/*
 * The edges of bundles: one file holds what a kind makes of all entities of a schema.
 *
 * The parts are too many for a command line, so they stand in a list, which is an input. It is no
 * response file of Ninja, since two builds at once would write and remove one of the same name.
 */
#include "base/file.h"
#include "base/sink.h"
#include "base/str.h"
#include "graph/graph.h"
#include "graph/outputs.h"
#include "graph/place.h"
#include "graph/rules.h"
#include "graph/spell.h"
#include "graph/writer.h"

#include <string.h>

#define LISTS ".specql/bundle"

/* A part, and its line of the list. */
static void
write_part(struct writer *w, const struct kind *k, const struct shape *s, struct strbuf *list)
{
	const char *path = place_path(&w->scratch, w->shapes, k, s);

	str_addf(list, "%s\n", path);
	str_addc(w->out, ' ');
	spell_path_of(w->out, w->shapes, &w->schemas, k, s);
}

static void
begin(struct writer *w, const struct kind *k, const char *schema)
{
	const char *file = place_bundle(w->paths, w->shapes, k, schema);

	writer_output(w, file);
	str_add(w->out, "build $B");
	rules_path(&w->scratch, w->out, file + strlen(w->shapes->sql_folder));
	str_add(w->out, ": bundle");
}

/* The list is written if the graph is, and belongs to it like an output. */
static void
end(struct writer *w, const struct kind *k, const char *schema, const struct strbuf *list)
{
	struct outputs *to = w->graph->to;
	const char *file = arena_printf(&w->scratch, LISTS "/%s/%s", k->folder, schema);

	str_addf(w->out, " | %s $k/bundle\n  l = %s\n", file, file);
	if (to && file_update(to->sink.diag, file, list->buf, list->len))
		writer_output(w, file);
}

/* The bundle of the shapes from v on that are of one schema; those behind them. */
static const struct shape *const *
write_bundle(struct writer *w, const struct kind *k, const struct shape *const *v)
{
	const char *schema = (*v)->schema;
	struct strbuf list = STRBUF_INIT;

	for (; *v && strcmp((*v)->schema, schema) == 0; v++) {
		if (!place_used(w->shapes, k, *v))
			continue;
		if (!list.len)
			begin(w, k, schema);
		write_part(w, k, *v, &list);
	}
	if (list.len)
		end(w, k, schema, &list);
	str_free(&list);
	writer_flow(w);
	return v;
}

void
writer_bundles(struct writer *w)
{
	if (!w->shapes->bundled)
		return;
	for (const struct kind *k = kinds; k->name; k++)
		if (k->group == SQL && k->scope == ENTITY)
			for (const struct shape *const *v = w->graph->order; *v;)
				v = write_bundle(w, k, v);
}
