/*
 * Fact: one property of one object of a database,
 * as its catalogue has it or as it is expected to have it.
 *
 *     column  crm  tb_contact  email  type  text
 *
 * That an object is there at all is its property "", with the value "".
 */
#ifndef VERIFY_FACT_H
#define VERIFY_FACT_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* What an object may be. Those from FACT_COLUMN to FACT_TRIGGER are parts of a table,
 * FACT_ATTRIBUTE one of a type. */
enum fact_kind {
	FACT_SCHEMA,
	FACT_ROLE,
	FACT_EXTENSION,
	FACT_TABLE,
	FACT_VIEW,
	FACT_SEQUENCE,
	FACT_TYPE,
	FACT_FUNCTION,
	FACT_COLUMN,
	FACT_CONSTRAINT,
	FACT_INDEX,
	FACT_POLICY,
	FACT_TRIGGER,
	FACT_ATTRIBUTE,
	FACT_KINDS,
};

/* table, column … by enum fact_kind; ends with NULL. */
extern const char *const fact_words[];

/* What of an entity file an expectation is made of. */
enum origin_kind {
	ORIGIN_ENTITY,
	ORIGIN_FIELD,
	ORIGIN_INDEX,
	ORIGIN_CHECK,
	ORIGIN_KEY,
	ORIGIN_FILTER,
	ORIGIN_ACTION,
	ORIGIN_INPUT,
};

struct origin {
	const struct owner *owner; /* whose file */
	enum origin_kind kind;
	const char *name;   /* as the author spells it */
	const char *action; /* INPUT: of which action */
};

struct fact {
	enum fact_kind kind;
	const char *schema, *table, *name; /* of a function name(types) */
	const char *property, *value;      /* value NULL: not known yet */
	const struct origin *origin;       /* NULL: of no entity file */
};

struct facts {
	struct fact *v;
	size_t n, cap;
};

/* The texts are not copied. */
void fact_add(struct facts *, struct fact);

void facts_free(struct facts *);

/* By kind, object and property; of equal ones the first one added stays in front. */
void facts_sort(struct facts *);

/* Compares the objects of two facts: less than, equal to, greater than 0. */
int fact_object(const struct fact *, const struct fact *);

/* The fact of a property of sorted ones, or NULL. */
const struct fact *facts_find(const struct facts *, const struct fact *like, const char *property);

/* Whether the object that one is a part of is there, by sorted facts;
 * true for one that is no part. */
bool facts_whole(const struct facts *, const struct fact *);

/* column crm.tb_contact.email, as messages name it. */
const char *fact_title(struct arena *, const struct fact *);

#endif
