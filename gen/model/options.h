/*
 * Options: what specql.yaml and the registry say to the tools that make outputs. The scan writes
 * them as JSON, one file per kind under .specql/kind/ with only the members that concern it, so
 * that a changed option rebuilds what it shapes and nothing else.
 */
#ifndef MODEL_OPTIONS_H
#define MODEL_OPTIONS_H

#include "model/entity.h"

struct arena;

struct schema_options {
	const char *name;
	enum tenancy tenancy;
};

struct external_table {
	const char *schema, *table, *key, *key_type; /* key_type INTEGER unless given */
};

struct options {
	/* Content hash of the kind's executable, 16 hex digits: a new tool makes a new file. */
	const char *tool;
	const char *api_role, *action_role; /* app_api, app_action */
	enum tenancy tenancy;               /* of schemas that `schemas` does not list */
	struct schema_options *schemas;
	size_t nschemas;
	bool by_schema;           /* layout: by_schema */
	bool coded;               /* layout: coded */
	bool entity_action_names; /* action_names: entity */
	bool strict;              /* warnings are errors */
	struct external_table *external_tables;
	size_t nexternal_tables;
	const char **functions; /* callable by `call` though no action */
	size_t nfunctions;
	const char *sql_folder;                    /* db/schema: where the SQL is written */
	const char *frontend_folder, *docs_folder; /* of the other outputs, or NULL */
	const char *docs_title;                    /* of the documentation, or NULL */
	const char **clients;                      /* apollo, tanstack, urql: in this order */
	size_t nclients;
	/* of the foundation */
	const char **all_schemas; /* every schema that holds a table, sorted, without app */
	size_t nall_schemas;
	const char **extensions; /* in use, sorted */
	size_t nextensions;
	const char **needs; /* what tables need beyond the common part (model/need.h), sorted */
	size_t nneeds;
	/* of the schema's edge */
	const char *confiture; /* path given by the author, or NULL */
};

/* app_api, app_action, everything else zero; TENANCY_TENANT. */
extern const struct options options_default;

/* Whether the rows of a schema's tables belong to tenants: the schema's own entry, else the
 * default; common, app and core are shared unless listed. */
enum tenancy schema_tenancy(const struct options *, const char *schema);

/* Adds a schema's entry; of several of one schema the first holds. */
void options_add_schema(struct arena *, struct options *, const char *schema, enum tenancy);

#endif
