/*
 * Relation: the tables and indexes that an entity's files make. PostgreSQL keeps their names in one
 * name space per schema (manual 5.9), so none may be there twice in all entities of a schema.
 */
#ifndef MODEL_RELATION_H
#define MODEL_RELATION_H

#include "model/column.h"

/* An index of the entity's table. */
struct table_index {
	const char *name;
	enum index_kind kind;
	bool unique;
	bool live; /* only of rows that are not deleted, and with the tenant in front */
	const char *const *columns; /* without the tenant */
	size_t ncolumns;
};

struct table_indexes {
	struct table_index *v;
	size_t n;
};

/* Every index of the table but those of its keys: of unique fields, of foreign keys, by type, and
 * the author's. columns as of entity_columns; they must live as long as the answer. */
struct table_indexes entity_indexes(struct arena *, const struct entity *, const struct columns *);

/* The names of the keys of the entity's table, and of a table of pairs; of the policy of either. */
const char *primary_key_name(struct arena *, const char *stem);
const char *id_key_name(struct arena *, const struct entity *);
const char *tenant_key_name(struct arena *, const struct entity *);
const char *policy_name(struct arena *, const char *stem);
const char *join_index_name(struct arena *, const struct join *);

/* The sequence that PostgreSQL makes for the key of the table. */
const char *sequence_name(struct arena *, const struct entity *);

/* The names of all relations of the entity; *n of them. */
const char **entity_relations(struct arena *, const struct entity *, size_t *n);

/* Those of them that can meet a name of another entity, each with its place: its author's indexes,
 * its tables of pairs, and what is made of its own name if that looks like the name of a key, or
 * has two underscores. Where it is a function that would be there twice, it goes by the table view
 * whose function has the same name. */
struct relation {
	const char *name;
	const char *function; /* or NULL */
	struct span at;
};
struct relation *entity_own_relations(struct arena *, const struct entity *, size_t *n);

#endif
