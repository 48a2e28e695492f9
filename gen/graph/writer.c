#include "graph/writer.h"
#include "base/sink.h"
#include "base/str.h"
#include "graph/graph.h"
#include "graph/names.h"
#include "graph/outputs.h"
#include "graph/place.h"
#include "graph/rules.h"
#include "graph/spell.h"

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
			spell_path_of(w->out, w->shapes, &w->schemas, k, &w->shapes->v[i]);
			writer_flow(w);
		}
}

/* Where the name of a file begins in its path. */
static const char *
base(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash ? slash + 1 : name;
}

void
writer_rewind(struct writer *w)
{
	w->folder = NULL;
	w->nfolders = 0;
}

bool
writer_folder(struct writer *w, size_t i)
{
	const char *path = w->shapes->v[i].path;
	size_t n = (size_t)(base(path) - path);

	if (w->folder && strncmp(w->folder, path, n) == 0 && !w->folder[n])
		return false;
	w->folder = arena_strndup(w->arena, path, n);
	w->nfolders++;
	return true;
}

void
writer_of_model(struct writer *w, size_t i, const char *suffix)
{
	const char *name = base(shape_name(&w->scratch, &w->shapes->v[i]));

	writer_folder(w, i);
	str_addf(w->out, " $m%zu/", w->nfolders - 1);
	if (strcmp(name, w->shapes->v[i].stem) == 0)
		spell_stem(w->out, w->shapes, &w->shapes->v[i]);
	else
		rules_path(&w->scratch, w->out, name);
	str_add(w->out, suffix);
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
