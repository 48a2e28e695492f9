/*
 * Template compiler: turns templates/table.sql into the C function table_sql() and its
 * parameter struct, struct table_sql, so that a misspelt hole is a compile error and
 * nothing is parsed at run time.
 *
 *     text     = any bytes; "{{" always begins a tag, which ends at "}}" on the same line
 *     {{x}} {{'x'}} {{"x"}}          text as it is; SQL literal (JavaScript's in .ts and .js; in
 *                                    .html, .svg and .md text without markup); SQL identifier
 *     {{.x}} {{'.x'}} {{".x"}}       the same, a field of the innermost row
 *     {{#rows}} … {{/rows}}          once per row; {{#.rows}} … {{/.rows}} rows of the row
 *     {{, }} {{,}}                   ", " or "," after every row but the last of the innermost loop
 *     {{?x}} … {{:}} … {{/x}}        if x is true, else; {{:}} may be missing; {{?.x}} … of the row
 *     {{! note }}                    nothing
 *     x        = [a-z][a-z0-9_]*, no C key word. The dot says whose name it is: there is no
 *                look-up outward
 *     A line that holds nothing but block tags (#, ?, :, /), notes and blanks writes nothing, not
 *     even its line break.
 *
 * Types follow from use and must agree everywhere in their scope: a hole is `const char *`;
 * {{#x}} is `struct {const struct table_sql_x *v; size_t n;}` (rows of rows: struct
 * table_sql_x_y); a name used in {{?x}} only is `bool`. {{?x}} of a name that is also a hole is
 * true if the string is not NULL, of rows if there is at least one. A string must not be NULL
 * where its hole is written (assert).
 */
#ifndef TMPL_TMPL_H
#define TMPL_TMPL_H

#include <stdbool.h>

struct diag;
struct source;
struct strbuf;

/* Compiles the template to a header and a C file that includes it. The function is named after the
 * file (source->path without folders, each other character an underscore). Faults are reported at
 * their place in the template; then false, and nothing of worth in the buffers. */
bool tmpl_compile(struct diag *, const struct source *, struct strbuf *header, struct strbuf *code);

#endif
