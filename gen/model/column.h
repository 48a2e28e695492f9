/*
 * Column: the columns of an entity's table in the order in which the table has them, and its tables
 * of pairs. What the emitters of tables, helpers and annotations share.
 */
#ifndef MODEL_COLUMN_H
#define MODEL_COLUMN_H

#include "model/entity.h"

struct arena;
struct strbuf;

struct column {
	const char *name;
	const char *sql; /* its type */
	bool identity, required;
	const char *value; /* DEFAULT as SQL, or NULL */
	const char *prose; /* of a column that every table has: what it is for; else NULL */
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
	const struct ref *ref;    /* the target */
	const char *table;        /* tb_post_tags */
	const char *stem;         /* post_tags */
	const char *own, *target; /* columns fk_post, fk_tag */
	bool tenant;              /* it has tenant_id: the rows of either side belong to tenants */
};

struct joins {
	struct join *v;
	size_t n;
};

/* How many columns tables have without being asked. */
enum { COLUMNS_ALWAYS = 9 };

/* The i-th of them and the language's type of it; its name is NULL if this entity's table has it
 * not. False after the last. */
bool column_always(const struct entity *, size_t i, const char **name, const struct type **type);

/* The field that has a column; one made up for a column that tables have without being asked;
 * NULL for any other. */
const struct field *column_field(struct arena *, const struct entity *, const char *column);

/* True for the names that no field may have, in any case: of the columns that tables have without
 * being asked (reference: reserved fields), those of PostgreSQL's own columns,
 * and those that begin with pk_ or fk_. */
bool column_reserved(const char *name);

/* The columns of the entity's table. */
struct columns entity_columns(struct arena *, const struct entity *);

/* That of a name, or NULL. */
const struct column *column_called(const struct columns *, const char *name);

/* Its tables of pairs, in the order of the fields. */
struct joins entity_joins(struct arena *, const struct entity *);

/* The columns of a table of pairs: tenant_id if it has one, the own one, the target's. */
struct columns join_columns(struct arena *, const struct entity *, const struct join *);

/* True if its rows belong to tenants. */
bool entity_tenant(const struct entity *);

/* A value of a type as SQL: a plain number or truth value as it is,
 * everything else as a literal. */
void column_value(struct strbuf *, const struct type *, const char *text);

/* Whether a type has no operator for equality as a user means it: point and json have none, and to
 * that of interval a month is 30 days, and a day 24 hours. Values of it are compared as texts. */
bool column_incomparable(const char *sql);

/* A field's name in SQL and in the API: its column without fk_,
 * the same for all columns of one ref. */
const char *field_key(struct arena *, const struct field *);

/* What stands between each name of a column and its type:
 * blanks up to two behind the longest name as it is written. */
const char **column_gaps(struct arena *, const char *const *names, size_t n);

/* A column without the fk_ of a reference: what names of constraints and indexes are made of. */
const char *column_stem(const char *column);

/* The name of an index or a unique constraint on one column: prefix, stem, column, suffix. These
 * share one name space per schema, where tb_order's item_status and tb_order_item's status would
 * meet; so a column with an underscore (and `tenant`, whose place is taken) is set off by two. */
const char *index_name(struct arena *, const char *prefix, const char *stem, const char *column,
                       const char *suffix);

#endif
