/*
 * Watch: whether something has changed since a moment, told by the kernel at once and without looking again. Ninja up
 * to 1.11 takes the time of a scan after its end: what changes between its last look and its end would be lost.
 */
#ifndef GRAPH_WATCH_H
#define GRAPH_WATCH_H

#include "graph/list.h"

/* Begins to watch folders, given as seen from dir. The descriptor, or -1 where that is not possible. */
int watch_begin(struct arena *, const char *dir, const struct list *folders);

/* Whether something in them changed since; false for -1. */
bool watch_changed(int watch);

/* Watches no longer. */
void watch_end(int watch);

#endif
