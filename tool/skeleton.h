/*
 * Skeleton: what the tools share that write an entity and what is left of it.
 * Only included by their mains.
 */
#ifndef TOOL_SKELETON_H
#define TOOL_SKELETON_H

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "model/json.h"
#include "model/skeleton.h"

#include <string.h>

/* A file beside that of an entity: contact.skel of contact.json. */
static inline const char *
path_beside(struct arena *a, const char *path, const char *suffix)
{
	static const char json[] = ".json";
	size_t n = strlen(path);

	if (word_ends(path, json))
		n -= strlen(json);
	return arena_printf(a, "%.*s%s", (int)n, path, suffix);
}

/* An entity, whole or not, as a file of a format; left alone if it would not change. */
static inline void
entity_update(struct diag *d, const struct entity *e, enum json_format format, const char *path)
{
	struct strbuf text = STRBUF_INIT;

	json_write_entity(&text, e, format);
	file_update(d, path, text.buf, text.len);
	str_free(&text);
}

#endif
