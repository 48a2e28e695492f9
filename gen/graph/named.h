/*
 * Named: the files that a command for the shell names.
 */
#ifndef GRAPH_NAMED_H
#define GRAPH_NAMED_H

#include "base/list.h"

struct arena;

/* The words with a / in it, without quotes, and what stands behind their last '='; not those that
 * the shell makes of something else. */
struct list named_paths(struct arena *, const char *command);

#endif
