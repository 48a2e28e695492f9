/*
 * Properties: the anchor and the tag that may stand before a value of YAML.
 */
#ifndef PARSE_PROPERTY_H
#define PARSE_PROPERTY_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* Reports a tag, which may be NULL, that asks for a type which the language does not have. */
void tag_check(struct diag *, const struct source *, struct span, const char *tag);

/* Whether a tag, which may be NULL, makes a text of what stands behind it: !!str and !. */
bool tag_is_text(const char *tag);

/* Where what stands behind the properties at an offset begins, at most end. */
size_t properties_end(const char *text, size_t at, size_t end);

#endif
