/* Reads what stands in the parentheses of a ref: its targets, and what happens when one goes. */
#include "parse/draft.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/name.h"

#include <string.h>

static bool
same_target(const struct ref *a, const struct ref *b)
{
	return strcmp(a->entity, b->entity) == 0 &&
	       strcmp(a->schema ? a->schema : "", b->schema ? b->schema : "") == 0;
}

/* [schema.]Entity */
void
target_add(struct draft *d, struct slice s)
{
	struct arena *a = d->p->arena;
	struct field *f = d->f;
	const char *text = slice_text(a, s), *dot = strchr(text, '.');
	struct ref r = {.at = slice_span(d->p, s), .entity = text};

	if (dot) {
		r.schema = arena_strndup(a, text, (size_t)(dot - text));
		r.entity = dot + 1;
	}
	if (f->nrefs == TARGETS_MAX)
		fault(d, s, "a ref has at most %d targets", TARGETS_MAX);
	else if (s.n == 0)
		fault(d, d->word.node ? d->word : s, "this ref names no entity; write ref(Entity)");
	else if (strchr(r.entity, '.'))
		fault(d, s, "'%s' has too many parts; write Entity or schema.Entity", text);
	else if (!name_valid(r.entity) || (r.schema && !name_valid(r.schema)))
		fault(d, s, "'%s' is no name of an entity; write Entity or schema.Entity", text);
	else if (strlen(r.entity) > NAME_MAX_BYTES)
		fault(d, s, "the entity's name has %zu bytes; at most %d are allowed",
		      strlen(r.entity), NAME_MAX_BYTES);
	else {
		for (size_t i = 0; i < f->nrefs; i++)
			if (same_target(&f->refs[i], &r)) {
				fault(d, s, "the ref has '%s' twice", text);
				return;
			}
		f->refs = arena_grown(a, f->refs, f->nrefs, sizeof r);
		f->refs[f->nrefs++] = r;
	}
}

void
on_delete_read(struct draft *d, struct slice s)
{
	const char *text = slice_text(d->p->arena, s), *near;
	int word = word_index(on_delete_names, text);

	d->on_delete = (struct said){s.node, slice_span(d->p, s)};
	for (size_t i = 0; word >= 0 && i < d->f->nrefs; i++)
		d->f->refs[i].on_delete = (enum on_delete)word;
	if (word >= 0)
		return;
	near = suggest(d->p, text, on_delete_names);
	if (near)
		fault(d, s, "unknown on_delete '%s'; did you mean '%s'?", text, near);
	else
		fault(d, s, "on_delete must be restrict, cascade or set_null, not '%s'", text);
}

/* on_delete: cascade, or with '='. */
static void
option_read(struct draft *d, struct slice s)
{
	const char *text = slice_text(d->p->arena, s);
	size_t word = strcspn(text, ":= \t\r\n"), gap = word + strspn(text + word, " \t\r\n");

	if (strncmp(text, "many", word) == 0 && word == strlen("many"))
		fault(d, s, "'%s' is no option of a ref; write list(ref(Entity)) for any number",
		      text);
	else if (strncmp(text, "on_delete", word) != 0 || word != strlen("on_delete"))
		fault(d, s,
		      "'%s' is no option of a ref; write on_delete: cascade, set_null or restrict",
		      text);
	else if (text[gap] != ':' && text[gap] != '=')
		fault(d, s,
		      "on_delete has no value; write on_delete: cascade, set_null or restrict");
	else if (d->on_delete.node)
		fault(d, s, "on_delete is said twice");
	else
		on_delete_read(d,
		               slice_trim((struct slice){s.node, s.at + gap + 1, s.n - gap - 1}));
}

void
target_read(struct draft *d)
{
	struct slice *parts, *targets;
	size_t n, ntargets;

	if (!d->params.node)
		return; /* `entity` may name it */
	parts = slice_split(d->p->arena, d->params, ',', &n);
	targets = slice_split(d->p->arena, parts[0], '|', &ntargets);
	for (size_t i = 0; i < ntargets && i <= TARGETS_MAX; i++)
		target_add(d, targets[i]);
	for (size_t i = 1; i < n && i <= TARGETS_MAX; i++)
		option_read(d, parts[i]);
}
