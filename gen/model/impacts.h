/*
 * Impacts: what actions are to those who call them, as <entity>.impacts.json and
 * mutation-impacts.json say it; see schema/mutation-impacts.schema.json. Entities are named by
 * their types in the API (api_type), fields as _meta names them, operations CREATE, UPDATE, DELETE
 * or CUSTOM. impacts.c works them out, impacts_json.c writes and reads them.
 */
#ifndef MODEL_IMPACTS_H
#define MODEL_IMPACTS_H

#include "model/violation.h"

#include <stdbool.h>
#include <stddef.h>

struct options;
struct strbuf;

/* ---- of an entity ---- */

/* A field that refers to another entity. */
struct impacts_reference {
	const char *field, *entity;
	const char *on_delete; /* restrict, cascade, set_null */
};

/* What its table view shows of another entity; path: customer.country. */
struct impacts_shown {
	const char *entity, *path;
	const char **fields; /* names of fields and of their columns */
	size_t nfields;
};

struct impacts_entity {
	const char *type; /* Contact */
	const char *name, *schema, *table;
	bool has_table_view, hierarchical;
	const char *query, *list; /* contact, contacts */
	struct impacts_reference *references;
	size_t nreferences;
	struct impacts_reference *foreign_keys; /* field: the column */
	size_t nforeign_keys;
	struct impacts_shown *shows;
	size_t nshows;
	struct violation *violations;
	size_t nviolations;
	const char **shown_by; /* merged: the types whose table views show it */
	size_t nshown_by;
};

/* ---- of an action ---- */

struct impacts_effect {
	const char *entity, *operation;
	const char **fields;
	size_t nfields;
	const char *collection; /* always NULL: answers hold no lists of rows */
	/* The action that it calls and that does it, or the field whose rule does; or NULL. */
	const char *through;
};

struct impacts_error {
	const char *status, *message; /* failed:not_a_lead, Not a lead */
};

/* All messages of a status that has several. */
struct impacts_messages {
	const char *status;
	const char **messages;
	size_t nmessages;
};

struct impacts_input {
	const char *name;         /* company_id */
	const char *graphql_name; /* companyId */
	const char *type;         /* UUID */
	bool list, required;
	const char *references; /* the type that it is the id of, or NULL */
	const char *value;      /* its default as JSON, or NULL */
	const char *pattern, *min, *max;
	const char **values;
	size_t nvalues;
	const char *description;
};

struct impacts_summary {
	bool has_primary, has_side_effects;
	const char **affected;
	size_t naffected;
	const char *entity, *operation; /* NULL if it does nothing to a row of its own */
	const char **operations;        /* what _meta can say that it did to it */
	size_t noperations;
	const char **fields;
	size_t nfields;
};

struct impacts_value {
	const char *field, *value; /* value: JSON */
};

/* What a client may show before the answer is there. */
struct impacts_optimistic {
	bool enabled;
	const char *entity, *operation;
	struct impacts_value *set; /* constants */
	size_t nset;
	const char **from_input; /* fields that get what the input of the same name says */
	size_t nfrom_input;
	const char **fields;
	size_t nfields;
	bool requires_refetch;
};

struct impacts_invalidation {
	const char *mutation; /* Contact.qualify_lead; only in the list of all */
	const char *query;
	const char *filter;   /* JSON */
	const char *strategy; /* REFETCH, EVICT, UPDATE */
	const char *reason;
};

struct impacts_mutation {
	const char *key; /* Contact.qualify_lead */
	const char *entity, *schema, *action, *description, *graphql_name, *app_function,
	        *core_function;
	const char *operation_type;
	bool requires_permission;
	const char *permission_expression;
	const char **permissions;
	size_t npermissions;
	struct impacts_input *input;
	size_t ninput;
	struct impacts_error *errors; /* the first message of each status */
	size_t nerrors;
	struct impacts_messages *messages;
	size_t nmessages;
	struct impacts_summary impacts;
	struct impacts_effect *side_effects;
	size_t nside_effects;
	const char **events, **calls, **refreshes; /* calls: functions in app */
	size_t nevents, ncalls, nrefreshes;
	struct impacts_optimistic optimistic;
	/* merged */
	struct impacts_effect *cascades;
	size_t ncascades;
	const char **queries;
	size_t nqueries;
	struct impacts_invalidation *invalidations;
	size_t ninvalidations;
};

/* What the file of an entity says. */
struct impacts_file {
	struct impacts_entity entity;
	struct impacts_mutation *mutations;
	size_t nmutations;
};

/* What the file of an entity will say. */
struct impacts_file impacts_of(struct arena *, const struct entity *, const struct options *);

/* Works that out once for all who will ask impacts_of about the entity, with the same options. It
 * stays in the arena, which the entity must not outlive. */
void impacts_keep(struct arena *, struct entity *, const struct options *);

/* Sorts mutations by their keys. */
void impacts_sort(struct impacts_mutation *, size_t n);

/* Appends it as JSON. */
void impacts_write(struct strbuf *, const struct impacts_file *);

/* Reads what impacts_write wrote; false if it is something else. */
bool impacts_read(struct arena *, const char *text, size_t len, struct impacts_file *);

/* ---- of a project, merged ----
 *
 * Its file is the largest that we write, so its members are appended one by one,
 * as cJSON would print them there. */

/* What it begins with: its version and so on. */
void impacts_write_head(struct strbuf *);

void impacts_write_mutation(struct strbuf *, const struct impacts_mutation *);
void impacts_write_entity(struct strbuf *, const struct impacts_entity *);
void impacts_write_rule(struct strbuf *, const struct impacts_invalidation *);

#endif
