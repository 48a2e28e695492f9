/*
 * Workspace: where a command works: the project's folder, the output root,
 * and paths as its caller sees them.
 */
#ifndef BUILD_WORKSPACE_H
#define BUILD_WORKSPACE_H

#include <stdbool.h>

struct arena;
struct diag;

/* Absolute paths without links. */
struct workspace {
	const char *here; /* of the caller */
	const char *dir;  /* of the project */
	const char *out;  /* the output root; it need not be there */
};

/* The folder of the project that an output root was built from, if that is another one;
 * else NULL. */
const char *workspace_source(struct arena *, const char *out);

/* Finds the project: the folder given, or the nearest one that holds specql.yaml, .specql or a
 * registry, from here upwards, or from the folder of `file` if that does not lie in it; else here.
 * If the one given, or found, is the output root of another folder, that is the project, and this
 * the output root, unless `out` is another. project, out and file may be NULL. NULL after
 * reporting. */
struct workspace *workspace_find(struct arena *, struct diag *, const char *project,
                                 const char *out, const char *file);

/* A caller's path, absolute and without . and ..;
 * links in its folder are resolved, its last name is not. */
const char *workspace_absolute(struct arena *, const struct workspace *, const char *path);

/* What is left of an absolute path behind a folder;
 * "." for the folder itself, NULL if it does not lie there. */
const char *workspace_below(const char *path, const char *folder);

/* A caller's folder for the SQL, below the output root; "." for the root itself. If it lies
 * elsewhere and `move`, the output root becomes what lies above db/schema, or above the folder;
 * else NULL. */
const char *workspace_base(struct arena *, struct workspace *, const char *base, bool move);

/* A path relative to a folder, both absolute. */
const char *workspace_relative(struct arena *, const char *path, const char *folder);

/* A path of the output root, as the caller sees it. */
const char *workspace_output(struct arena *, const struct workspace *, const char *path);

/* A path of the project or of the output root (if it was made there, or is only there),
 * as the caller sees it. */
const char *workspace_shown(struct arena *, const struct workspace *, const char *path);

#endif
