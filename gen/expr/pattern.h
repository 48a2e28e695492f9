/*
 * Pattern: regular expressions of whole values, matched here so that a default which its own rule
 * would refuse is found before the database finds it.
 */
#ifndef EXPR_PATTERN_H
#define EXPR_PATTERN_H

struct arena;

/* The pattern of a whole value: put between ^(?: and )$ where it is not anchored itself. */
const char *pattern_anchored(struct arena *, const char *pattern);

enum match { MATCH_NO, MATCH_YES, MATCH_UNKNOWN };

/* Whether a text matches a pattern in which regex_fault finds none. Unknown: patterns that look
 * around or refer back, classes, \w and letters of any case beyond ASCII, and a pattern so
 * entangled that a hundred thousand steps do not tell. */
enum match pattern_match(const char *pattern, const char *text);

/* A short text that matches and has min to max characters, any number of them if max is 0;
 * NULL if none was found. */
const char *pattern_sample(struct arena *, const char *pattern, int min, int max);

/* The end of the character, set or group that begins at p. */
const char *pattern_atom_end(const char *p);

/* Reads the repetition behind an atom, if there is one, and gives its end; greed makes no
 * difference to whether a whole text matches. */
const char *pattern_repetition(const char *p, int *min, int *max);

#endif
