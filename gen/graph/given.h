/*
 * Given: what a command line says beyond specql.yaml, in .specql/given,
 * so that the scan finds it again:
 *
 *     sql      generated/sql        the folder of the layers
 *     config   ../shop.yaml         instead of specql.yaml: relative to DIR, or absolute
 *     entity   contact.yaml         an entity file that the settings do not cover; a line each
 */
#ifndef GRAPH_GIVEN_H
#define GRAPH_GIVEN_H

#include "base/list.h"

struct arena;
struct diag;
struct project;
struct walk;

#define GIVEN ".specql/given"

struct given {
	const char *sql_folder; /* NULL: as the settings say */
	const char *config;     /* NULL: specql.yaml */
	struct list entities;   /* sorted */
};

/* Reads a file of that name; nothing is given if there is none. */
struct given given_read(struct arena *, const char *path);

/* Writes it; removes the file if nothing is given. False after reporting. */
bool given_write(struct diag *, const char *path, const struct given *);

/* Brings it into the settings. Reports a folder of layers in, or around, that of other outputs. */
void given_apply(struct arena *, struct diag *, const struct given *, struct project *);

/* Adds the entity files to what a walk of the project found,
 * as far as they are there and were not found. */
void given_walk(struct arena *, const char *dir, const struct project *, struct walk *);

/* Both, and the walk itself: the files as a scan would find them.
 * What earlier command lines have added is in `given`. */
struct walk *given_found(struct arena *, struct diag *, const char *dir, const struct given *,
                         struct project *);

#endif
