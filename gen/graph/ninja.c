/* The edges of build.ninja. */
#include "graph/graph.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/sink.h"
#include "base/str.h"
#include "graph/emissions.h"
#include "graph/inputs.h"
#include "graph/names.h"
#include "graph/order.h"
#include "graph/outputs.h"
#include "graph/place.h"
#include "graph/rules.h"
#include "graph/spell.h"
#include "graph/writer.h"
#include "model/skeleton.h"
#include "parse/project.h"

#include <string.h>

/* Appends the output of a kind. */
static void
write_path(struct writer *w, const struct kind *k, const struct shape *s)
{
	const char *whole = place_path(s ? w->paths : w->arena, w->shapes, k, s);
	bool only = s && k->group == IMPACTS && !w->shapes->frontend_folder;

	str_addc(w->out, ' ');
	if (only)
		spell_path_of(w->out, w->shapes, &w->schemas, k, s);
	else
		spell_path(w->out, w->shapes, k);
	writer_output(w, whole);
	if (k->group == SQL && !s)
		list_add(w->arena, &w->graph->sql, whole);
}

/* Whether one of the kinds of an edge is made of the files of this one. */
static bool
merges(const struct writer *w, const struct kind *edge, const struct kind *of)
{
	for (const struct kind *k = kinds; k->name; k++)
		if (strcmp(k->from, of->name) == 0 && place_alike(w->shapes, edge, k))
			return true;
	return false;
}

/* What is left of a model, in files beside it, and how their paths are written. */
static const struct remnant {
	char variable;
	const char *suffix;
} remnants[NSOURCES] = {
        [SOURCE_SKELETON] = {'n', SKELETON_SUFFIX},
        [SOURCE_HOOKS] = {'h', HOOKS_SUFFIX},
};

/* The model that the edge of a kind of an entity reads, or what is left of that. */
static void
write_source(struct writer *w, const struct kind *edge)
{
	enum kind_source source = w->shapes->per_entity ? SOURCE_MODEL : kind_source(edge);

	str_addf(w->out, " $%c", source ? remnants[source].variable : 'j');
}

/* The edge of a kind, and of others that it makes too: of an entity from its model,
 * of the project with NULL. */
static void
write_edge(struct writer *w, const struct kind *edge, const struct shape *s)
{
	str_add(w->out, "build");
	for (const struct kind *k = kinds; k->name; k++)
		if (place_alike(w->shapes, edge, k) && place_used(w->shapes, k, s))
			write_path(w, k, s);
	str_addf(w->out, ": %s", place_edge(w->shapes, edge));
	if (s)
		write_source(w, edge);
	str_add(w->out, " | ");
	spell_options(w->out, w->shapes, edge);
	if (!s && *edge->from)
		str_add(w->out, " $c");
	for (const struct kind *k = kinds; !s && k->name; k++)
		if (merges(w, edge, k))
			writer_all_of(w, k);
	str_addc(w->out, '\n');
}

/* All edges of an entity, or of the project. */
static void
write_kinds(struct writer *w, const struct shape *s)
{
	for (const struct kind *k = kinds; k->name; k++)
		if (k->scope == (s ? ENTITY : PROJECT) && place_used(w->shapes, k, s) &&
		    place_first(w->shapes, k))
			write_edge(w, k, s);
}

/* Whether an output of an emitter lies below the SQL folder, and so belongs to the schema. */
static bool
schema_file(const struct writer *w, const char *file)
{
	size_t n = strlen(w->shapes->sql_folder), len = file ? strlen(file) : 0;

	return len > n + 4 && strncmp(file, w->shapes->sql_folder, n) == 0 && file[n] == '/' &&
	       strcmp(file + len - 4, ".sql") == 0;
}

