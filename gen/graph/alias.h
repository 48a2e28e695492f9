/*
 * Alias: the name of .specql under which the depfile speaks of what the scan looked at. It is
 * another after each scan that Ninja runs.
 *
 *     .specql/0, .specql/1     one of them is there, and leads to .specql itself
 *
 * When a restat edge has changed nothing, Ninja before 1.12 asks for the times of its inputs only
 * then, and takes the newest for what the edge has read: what is changed before that is never
 * built. Under names that are gone it finds no times but the depfile's own, which says what the
 * scan has seen. The next Ninja reads the new names.
 */
#ifndef GRAPH_ALIAS_H
#define GRAPH_ALIAS_H

#include <stdbool.h>

struct diag;

/* The one that is there, or the first; and the other. */
const char *alias_now(void);
const char *alias_next(void);

/* Makes that one be there, and no other. False after reporting. */
bool alias_set(struct diag *, const char *alias);

#endif
