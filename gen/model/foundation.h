/*
 * Foundation: the names that templates/foundation.sql takes in the schema app, which no entity and no action
 * may have.
 */
#ifndef MODEL_FOUNDATION_H
#define MODEL_FOUNDATION_H

/* Its tables and indexes, and its functions; each list ends with NULL. */
extern const char *const foundation_relations[];
extern const char *const foundation_functions[];

#endif
