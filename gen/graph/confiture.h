/*
 * Confiture: how the tool is found, and whether what it made can be trusted.
 *
 * Source of rules: Confiture 0.1.0 to 1.29.0. Its result carries the time in a line, lists its
 * files in comments of two styles, and may hold `-- Error reading` in place of a file,
 * with exit code 0.
 */
#ifndef GRAPH_CONFITURE_H
#define GRAPH_CONFITURE_H

#include "base/list.h"

struct arena;
struct diag;

/* The executable: the one given (by `confiture:` in specql.yaml, or NULL), else $CONFITURE, else
 * `confiture` on PATH, else ../confiture/bin/confiture beside the folder of the executables, bin.
 * One that is named need not exist. NULL if there is none. */
const char *confiture_find(struct arena *, const char *given, const char *bin);

/* Whether the version that the scan found for an environment looks for comments that do not end,
 * character by character, and can be told not to: --no-validate-comments. */
bool confiture_validates(struct arena *, const char *env);

/* What went wrong, by the exit status as of waitpid and by what it said: a cause and a cure. */
const char *confiture_cause(struct arena *, const char *path, int status, const char *said);

/* Takes over what Confiture wrote to raw: checks the header, that as many files are included as
 * there are in the list and that each of them is listed, in this order, and that none was replaced
 * by an error; writes it to out with the time replaced by a constant, if that makes a difference
 * and nobody edited what was made before; records it (graph/emitted.h). Uses the file scratch on
 * the way. False after reporting at out, which is then as it was. */
bool confiture_accept(struct arena *, struct diag *, const char *raw, const char *scratch,
                      const char *out, const struct list *files);

#endif
