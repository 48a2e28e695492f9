/*
 * Column: the columns of an entity's table in the order in which the table has them, and its tables of
 * pairs. What the emitters of tables, helpers and annotations share.
 */
#ifndef MODEL_COLUMN_H
#define MODEL_COLUMN_H

#include "model/entity.h"

struct arena;
struct strbuf;

struct column {
	const char *name;
	const char *sql;           /* its type */
	bool identity, required;
	const char *value;         /* DEFAULT as SQL, or NULL */
	const char *prose;         /* of a column that every table has: what it is for; else NULL */
	/* Where it comes from, or NULL. A ref has its field too. */
	const struct field *field;
	const struct ref *ref;
	const struct foreign_key *foreign_key;
};

struct columns {
	struct column *v;
	size_t n;
};

/* A list of references: a table with one row per pair. */
struct join {
	const struct field *field;
	const struct ref *ref;     /* the target */
	const char *table;         /* tb_post_tags */
	const char *stem;          /* post_tags */
	const char *own, *target;  /* columns fk_post, fk_tag */
	bool tenant;               /* it has tenant_id, as the entity's own table has */
};

struct joins {
	struct join *v;
	size_t n;
};

/* The columns of the entity's table. */
struct columns entity_columns(struct arena *, const struct entity *);

/* Its tables of pairs, in the order of the fields. */
struct joins entity_joins(struct arena *, const struct entity *);

/* True if its rows belong to tenants. */
bool entity_tenant(const struct entity *);

/* A value of a type as SQL: a plain number or truth value as it is, everything else as a literal. */
void column_value(struct strbuf *, const struct type *, const char *text);

/* A field's name in SQL and in the API: its column without fk_, the same for all columns of one ref. */
const char *field_key(struct arena *, const struct field *);

/* A column without the fk_ of a reference: what names of constraints and indexes are made of. */
const char *column_stem(const char *column);

/* The name of an index or a unique constraint on one column: prefix, stem, column, suffix. These share one
 * name space per schema, where tb_order's item_status and tb_order_item's status would meet; so a column with
 * an underscore (and `tenant`, whose place is taken) is set off by two. */
const char *index_name(struct arena *, const char *prefix, const char *stem, const char *column,
	const char *suffix);

#endif
