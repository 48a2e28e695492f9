/*
 * Part: what the documentation of a project says of one entity; <entity>.part.json. Indexes, search
 * and pictures are merged from the parts of all.
 */
#ifndef MODEL_PART_H
#define MODEL_PART_H

#include "model/impacts.h"

struct action;
struct condition;
struct field;
struct listing;

struct part_field {
	const char *name, *type; /* company, Company */
	bool required;
};

/* What the list of all mutations says of an action beside its impacts. */
struct part_action {
	const char *name;
	const char *operation; /* BookMutation, of its hook where it is not as its name; or NULL */
	const char *row;       /* of the answer: the field with the row, or id; or NULL */
	const char *input;     /* a value for `input`, as JSON; NULL: it takes none */
	const char **returned; /* the members of `result` of the answer */
	size_t nreturned;
	struct condition *conditions;
	size_t nconditions;
};

struct part {
	const char *description; /* or NULL */
	const char *stem;        /* its pages are <schema>/<stem>.html and .md */
	struct part_field *fields;
	size_t nfields;
	struct part_action *actions; /* those that do something */
	size_t nactions;
	struct impacts_file impacts;
};

/* The part of an entity; the inputs of actions are left out. */
struct part part_of(struct arena *, const struct entity *, const struct options *);

/* What an action answers with: contact, id of a row that is gone, or NULL. type: its entity's. */
const char *part_row(struct arena *, const struct action *, const char *type);

/* The members of its `result`, as GraphQL calls them; *n of them. */
const char **part_returned(struct arena *, const struct action *, size_t *n);

/* The type of a field as readers know it: text, list(enum), Person | Company. */
const char *part_type(struct arena *, const struct field *);

void part_write(struct strbuf *, const struct part *);

/* Reads what part_write wrote; false if it is something else. */
bool part_read(struct arena *, const char *text, size_t len, struct part *);

/* The action of a mutation of the part. */
const struct part_action *part_action(const struct part *, const struct impacts_mutation *);

/* mutation-qualifyLead: what links lead to where all mutations are listed.
 * No other id begins so. */
const char *part_anchor(struct arena *, const struct impacts_mutation *);

/* card-crm-contact: where a picture shows an entity. */
const char *part_card(struct arena *, const char *schema, const char *stem);

/* schema-crm */
const char *part_schema(struct arena *, const char *schema);

/* crm/contact.html; crm/contact.md */
const char *part_page(struct arena *, const struct listing *);
const char *part_markdown(struct arena *, const struct listing *);

#endif
