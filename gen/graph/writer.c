#include "graph/writer.h"
#include "base/sink.h"
#include "base/str.h"
#include "graph/graph.h"
#include "graph/names.h"
#include "graph/outputs.h"
#include "graph/place.h"
#include "graph/rules.h"

#include <string.h>

void
writer_path(struct writer *w, const char *text)
{
	rules_path(w->arena, w->out, text);
}

void
writer_paths(struct writer *w, const struct list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		str_addc(w->out, ' ');
		writer_path(w, l->items[i]);
	}
}

void
writer_all_of(struct writer *w, const struct kind *k)
{
	for (size_t i = 0; i < w->shapes->n; i++)
		if (place_used(w->shapes, k, &w->shapes->v[i]) && names_owner(w->names, i)) {
			str_addc(w->out, ' ');
			place_write_of(w->out, w->shapes, k, &w->shapes->v[i]);
			writer_flow(w);
		}
}

void
writer_output(struct writer *w, const char *file)
{
	if (w->graph->to)
		outputs_add(w->graph->to, file);
	else
		list_add(w->arena, &w->graph->outputs, file);
	w->graph->nfiles += strncmp(file, ".specql/", 8) != 0;
}

void
writer_flow(struct writer *w)
{
	if (w->to)
		sink_flow(w->to, w->out);
	arena_reset(&w->scratch);
}
