/*
 * Validator: what the parts of validate work on. Private to this folder.
 */
#ifndef VALIDATE_VALIDATOR_H
#define VALIDATE_VALIDATOR_H

#include "base/arena.h"
#include "graph/given.h"
#include "validate/memory.h"
#include "validate/validate.h"

#include <stdint.h>

struct entity;
struct names;
struct project;
struct walk;

struct validator {
	struct arena *arena;
	struct diag *diag;
	const struct validation *v;
	struct given given;
	struct project *project;
	struct walk *walk;
	bool more;              /* it holds files that are no part of the project */
	struct memory known;    /* of each file */
	struct memory checks;   /* what they said */
	uint64_t *hashes;       /* of each file's text */
	struct entity **others; /* interfaces, made when they are needed; some are kept */
	bool *made;
	size_t nmade;
	struct arena interfaces;
	bool sound; /* the settings are without faults */
	struct shapes shapes;
	uint64_t settings;
	int64_t began;
	size_t nmessages; /* that are remembered */
	struct validated *result;
	const struct source *unsaved; /* the text on standard input, or NULL */
};

/* The text of a file; that of an editor for the one that it has. NULL after reporting. */
struct source *look_source(struct arena *, struct diag *, const struct validation *,
                           const char *path);

/* Reads what has changed, so that the hash and the shape of each file are known,
 * as the graph sees them. */
void look(struct validator *);

/* Whether a file is, or lies in, one of a list; every file is if the list is empty. */
bool wanted(const void *list, const char *path);

/* Finds the faults of the whole; all are remembered,
 * those that concern a wanted file are reported. */
void whole(struct validator *, struct names *);

#endif