/* An output of an emitter, unless a file is made twice. */
static void
write_emitter(struct writer *w, size_t i, size_t emitter, const char *model)
{
	const struct emitter *e = &w->shapes->emitters[emitter];
	const char *file = emissions_path(w->emissions, i, emitter);

	if (!file)
		return;
	str_add(w->out, "build ");
	writer_path(w, file);
	str_addf(w->out, ": emit_%s%s | $k/emit_%s\n", e->name, model, e->name);
	writer_output(w, file);
	list_add(w->arena, &w->emitted, file);
	if (schema_file(w, file))
		list_add(w->arena, &w->graph->sql, file);
}

/* Where the name of a file begins in its path. */
static const char *
base(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash ? slash + 1 : name;
}

/* The stems of all entities and the folders of their models, for what is made of all. */
static void
write_names(struct writer *w)
{
	writer_rewind(w);
	for (size_t i = 0; i < w->shapes->n; i++) {
		size_t n;

		spell_stems(w->out, w->shapes, i);
		if (!writer_folder(w, i))
			continue;
		n = strlen(w->folder);
		str_addf(w->out, n ? "m%zu = $M/" : "m%zu = $M", w->nfolders - 1);
		writer_path(w, arena_strndup(&w->scratch, w->folder, n ? n - 1 : 0));
		str_addc(w->out, '\n');
		writer_flow(w);
	}
	writer_rewind(w);
}

static void
write_folder(struct writer *w, size_t i)
{
	static const char *const folders[] = {"s = .specql/src", "i = $I", NULL};
	size_t n;

	if (!writer_folder(w, i))
		return;
	n = strlen(w->folder);
	for (size_t k = 0; folders[k]; k++) {
		str_addf(w->out, n ? "%s/" : "%s", folders[k]);
		writer_path(w, arena_strndup(&w->scratch, w->folder, n ? n - 1 : 0));
		str_addc(w->out, '\n');
	}
	str_addf(w->out, "m = $m%zu\n", w->nfolders - 1);
}

/* The name of an entity's file, of which the outputs mostly have the name, too. */
static void
write_base(struct writer *w, const struct shape *s, const char *name)
{
	if (strcmp(s->stem, base(name)) == 0)
		spell_stem(w->out, w->shapes, s);
	else
		writer_path(w, base(name));
}

static void
write_inputs(struct writer *w, size_t i)
{
	bool suspect;
	size_t ninputs;
	const size_t *inputs = inputs_of(w->inputs, i, &ninputs, &suspect);

	for (size_t k = 0; k < ninputs; k++) {
		const struct shape *s = &w->shapes->v[inputs[k]];
		const char *name = shape_name(&w->scratch, s);
		size_t n = (size_t)(base(name) - name);
		bool near = strncmp(w->folder, name, n) == 0 && !w->folder[n];

		str_add(w->out, near ? " $i/" : " $I/");
		if (!near)
			writer_path(w, arena_strndup(&w->scratch, name, n));
		write_base(w, s, name);
		str_add(w->out, inputs_whole(w->inputs, inputs[k]) ? ".json" : SKELETON_SUFFIX);
	}
}

/* The edges before its outputs. $e is the name of the entity's outputs, $p that of its file if it
 * is another, $j its model, $n and $h what is left of this. */
static void
write_model(struct writer *w, size_t i, const char *name, char variable)
{
	const char *suffix = w->shapes->v[i].path + strlen(name);

	str_addf(w->out,
	         "build $i/$%c.json | $i/$%c" SKELETON_SUFFIX ": interface $s/$%c%s | $kI\n",
	         variable, variable, variable, suffix);
	str_add(w->out, "build $j");
	for (unsigned k = SOURCE_SKELETON; k < NSOURCES; k++)
		if (w->reads[k])
			str_addf(w->out, "%s$%c", k == SOURCE_SKELETON ? " | " : " ",
			         remnants[k].variable);
	str_addf(w->out, ": model $s/$%c%s", variable, suffix);
	write_inputs(w, i);
	str_add(w->out, " | $kM\n");
	if (w->shapes->v[i].assigned)
		str_addf(w->out, "  code = -c %s\n", w->shapes->v[i].code);
	writer_output(w, arena_printf(w->paths, ".specql/iface/%s.json", name));
	writer_output(w, arena_printf(w->paths, ".specql/iface/%s" SKELETON_SUFFIX, name));
	writer_output(w, arena_printf(w->paths, ".specql/model/%s.json", name));
	for (unsigned k = SOURCE_SKELETON; k < NSOURCES; k++)
		if (w->reads[k])
			writer_output(w, arena_printf(w->paths, ".specql/model/%s%s", name,
			                              remnants[k].suffix));
}

