/*
 * Environment: Confiture's configuration of an environment, db/environments/<env>.yaml. It is the
 * user's, once there is one.
 */
#ifndef GRAPH_ENVIRONMENT_H
#define GRAPH_ENVIRONMENT_H

#include "base/list.h"

#include <stddef.h>

struct scan;

/* The path of the i-th one, in the scan's arena. */
const char *environment_file(const struct scan *, size_t i);

/* The folders that such a file lists under include_dirs, sorted, "" for the project's own;
 * none if it cannot be read. */
struct list environment_includes(const struct scan *, const char *path);

#endif
