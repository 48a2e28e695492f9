#include "model/skeleton.h"
#include "base/arena.h"
#include "model/api.h"
#include "model/column.h"
#include "model/reaction.h"

/* Composites have parts by name; every other value is a text,
 * but for columns that helpers compare as one. */
static struct field
field_of(const struct field *from)
{
	struct field to = {
	        .name = from->name,
	        .column = from->column,
	        .type = type_find("text"),
	        .sql = "TEXT",
	        .list = from->list,
	        .faulty = from->faulty,
	        .refs = from->refs,
	        .nrefs = from->nrefs,
	        .join_table = from->join_table,
	};

	if (from->type && (from->type->class == TYPE_REF || from->type->class == TYPE_COMPOSITE))
		to.type = from->type;
	if (from->sql && column_incomparable(from->sql))
		to.sql = from->sql;
	return to;
}

/* Whether answers show what a field requires though another tenant has deleted it. */
static bool
kept(const struct entity *e, const struct field *f)
{
	bool shared = false;

	for (size_t i = 0; i < f->nrefs; i++)
		shared |= !f->refs[i].tenant;
	return shared && f->required && entity_tenant(e);
}

static struct field *
fields_of(struct arena *a, const struct entity *e)
{
	struct field *to = arena_new(a, struct field, e->nfields);

	for (size_t i = 0; i < e->nfields; i++) {
		to[i] = field_of(&e->fields[i]);
		to[i].required = kept(e, &e->fields[i]);
	}
	return to;
}

static struct foreign_key *
foreign_keys_of(struct arena *a, const struct entity *e)
{
	struct foreign_key *to = arena_new(a, struct foreign_key, e->nforeign_keys);

	for (size_t i = 0; i < e->nforeign_keys; i++) {
		to[i] = e->foreign_keys[i];
		to[i].entity = NULL;
		to[i].description = NULL;
		to[i].required = false;
	}
	return to;
}

/* What an action returns, as one statement. */
static void
returned_of(struct arena *a, const struct action *from, struct action *to)
{
	struct api_fields returned = api_returned(a, from);
	struct statement *all;

	if (!returned.n)
		return;
	all = arena_new(a, struct statement, 1);
	*all = (struct statement){.kind = STATEMENT_RETURN,
	                          .values = arena_new(a, struct named_sql, returned.n),
	                          .nvalues = returned.n};
	for (size_t i = 0; i < returned.n; i++)
		all->values[i] = (struct named_sql){.name = returned.v[i].key, .sql = "NULL"};
	to->statements = all;
	to->nstatements = 1;
}

static struct action
action_of(struct arena *a, const struct action *from)
{
	struct input *in = arena_new(a, struct input, 1);
	struct action to = {
	        .name = from->name,
	        .api = from->api,
	        .operation = from->operation,
	        .kind = from->kind,
	        .subject = from->subject,
	        .inputs = in,
	        .ninputs = from->ninputs > 0,
	        .row = from->row,
	        .deletes = from->deletes,
	};

	*in = (struct input){.name = "input", .type = type_find("text"), .sql = "TEXT"};
	returned_of(a, from, &to);
	return to;
}

static struct action *
actions_of(struct arena *a, const struct entity *e)
{
	struct action *to = arena_new(a, struct action, e->nactions);

	for (size_t i = 0; i < e->nactions; i++)
		to[i] = action_of(a, &e->actions[i]);
	return to;
}

struct entity *
interface_skeleton(struct arena *a, const struct entity *e)
{
	struct entity *to = arena_new(a, struct entity, 1);

	*to = (struct entity){
	        .source = e->source,
	        .name = e->name,
	        .schema = e->schema,
	        .stem = e->stem,
	        .table = e->table,
	        .key = e->key,
	        .key_type = e->key_type,
	        .tenancy = e->tenancy,
	        .identifier = e->identifier,
	        .partial = e->partial,
	};
	return to;
}

struct entity *
model_skeleton(struct arena *a, const struct entity *e)
{
	struct entity *to = interface_skeleton(a, e);

	to->fields = fields_of(a, e);
	to->nfields = e->nfields;
	to->foreign_keys = foreign_keys_of(a, e);
	to->nforeign_keys = e->nforeign_keys;
	to->actions = actions_of(a, e);
	to->nactions = e->nactions;
	to->table_view = e->table_view;
	to->relations = e->relations;
	to->nrelations = e->nrelations;
	return to;
}

struct entity *
hooks_skeleton(struct arena *a, const struct entity *e)
{
	struct entity *to = interface_skeleton(a, e);

	to->actions = actions_of(a, e);
	to->nactions = e->nactions;
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING) {
			to->actions[i].reaction = reaction_of(a, e, &e->actions[i]);
			to->actions[i].nreaction = 1;
		}
	return to;
}
