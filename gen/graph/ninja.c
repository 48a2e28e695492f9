/* The edges of build.ninja. */
#include "graph/graph.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "graph/emissions.h"
#include "graph/inputs.h"
#include "graph/names.h"
#include "graph/place.h"
#include "graph/rules.h"
#include "parse/project.h"

#include <string.h>

struct writer {
	struct arena *arena;
	const struct shapes *shapes;
	struct names *names;
	struct inputs *inputs;
	const char **files; /* of the shapes: shape_name */
	struct graph *graph;
	struct strbuf *out;
	const char *folder; /* of the entity files that $s, $i and $m are set for */
	const char *schema; /* of the entities that $f and $d are set for */
	struct emissions *emissions;
	struct list emitted; /* outputs of emitters so far */
};

static void
path(struct writer *w, const char *text)
{
	rules_path(w->arena, w->out, text);
}

static void
paths(struct writer *w, const struct list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		str_addc(w->out, ' ');
		path(w, l->items[i]);
	}
}

/* The files that a kind makes of all entities. */
static void
write_all_of(struct writer *w, const struct kind *k)
{
	for (size_t i = 0; i < w->shapes->n; i++)
		if (place_used(w->shapes, k, &w->shapes->v[i]) && names_owner(w->names, i)) {
			str_addc(w->out, ' ');
			place_write_of(w->out, w->shapes, k, &w->shapes->v[i]);
		}
}

static void
output(struct writer *w, const char *file)
{
	list_add(w->arena, &w->graph->outputs, file);
	w->graph->nfiles += strncmp(file, ".specql/", 8) != 0;
}

/* An output of a kind: of an entity from its model, of the project with NULL. */
static void
write_kind(struct writer *w, const struct kind *k, const struct shape *s, const char *model)
{
	const char *whole = place_path(w->arena, w->shapes, k, s);

	str_add(w->out, "build ");
	place_write(w->out, w->shapes, k);
	str_addf(w->out, ": %s%s | ", k->name, model);
	place_write_kind(w->out, k);
	if (*k->merges)
		str_add(w->out, " $c");
	if (kind_find(k->merges))
		write_all_of(w, kind_find(k->merges));
	str_addc(w->out, '\n');
	output(w, whole);
	if (k->group == SQL)
		list_add(w->arena, &w->graph->sql, whole);
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
	path(w, file);
	str_addf(w->out, ": emit_%s%s | $k/emit_%s\n", e->name, model, e->name);
	output(w, file);
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
		path(w, arena_strndup(w->arena, name, n ? n - 1 : 0));
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
		const char *name = w->files[inputs[k]];
		size_t n = (size_t)(base(name) - name);
		bool near = strncmp(w->folder, name, n) == 0 && !w->folder[n];

		str_add(w->out, near ? " $i/" : " $I/");
		path(w, near ? base(name) : name);
		str_add(w->out, ".json");
	}
}

/* The edges before its outputs. $e is the name of the entity's outputs, $p that of its file if it
 * is another. */
static void
write_model(struct writer *w, size_t i, const char *name, char variable)
{
	const char *suffix = w->shapes->v[i].path + strlen(name);

	str_addf(w->out, "build $i/$%c.json: interface $s/$%c%s | $kI\n", variable, variable,
	         suffix);
	str_addf(w->out, "build $m/$%c.json: model $s/$%c%s", variable, variable, suffix);
	write_inputs(w, i);
	str_add(w->out, " | $kM\n");
	if (w->shapes->v[i].assigned)
		str_addf(w->out, "  code = -c %s\n", w->shapes->v[i].code);
	output(w, arena_printf(w->arena, ".specql/iface/%s.json", name));
	output(w, arena_printf(w->arena, ".specql/model/%s.json", name));
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
			path(w, file);
		}
	str_add(w->out, " | $kC\n");
	output(w, arena_printf(w->arena, ".specql/model/%s.ok", name));
}

