/*
 * Part: what the documentation of a project says of one entity; <entity>.part.json. Indexes, search
 * and pictures are merged from the parts of all.
 */
#ifndef MODEL_PART_H
#define MODEL_PART_H

#include "model/mutation.h"

struct catalog;
struct field;

struct part_field {
	const char *name, *type; /* company, Company */
	bool required;
};

struct part {
	const char *description; /* or NULL */
	const char *stem;        /* its pages are <schema>/<stem>.html and .md */
	struct part_field *fields;
	size_t nfields;
	struct impacts_file impacts;
};

/* The parts of a project, sorted by the types of their entities. */
struct parts {
	struct part *v;
	size_t n;
};

/* The part of an entity. */
struct part part_of(struct arena *, const struct entity *, const struct options *);

/* The type of a field as readers know it: text, list(enum), Person | Company. */
const char *part_type(struct arena *, const struct field *);

void part_write(struct strbuf *, const struct part *);

/* The parts that a catalog holds the texts of. */
struct parts parts_read(struct arena *, const struct catalog *);

/* The part of a type, or NULL. */
const struct part *part_find(const struct parts *, const char *type);

/* crm/contact.html */
const char *part_page(struct arena *, const struct part *);

#endif
