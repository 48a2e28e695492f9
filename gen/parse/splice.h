/*
 * Splice: changes of a YAML text at places that its nodes know, everything else kept byte for byte.
 */
#ifndef PARSE_SPLICE_H
#define PARSE_SPLICE_H

#include "parse/yaml.h"

struct strbuf;

/* Takes `cut` bytes away at an offset and puts a text there. */
struct splice {
	size_t at, cut;
	const char *text;
};

struct splices {
	struct arena *arena;
	const struct source *source;
	struct splice *v;
	size_t n;
};

/* Replaces a scalar. */
void splice_scalar(struct splices *, const struct node *, const char *text);

/* Adds pairs behind the last one of a mapping. lines has each pair on a line of its own, without
 * indentation and with its end; several lines of one pair are indented to each other. flow has the
 * same pairs with ", " between them. key and `inner` are of a mapping in which the pairs are to
 * stand: where the mapping has no such key, or nothing behind it, the key is written too. step: how
 * much deeper than the key its pairs stand. */
void splice_pairs(struct splices *, const struct node *mapping, const char *key, const char *lines,
                  const char *flow, size_t step);

/* The text with all changes. */
void splices_apply(struct splices *, struct strbuf *);

#endif
