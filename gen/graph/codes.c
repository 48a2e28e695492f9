#include "graph/codes.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "graph/walk.h"
#include "model/registry.h"
#include "parse/origin.h"
#include "parse/parse.h"
#include "parse/project.h"

#include <string.h>

/* So many faults are shown at their places; nobody reads more. */
enum { SHOWN = 100 };

struct codes {
	struct arena *arena;
	struct diag *diag;
	const struct project *project;
	const char *folder; /* of the files */
	struct shape *shapes;
	size_t *slots, nslots; /* 1 + index of a shape, by code */
};

/* ---- places ---- */

/* The file of a shape, read anew for the place of a fault. */
static const struct entity *
reread(const struct codes *c, const struct shape *s)
{
	struct diag silent;
	struct source *source;
	bool broken;

	if (c->diag->nerrors > SHOWN)
		return NULL;
	diag_init(&silent, c->arena);
	source = origin_read(c->arena, &silent, walk_path(c->arena, c->folder, s->path));
	if (source)
		source->path = arena_strdup(c->arena, s->path);
	return source ? entity_read(c->arena, &silent, source, &c->project->options, &broken)
	              : NULL;
}

static struct source *
path_only(const struct codes *c, const struct shape *s)
{
	struct source *source = arena_new(c->arena, struct source, 1);

	source->path = arena_strdup(c->arena, s->path);
	return source;
}

/* A fault of a shape's code: at the code as written, else at the entity's name. */
static void
fault(const struct codes *c, const struct shape *s, const char *text)
{
	const struct entity *e = reread(c, s);

	if (e)
		error_at(c->diag, e->source, e->code_at.line ? e->code_at : e->at, "%s", text);
	else
		error_at(c->diag, path_only(c, s), (struct span){0}, "%s", text);
}

static void
note(const struct codes *c, const struct shape *s, const char *text)
{
	const struct entity *e = reread(c, s);

	if (e)
		note_at(c->diag, e->source, e->code_at.line ? e->code_at : e->at, "%s", text);
	else
		note_at(c->diag, path_only(c, s), (struct span){0}, "%s", text);
}

/* ---- one entity ---- */

static void
check_own(const struct codes *c, const struct shape *s)
{
	const struct registry *r = c->project->registry;
	const struct registered *entry;
	const char *text = registry_objection(c->arena, r, s->code, s->schema, s->entity, &entry);

	if (!text)
		return;
	fault(c, s, text);
	if (entry)
		note_at(c->diag, r->source, entry->code_at, "the registry has it here");
}

static void
missing(const struct codes *c, const struct shape *s)
{
	const struct project *p = c->project;
	const char *why = p->options.coded ? "layout: coded" : "registry: required";

	if (!p->options.coded && !p->registry_required)
		return;
	fault(c, s,
	      p->registry ? arena_printf(c->arena,
	                                 "'%s' has no table code, which '%s' asks for; run "
	                                 "specql registry assign",
	                                 s->entity, why)
	                  : arena_printf(c->arena,
	                                 "'%s' has no table code, which '%s' asks for; give it one "
	                                 "under 'organization', or write "
	                                 "registry/domain_registry.yaml",
	                                 s->entity, why));
}

static void
assign(const struct codes *c, struct shape *s)
{
	const struct registry *r = c->project->registry;
	const struct registered *entry;

	if (*s->code && r)
		check_own(c, s);
	else if (r && (entry = registry_entity(r, s->schema, s->entity)) && entry->code) {
		s->code = entry->code;
		s->assigned = true;
	}
	if (!*s->code)
		missing(c, s);
}

/* ---- all of them ---- */

static void
compare(struct codes *c, size_t i)
{
	struct shape *s = &c->shapes[i];
	size_t slot = hash_add(HASH_START, s->code, strlen(s->code)) & (c->nslots - 1);

	for (; c->slots[slot]; slot = (slot + 1) & (c->nslots - 1)) {
		const struct shape *other = &c->shapes[c->slots[slot] - 1];

		if (strcmp(other->code, s->code) != 0)
			continue;
		fault(c, s,
		      arena_printf(c->arena, "'%s' and '%s' have the same table code, '%s'; %s",
		                   s->entity, other->entity, s->code,
		                   s->assigned && other->assigned ? "run specql registry assign"
		                                                  : "give one of them another"));
		note(c, other, "the other one");
		return;
	}
	c->slots[slot] = i + 1;
}

void
codes_assign(struct arena *a, struct diag *d, const struct project *p, const char *folder,
             struct shape *shapes, size_t n)
{
	struct codes c = {a, d, p, folder, shapes, NULL, 64};

	while (c.nslots < 2 * n)
		c.nslots *= 2;
	c.slots = arena_new(a, size_t, c.nslots);
	for (size_t i = 0; i < n; i++)
		if (*shapes[i].entity) {
			assign(&c, &shapes[i]);
			if (*shapes[i].code)
				compare(&c, i);
		}
}

void
codes_frozen(struct arena *a, struct diag *d, const struct project *p, const char *folder,
             const struct shape *shapes, size_t n)
{
	struct codes c = {.arena = a, .diag = d, .project = p, .folder = folder};

	for (size_t i = 0; i < n; i++)
		if (*shapes[i].entity &&
		    !(p->registry &&
		      registry_entity(p->registry, shapes[i].schema, shapes[i].entity)))
			fault(&c, &shapes[i],
			      arena_printf(a, "'%s' " CODES_FROZEN, shapes[i].entity));
}

void
codes_fault(struct arena *a, struct diag *d, const struct project *p, const char *folder,
            const struct shape *s, const char *text)
{
	fault(&(struct codes){.arena = a, .diag = d, .project = p, .folder = folder}, s, text);
}