/* One check for all SQL of an entity: an edge for each file would cost a third of the graph. */
static void
write_check(struct writer *w, size_t i, const char *name, char variable, const char *model)
{
	const struct shape *s = &w->shapes->v[i];
	const char *file;

	str_addf(w->out, "build $m/$%c.ok: check%s $s/$%c%s", variable, model, variable,
	         s->path + strlen(name));
	for (const struct kind *k = kinds; k->name; k++)
		if (k->group == SQL && place_used(w->shapes, k, s)) {
			str_addc(w->out, ' ');
			spell_path(w->out, w->shapes, k);
		}
	for (size_t k = 0; k < w->shapes->nemitters; k++)
		if (schema_file(w, file = emissions_path(w->emissions, i, k))) {
			str_addc(w->out, ' ');
			writer_path(w, file);
		}
	str_add(w->out, " | $kC\n");
	writer_output(w, arena_printf(w->paths, ".specql/model/%s.ok", name));
}

static void
write_entity(struct writer *w, size_t i)
{
	const struct shape *s = &w->shapes->v[i];
	const char *name = shape_name(&w->scratch, s), *model = " $j";
	char variable = 'e';

	write_folder(w, i);
	if (w->shapes->by_schema || strcmp(s->stem, base(name)) != 0) {
		str_add(w->out, "p = ");
		write_base(w, s, name);
		str_addc(w->out, '\n');
		variable = 'p';
	}
	spell_entity(w->out, w->shapes, &w->schemas, s);
	str_addf(w->out, "j = $m/$%c.json\n", variable);
	for (unsigned k = SOURCE_SKELETON; k < NSOURCES; k++)
		if (w->reads[k])
			str_addf(w->out, "%c = $m/$%c%s\n", remnants[k].variable, variable,
			         remnants[k].suffix);
	write_model(w, i, name, variable);
	if (!names_owner(w->names, i)) {
		list_add(w->arena, &w->graph->models,
		         arena_printf(w->arena, ".specql/model/%s.json", name));
		return;
	}
	write_kinds(w, s);
	for (size_t k = 0; k < w->shapes->nemitters; k++)
		write_emitter(w, i, k, model);
	write_check(w, i, name, variable, model);
}

void
graph_make(struct arena *a, struct diag *d, const struct shapes *shapes, struct graph *graph,
           struct strbuf *text, struct sink *to)
{
	struct writer w = {.arena = a, .shapes = shapes, .graph = graph, .out = text, .to = to};

	for (unsigned k = 0; k < NSOURCES; k++)
		w.reads[k] = place_reads(shapes, k);
	w.names = names_new(a, shapes);
	w.inputs = inputs_new(a, w.names, shapes);
	w.paths = graph->to ? &w.scratch : a;
	graph->names = w.names;
	graph->inputs = w.inputs;
	w.emissions = emissions_new(a, d, shapes, w.names);
	w.schemas = spell_schemas(a, shapes);
	rules_variables(a, text, shapes, &w.schemas);
	write_names(&w);
	rules_write(a, text, shapes);
	write_kinds(&w, NULL);
	for (size_t i = 0; i < shapes->n; i++) {
		write_entity(&w, i);
		writer_flow(&w);
	}
	list_sort(&graph->sql);
	graph->order = order_of_files(a, shapes, w.names);
	writer_bundles(&w);
	writer_groups(&w);
	writer_schemas(&w);
	list_sort(&graph->outputs);
	arena_clear(&w.scratch);
	for (size_t i = 0; i < shapes->sql.n; i++)
		list_add(a, &graph->sql, shapes->sql.items[i]);
	list_sort(&graph->sql);
}
