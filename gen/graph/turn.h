/*
 * Turn: one scan, and one making of the graph, at a time, in the current folder, which is OUT. Two
 * that meet would write side by side what belongs together.
 */
#ifndef GRAPH_TURN_H
#define GRAPH_TURN_H

/* Waits for the turn, but not for ever: whoever has it may have been stopped. The system gives it
 * back when the process ends. A descriptor for turn_end, or -1. */
int turn_begin(void);

void turn_end(int turn);

#endif
