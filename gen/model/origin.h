/*
 * Origin: the file that an author wrote, behind the copy of it that the scan made.
 */
#ifndef MODEL_ORIGIN_H
#define MODEL_ORIGIN_H

#include "model/entity.h"

struct arena;
struct options;

/* The text of an entity file, or of the scan's copy of one: the path in diagnostics is then that of the
 * original, relative to the project. NULL after reporting at the path: unreadable, longer than 1 MiB. */
struct source *origin_read(struct arena *, struct diag *, const char *path);

/* An entity known by its interface, with the positions of its file; the entity itself if it has them
 * already or if the scan's copy of its file cannot be read. */
const struct entity *origin_locate(struct arena *, const struct entity *, const struct options *);

#endif
