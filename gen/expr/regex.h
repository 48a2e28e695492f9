/*
 * Regular expressions of PostgreSQL (manual 9.7.3.1, advanced). A wrong one in a CHECK loads and
 * fails at the first insert, so it is checked here: what passes, PostgreSQL takes.
 */
#ifndef EXPR_REGEX_H
#define EXPR_REGEX_H

#include <stddef.h>

struct strbuf;

/* NULL if the pattern is sound; else what is wrong, and the place of it. Refuses a few rare forms
 * that PostgreSQL knows: collating elements, \x and octal escapes, options other than (?i). */
const char *regex_fault(const char *pattern, size_t *offset);

/* The character at p, which may be written as an escape (\. \n \u00e9), and how many bytes that
 * takes. Of an escape that stands for something else its letter. */
unsigned regex_character(const char *p, size_t *size);

/* Appends a sound pattern as PostgreSQL gets it: \d, \D and [:digit:] are spelled by 0-9, since
 * what they take depends on the locale. */
void regex_print(struct strbuf *, const char *pattern);

#endif
