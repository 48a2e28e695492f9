/*
 * Quoting: the only place where a quote, an escape or a reserved word is known. Every text of an
 * author passes through here on its way into an output.
 */
#ifndef BASE_QUOTE_H
#define BASE_QUOTE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct strbuf;

/* An SQL string constant (PostgreSQL manual 4.1.2.1). The escape form E'…' is used where the plain
 * one would put slash-star (Confiture refuses it), a carriage return (Confiture changes it) or
 * $specql$ (it would end a function body) into the file. The text must hold no NUL. */
void quote_literal(struct strbuf *, const char *text);

/* An SQL identifier, in double quotes if it is not all lower case or is a key word that needs them:
 * all but the unreserved ones, as PostgreSQL's quote_ident() does (manual, appendix C), and beyond
 * it those that are reserved in PL/pgSQL. */
void quote_ident(struct strbuf *, const char *name);

/* Both as texts of the arena. */
const char *literal_of(struct arena *, const char *text);
const char *ident_of(struct arena *, const char *name);

/* The name of something in a schema: crm.tb_contact. */
const char *ident_in(struct arena *, const char *schema, const char *name);

/* An element of an array in a literal: '{status,"null"}'.
 * The word null alone is no text there (manual 8.15.2). */
void quote_element(struct strbuf *, const char *text);

/* True for every PostgreSQL key word that quote_ident puts in quotes. */
bool sql_keyword(const char *name);

/* A JSON string (RFC 8259, section 7). */
void quote_json(struct strbuf *, const char *text);

/* The same of a name of a file, which may hold any bytes: what is no UTF-8 becomes U+FFFD. */
void quote_json_name(struct strbuf *, const char *name);

/* True for words that no variable of a JavaScript module should be called: those that are reserved
 * in strict mode (ECMAScript 12.7.2), eval and undefined. */
bool js_keyword(const char *name);

/* A JavaScript string literal in single quotes, safe inside <script> too. */
void quote_js(struct strbuf *, const char *text);

/* The same as a text of the arena. */
const char *js_of(struct arena *, const char *text);

/* Text of an HTML or SVG file, between tags or in an attribute's quotes. What a terminal may not
 * see (base/visible.h) a page may not either. */
void quote_html(struct strbuf *, const char *text);

/* Text of a Markdown file, in a paragraph or a cell of a table:
 * nothing in it is markup, and it is one line. */
void quote_markdown(struct strbuf *, const char *text);

/* Text of a Markdown file as code, of one line, in a paragraph or a cell of a table. */
void quote_markdown_code(struct strbuf *, const char *text);

/* A path in a build statement of a Ninja file: $, blank, colon and line break are escaped. Ninja
 * knows an escaped line break from 1.14 only, and none for |:
 * such a path must come out of a variable. */
void quote_ninja(struct strbuf *, const char *path);

/* One word of a POSIX shell command line. */
void quote_shell(struct strbuf *, const char *word);
const char *shell_of(struct arena *, const char *word);

/* What stands before pair n of an object that is made in SQL: jsonb_build_object( and commas; a
 * function takes 100 arguments. */
const char *object_joint(size_t n);

#endif
