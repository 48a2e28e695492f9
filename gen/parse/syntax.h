/*
 * Syntax: what is wrong with a file that is no YAML, in the author's terms.
 */
#ifndef PARSE_SYNTAX_H
#define PARSE_SYNTAX_H

#include "base/diag.h"

struct arena;

/* Cause and cure of a problem that libyaml names; its own words if we know no better. The place of
 * the fault moves to that of the cause. */
const char *syntax_cause(struct arena *, const struct source *, const char *problem,
                         struct span *at);

/* What an author does not see as the end of a line but YAML takes for one: U+0085, U+2028, U+2029,
 * or a carriage return alone. Moves the place of a fault to such a character on its line or the one
 * before; cause and cure, or NULL if there is none. */
const char *syntax_unseen_end(const struct source *, struct span *at);

/* Reports bytes that no YAML file may hold: more than so many MiB, NUL,
 * what is no UTF-8 (RFC 3629). False then. */
bool syntax_bytes(struct diag *, const struct source *, int mib);

#endif
