/*
 * Settle: what shapes say to each other. Two passes: all are shown to it, then each is settled.
 */
#ifndef GRAPH_SETTLE_H
#define GRAPH_SETTLE_H

#include "graph/shape.h"

struct settling;

/* Begins; with by_entity actions are named with the entity's name (action_names). It lives in the
 * arena, which must stay. */
struct settling *settling_new(struct arena *, bool by_entity);

/* Shows it a shape, whose texts may go. */
void settling_see(struct settling *, const struct shape *);

/* Names a shape's actions as in app, and keeps of what they mention only those words of paths that
 * some ref is called: no others shape the graph. Its lists change in place;
 * new names lie in this arena. */
void settle(struct arena *, const struct settling *, struct shape *);

/* Both for all of them. */
void shapes_settle(struct arena *, struct shapes *, bool by_entity);

#endif
