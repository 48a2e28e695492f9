/*
 * Include: the SQL files that Confiture would put into a schema. It takes no list but globs its
 * folders, so a file too many in them is a wrong database;
 * here is known what it would find, and in what order.
 *
 * Paths are relative to the working folder, the output root.
 * Source of rules: Confiture 0.1.0 to 1.29.0.
 */
#ifndef GRAPH_INCLUDE_H
#define GRAPH_INCLUDE_H

#include "base/list.h"

struct arena;
struct diag;

/* What the environment's file db/environments/ENV.yaml makes Confiture include, in its order: every
 * *.sql, hidden ones too, below the folders of include_dirs but for exclude_dirs; links to folders
 * are not followed. False after reporting: no file, faults of YAML, settings under which this order
 * would not hold, a folder that is not there, reached twice or not readable, a folder or a dangling
 * link named like an SQL file. */
bool include_files(struct arena *, struct diag *, const char *env, struct list *files);

/* Compares them with the files that must be in the schema. Those found below `folder` (db/schema)
 * must all be wanted, and each wanted one must be found. False after reporting each file that is
 * too many or missing, with the cure. out is the file that is made: it must not be found. */
bool include_compare(struct arena *, struct diag *, const struct list *files,
                     const struct list *wanted, const char *folder, const char *out);

/* The path of a line of .specql/environment/ENV, which is a hash of 16 digits, a blank and a path;
 * NULL of any other line. */
const char *include_path(const char *line);

/* Compares those found elsewhere with what the last scan saw and what the graph makes, if a scan
 * has left its list: the others are watched by nobody.
 * False after reporting each of them, with the cure. */
bool include_seen(struct arena *, struct diag *, const char *env, const struct list *files,
                  const char *folder);

/* Looks into a file: a generated one must be intact, and none may begin with a byte order mark
 * or hold a NUL byte. False after reporting, with the cure. *comments becomes true if
 * include_comments is. */
bool include_check(struct diag *, const char *path, bool *comments);

/* Whether a slash and a star stand next to each other somewhere in a file. */
bool include_comments(const char *path);

/* Order of paths by component, bytewise: a/z before a-b/c before a.sql. */
int include_order(const char *a, const char *b);

#endif
