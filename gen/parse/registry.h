/*
 * Registry: registry/domain_registry.yaml, which says of each domain whether its schemas belong to tenants.
 */
#ifndef PARSE_REGISTRY_H
#define PARSE_REGISTRY_H

struct arena;
struct diag;
struct node;
struct project;
struct source;

/* Adds the schemas of the registry (domains by name and alias) to the project's options; faults are reported. doc is
 * the file's document. */
void registry_read(struct arena *, struct diag *, const struct source *, const struct node *doc, struct project *);

#endif
