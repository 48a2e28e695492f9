/*
 * Registry: registry/domain_registry.yaml, read and checked.
 */
#ifndef PARSE_REGISTRY_H
#define PARSE_REGISTRY_H

#include "model/registry.h"

struct project;

/* So large may the file be: 65 536 entities are some 7 MiB. */
enum { REGISTRY_MIB = 16 };

/* Reads the registry and adds the schemas that it speaks of (domains by name and alias) to the
 * project's options; faults are reported and what is sound is used. doc is the file's document. */
void registry_read(struct arena *, struct diag *, const struct source *, const struct node *doc,
                   struct project *);

#endif
