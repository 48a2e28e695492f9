/*
 * Validate: every check of the language for a project, without its build. What was found of a file
 * is remembered and holds as long as nothing that the check reads has changed: the file, those that
 * it refers to, the settings, the program.
 */
#ifndef VALIDATE_VALIDATE_H
#define VALIDATE_VALIDATE_H

#include "base/list.h"
#include "graph/check.h"

#include <stdbool.h>
#include <stdint.h>

struct validation {
	const char *memory; /* the file to remember in; others beside it end in .known and .fresh */
	const char *given;  /* graph/given.h */
	bool strict;        /* warnings are errors */
	struct list files;  /* report of these and what lies below; n 0: of all */
	const char *stdin_path; /* its text is stdin_text, and nothing is remembered; or NULL */
	const char *stdin_text;
	size_t stdin_len;
	uint64_t tool; /* another one believes nothing of what was remembered */
	const struct edges *edges;
};

struct validated {
	size_t nentities; /* that were reported of */
	size_t nchecked;  /* not remembered */
};

/* Checks the project in the current folder; reports everything to the diag,
 * paths relative to it. */
void validate_run(struct arena *, struct diag *, const struct validation *, struct validated *);

#endif
