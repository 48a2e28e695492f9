/*
 * Clause: the parts of a table as SQL, spelled once: for CREATE TABLE and for the ALTER TABLE that
 * brings another version of the table to the same.
 */
#ifndef EMIT_CLAUSE_H
#define EMIT_CLAUSE_H

#include "model/column.h"
#include "model/relation.h"
#include "model/rule.h"

struct arena;
struct options;

/* email TEXT NOT NULL DEFAULT '…'; gap stands between the name and its type. */
const char *column_clause(struct arena *, const struct column *, const char *gap);

/* CONSTRAINT … CHECK (…). */
const char *check_clause(struct arena *, const struct table_check *);

/* CONSTRAINT … UNIQUE (tenant_id, key), which foreign keys refer to. */
const char *tenant_key_clause(struct arena *, const struct entity *);

/* Row-level security of the entity's table or a table of pairs;
 * NULL if its rows belong to no tenant. */
const char *policy_statements(struct arena *, const struct entity *, bool tenant, const char *table,
                              const char *policy);

/* CREATE INDEX …;, of columns as of entity_columns. */
const char *index_statement(struct arena *, const struct entity *, const struct columns *,
                            const struct table_index *);

/* A foreign key of the entity's table, or of one of its tables of pairs. */
struct key_clause {
	const char *table, *name, *column;
	const char *sql;    /* CONSTRAINT … FOREIGN KEY …; NULL: no file declares the target */
	const char *target; /* then the target's name */
	const struct field *field; /* of a ref, or NULL */
};

struct key_clauses {
	struct key_clause *v;
	size_t n;
};

/* All of them, those of each table together, the entity's own first. */
struct key_clauses entity_key_clauses(struct arena *, const struct entity *);

/* CREATE TABLE and what belongs to it, of a table of pairs. */
const char *pairs_statements(struct arena *, const struct entity *, const struct join *,
                             const struct options *);

/* The helper functions of the entity with their types: crm.contact_pk(TEXT, UUID). *n of them. */
const char **entity_helpers(struct arena *, const struct entity *, size_t *n);

#endif
