/* What there is: each file as it is now, or as it is remembered. */
#include "base/arena.h"
#include "base/checksum.h"
#include "base/diag.h"
#include "base/str.h"
#include "graph/settle.h"
#include "graph/walk.h"
#include "parse/origin.h"
#include "parse/parse.h"
#include "parse/project.h"
#include "validate/validator.h"

#include <string.h>

struct source *
look_source(struct arena *a, struct diag *d, const struct validation *v, const char *path)
{
	struct source *source;

	if (!v->stdin_path || strcmp(v->stdin_path, path) != 0)
		return origin_read(a, d, path);
	source = arena_new(a, struct source, 1);
	*source = (struct source){path, v->stdin_text, v->stdin_len};
	return source;
}

/* The names that a file gives and uses; those from before, if it cannot be parsed. */
static const char *
shape_of(struct validator *w, struct arena *a, struct source *source, const char *path,
         const char *before)
{
	struct diag silent;
	struct shape shape = shape_unknown(path);
	struct entity *e = NULL;
	bool broken = false;

	diag_init(&silent, a);
	if (source)
		e = entity_read(a, &silent, source, &w->project->options, &broken);
	if (e && e->name && e->schema && e->stem)
		shape = shape_new(a, path, e);
	else if (before)
		return before;
	return shape_text(a, &shape);
}

/* A file that may have changed since it was known. */
static void
read_file(struct validator *w, struct arena *a, const struct found *f, bool seen, struct known *k)
{
	struct diag silent;
	struct source *source;
	uint64_t hash;

	diag_init(&silent, a);
	source = f->error ? NULL : look_source(a, &silent, w->v, f->path);
	hash = source ? checksum_of(source->text, source->len) : 0;
	if (!seen || k->hash != hash)
		k->shape = shape_of(w, a, source, f->path, seen ? k->shape : NULL);
	k->path = f->path;
	k->hash = hash;
	k->stamp = source ? f->stamp : (struct stamp){0};
	if (stamp_racy(k->stamp, w->began))
		k->stamp = (struct stamp){0};
}

static void
look_at(struct validator *w, struct arena *a, size_t i)
{
	const struct found *f = &w->walk->entities[i];
	bool unsaved = w->v->stdin_path && strcmp(w->v->stdin_path, f->path) == 0;
	struct known k = {0};
	bool seen = memory_known(&w->known, f->path, &k);

	if (!seen || unsaved || !k.stamp.inode || !stamp_equal(k.stamp, f->stamp))
		read_file(w, a, f, seen, &k);
	w->hashes[i] = k.hash;
	w->shapes.v[i] = shape_of_text(w->arena, f->path, k.shape);
	memory_add_known(&w->known.out, &k);
	memory_flow(&w->known);
}

void
look(struct validator *w)
{
	const struct options *o = &w->project->options;
	struct shapes *s = &w->shapes;
	struct arena scratch = {0};

	*s = (struct shapes){.by_schema = o->by_schema,
	                     .sql_folder = w->project->sql_folder,
	                     .generated_folder = w->project->generated_folder,
	                     .frontend_folder = w->project->frontend_folder,
	                     .docs_folder = w->project->docs_folder,
	                     .dir = ".",
	                     .emitters = w->project->emitters,
	                     .nemitters = w->project->nemitters,
	                     .n = w->walk->nentities};
	s->v = arena_new(w->arena, struct shape, s->n + 1);
	w->hashes = arena_new(w->arena, uint64_t, s->n + 1);
	for (size_t i = 0; i < s->n; i++) {
		look_at(w, &scratch, i);
		arena_reset(&scratch);
	}
	arena_clear(&scratch);
	shapes_settle(w->arena, s, o->entity_action_names);
}
