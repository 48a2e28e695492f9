/*
 * Alias: the name of .specql under which the depfile speaks of what the scan looked at. It is another after each scan.
 *
 *     .specql/0, .specql/1     one of them is there, and leads to .specql itself
 *
 * When a restat edge has changed nothing, Ninja before 1.12 asks for the times of its inputs only then, and takes the
 * newest for what the edge has read: what is changed before that is never built. Under names that are gone it finds no
 * times but the depfile's own, which says what the scan has seen. The next Ninja reads the new names.
 */
#ifndef GRAPH_ALIAS_H
#define GRAPH_ALIAS_H

#include <stdbool.h>

struct diag;

/* The one that is not there: for the depfile that is written now. */
const char *alias_next(void);

/* Puts it in the place of the other. False after reporting. */
bool alias_turn(struct diag *);

#endif
