#include "model/link.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/linker.h"
#include "model/name.h"
#include "model/options.h"
#include "model/relation.h"

#include <string.h>

/* The other with the positions of its file, for the sake of a note. */
const struct entity *
linker_locate(struct linker *l, const struct entity *other)
{
	return l->locate ? l->locate(l->arena, other, l->options) : other;
}

static void
note_entity(struct linker *l, const struct entity *other, const char *what)
{
	const struct entity *o = linker_locate(l, other);

	note_at(l->diag, o->source, o->at, "%s", what);
}

/* ---- refs ---- */

static bool
means(const struct ref *ref, const struct entity *to, const char *schema)
{
	return word_same(ref->entity, to->name) && (!schema || word_same(schema, to->schema));
}

/* The first entity that a ref may mean; *nfound counts them. The one itself stands first. */
static const struct entity *
candidate(const struct entity *from, const struct ref *ref, struct entity *const *others, size_t n,
          const char *schema, size_t *nfound)
{
	const struct entity *found = means(ref, from, schema) ? from : NULL;

	*nfound = found != NULL;
	for (size_t i = 0; i < n; i++) {
		if (entity_same_file(from, others[i]) || !means(ref, others[i], schema))
			continue;
		if (!found)
			found = others[i];
		++*nfound;
	}
	return found;
}

const struct entity *
ref_entity(const struct entity *from, const struct ref *ref, struct entity *const *others, size_t n,
           size_t *nfound)
{
	const struct entity *found;

	if (ref->schema)
		return candidate(from, ref, others, n, ref->schema, nfound);
	found = candidate(from, ref, others, n, from->schema, nfound);
	return found ? found : candidate(from, ref, others, n, NULL, nfound);
}

static void
unknown_entity(struct linker *l, const struct ref *ref)
{
	const char **names = arena_new(l->arena, const char *, l->n + 2), *near;

	names[0] = l->entity->name;
	for (size_t i = 0; i < l->n; i++)
		names[i + 1] = l->others[i]->name;
	near = nearest(ref->entity, names);
	if (near && word_same(near, ref->entity)) {
		error_at(l->diag, l->entity->source, ref->at, "no entity '%s' in schema '%s'",
		         ref->entity, ref->schema);
		for (size_t i = 0; i < l->n; i++)
			if (word_same(l->others[i]->name, near))
				note_entity(l, l->others[i],
				            arena_printf(l->arena, "there is one in schema '%s'",
				                         l->others[i]->schema));
	} else if (near) {
		error_at(l->diag, l->entity->source, ref->at,
		         "unknown entity '%s'; did you mean '%s'?", ref->entity, near);
	} else {
		error_at(l->diag, l->entity->source, ref->at,
		         "unknown entity '%s'; no file declares it", ref->entity);
	}
}

static void
ambiguous_entity(struct linker *l, const struct ref *ref)
{
	const struct entity *first = NULL;

	for (size_t i = 0; i < l->n && !first; i++)
		if (word_same(l->others[i]->name, ref->entity))
			first = l->others[i];
	error_at(l->diag, l->entity->source, ref->at,
	         "'%s' is in several schemas; write which, as in ref(%s.%s)", ref->entity,
	         first ? first->schema : "schema", ref->entity);
	for (size_t i = 0; i < l->n; i++)
		if (word_same(l->others[i]->name, ref->entity))
			note_entity(l, l->others[i],
			            arena_printf(l->arena, "one is in schema '%s'",
			                         l->others[i]->schema));
}

/* Warns of a column of a shared table that leads to rows of tenants;
 * a list has pairs of each tenant. */
static void
between(struct linker *l, struct span at, const struct entity *to)
{
	const struct entity *e = l->entity;

	warning_at(l->diag, e->source, at,
	           "'%s' is shared by all tenants and '%s%s%s' is not: nothing keeps this "
	           "reference inside one tenant",
	           e->name, word_same(e->name, to->name) ? to->schema : "",
	           word_same(e->name, to->name) ? "." : "", to->name);
}

