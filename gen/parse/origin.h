/*
 * Origin: the file that an author wrote, behind the copy of it that the scan made.
 */
#ifndef PARSE_ORIGIN_H
#define PARSE_ORIGIN_H

#include "model/entity.h"

struct arena;
struct options;

/* The path of an entity file in diagnostics: of the scan's copy of one, that of the original. */
const char *origin_path(const char *path);

/* What the scan leaves in the place of a copy that it could not make, because of an error of the
 * system; in the arena. Begins with a NUL byte, so no entity file is like it. */
char *origin_unread(struct arena *, int error, size_t *len);

/* The text of an entity file, or of the scan's copy of one: the path in diagnostics is then that of
 * the original, relative to the project. NULL after reporting at the path: unreadable (by the scan,
 * too), longer than 1 MiB. */
struct source *origin_read(struct arena *, struct diag *, const char *path);

/* An entity known by its interface, with the positions of its file; the entity itself if it has
 * them already or if the scan's copy of its file cannot be read. */
const struct entity *origin_locate(struct arena *, const struct entity *, const struct options *);

#endif
