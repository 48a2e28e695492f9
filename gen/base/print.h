/*
 * Print: text made as by printf, for the few conversions that almost all formats of a generator
 * consist of. libc's printf, which knows all of them, was a fifth of an emitter's time.
 */
#ifndef BASE_PRINT_H
#define BASE_PRINT_H

#include <stdarg.h>
#include <stdbool.h>

struct strbuf;

/* Appends what printf would make of a format. Nothing, and false, if not all its conversions are
 * %s, %.*s, %*s, %c, %d, %zu, %% or %016 with PRIx64. */
bool print_add(struct strbuf *, const char *fmt, va_list) __attribute__((format(printf, 2, 0)));

#endif