static void
add_listing(struct writer *w, const struct shape *s)
{
	struct strbuf b = STRBUF_INIT;

	shape_write_listing(&b, s);
	list_add(w->arena, &w->graph->catalog, str_done(&b, w->arena));
}

static void
write_entity(struct writer *w, size_t i)
{
	const struct shape *s = &w->shapes->v[i];
	const char *name = w->files[i], *file = s->stem, *model = " $m/$e.json";
	char variable = 'e';

	if (w->shapes->by_schema)
		file = arena_printf(w->arena, "%s/%s", s->schema, s->stem);
	write_folder(w, name);
	if (!w->schema || strcmp(w->schema, s->schema) != 0)
		place_schema(w->out, w->shapes, s->schema);
	w->schema = s->schema;
	if (strcmp(file, base(name)) != 0) {
		str_add(w->out, "p = ");
		path(w, base(name));
		str_addc(w->out, '\n');
		model = " $m/$p.json";
		variable = 'p';
	}
	str_addf(w->out, "e = %s\n", file);
	if (w->shapes->coded)
		str_addf(w->out, "q = %s%s\n", s->code, *s->code ? "_" : "");
	write_model(w, i, name, variable);
	if (!names_owner(w->names, i)) {
		list_add(w->arena, &w->graph->models,
		         arena_printf(w->arena, ".specql/model/%s.json", name));
		return;
	}
	for (const struct kind *k = kinds; k->name; k++)
		if (place_used(w->shapes, k, s))
			write_kind(w, k, s, model);
	for (size_t k = 0; k < w->shapes->nemitters; k++)
		write_emitter(w, i, k, model);
	write_check(w, i, name, variable, model);
	add_listing(w, s);
}

/* ---- what is built together ---- */

/* The path of an SQL file, by the variable of its folder if it is that of a kind. */
static void
write_sql(struct writer *w, const char *file)
{
	const char *below = file + strlen(w->shapes->sql_folder) + 1;
	size_t n = strcspn(below, "/");

	str_addc(w->out, ' ');
	for (const struct kind *k = kinds; k->name; k++)
		if (strncmp(below, k->folder, n) == 0 && !k->folder[n]) {
			str_addf(w->out, "$%.*s", (int)strcspn(k->folder, "_"), k->folder);
			file = below + n;
			break;
		}
	path(w, file);
}

static void
write_schema(struct writer *w, const char *env)
{
	const char *file =
	        arena_printf(w->arena, "%s/schema_%s.sql", w->shapes->generated_folder, env);

	str_add(w->out, "build ");
	path(w, file);
	str_addf(
	        w->out,
	        ": confiture | .specql/sql.list .specql/environment/%s $k/confiture .specql/sql.ok "
	        "|| .specql/project.ok\n  env = %s\n",
	        env, env);
	str_addf(w->out, "build schema_%s: phony ", env);
	path(w, file);
	str_addc(w->out, '\n');
	output(w, file);
}

static void
write_schemas(struct writer *w)
{
	const struct list *all = &w->shapes->environments;

	str_add(w->out, "pool confiture\n  depth = 1\nrule confiture\n"
	                "  command = $b/specql-confiture -k $k/confiture -e $env -l "
	                ".specql/sql.list -o $out\n"
	                "  description = confiture $out\n  pool = confiture\n  restat = 1\n");
	for (size_t i = 0; i < all->n; i++)
		write_schema(w, all->items[i]);
	str_addf(w->out, "default .specql/all/extra%s%s",
	         w->shapes->frontend_folder ? " frontend" : "",
	         w->shapes->docs_folder ? " docs" : "");
	for (size_t i = 0; i < all->n; i++) {
		str_addc(w->out, ' ');
		path(w, arena_printf(w->arena, "%s/schema_%s.sql", w->shapes->generated_folder,
		                     all->items[i]));
	}
	str_addc(w->out, '\n');
}

