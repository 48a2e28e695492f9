/*
 * The same regular expression in JavaScript.
 */
#ifndef EXPR_REGEX_JS_H
#define EXPR_REGEX_JS_H

struct strbuf;

/* A sound pattern (regex_fault) as a literal of JavaScript that takes the same texts: /^[a-z]+$/su.
 * Letters beyond ASCII are those of Unicode; PostgreSQL's depend on the locale of the database. */
void regex_print_js(struct strbuf *, const char *pattern);

#endif
