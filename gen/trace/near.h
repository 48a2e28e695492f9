/*
 * Near: where in the body of a function a fault is. Of a body, libpg_query says what is wrong, but
 * neither the place nor a sure line; it is found by asking again about the body cut short.
 */
#ifndef TRACE_NEAR_H
#define TRACE_NEAR_H

#include <stddef.h>

struct arena;

/* What the parser says of a statement: its message, NULL if it finds nothing wrong. */
typedef const char *near_judge(struct arena *, const char *statement);

/* The offset of the fault that the parser's message is about in a statement whose body lies from
 * begin to end: that of the word that the message quotes, else the end of the part that is at
 * fault. Asks a few dozen times. */
size_t near_find(struct arena *, near_judge *, const char *statement, size_t begin, size_t end,
                 const char *message);

#endif