/* The time at which some SQL last changed. It has an edge of its own, so that the files stand here
 * once; no phony would do: of a restat edge, such as a schema's, Ninja 1.11 records the time of its
 * newest input, and a phony has none. */
static void
write_sqls(struct writer *w)
{
	str_add(w->out, "rule sql\n  command = : >$out\n  description = sql $out\n"
	                "build .specql/sql.ok: sql");
	paths(w, &w->graph->models);
	for (size_t i = 0; i < w->graph->sql.n; i++)
		write_sql(w, w->graph->sql.items[i]);
}

/* What has outputs is checked by its SQL, for which its model must be sound; the rest by its model.
 */
static void
write_checks(struct writer *w)
{
	str_add(w->out, "\nbuild check: phony .specql/project.ok .specql/app.ok");
	for (size_t i = 0; i < w->shapes->n; i++) {
		str_add(w->out, " $M/");
		path(w, shape_name(w->arena, &w->shapes->v[i]));
		str_add(w->out, names_owner(w->names, i) ? ".ok" : ".json");
	}
	str_add(w->out, "\nbuild .specql/app.ok: check");
	for (const struct kind *k = kinds; k->name; k++)
		if (k->scope == PROJECT && k->group == SQL) {
			str_addc(w->out, ' ');
			place_write(w->out, w->shapes, k);
		}
	str_add(w->out, " | $kC");
	output(w, ".specql/app.ok");
}

/* What users type for the outputs of some groups. A file that is merged is made for what it is
 * merged into. */
static void
write_outputs(struct writer *w, const char *name, bool docs)
{
	str_addf(w->out, "\nbuild %s: phony", name);
	for (const struct kind *k = kinds; k->name; k++) {
		if (k->group == SQL || docs != (k->group == DOCS) ||
		    !place_used(w->shapes, k, NULL))
			continue;
		if (k->scope == ENTITY && !place_merged(w->shapes, k)) {
			write_all_of(w, k);
		} else if (k->scope == PROJECT) {
			str_addc(w->out, ' ');
			place_write(w->out, w->shapes, k);
		}
	}
}

/* Groups have names below .specql/, where no folder of the user's can be taken for them. */
static void
write_groups(struct writer *w)
{
	write_sqls(w);
	str_add(w->out, "\nbuild .specql/all/extra: phony .specql/project.ok");
	paths(w, &w->emitted);
	str_add(w->out, "\nbuild sql: phony .specql/sql.ok");
	write_checks(w);
	if (w->shapes->frontend_folder)
		write_outputs(w, "frontend", false);
	if (w->shapes->docs_folder)
		write_outputs(w, "docs", true);
	str_addc(w->out, '\n');
}

void
graph_make(struct arena *a, struct diag *d, const struct shapes *shapes, struct graph *graph,
           struct strbuf *text)
{
	struct writer w = {.arena = a, .shapes = shapes, .graph = graph, .out = text};

	w.names = names_new(a, shapes);
	w.inputs = inputs_new(a, w.names, shapes);
	w.files = arena_new(a, const char *, shapes->n + 1);
	for (size_t i = 0; i < shapes->n; i++)
		w.files[i] = shape_name(a, &shapes->v[i]);
	w.emissions = emissions_new(a, d, shapes, w.names);
	rules_write(a, text, shapes);
	for (const struct kind *k = kinds; k->name; k++)
		if (k->scope == PROJECT && place_used(shapes, k, NULL))
			write_kind(&w, k, NULL, "");
	for (size_t i = 0; i < shapes->n; i++)
		write_entity(&w, i);
	list_sort(&graph->sql);
	list_sort(&graph->catalog);
	write_groups(&w);
	write_schemas(&w);
	list_sort(&graph->outputs);
	for (size_t i = 0; i < shapes->sql.n; i++)
		list_add(a, &graph->sql, shapes->sql.items[i]);
	list_sort(&graph->sql);
}
