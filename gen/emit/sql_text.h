/*
 * SQL text: indenting and filling lines as a person would. Private to the emitters.
 */
#ifndef EMIT_SQL_TEXT_H
#define EMIT_SQL_TEXT_H

#include <stddef.h>

struct arena;
struct strbuf;

/* The column that lines do not pass where it can be helped. */
enum { LINE_WIDTH = 120 };

/* An SQL literal of names as an array of texts: '{email,first_name}'. */
const char *sql_names(struct arena *, const char *const *names, size_t n);

/* Appends text with so many blanks before each of its lines that is not empty; hang: but the first.
 * What stands in a literal or between double quotes stays as it is. */
void sql_indent(struct strbuf *, const char *text, int blanks);
void sql_hang(struct strbuf *, const char *text, int blanks);

/* The same of the condition of an IF. One that has a CASE is put in parentheses: PL/pgSQL takes the
 * first THEN that stands in none for the end of a condition. */
void sql_condition(struct strbuf *, const char *sql);

/* How far the last line of a text reaches. */
size_t sql_column(const struct strbuf *);

/* Appends the items joined by ", ", and the end behind the last: in the line that the text ends
 * with as long as they fit into the width, then in lines that begin with so many blanks. */
void sql_fill(struct strbuf *, const char *const *items, size_t n, const char *end, int blanks,
              int width);

#endif
