/*
 * Pattern: regular expressions of whole values, matched here so that a default which its own rule would
 * refuse is found before the database finds it.
 */
#ifndef PARSE_PATTERN_H
#define PARSE_PATTERN_H

struct arena;

/* The pattern of a whole value: put between ^(?: and )$ where it is not anchored itself. */
const char *pattern_anchored(struct arena *, const char *pattern);

enum match { MATCH_NO, MATCH_YES, MATCH_UNKNOWN };

/* Whether a text matches a pattern in which regex_fault finds none. Unknown: patterns that look around or refer
 * back, classes, \w and letters of any case beyond ASCII, and a pattern so entangled that a hundred thousand
 * steps do not tell. */
enum match pattern_match(const char *pattern, const char *text);

#endif
