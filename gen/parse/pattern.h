/*
 * Pattern: regular expressions of whole values, matched here so that a default which its own rule would
 * refuse is found before the database finds it.
 */
#ifndef PARSE_PATTERN_H
#define PARSE_PATTERN_H

#include <stdbool.h>

struct arena;

/* The pattern of a whole value: put between ^(?: and )$ where it is not anchored itself. */
const char *pattern_anchored(struct arena *, const char *pattern);

/* Whether a text matches a pattern in which regex_fault finds none. What cannot be told here is taken to
 * match: patterns that look around, refer back, ignore case or name classes, what \w is beyond ASCII, and
 * a pattern so entangled that a hundred thousand steps do not tell. */
bool pattern_matches(const char *pattern, const char *text);

#endif
