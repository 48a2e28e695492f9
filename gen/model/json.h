/*
 * JSON: entities and options as public, versioned files,
 * written and read by their layouts (model/layout.h).
 *
 * `sql` of a field and of a check, and `default_text` of a function, go into the output as they
 * are: whoever makes a model by hand is trusted with them as with any SQL file.
 * Names are checked, other texts quoted.
 *
 * The formats are described by schema/model.schema.json and schema/interface.schema.json.
 */
#ifndef MODEL_JSON_H
#define MODEL_JSON_H

#include "model/entity.h"

struct arena;
struct options;
struct strbuf;

enum { JSON_VERSION = 1 };

/* A model is a checked and linked entity; an interface is what other entities may know of it. */
enum json_format { JSON_MODEL, JSON_INTERFACE };

/* Appends an entity in a format; members without a value are left out. */
void json_write_entity(struct strbuf *, const struct entity *, enum json_format);

/* A file of a format; NULL after reporting at its path: unreadable, no JSON, another format or
 * version, a member of another type, something missing that every reader relies on. */
struct entity *json_read_entity(struct arena *, struct diag *, const char *path, enum json_format);

/* The same from the text of such a file. */
struct entity *json_parse_entity(struct arena *, struct diag *, const struct source *,
                                 enum json_format);

/* The members of the options named in `only` (comma-separated; NULL: all). */
void json_write_options(struct strbuf *, const struct options *, const char *only);

/* Options on top of the defaults, which they are without a path;
 * NULL after reporting at the path. */
struct options *json_read_options(struct arena *, struct diag *, const char *path);

#endif
