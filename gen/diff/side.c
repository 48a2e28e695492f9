#include "diff/side.h"
#include "action/compile.h"
#include "action/signature.h"
#include "base/arena.h"
#include "graph/inputs.h"
#include "graph/names.h"
#include "graph/settle.h"
#include "model/registry.h"
#include "model/relation.h"
#include "parse/parse.h"
#include "parse/project.h"

#include <stdlib.h>
#include <string.h>

/* ---- which files are the same ---- */

static int
path_order(const void *path, const void *element)
{
	return strcmp(path, ((const struct tree_file *)element)->path);
}

static struct tree_file *
file_find(const struct tree *t, const char *path)
{
	return t->n ? bsearch(path, t->files, t->n, sizeof *t->files, path_order) : NULL;
}

bool
tree_mark(struct tree *old, struct tree *new)
{
	bool settings = strcmp(old->settings, new->settings) == 0;
	size_t n = 0;

	for (size_t i = 0; settings && i < new->n; i++) {
		struct tree_file *f = &new->files[i], *g = file_find(old, f->path);

		if (!g || f->len != g->len || memcmp(f->text, g->text, f->len) != 0)
			continue;
		f->same = g->same = true;
		n++;
	}
	return !settings || n < new->n || n < old->n;
}

/* ---- as others see it ---- */

/* The code of the registry, unless the file says one. */
static void
give_code(const struct project *p, struct entity *e)
{
	const struct registered *r = NULL;

	if (!e->table_code && p->registry && e->schema)
		r = registry_entity(p->registry, e->schema, e->name);
	if (r)
		e->table_code = r->code;
}

/* Its faults are its own matter. */
static struct entity *
interface(struct arena *a, const struct source *source, const struct project *p)
{
	struct entity *e;
	struct diag silent;
	bool broken;

	diag_init(&silent, a);
	e = entity_read(a, &silent, source, &p->options, &broken);
	if (!e || !e->name)
		return NULL;
	give_code(p, e);
	actions_sign(a, &silent, e, &p->options);
	e->partial = e->partial || broken || silent.nerrors > 0;
	if (!e->partial)
		e->relations = entity_relations(a, e, &e->nrelations);
	return e;
}

static const char *
shape_of(const struct side *s, const struct tree_file *f, struct arena *a)
{
	struct arena scratch = {0};
	const struct entity *e = interface(&scratch, f->source, s->tree->project);
	struct shape shape = shape_unknown(f->path);
	const char *text;

	if (e && e->schema && e->stem)
		shape = shape_new(&scratch, f->path, e);
	if (!s->options->coded)
		shape.code = "";
	text = shape_text(a, &shape);
	arena_clear(&scratch);
	return text;
}

/* The same file of the side that was parsed before, or NULL. */
static struct tree_file *
twin(const struct side *s, const struct tree_file *f)
{
	return f->same && s->parsed ? file_find(s->parsed->tree, f->path) : NULL;
}

/* Where one file is compared, another that declares the same entity is another version of it. */
static void
drop_versions(struct side *s)
{
	struct tree *t = s->tree;
	const struct tree_file *only = file_find(t, t->only);
	const struct shape own = s->shapes.v[only - t->files];
	size_t kept = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct shape *other = &s->shapes.v[i];

		if (&t->files[i] != only && *own.stem && strcmp(other->stem, own.stem) == 0 &&
		    strcmp(other->schema, own.schema) == 0)
			continue;
		s->shapes.v[kept] = *other;
		t->files[kept++] = t->files[i];
	}
	t->n = s->shapes.n = kept;
}

void
side_know(struct arena *a, struct side *s, const struct side *parsed)
{
	const struct tree *t = s->tree;

	s->parsed = parsed;
	s->shapes = (struct shapes){.by_schema = s->options->by_schema,
	                            .coded = s->options->coded,
	                            .sql_folder = t->project->sql_folder,
	                            .generated_folder = t->project->generated_folder,
	                            .dir = ".",
	                            .v = arena_new(a, struct shape, t->n + 1),
	                            .n = t->n};
	for (size_t i = 0; i < t->n; i++) {
		struct tree_file *f = &t->files[i];
		const struct tree_file *g = twin(s, f);

		f->shape = g ? g->shape : shape_of(s, f, a);
		s->shapes.v[i] = shape_of_text(a, f->path, f->shape);
	}
	if (t->only)
		drop_versions(s);
	shapes_settle(a, &s->shapes, s->options->entity_action_names);
	s->names = names_new(a, &s->shapes);
	s->inputs = inputs_new(a, s->names, &s->shapes);
}

struct entity *
side_entity(struct arena *a, const struct side *s, struct tree_file *f)
{
	struct tree_file *g = twin(s, f);

	if (f->known)
		return f->entity;
	f->known = true;
	return f->entity =
	               g ? side_entity(a, s->parsed, g) : interface(a, f->source, s->tree->project);
}

/* ---- models ---- */

/* Whether an entity of other bytes is one of its inputs. */
static bool
concerned(const struct side *s, const struct tree_file *f)
{
	bool suspect;
	size_t n;
	const size_t *inputs = inputs_of(s->inputs, (size_t)(f - s->tree->files), &n, &suspect);

	for (size_t i = 0; i < n; i++)
		if (!s->tree->files[inputs[i]].same)
			return true;
	return false;
}

static bool
chosen(const struct side *s, const struct side *other, const struct tree_file *f)
{
	if (s->tree->only)
		return strcmp(s->tree->only, f->path) == 0;
	return !f->same || concerned(s, f) || concerned(other, file_find(other->tree, f->path));
}

/* Its own interface, since it is linked: that of the other side would
 * be another entity of its name. */
static void
know_itself(struct arena *a, struct side *s, struct tree_file *f)
{
	struct entity *own = side_entity(a, s, f);

	if (!f->same || !own || own->source == f->source)
		return;
	own = interface(a, f->source, s->tree->project);
	f->entity = own ? own : f->entity;
}

static struct entity **
others_of(struct arena *a, struct side *s, const struct tree_file *f, size_t *nothers)
{
	bool suspect;
	size_t n;
	const size_t *inputs = inputs_of(s->inputs, (size_t)(f - s->tree->files), &n, &suspect);
	struct entity **others = arena_new(a, struct entity *, n + 1);

	for (size_t i = *nothers = 0; i < n; i++) {
		others[*nothers] = side_entity(a, s, &s->tree->files[inputs[i]]);
		*nothers += others[*nothers] != NULL;
	}
	return others;
}

static struct entity *
model(struct arena *a, struct diag *d, struct side *s, struct tree_file *f)
{
	size_t nerrors = d->nerrors, nothers;
	struct entity **others, *e;
	bool broken;

	know_itself(a, s, f);
	others = others_of(a, s, f, &nothers);
	e = entity_read(a, d, f->source, s->options, &broken);
	if (!e || d->nerrors > nerrors)
		return NULL;
	give_code(s->tree->project, e);
	entity_complete(a, d, e, others, nothers, s->options);
	return d->nerrors > nerrors ? NULL : e;
}

void
side_link(struct arena *a, struct diag *d, struct side *s, const struct side *other)
{
	s->compared = arena_new(a, struct entity *, s->tree->n);
	for (size_t i = 0; i < s->tree->n; i++) {
		struct tree_file *f = &s->tree->files[i];
		struct entity *e = chosen(s, other, f) ? model(a, d, s, f) : NULL;

		if (e)
			s->compared[s->ncompared++] = e;
	}
}
