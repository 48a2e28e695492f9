/*
 * Layout: how the structs of the language look as JSON, one table each, read in both directions.
 * layout.c holds the tables, layout_write.c and layout_read.c write and read by them; the latter is
 * the only user of cJSON.
 */
#ifndef MODEL_LAYOUT_H
#define MODEL_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;
struct document;
struct source;
struct strbuf;

/* How a member of a struct looks in JSON. */
enum member_form {
	MEMBER_TEXT, /* const char * */
	MEMBER_NAME, /* const char *, an identifier: emitters put it into comments as it is */
	MEMBER_BOOL, /* bool */
	MEMBER_INT,  /* int */
	/* An enum, by a table of words; the first is the value left out, unless needed. */
	MEMBER_WORD,
	MEMBER_TYPE,    /* const struct type * by its name */
	MEMBER_TEXTS,   /* const char ** and its count */
	MEMBER_OBJECTS, /* structs and their count */
	MEMBER_JSON,    /* const char *, a JSON text */
	/* Structs and their count, as an object whose keys are their first members, which are
	 * texts; if the second member has the key "", its value stands for the struct. */
	MEMBER_MAP,
	MEMBER_OBJECT, /* a struct in its place */
};

struct member {
	const char *key;
	enum member_form form;
	size_t offset, count;
	const void *table; /* words, or the struct layout of objects */
	bool needed;       /* a file without it is refused; texts, types and words only */
	bool always;       /* it is never left out: an absent text is null, an empty list [] */
};

/* The members of a struct, ending with one without a key. */
struct layout {
	size_t size;
	const struct member *members;
};

extern const struct layout layout_model, layout_interface, layout_options, layout_head,
        layout_impacts, layout_part;

/* What the files of models and interfaces begin with. */
struct head {
	const char *format;
	int version;
	const char *file; /* of an interface: that of the entity */
};

/* Appends an object as JSON, with those members that `only` names (comma-separated; NULL: all). Its
 * first members are those of another object, unless head is NULL. */
void layout_write(struct strbuf *, const struct layout *head, const void *before,
                  const struct layout *, const void *object, const char *only);

/* The same for an object within others, before whose members stand so many tabs;
 * without a line end. */
void layout_write_within(struct strbuf *, const struct layout *, const void *object, size_t tabs);

/* A JSON text; NULL after reporting at its path that it is none. It is the only one, and nothing is
 * written, until layout_end gives back its memory. */
struct document *layout_parse(struct arena *, struct diag *, const struct source *);

/* Reads the members of a layout into the object; those that are not there keep their values.
 * False after reporting. */
bool layout_read(struct document *, const struct layout *, void *object);
void layout_end(struct document *);

/* All three: parses a text, reads its members into the object, and gives back its memory. False
 * after reporting. (json.c) */
bool layout_read_source(struct arena *, struct diag *, const struct source *, const struct layout *,
                        void *object);

/* A member of the document itself: a text that lives as long as it, NULL if there is none; a
 * number, 0 if there is none. */
const char *layout_text(const struct document *, const char *key);
int layout_number(const struct document *, const char *key);

#endif
