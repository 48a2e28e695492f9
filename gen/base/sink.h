/*
 * Sink: file_update for a text that is made piece by piece and never held whole. As long as the
 * pieces are what the file holds already nothing is written; from the first other byte on they go
 * to a temporary file, which takes the file's place at the end.
 */
#ifndef BASE_SINK_H
#define BASE_SINK_H

#include "base/arena.h"
#include "base/checksum.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct diag;
struct strbuf;

struct sink {
	struct arena arena;
	struct diag *diag;
	const char *path;
	char *name;          /* of the temporary file */
	int old, new;        /* descriptors, -1 where there is none */
	uint64_t at;         /* how much was added */
	struct checksum sum; /* of what was added */
	int error;
	/* What is added to a buffer becomes this first, or NULL. */
	void (*change)(void *context, struct strbuf *);
	void *context;
	bool timeless; /* the current folder, in which the file lies, keeps its time */
};

/* Begins. The path must stay until the end. */
void sink_open(struct sink *, struct diag *, const char *path);

/* Adds bytes. */
void sink_add(struct sink *, const char *text, size_t len);

/* Adds what a buffer holds and empties it, once it holds enough to be worth the while: for writers
 * that append to a buffer. Call it again and again, and sink_close at the end. */
void sink_flow(struct sink *, struct strbuf *);

/* Adds all that a buffer holds and empties it. */
void sink_pour(struct sink *, struct strbuf *);

/* Puts other bytes in the place of some that were added. */
void sink_patch(struct sink *, uint64_t at, const char *text, size_t len);

/* Whether what was added so far is not all that the file holds. */
bool sink_differs(struct sink *);

/* What was added so far, to be read; NULL if it cannot be. Only when it differs. */
FILE *sink_read(struct sink *);

/* Ends with the file as it was; the buffer is freed, unless it is NULL. */
void sink_drop(struct sink *, struct strbuf *);

/* Adds what is left in the buffer, which is freed, unless it is NULL, and puts the file in its
 * place. False after reporting at the path, with what was there before untouched. */
bool sink_close(struct sink *, struct strbuf *);

#endif
