/*
 * Parse: the YAML of one entity file → entity. Every check that needs this file alone.
 */
#ifndef PARSE_PARSE_H
#define PARSE_PARSE_H

#include "model/entity.h"

struct arena;
struct node;
struct options;

/* The entity of a document; doc may be NULL or incomplete after faults of YAML. All faults are
 * reported and what is sound is kept, fields at fault as `faulty`. NULL if not even the name is
 * known. Tenancy is decided: the entity's own, else that of its schema by the options. */
struct entity *entity_parse(struct arena *, struct diag *, const struct source *,
                            const struct node *doc, const struct options *);

/* Reads and parses a file's text: yaml_read and entity_parse. *broken as of yaml_read. */
struct entity *entity_read(struct arena *, struct diag *, const struct source *,
                           const struct options *, bool *broken);

/* PostgreSQL extensions that an entity's table needs, sorted, each once; ends with NULL. */
const char **entity_extensions(struct arena *, const struct entity *);

#endif
