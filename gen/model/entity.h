/*
 * Entity: what an entity file says, on one page. Made by parse, completed by link, written and read
 * as JSON by json, seen by emitters.
 *
 * Text that came from an author is stored as written, never quoted. Lists are arrays of n elements.
 * `at` is where a thing stands in the file; it is not part of the JSON,
 * so a comment changes no output.
 */
#ifndef MODEL_ENTITY_H
#define MODEL_ENTITY_H

#include "base/diag.h"
#include "model/action.h"
#include "model/type.h"
#include "model/view.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum on_delete { ON_DELETE_RESTRICT, ON_DELETE_CASCADE, ON_DELETE_SET_NULL };

/* restrict, cascade, set_null by enum on_delete; ends with NULL. */
extern const char *const on_delete_names[];

enum tenancy { TENANCY_UNSET, TENANCY_TENANT, TENANCY_SHARED };

/* One target of a ref: one foreign key column. */
struct ref {
	struct span at;
	const char *entity; /* target as written */
	const char *schema; /* as written, else that of the target; NULL until it is linked */
	enum on_delete on_delete;
	const char *column; /* fk_company, or fk_owner_person for one of several targets */
	/* linked */
	const char *table;    /* tb_company */
	const char *key;      /* pk_company */
	const char *key_type; /* INTEGER or BIGINT */
	bool tenant;          /* the target's rows belong to tenants */
	bool unlinked; /* a column without its constraint: the target is not declared anywhere */
};

enum default_kind { DEFAULT_NONE, DEFAULT_VALUE, DEFAULT_FUNCTION };

struct field {
	const char *name;
	struct span at;
	const char *description; /* or NULL */
	const struct type *type; /* of the elements, if a list; never NULL */
	const char *column;      /* its column; of a ref with one target, that target's column */
	/* The column's type: NUMERIC(10,2), TEXT[], CHAR(2); a list of JSON or of a composite is
	 * JSONB too, one JSON array. */
	const char *sql;
	bool list, required, unique;
	bool faulty;           /* something of it was reported; only the name is sound */
	enum index_kind index; /* the index it gets beside those for UNIQUE and foreign keys */
	enum default_kind default_kind;
	const char *default_text;   /* VALUE: the value as text; FUNCTION: SQL such as now() */
	const char *min, *max;      /* range of a number, from the author or the type; or NULL */
	int min_length, max_length; /* of a text, in characters; 0: none */
	const char *pattern; /* anchored regular expression, from the author or the type; or NULL */
	const char **values; /* enum */
	size_t nvalues;
	struct ref *refs; /* ref: one target, or several of which one is set */
	size_t nrefs;
	const char *join_table; /* list(ref(E)): the table of pairs, or NULL */
};

struct index {
	struct span at;
	const char *name;
	enum index_kind kind;
	const char **columns; /* column names */
	size_t ncolumns;
	bool unique;
};

/* A rule of the block `validation`. */
struct check {
	struct span at;
	const char *name;
	const char *error;      /* the author's message or code, or NULL */
	const char *sql;        /* the condition, typed and printed again */
	const char *js;         /* the same in JavaScript (rule_js.h); or NULL */
	const char *js_missing; /* and why: "it looks into a list" */
	const char **fields;    /* what it reads in JavaScript, as the API calls inputs */
	size_t nfields;
};

/* An entry of the block `foreign_keys`: a column that refers to a table by its SQL name. */
struct foreign_key {
	struct span at;
	const char *column, *schema, *table, *key;
	const char *entity; /* that of the table, or NULL */
	const char *key_type;
	const char *description;
	bool required;
	bool unlinked; /* no entity and no external table of that name: no constraint */
	bool tenant;   /* the target's rows belong to tenants: the key carries the tenant */
	enum on_delete on_delete;
};

struct entity {
	const struct source *source;
	struct span at;            /* of the name */
	const char *name, *schema; /* Contact, crm */
	const char *stem; /* contact: its part in the names of tables, files and functions */
	const char *description;
	const char *table, *key, *key_type; /* tb_contact, pk_contact, INTEGER */
	const char *table_code; /* in upper case; of organization, else of the registry, or NULL */
	struct span code_at;    /* as written in organization */
	enum tenancy tenancy;   /* as written; after link never UNSET */
	bool identifier;        /* has the column identifier */
	bool partial;           /* of an interface: its file has faults */
	struct field *fields;
	size_t nfields;
	struct index *indexes;
	size_t nindexes;
	struct check *checks;
	size_t nchecks;
	struct foreign_key *foreign_keys;
	size_t nforeign_keys;
	struct action *actions;
	size_t nactions;
	bool table_view;              /* it has one (model/view.h) */
	bool view_faulty;             /* it would have one, but something of that was reported */
	struct inclusion *inclusions; /* of the view, as written; of an interface, not of a model */
	size_t ninclusions;
	struct filter_column *filters;
	size_t nfilters;
	struct view_row *view_rows; /* linked: the rows that the view shows beside its own */
	size_t nview_rows;
	/* Of an interface: names of its tables and indexes (model/relation.h). */
	const char **relations;
	size_t nrelations;
	const struct impacts_file *impacts; /* in no file: see impacts_keep */
};

/* Whether two have the same schema and name, however they were read. */
bool entity_same(const struct entity *, const struct entity *);

/* Whether two were read from the same file. */
bool entity_same_file(const struct entity *, const struct entity *);

/* Whether it has this name and this schema. */
bool entity_called(const struct entity *, const char *name, const char *schema);

/* The field, index, rule, filter column or action of a name,
 * the field or the foreign key of a column; or NULL. */
const struct field *field_find(const struct entity *, const char *name);
const struct field *field_of_column(const struct entity *, const char *column);
const struct index *index_find(const struct entity *, const char *name);
const struct check *check_find(const struct entity *, const char *name);
const struct filter_column *filter_find(const struct entity *, const char *name);
const struct action *action_find(const struct entity *, const char *name);
const struct foreign_key *foreign_key_find(const struct entity *, const char *column);

/* The digits of a field that is NUMERIC(digits, scale), and how many of them stand behind the
 * point; false, with zeroes, if it is none. */
bool field_digits(const struct field *, int *digits, int *scale);

/* The names of all fields, for did-you-mean; ends with NULL. */
const char *const *field_names(struct arena *, const struct entity *);

/* Whether it has actions that functions are made for. */
bool entity_acts(const struct entity *);

/* The name of an action in the schema app. */
const char *action_api(struct arena *, const struct action *);

#endif
