/* The edges of bundles: one file holds what a kind makes of all entities of a schema. */
#include "base/str.h"
#include "graph/graph.h"
#include "graph/place.h"
#include "graph/rules.h"
#include "graph/writer.h"

#include <string.h>

static const char *
number(struct writer *w, const struct kind *k)
{
	return arena_strndup(&w->scratch, k->folder, strcspn(k->folder, "_"));
}

/* The part of a shape, by the variable of its folder. */
static void
write_part(struct writer *w, const struct kind *k, const struct shape *s)
{
	const char *path = place_path(&w->scratch, w->shapes, k, s);

	str_addf(w->out, " $%s", number(w, k));
	rules_path(&w->scratch, w->out, path + strlen(PLACE_PARTS "/") + strlen(k->folder));
}

/* The bundle of the shapes from v on that are of one schema; those behind them. */
static const struct shape *const *
write_bundle(struct writer *w, const struct kind *k, const struct shape *const *v)
{
	const char *schema = (*v)->schema, *file = NULL;

	for (; *v && strcmp((*v)->schema, schema) == 0; v++) {
		if (!place_used(w->shapes, k, *v))
			continue;
		if (!file) {
			file = place_bundle(w->paths, w->shapes, k, schema);
			writer_output(w, file);
			str_add(w->out, "build $B");
			rules_path(&w->scratch, w->out, file + strlen(w->shapes->sql_folder));
			str_add(w->out, ": bundle");
		}
		write_part(w, k, *v);
	}
	if (file)
		str_addf(w->out, " | $k/bundle\n  r = $%s/%s.rsp\n", number(w, k), schema);
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
