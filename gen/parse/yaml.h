/*
 * YAML: one document of a file as nodes with positions. The only user of libyaml.
 *
 * Scalars keep the text that the author wrote: nothing is turned into a boolean, number or null
 * here, so YAML 1.1's surprises (no, on, 013211) cannot happen.
 */
#ifndef PARSE_YAML_H
#define PARSE_YAML_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct locator;

enum node_kind { NODE_SCALAR, NODE_SEQUENCE, NODE_MAPPING };

struct node {
	enum node_kind kind;
	struct span at;      /* of a scalar: its first line; of a collection: its first character */
	const char *text;    /* scalar: never NULL, holds no NUL */
	bool plain;          /* scalar without quotes and not a block */
	bool tagged;         /* scalar that a tag makes a text: !!str null */
	bool block;          /* scalar in literal (|) or folded (>) style */
	bool flow;           /* collection in [ ] or { } */
	size_t start, end;   /* in the source, quotes and all; of a scalar or flow collection */
	size_t n;            /* items, or pairs */
	struct node **items; /* sequence */
	struct pair *pairs;  /* mapping, in the order of the file; keys are scalars and distinct */
};

struct pair {
	struct node *key, *value;
};

/* The document, or NULL if the file holds none. All faults are reported: syntax (with what usually
 * causes it), a second document, duplicate keys, keys that are no scalars, tags that are not core,
 * unknown anchors, more than 1000 anchors, 64 levels, 10 000 keys in a mapping (MAPPING_MAX) or 100
 * 000 nodes after expansion of aliases, NUL bytes, invalid UTF-8, more than 1 MiB. After a fault of
 * syntax the node holds what stood before it and *broken is true. Merge keys (<<) are expanded. */
struct node *yaml_read(struct arena *, struct diag *, const struct source *, bool *broken);

/* The same of a file that may have so many MiB and 100 000 nodes for each of them. */
struct node *yaml_read_large(struct arena *, struct diag *, const struct source *, int mib,
                             bool *broken);

/* The pair of a key, or NULL; also NULL for a node that is NULL or no mapping. */
const struct pair *node_pair(const struct node *, const char *key);

/* Its value. */
struct node *node_get(const struct node *, const char *key);

/* An empty plain scalar, ~ or null: the author wrote nothing. */
bool node_null(const struct node *);

/* A list of mappings of one pair each: a mapping with a '-' before each key. */
bool node_listed(const struct node *);

/* Said behind a fault that a text ends too soon, if a comma ended it, as it does a text without
 * quotes between { and } and between [ and ]: that, and the cure. NULL if none did. */
const char *node_cut(const struct source *, const struct node *);

/* "text", "a list", "a mapping" or "nothing": what a node is, for messages. */
const char *node_kind_name(const struct node *);

/* The place in the file of n bytes from an offset of a scalar's text: follows quotes, escapes,
 * folded lines and block indentation. */
struct span node_span(const struct source *, const struct node *, size_t offset, size_t n);

/* The same for the expression language (expr/expr.h); lives in the arena. */
struct locator node_locator(struct arena *, const struct source *, const struct node *);

#endif
