/*
 * Reads a template: pieces of text and the tags between them.
 */
#ifndef TMPL_TAG_H
#define TMPL_TAG_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* What stands between {{ and }}. */
struct tag {
	char kind;  /* one of # ? : / , ! or = for a hole, 0 for a faulty one */
	char quote; /* of a hole: ', " or 0 */
	bool dot;
	const char *name; /* of a separator: the text between rows */
	struct span at;
	const char *start; /* in the source, and its length there */
	size_t len;
};

/* Start with diag, arena, source set, number 1, and p, line and quiet at the start of the text. */
struct cursor {
	struct diag *diag;
	struct arena *arena;
	const struct source *source;
	const char *p, *end;
	const char *line;  /* its start */
	int number;        /* of the line */
	const char *quiet; /* up to here only tags count */
};

/* The text up to the next tag or the end, without the lines that hold only block tags; NULL if
 * there is none. Reports NUL bytes. */
const char *tag_text(struct cursor *);

/* The tag at p, in the arena. Kind 0 after reporting a fault in its form.
 * To read it again, set p to its start. */
struct tag tag_read(struct cursor *);

#endif
