/*
 * Room: a folder below .specql/ for what one process makes on the way, or lets another program
 * make. Two builds at once do not meet there;
 * what a killed process leaves is removed by the next scan.
 */
#ifndef GRAPH_ROOM_H
#define GRAPH_ROOM_H

struct arena;

/* Makes the folder of this process, empty. NULL with errno set. */
const char *room_enter(struct arena *);

/* Removes it with everything in it. */
void room_leave(const char *room);

/* Removes the rooms of processes of this machine that are no more, and those that are a day old. */
void rooms_sweep(struct arena *);

#endif
