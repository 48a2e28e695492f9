/*
 * Api: how the API, GraphQL, spells what a model says.
 */
#ifndef MODEL_API_H
#define MODEL_API_H

#include "model/entity.h"

struct arena;
struct options;

/* Contact; where files are laid out by schema, two entities may have one name: CrmContact. */
const char *api_type(struct arena *, const struct options *, const char *schema, const char *entity);

/* The queries of an entity by its type: contact and contacts. */
const char *api_query(struct arena *, const char *type);
const char *api_list(struct arena *, const char *type);

/* qualifyLead. */
const char *api_mutation(struct arena *, const struct action *);

#endif