static void
link_ref(struct linker *l, struct ref *ref, bool list)
{
	const struct entity *e = l->entity, *to;
	size_t nfound;

	to = ref_entity(e, ref, l->others, l->n, &nfound);
	if (nfound == 0) {
		unknown_entity(l, ref);
		return;
	}
	/* Two files that declare the same entity are reported where they clash. */
	if (nfound > 1 && !ref->schema && !word_same(to->schema, e->schema)) {
		ambiguous_entity(l, ref);
		return;
	}
	ref->schema = to->schema;
	ref->table = to->table;
	ref->key = to->key;
	ref->key_type = to->key_type;
	ref->tenant = to->tenancy == TENANCY_TENANT;
	if (ref->tenant && e->tenancy == TENANCY_SHARED && !list)
		between(l, ref->at, to);
}

/* ---- foreign_keys ---- */

static const struct entity *
table_find(struct linker *l, const struct foreign_key *fk)
{
	if (word_same(l->entity->schema, fk->schema) && word_same(l->entity->table, fk->table))
		return l->entity;
	for (size_t i = 0; i < l->n; i++)
		if (word_same(l->others[i]->schema, fk->schema) &&
		    word_same(l->others[i]->table, fk->table))
			return l->others[i];
	return NULL;
}

static const struct external_table *
external_find(const struct options *o, const char *schema, const char *table)
{
	for (size_t i = 0; i < o->nexternal_tables; i++)
		if (word_same(o->external_tables[i].schema, schema) &&
		    word_same(o->external_tables[i].table, table))
			return &o->external_tables[i];
	return NULL;
}

/* pk_organization of tb_organization. */
static const char *
key_of(struct arena *a, const char *name)
{
	return name_object(a, "pk_%s", strncmp(name, "tb_", 3) == 0 ? name + 3 : name);
}

/* A foreign key that names a column needs it to be the key:
 * no other integer column of ours is unique. */
static void
link_key(struct linker *l, struct foreign_key *fk, const char *key, const char *key_type)
{
	if (fk->key && key && !word_same(fk->key, key))
		error_at(l->diag, l->entity->source, fk->at,
		         "'%s' is not the key of %s.%s; that is '%s'", fk->key, fk->schema,
		         fk->table, key);
	if (!fk->key)
		fk->key = key;
	fk->key_type = key_type;
}

static void
link_foreign_key(struct linker *l, struct foreign_key *fk)
{
	const struct entity *to = table_find(l, fk);
	const struct external_table *external = external_find(l->options, fk->schema, fk->table);

	if (to) {
		fk->entity = to->name;
		link_key(l, fk, to->key, to->key_type);
		fk->tenant = to->tenancy == TENANCY_TENANT;
		if (fk->tenant && l->entity->tenancy == TENANCY_SHARED)
			between(l, fk->at, to);
	} else if (external) {
		link_key(l, fk, external->key, external->key_type);
	} else {
		fk->unlinked = true;
		fk->key_type = "INTEGER";
		warning_at(l->diag, l->entity->source, fk->at,
		           "no entity makes the table %s.%s: the column is made without its "
		           "constraint; list the table under "
		           "external_tables in specql.yaml if it exists",
		           fk->schema, fk->table);
	}
	if (!fk->key)
		fk->key = key_of(l->arena, fk->table);
}

/* ---- clashes ---- */

static void
clash_external(struct linker *l)
{
	const struct entity *e = l->entity;
	size_t n = 0;
	const char **names =
	        l->options->nexternal_tables ? entity_relations(l->arena, e, &n) : NULL;

	for (size_t i = 0; i < n; i++)
		if (external_find(l->options, e->schema, names[i]))
			error_at(l->diag, e->source, e->at,
			         "'%s' makes the table %s.%s, which specql.yaml lists under "
			         "external_tables; "
			         "take it off that list",
			         e->name, e->schema, names[i]);
}

/* The names of an entity's actions in app. */
static const char **
api_names(struct linker *l, const struct entity *e)
{
	const char **names = arena_new(l->arena, const char *, e->nactions);
	const char *stem = l->options->entity_action_names ? e->stem : NULL;

	for (size_t i = 0; i < e->nactions; i++)
		names[i] = name_api(l->arena, e->actions[i].name, stem);
	return names;
}

