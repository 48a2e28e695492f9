/* The edges of build.ninja that everything comes together in. */
#include "graph/writer.h"
#include "base/str.h"
#include "graph/graph.h"
#include "graph/names.h"
#include "graph/order.h"
#include "graph/place.h"
#include "graph/rules.h"
#include "graph/spell.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <string.h>

/* The path of an SQL file, by the variable of its folder if it is that of a kind. */
static void
write_sql(void *context, const char *file, const struct kind *of, const struct shape *s)
{
	struct writer *w = context;
	const char *below = file + strlen(w->shapes->sql_folder) + 1;
	size_t n = strcspn(below, "/");

	str_addc(w->out, ' ');
	if (s) {
		spell_path_of(w->out, w->shapes, &w->schemas, of, s);
		writer_flow(w);
		return;
	}
	if (w->shapes->bundled) {
		str_add(w->out, "$B/");
		file = below;
	}
	for (const struct kind *k = kinds; k->name && !w->shapes->bundled; k++)
		if (strncmp(below, k->folder, n) == 0 && !k->folder[n]) {
			str_addf(w->out, "$%.*s", (int)strcspn(k->folder, "_"), k->folder);
			file = below + n;
			break;
		}
	rules_path(&w->scratch, w->out, file);
	writer_flow(w);
}

/* What emitters write into folders that an environment includes beside that of the SQL. */
static void
write_included(struct writer *w, const char *env)
{
	const struct list *pairs = &w->shapes->included;

	for (size_t i = 0; i < w->emitted.n; i++) {
		const char *file = w->emitted.items[i], *dot = strrchr(file, '.');
		bool in = false, sql = dot && strcmp(dot, ".sql") == 0;

		for (size_t k = 0; sql && k + 1 < pairs->n; k += 2)
			in = in || (strcmp(pairs->items[k], env) == 0 &&
			            walk_below(file, pairs->items[k + 1]));
		if (in && !walk_below(file, w->shapes->sql_folder)) {
			str_addc(w->out, ' ');
			writer_path(w, file);
		}
	}
}

static void
write_schema(struct writer *w, const char *env)
{
	const char *file = shapes_schema(w->arena, w->shapes, env);

	str_add(w->out, "build ");
	writer_path(w, file);
	str_addf(
	        w->out,
	        ": confiture | .specql/sql.list .specql/environment/%s $k/confiture .specql/sql.ok",
	        env);
	write_included(w, env);
	str_addf(w->out, " || .specql/project.ok\n  env = %s\n", env);
	str_addf(w->out, "build schema_%s: phony ", env);
	writer_path(w, file);
	str_addc(w->out, '\n');
	writer_output(w, file);
}

void
writer_schemas(struct writer *w)
{
	const struct list *all = &w->shapes->environments;

	str_add(w->out, "pool confiture\n  depth = 1\nrule confiture\n"
	                "  command = exec $b/specql-confiture -k $k/confiture -e $env -l "
	                ".specql/sql.list -o $out\n"
	                "  description = confiture $out\n  pool = confiture\n  restat = 1\n");
	for (size_t i = 0; i < all->n; i++)
		write_schema(w, all->items[i]);
	str_addf(w->out, "default .specql/all/extra%s%s",
	         w->shapes->frontend_folder ? " frontend" : "",
	         w->shapes->docs_folder ? " docs" : "");
	for (size_t i = 0; i < all->n; i++) {
		str_addc(w->out, ' ');
		writer_path(w, shapes_schema(w->arena, w->shapes, all->items[i]));
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
	writer_paths(w, &w->graph->models);
	order_schema(w->shapes, w->graph->order, &w->graph->sql, write_sql, w);
}

/* What has outputs is checked by its SQL, for which its model must be sound;
 * the rest by its model. */
static void
write_checks(struct writer *w)
{
	str_add(w->out, "\nbuild check: phony .specql/project.ok .specql/app.ok");
	writer_rewind(w);
	for (size_t i = 0; i < w->shapes->n; i++) {
		writer_of_model(w, i, names_owner(w->names, i) ? ".ok" : ".json");
		writer_flow(w);
	}
	str_add(w->out, "\nbuild .specql/app.ok: check");
	for (const struct kind *k = kinds; k->name; k++)
		if (k->scope == PROJECT && k->group == SQL) {
			str_addc(w->out, ' ');
			spell_path(w->out, w->shapes, k);
		}
	str_add(w->out, " | $kC");
	writer_output(w, ".specql/app.ok");
}

/* What specql-verify reads by itself: all schemas, and all models,
 * of which it knows what to expect. */
static void
write_verify(struct writer *w)
{
	const struct list *all = &w->shapes->environments;

	str_add(w->out, "\nbuild verify: phony .specql/verify.ok\n"
	                "build .specql/verify.ok: verify | $k/verify");
	for (size_t i = 0; i < all->n; i++) {
		str_addc(w->out, ' ');
		writer_path(w, shapes_schema(w->arena, w->shapes, all->items[i]));
	}
	writer_rewind(w);
	for (size_t i = 0; i < w->shapes->n; i++) {
		writer_of_model(w, i, ".json");
		writer_flow(w);
	}
	writer_output(w, ".specql/verify.ok");
}

/* What users type for the outputs of some groups, and with them what is wrong with the project. A
 * file that is merged is made for what it is merged into. */
static void
write_outputs(struct writer *w, const char *name, bool docs)
{
	str_addf(w->out, "\nbuild %s: phony .specql/project.ok", name);
	for (const struct kind *k = kinds; k->name; k++) {
		if (k->group == SQL || docs != (k->group == DOCS) ||
		    !place_used(w->shapes, k, NULL))
			continue;
		if (k->scope == ENTITY && !place_merged(w->shapes, k)) {
			writer_all_of(w, k);
		} else if (k->scope == PROJECT) {
			str_addc(w->out, ' ');
			spell_path(w->out, w->shapes, k);
		}
	}
}

/* Groups have names below .specql/, where no folder of the user's can be taken for them. */
void
writer_groups(struct writer *w)
{
	write_sqls(w);
	str_add(w->out, "\nbuild .specql/all/extra: phony .specql/project.ok");
	writer_paths(w, &w->emitted);
	str_add(w->out, "\nbuild sql: phony .specql/project.ok .specql/sql.ok");
	write_checks(w);
	write_verify(w);
	if (w->shapes->frontend_folder)
		write_outputs(w, "frontend", false);
	if (w->shapes->docs_folder)
		write_outputs(w, "docs", true);
	str_addc(w->out, '\n');
}
