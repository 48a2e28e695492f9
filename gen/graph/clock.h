/*
 * Clock: when a scan begins, by the time of the file system, and what to do if that runs backwards.
 * Works in the current folder, which is OUT.
 */
#ifndef GRAPH_CLOCK_H
#define GRAPH_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct diag;

/* The time of the file system, in nanoseconds: clocks of machines differ. 0 after reporting. */
int64_t clock_now(struct diag *);

/* The same, when that is over: whatever is written from now on is later than what this returns. */
int64_t clock_tick(struct diag *);

/* Gives a file that is later than a time that time; one that cannot be given it keeps its own. */
void clock_date(const char *path, int64_t time);

/* The same for the beginning of a scan: later than everything that was built before. If the clock
 * was set back since, by little, waits; if by more, makes everything that was made as old as it can
 * be and forgets Ninja's log, so that all is made anew by the next Ninja: *mended. Files that are
 * written in place, which a cache may have restored as hard links, get an inode of their own.
 * 0 after reporting. */
int64_t clock_begin(struct arena *, struct diag *, bool *mended);

#endif
