/*
 * Layout: how the structs of the language look as JSON, one table each, read in both directions.
 */
#ifndef MODEL_LAYOUT_H
#define MODEL_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

/* How a member of a struct looks in JSON. */
enum member_form {
	MEMBER_TEXT,    /* const char * */
	MEMBER_NAME,    /* const char *, an identifier: emitters put it into comments as it is */
	MEMBER_BOOL,    /* bool */
	MEMBER_INT,     /* int */
	MEMBER_WORD,    /* an enum, by a table of words; the first is the value left out, unless needed */
	MEMBER_TYPE,    /* const struct type * by its name */
	MEMBER_TEXTS,   /* const char ** and its count */
	MEMBER_OBJECTS, /* structs and their count */
};

struct member {
	const char *key;
	enum member_form form;
	size_t offset, count;
	const void *table; /* words, or the struct layout of objects */
	bool needed;       /* a file without it is refused; texts, types and words only */
};

/* The members of a struct, ending with one without a key. */
struct layout {
	size_t size;
	const struct member *members;
};

extern const struct layout layout_model, layout_interface, layout_options;

#endif
