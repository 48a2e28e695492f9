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
	struct title *titles;
	size_t *slots, nslots; /* 1 + index of a title, by code */
};

/* ---- places ---- */

/* The file of a title, read anew for the place of a fault. */
static const struct entity *
reread(const struct codes *c, const struct title *t)
{
	struct diag silent;
	struct source *source;
	bool broken;

	if (c->diag->nerrors > SHOWN)
		return NULL;
	diag_init(&silent, c->arena);
	source = origin_read(c->arena, &silent, walk_path(c->arena, c->folder, t->path));
	if (source)
		source->path = arena_strdup(c->arena, t->path);
	return source ? entity_read(c->arena, &silent, source, &c->project->options, &broken)
	              : NULL;
}

static struct source *
path_only(const struct codes *c, const struct title *t)
{
	struct source *source = arena_new(c->arena, struct source, 1);

	source->path = arena_strdup(c->arena, t->path);
	return source;
}

/* A fault of a title's code: at the code as written, else at the entity's name. */
static void
fault(const struct codes *c, const struct title *t, const char *text)
{
	const struct entity *e = reread(c, t);

	if (e)
		error_at(c->diag, e->source, e->code_at.line ? e->code_at : e->at, "%s", text);
	else
		error_at(c->diag, path_only(c, t), (struct span){0}, "%s", text);
}

static void
note(const struct codes *c, const struct title *t, const char *text)
{
	const struct entity *e = reread(c, t);

	if (e)
		note_at(c->diag, e->source, e->code_at.line ? e->code_at : e->at, "%s", text);
	else
		note_at(c->diag, path_only(c, t), (struct span){0}, "%s", text);
}

/* ---- one entity ---- */

static void
check_own(const struct codes *c, const struct title *t)
{
	const struct registry *r = c->project->registry;
	const struct registered *entry;
	const char *text = registry_objection(c->arena, r, t->code, t->schema, t->entity, &entry);

	if (!text)
		return;
	fault(c, t, text);
	if (entry)
		note_at(c->diag, r->source, entry->code_at, "the registry has it here");
}

static void
missing(const struct codes *c, const struct title *t)
{
	const struct project *p = c->project;
	const char *why = p->options.coded ? "layout: coded" : "registry: required";

	if ((!p->options.coded && !p->registry_required) || p->registry_faulty)
		return;
	fault(c, t,
	      p->registry ? arena_printf(c->arena,
	                                 "'%s' has no table code, which '%s' asks for; run "
	                                 "specql registry assign",
	                                 t->entity, why)
	                  : arena_printf(c->arena,
	                                 "'%s' has no table code, which '%s' asks for; give it one "
	                                 "under 'organization', or write "
	                                 "registry/domain_registry.yaml",
	                                 t->entity, why));
}

static void
assign(const struct codes *c, struct title *t)
{
	const struct registry *r = c->project->registry;
	const struct registered *entry;

	if (*t->code && r)
		check_own(c, t);
	else if (r && (entry = registry_entity(r, t->schema, t->entity)) && entry->code) {
		t->code = entry->code;
		t->assigned = true;
	}
	if (!*t->code)
		missing(c, t);
}

/* ---- all of them ---- */

static void
compare(struct codes *c, size_t i)
{
	struct title *t = &c->titles[i];
	size_t slot = hash_add(HASH_START, t->code, strlen(t->code)) & (c->nslots - 1);

	for (; c->slots[slot]; slot = (slot + 1) & (c->nslots - 1)) {
		const struct title *other = &c->titles[c->slots[slot] - 1];

		if (strcmp(other->code, t->code) != 0)
			continue;
		fault(c, t,
		      arena_printf(c->arena, "'%s' and '%s' have the same table code, '%s'; %s",
		                   t->entity, other->entity, t->code,
		                   t->assigned && other->assigned ? "run specql registry assign"
		                                                  : "give one of them another"));
		note(c, other, "the other one");
		return;
	}
	c->slots[slot] = i + 1;
}

void
codes_assign(struct arena *a, struct diag *d, const struct project *p, const char *folder,
             struct title *titles, size_t n)
{
	struct codes c = {a, d, p, folder, titles, NULL, 64};

	while (c.nslots < 2 * n)
		c.nslots *= 2;
	c.slots = arena_new(a, size_t, c.nslots);
	for (size_t i = 0; i < n; i++)
		if (*titles[i].entity) {
			assign(&c, &titles[i]);
			if (*titles[i].code)
				compare(&c, i);
		}
}

void
codes_frozen(struct arena *a, struct diag *d, const struct project *p, const char *folder,
             const struct title *titles, size_t n)
{
	struct codes c = {.arena = a, .diag = d, .project = p, .folder = folder};

	for (size_t i = 0; i < n; i++)
		if (*titles[i].entity &&
		    !(p->registry &&
		      registry_entity(p->registry, titles[i].schema, titles[i].entity)))
			fault(&c, &titles[i],
			      arena_printf(a, "'%s' " CODES_FROZEN, titles[i].entity));
}

void
codes_fault(struct arena *a, struct diag *d, const struct project *p, const char *folder,
            const struct title *t, const char *text)
{
	fault(&(struct codes){.arena = a, .diag = d, .project = p, .folder = folder}, t, text);
}
