/*
 * Print: text made as by printf, for the few conversions that almost all formats of a generator
 * consist of. libc's printf, which knows all of them, was a fifth of an emitter's time.
 */
#ifndef BASE_PRINT_H
#define BASE_PRINT_H

#include <stdarg.h>
#include <stdbool.h>

struct strbuf;

/* Whether print_add can do a format: all its conversions are %s, %.*s, %c, %d, %zu or %%. */
bool print_plain(const char *fmt);

/* Appends what printf would make of a format that is plain. */
void print_add(struct strbuf *, const char *fmt, va_list) __attribute__((format(printf, 2, 0)));

#endif
