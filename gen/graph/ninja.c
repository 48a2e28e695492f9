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
#include "graph/writer.h"
#include "parse/project.h"

#include <string.h>


/* An output of a kind: of an entity from its model, of the project with NULL. */
static void
write_kind(struct writer *w, const struct kind *k, const struct shape *s, const char *model)
{
	const char *whole = place_path(s ? w->paths : w->arena, w->shapes, k, s);

	str_add(w->out, "build ");
	place_write(w->out, w->shapes, k);
	str_addf(w->out, ": %s%s | ", k->name, model);
	place_write_kind(w->out, k);
	if (*k->merges)
		str_add(w->out, " $c");
	if (kind_find(k->merges))
		writer_all_of(w, kind_find(k->merges));
	str_addc(w->out, '\n');
	writer_output(w, whole);
	if (k->group == SQL && !s)
		list_add(w->arena, &w->graph->sql, whole);
}

/* All outputs of an entity by one edge. */
static void
write_outputs(struct writer *w, const struct shape *s, const char *model)
{
	str_add(w->out, "build");
	for (const struct kind *k = kinds; k->name; k++)
		if (place_used(w->shapes, k, s)) {
			str_addc(w->out, ' ');
			place_write(w->out, w->shapes, k);
			writer_output(w, place_path(w->paths, w->shapes, k, s));
		}
	str_addf(w->out, ": entity%s | $kE\n", model);
}

static void
write_kinds(struct writer *w, const struct shape *s, const char *model)
{
	for (const struct kind *k = kinds; k->name; k++)
		if (place_used(w->shapes, k, s))
			write_kind(w, k, s, model);
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

static void
write_folder(struct writer *w, const char *name)
{
	size_t n = (size_t)(base(name) - name);
	static const char *const folders[] = {"s = .specql/src", "i = $I", "m = $M", NULL};

	if (w->folder && strncmp(w->folder, name, n) == 0 && !w->folder[n])
		return;
	w->folder = arena_strndup(w->arena, name, n);
	for (size_t i = 0; folders[i]; i++) {
		str_addf(w->out, n ? "%s/" : "%s", folders[i]);
		writer_path(w, arena_strndup(&w->scratch, name, n ? n - 1 : 0));
		str_addc(w->out, '\n');
	}
}

static void
write_inputs(struct writer *w, size_t i)
{
	bool suspect;
	size_t ninputs;
	const size_t *inputs = inputs_of(w->inputs, i, &ninputs, &suspect);

	for (size_t k = 0; k < ninputs; k++) {
		const char *name = shape_name(&w->scratch, &w->shapes->v[inputs[k]]);
		size_t n = (size_t)(base(name) - name);
		bool near = strncmp(w->folder, name, n) == 0 && !w->folder[n];

		str_add(w->out, near ? " $i/" : " $I/");
		writer_path(w, near ? base(name) : name);
		str_add(w->out, ".json");
	}
}

/* The edges before its outputs. $e is the name of the entity's outputs, $p that of its file if it
 * is another, $j its model. */
static void
write_model(struct writer *w, size_t i, const char *name, char variable)
{
	const char *suffix = w->shapes->v[i].path + strlen(name);

	str_addf(w->out, "build $i/$%c.json: interface $s/$%c%s | $kI\n", variable, variable,
	         suffix);
	str_addf(w->out, "build $j: model $s/$%c%s", variable, suffix);
	write_inputs(w, i);
	str_add(w->out, " | $kM\n");
	if (w->shapes->v[i].assigned)
		str_addf(w->out, "  code = -c %s\n", w->shapes->v[i].code);
	writer_output(w, arena_printf(w->paths, ".specql/iface/%s.json", name));
	writer_output(w, arena_printf(w->paths, ".specql/model/%s.json", name));
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
			place_write(w->out, w->shapes, k);
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
	const char *name = shape_name(&w->scratch, s), *file = s->stem, *model = " $j";
	char variable = 'e';

	if (w->shapes->by_schema)
		file = arena_printf(&w->scratch, "%s/%s", s->schema, s->stem);
	write_folder(w, name);
	if (!w->schema || strcmp(w->schema, s->schema) != 0)
		place_schema(w->out, w->shapes, s->schema);
	w->schema = s->schema;
	if (strcmp(file, base(name)) != 0) {
		str_add(w->out, "p = ");
		writer_path(w, base(name));
		str_addc(w->out, '\n');
		variable = 'p';
	}
	str_addf(w->out, "e = %s\nj = $m/$%c.json\n", file, variable);
	if (w->shapes->coded)
		str_addf(w->out, "q = %s%s\n", s->code, *s->code ? "_" : "");
	write_model(w, i, name, variable);
	if (!names_owner(w->names, i)) {
		list_add(w->arena, &w->graph->models,
		         arena_printf(w->arena, ".specql/model/%s.json", name));
		return;
	}
	if (w->shapes->per_entity)
		write_outputs(w, s, model);
	else
		write_kinds(w, s, model);
	for (size_t k = 0; k < w->shapes->nemitters; k++)
		write_emitter(w, i, k, model);
	write_check(w, i, name, variable, model);
}

void
graph_make(struct arena *a, struct diag *d, const struct shapes *shapes, struct graph *graph,
           struct strbuf *text, struct sink *to)
{
	struct writer w = {.arena = a, .shapes = shapes, .graph = graph, .out = text, .to = to};

	w.names = names_new(a, shapes);
	w.inputs = inputs_new(a, w.names, shapes);
	w.paths = graph->to ? &w.scratch : a;
	graph->names = w.names;
	w.emissions = emissions_new(a, d, shapes, w.names);
	rules_write(a, text, shapes);
	for (const struct kind *k = kinds; k->name; k++)
		if (k->scope == PROJECT && place_used(shapes, k, NULL))
			write_kind(&w, k, NULL, "");
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
