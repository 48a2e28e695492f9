/*
 * Expect: what a database must hold by the models, as facts. Made of the models alone, and not of
 * the SQL that was made of them.
 *
 * How PostgreSQL spells a type, a default or a condition, only PostgreSQL knows. So two things are
 * asked of a database, and thrown away there: tables with nothing but columns and checks, in a
 * schema of their own (expect_tables), whose facts say how those of the real ones must read; and
 * the names of the types in signatures (expect_types).
 */
#ifndef VERIFY_EXPECT_H
#define VERIFY_EXPECT_H

#include "base/list.h"
#include "base/str.h"
#include "model/column.h"
#include "verify/fact.h"

struct arena;
struct options;
struct owner;

/* The schema of the tables that are asked for. */
#define EXPECT_SCHEMA "specql_expected"

/* A table or an input type whose columns are asked for: EXPECT_SCHEMA.t<its place>. */
struct expected_table {
	const char *schema, *name;
	bool type;
	const struct origin *origin;
};

enum { SIGNATURE_MAX = 4 };

/* Among the settings of a function that writes values as text. */
#define EXPECT_FORMATS "IntervalStyle=postgres; bytea_output=hex; extra_float_digits=1"

struct expected_function {
	const char *schema, *name;
	const char *types[SIGNATURE_MAX + 1]; /* as SQL; ends with NULL */
	const char *result;
	const char *parameters; /* p_pk, p_tenant_id */
	const char *defaults;   /* as PostgreSQL spells them; or NULL */
	/* As the catalogue has them; NULL: what most functions have. */
	const char *settings, *language, *volatility, *options, *grants, *comment, *owner;
	bool definer;
	const struct origin *origin;
};

struct expectation {
	struct arena *arena;
	const struct options *options;
	struct facts facts;
	struct strbuf tables; /* SQL that makes the tables that are asked for */
	struct expected_table *asked;
	size_t nasked, asked_cap;
	struct expected_function *functions;
	size_t nfunctions, functions_cap;
	struct list types;         /* of the functions, as SQL */
	struct list removed;       /* "crm.tb_contact" whose rows actions remove for good; sorted */
	const struct owner *owner; /* whose entity is at hand */
};

/* What entities share: schemas, roles, extensions. The options are those of the foundation. */
void expect_begin(struct expectation *, struct arena *, const struct options *);

/* Notes the tables from which actions of an entity remove rows,
 * for every entity before the first expect_entity. */
void expect_removals(struct expectation *, const struct entity *);

/* Everything of an entity. */
void expect_entity(struct expectation *, const struct owner *);

/* Sorts what there is. */
void expect_end(struct expectation *);

/* Takes what was asked for: the spelling of the i-th of the types. */
void expect_types(struct expectation *, const char *const *spelled);

/* Takes the facts of the tables that were asked for out of those of a catalogue. */
void expect_tables(struct expectation *, struct facts *catalogue);

void expect_free(struct expectation *);

/* ---- parts of it ---- */

void expect_base(struct expectation *, const struct entity *);
void expect_join(struct expectation *, const struct entity *, const struct join *);
void expect_view(struct expectation *, const struct entity *);
void expect_helpers(struct expectation *, const struct entity *);
void expect_actions(struct expectation *, const struct entity *);
void expect_keys(struct expectation *, const struct entity *);

/* What something of the entity at hand is made of. */
const struct origin *expect_origin(struct expectation *, enum origin_kind, const char *name);
const struct origin *expect_column_origin(struct expectation *, const struct column *);

/* Adds an object with properties: names and values in turn, ending with NULL; a property whose
 * value is NULL is left out. */
void expect_object(struct expectation *, struct fact, ...);

/* A table with its policy, if its rows belong to tenants: the policy's name. */
void expect_table(struct expectation *, const struct entity *, bool tenant, const char *table,
                  const char *comment, const char *grants, const char *policy,
                  const struct origin *);
void expect_key(struct expectation *, const struct entity *, const char *table, const char *name,
                const char *kind, const char *columns, const struct origin *);

/* The statement that asks for a table is begun, gets columns and checks, and is ended. */
void ask_begin(struct expectation *, struct expected_table);
void ask_column(struct expectation *, const char *name, const char *type, const char *value);
void ask_check(struct expectation *, const char *name, const char *condition);
void ask_end(struct expectation *);

void expect_function(struct expectation *, struct expected_function);

/* What the two roles may do, as the catalogue spells it; NULL: nothing. */
const char *expect_grants(struct expectation *, const char *api, const char *action);

#endif
