/*
 * Format: diagnostics in the forms that programs read.
 *
 *     json     one object a line: severity, file, line, column, length, message, notes
 *     github   commands of GitHub Actions, which show them beside the changed lines
 *     sarif    SARIF 2.1.0 (OASIS), for code scanning
 */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdbool.h>

struct diag;
struct strbuf;

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_GITHUB, FORMAT_SARIF };

/* The format of a name; false if it is none. */
bool format_named(const char *name, enum format *);

/* Appends all messages. tool and version name the program in SARIF. */
void format_write(const struct diag *, enum format, const char *tool, const char *version,
                  struct strbuf *);

#endif
