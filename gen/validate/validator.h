/*
 * Validator: what the parts of validate work on. Private to this folder.
 */
#ifndef VALIDATE_VALIDATOR_H
#define VALIDATE_VALIDATOR_H

#include "base/arena.h"
#include "base/sink.h"
#include "base/str.h"
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
	struct memory *memory;
	struct known *now;      /* of each file */
	struct entity **others; /* interfaces, made when they are needed; some are kept */
	bool *made;
	size_t nmade;
	struct arena interfaces;
	bool sound;             /* the settings are without faults */
	struct shapes shapes;
	uint64_t settings;
	int64_t began;
	struct strbuf out;      /* to be remembered, and where it goes */
	struct sink *sink;      /* NULL if nothing is */
	size_t nmessages;       /* that are */
	struct validated *result;
	const struct source *unsaved; /* the text on standard input, or NULL */
};

/* The text of a file; that of an editor for the one that it has. NULL after reporting. */
struct source *look_source(struct arena *, struct diag *, const struct validation *, const char *path);

/* Reads what has changed of the i-th file, so that its hash and shape are known. */
void look(struct validator *, size_t i);

/* The shapes of all files, as the graph sees them. */
void look_shapes(struct validator *);

/* Whether a file is, or lies in, one of a list; every file is if the list is empty. */
bool wanted(const void *list, const char *path);

/* Finds the faults of the whole; all are remembered, those that concern a wanted file are reported. */
void whole(struct validator *, struct names *);

#endif
