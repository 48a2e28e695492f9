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
shape_of(struct validator *w, struct source *source, const char *path, const struct known *before)
{
	struct arena scratch = {0};
	struct diag silent;
	struct shape shape = shape_unknown(path);
	struct entity *e = NULL;
	bool broken = false;
	const char *text;

	diag_init(&silent, &scratch);
	if (source)
		e = entity_read(&scratch, &silent, source, &w->project->options, &broken);
	if (e && e->name && e->schema && e->stem) {
		shape = shape_new(&scratch, path, e);
		before = NULL;
	}
	text = before ? before->shape : shape_text(w->arena, &shape);
	arena_clear(&scratch);
	return text;
}

void
look(struct validator *w, size_t i)
{
	const struct found *f = &w->walk->entities[i];
	const struct known *before = memory_find(w->memory, f->path);
	bool same = before && before->stamp.inode && stamp_equal(before->stamp, f->stamp);
	struct known *now = &w->now[i];
	struct arena scratch = {0};
	struct diag silent;
	struct source *source;

	if (same && !(w->v->stdin_path && strcmp(w->v->stdin_path, f->path) == 0)) {
		*now = *before;
		return;
	}
	now->path = f->path;
	diag_init(&silent, &scratch);
	source = f->error ? NULL : look_source(&scratch, &silent, w->v, f->path);
	now->hash = source ? checksum_of(source->text, source->len) : 0;
	now->stamp = source ? f->stamp : (struct stamp){0};
	if (stamp_racy(now->stamp, w->began))
		now->stamp = (struct stamp){0};
	if (before && before->hash == now->hash)
		now->shape = before->shape;
	else
		now->shape = shape_of(w, source, f->path, before);
	arena_clear(&scratch);
}

void
look_shapes(struct validator *w)
{
	const struct options *o = &w->project->options;
	struct shapes *s = &w->shapes;

	*s = (struct shapes){.by_schema = o->by_schema,
	                     .sql_folder = w->project->sql_folder,
	                     .generated_folder = w->project->generated_folder,
	                     .dir = ".",
	                     .emitters = w->project->emitters,
	                     .nemitters = w->project->nemitters,
	                     .n = w->walk->nentities};
	s->v = arena_new(w->arena, struct shape, s->n + 1);
	for (size_t i = 0; i < s->n; i++)
		s->v[i] = shape_of_text(w->arena, w->now[i].path, w->now[i].shape);
	shapes_settle(w->arena, s, o->entity_action_names);
}