/* The i-th action of ours has the name that another's k-th has. */
static void
clash_action(struct linker *l, size_t i, const struct entity *other, size_t k)
{
	const struct entity *o = linker_locate(l, other);
	const struct action *mine = &l->entity->actions[i];
	const struct action *theirs = action_find(o, other->actions[k].name);
	bool apart = !word_same(name_api(l->arena, mine->name, l->entity->stem),
	                        name_api(l->arena, other->actions[k].name, other->stem));

	error_at(l->diag, l->entity->source, mine->at,
	         "the action '%s' would be app.%s twice; rename one%s", mine->name, l->api[i],
	         apart ? ", or set 'action_names: entity' in specql.yaml" : "");
	note_at(l->diag, o->source, theirs ? theirs->at : o->at, "the other is an action of '%s'",
	        o->name);
}

static void
clash_actions(struct linker *l, const struct entity *other)
{
	const char **theirs = api_names(l, other);

	clash_api_with(l, other, theirs);
	for (size_t i = 0; i < l->entity->nactions; i++)
		for (size_t k = 0; k < other->nactions; k++)
			if (word_same(l->api[i], theirs[k]))
				clash_action(l, i, other, k);
}

/* The names of another's relations: as its interface has them, or as it would make them. */
static const char **
relations(struct linker *l, const struct entity *other, size_t *n)
{
	*n = other->nrelations;
	if (other->relations || other->partial)
		return other->relations;
	return entity_relations(l->arena, other, n);
}

/* The entity whose name can meet another's is the one at fault. */
static void
clash_relations(struct linker *l, const struct entity *other)
{
	size_t ntheirs;
	const struct relation *own = l->relations;
	const char **theirs = relations(l, other, &ntheirs);

	for (size_t i = 0; i < l->nrelations; i++)
		for (size_t k = 0; k < ntheirs; k++)
			if (word_same(own[i].name, theirs[k])) {
				error_at(l->diag, l->entity->source, own[i].at,
				         "'%s' would be in the schema '%s' twice; choose another "
				         "name",
				         own[i].function ? own[i].function : own[i].name,
				         l->entity->schema);
				note_entity(
				        l, other,
				        arena_printf(l->arena, "'%s' makes it too", other->name));
			}
}

static void
clash(struct linker *l, const struct entity *other)
{
	const struct entity *e = l->entity;

	if (word_same(e->schema, other->schema) && word_same(e->stem, other->stem)) {
		error_at(l->diag, e->source, e->at,
		         "the entity '%s' of schema '%s' is declared twice", e->name, e->schema);
		note_entity(l, other, "the other one");
		return;
	}
	if (!l->options->by_schema && !l->options->coded && word_same(e->stem, other->stem)) {
		error_at(l->diag, e->source, e->at,
		         "'%s' of schema '%s' and '%s' of schema '%s' would write the same files; "
		         "set 'layout: by_schema' in "
		         "specql.yaml",
		         e->name, e->schema, other->name, other->schema);
		note_entity(l, other, "the other one");
	}
	if (word_same(e->schema, other->schema))
		clash_relations(l, other);
	clash_actions(l, other);
}

static struct linker
alone(struct arena *a, struct diag *d, struct entity *e, const struct options *options)
{
	struct linker l = {.arena = a, .diag = d, .entity = e, .options = options};

	l.api = api_names(&l, e);
	l.relations = entity_own_relations(a, e, &l.nrelations);
	clash_external(&l);
	clash_api(&l);
	return l;
}

void
entity_names(struct arena *a, struct diag *d, struct entity *e, const struct options *options)
{
	alone(a, d, e, options);
}

void
entity_link(struct arena *a, struct diag *d, struct entity *e, struct entity *const *others,
            size_t n, const struct options *options, entity_locate *with)
{
	struct linker l = alone(a, d, e, options);

	l.others = others;
	l.n = n;
	l.locate = with;
	for (size_t i = 0; i < n; i++)
		if (!entity_same_file(e, others[i]))
			clash(&l, others[i]);
	clash_documents(&l, e);
	for (size_t i = 0; i < n; i++)
		if (!entity_same_file(e, others[i]))
			clash_documents(&l, others[i]);
	for (size_t i = 0; i < e->nfields; i++)
		for (size_t k = 0; k < e->fields[i].nrefs && !e->fields[i].faulty; k++)
			link_ref(&l, &e->fields[i].refs[k], e->fields[i].list);
	for (size_t i = 0; i < e->nforeign_keys; i++)
		link_foreign_key(&l, &e->foreign_keys[i]);
	if (e->table_view)
		link_view(&l);
}
