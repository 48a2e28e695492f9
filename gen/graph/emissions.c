#include "graph/emissions.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "graph/names.h"
#include "graph/place.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <stdlib.h>
#include <string.h>

struct emission {
	const char *path;
	size_t i, emitter;
};

struct emissions {
	const char **paths; /* of entity i and emitter k at i * nemitters + k */
	size_t nemitters;
	bool *faulty; /* of emitter k */
};

const char *
emissions_fill(struct arena *a, const char *pattern, const struct shape *s)
{
	struct strbuf b = STRBUF_INIT;

	for (const char *c = pattern; *c;)
		if (strncmp(c, "{entity}", 8) == 0) {
			str_add(&b, s->stem);
			c += 8;
		} else if (strncmp(c, "{schema}", 8) == 0) {
			str_add(&b, s->schema);
			c += 8;
		} else {
			str_addc(&b, *c++);
		}
	return str_done(&b, a);
}

/* Whether an output below the folder of the SQL is there without a folder that is the emitter's
 * alone: SQL by hand is looked for beside it. */
static bool
among_layers(const struct shapes *s, const struct emitter *e, const char *path)
{
	size_t n = strlen(s->sql_folder), fixed = strcspn(e->output, "{");

	if (!walk_below(path, s->sql_folder))
		return false;
	return !walk_below(e->output, s->sql_folder) || fixed <= n ||
	       !memchr(e->output + n + 1, '/', fixed - n - 1);
}

static int
compare(const void *left, const void *right)
{
	const struct emission *a = left, *b = right;
	int order = strcmp(a->path, b->path);

	if (order == 0)
		order = (a->i > b->i) - (a->i < b->i);
	return order ? order : (a->emitter > b->emitter) - (a->emitter < b->emitter);
}

static void
fault(struct diag *d, const struct emitter *e, const char *path, const char *text)
{
	struct source *source = arena_new(d->arena, struct source, 1);

	source->path = "specql.yaml";
	error_at(d, source, (struct span){0}, "emitter '%s': %s %s", e->name, path, text);
}

struct emissions *
emissions_new(struct arena *a, struct diag *d, const struct shapes *s, struct names *names)
{
	struct emissions *all = arena_new(a, struct emissions, 1);
	struct emission *v = arena_new(a, struct emission, s->n * s->nemitters + 1);
	struct list folders = place_folders(a, s);
	const char *wrong;
	size_t n = 0;

	all->nemitters = s->nemitters;
	all->paths = arena_new(a, const char *, s->n * s->nemitters + 1);
	all->faulty = arena_new(a, bool, s->nemitters + 1);
	for (size_t i = 0; s->nemitters && i < s->n; i++)
		for (size_t k = 0; names_owner(names, i) && k < s->nemitters; k++)
			v[n++] = (struct emission){
			        emissions_fill(a, s->emitters[k].output, &s->v[i]), i, k};
	if (n)
		qsort(v, n, sizeof(*v), compare);
	for (size_t i = 0; i < n; i++) {
		wrong = NULL;
		if (place_ours(s, &folders, v[i].path))
			wrong = "lies in a folder that is generated; choose another";
		else if (among_layers(s, &s->emitters[v[i].emitter], v[i].path))
			wrong = arena_printf(
			        a,
			        "lies beside the layers, where SQL by hand is looked for; "
			        "choose a folder of its own, such as %s/50_%s",
			        s->sql_folder, s->emitters[v[i].emitter].name);
		else if (i && strcmp(v[i - 1].path, v[i].path) == 0)
			wrong = "would be made twice; put {schema} or the emitter's name into the "
			        "output";
		if (wrong && !all->faulty[v[i].emitter])
			fault(d, &s->emitters[v[i].emitter], v[i].path, wrong);
		all->faulty[v[i].emitter] = all->faulty[v[i].emitter] || wrong;
		all->paths[v[i].i * s->nemitters + v[i].emitter] = v[i].path;
	}
	return all;
}

const char *
emissions_path(const struct emissions *all, size_t i, size_t emitter)
{
	return all->faulty[emitter] ? NULL : all->paths[i * all->nemitters + emitter];
}
