/*
 * Key: how what a name may mean is spelled, so that it is found by its hash. Private to names.
 */
#ifndef GRAPH_KEY_H
#define GRAPH_KEY_H

#include "graph/shape.h"

/* A key begins with its sort. */
#define ENTITY_KEY "e%s"       /* Contact */
#define QUALIFIED_KEY "q%s.%s" /* crm.Contact */
#define TABLE_KEY "t%s:%s"     /* crm:tb_contact */
#define FILE_KEY "f%s/%s"      /* crm/contact; by layout also /contact or 012031/contact */
#define RELATION_KEY "r%s:%s"  /* crm:idx_lead */
#define STEM_KEY "s%s"         /* contact; only if some name is a plural or in lower case */
#define TYPE_KEY "g%s"         /* CrmContact in the API, and TaskOwner of a ref to several */

/* aqualify_lead, of n bytes. The underscores are left out that the API does not show: a_1 is a1.
 * Its length, or room if there is too little. */
int key_of_action(char *key, size_t room, const char *name, size_t n);

/* The same of a query by the snake case of its type, ocontact, or of its list, ocontacts; an action
 * has the key of a query that the API calls as it. */
int key_of_query(char *key, size_t room, const char *stem, bool plural);

/* The key of a sort of an entity, of the k-th action, relation, ref to several or query where there
 * are more. Its length, not less than room if there is too little. */
int key_of(struct arena *, const struct shapes *, const struct shape *, char sort, size_t k,
           char *key, size_t room);

/* The name of the entity's type in the API. */
const char *key_type(struct arena *, const struct shapes *, const struct shape *);

/* Whether the k-th ref is the second of a field, so that the API has a type for all of them; its
 * name, TaskOwner, by that of the entity's. */
bool key_has_union(const struct shape *, size_t k);
const char *key_union(struct arena *, const char *type, const struct shape *, size_t k);

#endif
