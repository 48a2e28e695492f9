/*
 * Comment: the text of COMMENT ON, prose and @fraiseql annotations. Parts of what
 * model/annotation.h says.
 */
#ifndef MODEL_COMMENT_H
#define MODEL_COMMENT_H

#include <stdbool.h>
#include <stddef.h>

struct entity;
struct strbuf;

/* The author's words, or ours, as a sentence: with a full stop unless it has an end of its own. */
void comment_sentence(struct strbuf *, const char *text, const char *instead);

/* What closes a list of a type of GraphQL: an element has a value, but the null of JSON is one. */
const char *comment_list_end(const char *type);

/* The annotation of a column or an attribute of a GraphQL type. */
void comment_field(struct strbuf *, const char *name, const char *type, bool list, bool required);

/* The members of an enum, as the last lines of an annotation. */
void comment_values(struct strbuf *, const char *const *values, size_t n);

enum code_of { CODE_TABLE, CODE_VIEW, CODE_FUNCTION };

/* The entity's table code as the last line of an annotation, if it has one; of its view or
 * functions, with the layer of those. */
void comment_code(struct strbuf *, const struct entity *, enum code_of);

#endif
