/*
 * Names: one rule for how a name of the language is spelled in each output.
 */
#ifndef MODEL_NAME_H
#define MODEL_NAME_H

#include <stdbool.h>

struct arena;

/* PostgreSQL cuts identifiers after 63 bytes (manual 4.1.1); we never let it. */
enum { NAME_MAX_BYTES = 63 };

/* Letters, digits and _, not starting with a digit. */
bool name_valid(const char *);

/* OrderItem -> order_item, HTTPServer -> http_server, customer -> customer. */
const char *name_snake(struct arena *, const char *);

/* The stems of entities that a word may mean where an author may write more than their names, the
 * likeliest first: OrderLine -> order_line; boxes -> boxes, boxe, box; categories -> categories,
 * categorie, categori, category. Ends with NULL. */
const char **name_stems(struct arena *, const char *word);

/* first_name -> First Name; OrderItem -> Order Item. */
const char *name_title(struct arena *, const char *);

/* first_name -> firstName and FirstName; OrderItem -> orderItem and OrderItem. */
const char *name_camel(struct arena *, const char *);
const char *name_pascal(struct arena *, const char *);

/* A name of an SQL object made as by printf; longer than 63 bytes, its middle gives way to eight
 * hex digits of its hash, so that it stays distinct and is the same on every run. */
const char *name_object(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* True for the names of the columns that PostgreSQL gives every table, in any case. */
bool name_of_system(const char *);

/* True for null, true and false, which expressions read as constants, in any case. */
bool name_of_constant(const char *);

/* The name of an action in the schema app: its own in snake case; with a stem, behind that and an
 * underscore unless the stem stands in it already as whole words. */
const char *name_api(struct arena *, const char *action, const char *stem);

/* The input type of an action by its name in the schema app, without that: type_book_input. */
const char *name_input_type(struct arena *, const char *api);

#endif
