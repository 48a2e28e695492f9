/*
 * Anchors: the values of YAML that aliases stand for.
 */
#ifndef PARSE_ANCHOR_H
#define PARSE_ANCHOR_H

#include <stddef.h>

struct arena;
struct node;

/* The last of a name counts. */
struct anchor {
	struct anchor *next;
	const char *name;
	struct node *node; /* NULL while its own content is read: an alias would be a cycle */
	size_t size, text; /* nodes that an alias to it stands for, and bytes of their texts */
	int height;        /* levels below its own */
};

/* Adds one to a list; NULL if the name is. */
struct anchor *anchor_add(struct arena *, struct anchor **list, const char *name);

/* The anchor of a name, or NULL. */
const struct anchor *anchor_find(const struct anchor *list, const char *name);

#endif
