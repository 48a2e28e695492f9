/*
 * Api: how the API, GraphQL, spells what a model says, and what it tells of a row.
 */
#ifndef MODEL_API_H
#define MODEL_API_H

#include "model/entity.h"

struct arena;
struct options;

/* Contact; where files are laid out by schema, two entities may have one name: CrmContact. */
const char *api_type(struct arena *, const struct options *, const char *schema,
                     const char *entity);

/* The queries of an entity by its type: contact and contacts. */
const char *api_query(struct arena *, const char *type);
const char *api_list(struct arena *, const char *type);

/* The type of what an answer tells of what was done. */
#define API_META "MutationImpactMetadata"

/* qualifyLead, and what the names of its types begin with: QualifyLead. */
const char *api_mutation(struct arena *, const struct action *);
const char *api_action(struct arena *, const struct action *);

/* Whether a name of a type ends so that is made of an entity's, Where, or of an action's, Input. */
bool api_type_end(const char *end, bool action);

/* What stands in the name of a type before such an end of an action's; NULL if it has none. */
const char *api_action_of(struct arena *, const char *type);

/* Of the entity that it would be made of, the same. */
const char *api_entity_of(struct arena *, const char *type);

/* What the document and the hook of an action are called: QualifyLead; BookMutation, where some
 * entity has the query `book`. */
const char *api_operation(struct arena *, const struct action *);

/* A scalar in the part of an entity's file of GraphQL SDL: scalar__Email. An entity may have the
 * name of a scalar, and GraphQL has one name space for both; so the file of the project spells
 * them. Built-in ones stay as they are. */
#define API_SCALAR "scalar__"
const char *api_scalar(struct arena *, const char *graphql);
bool api_built_in(const char *graphql);

/* Whether a name may be that of a validator in TypeScript: contactRules, contactChecks,
 * validateCreateContactInput. */
bool api_like_validator(const char *name);

/* Whether a type is called as a scalar, or as one may be where an entity has its name:
 * EmailScalar. */
bool api_like_scalar(struct arena *, const char *type);

/* What <entity>_object() tells of a row beside __typename. */
struct api_field {
	const char *name;        /* firstName */
	const char *key;         /* first_name, as SQL has it */
	const char *description; /* or NULL */
	const struct type *type; /* type_ref of a reference */
	bool list, required;
	const struct field *field; /* NULL: one that every entity has */
};

struct api_fields {
	struct api_field *v;
	size_t n;
};

struct api_fields api_fields(struct arena *, const struct entity *);

/* The targets of a reference that are declared; *n of them.
 * A reference without any is not shown. */
const struct ref **api_targets(struct arena *, const struct field *, size_t *n);

/* What a list can be narrowed to and sorted by: its fields, and the columns of its table view. A
 * reference is the id of its target, companyId. */
struct api_fields api_filters(struct arena *, const struct entity *);

/* Whether a value can be sorted. */
bool api_sorted(const struct api_field *);

/* What an input takes, as a field; of the field of the entity that it stands for,
 * or as of its own type. */
struct field api_input(const struct entity *, const struct input *);

/* What its author says of an input, or of the field that it stands for; or NULL. */
const char *api_description(const struct entity *, const struct input *);

/* Whether an input may be null: not where that would clear a field that must have a value. One key
 * of a reference to several entities may: another one has the value then. */
bool api_nullable(const struct entity *, const struct action *, const struct input *);

/* The field of an answer with the row: contact;
 * messageRow, for an answer has a message of its own. */
const char *api_row(struct arena *, const char *type);

/* What an action that succeeded gives back by its steps `return`, all of them together. */
struct api_fields api_returned(struct arena *, const struct action *);

/* Whether an action that succeeded always has a row to answer with. */
bool api_row_certain(const struct action *);

/* The codes of failures, what stands behind the colons of their statuses; sorted, each once. */
const char **api_codes(struct arena *, const struct failure *, size_t nfailures, size_t *n);

#endif
