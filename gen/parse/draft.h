/*
 * Draft: a field while it is being read, and what the author said about it beyond the field itself.
 *
 * Private to the parser of entity files: spec.c reads type strings, target.c and params.c what
 * stands in their parentheses, field.c the mapping form, complete.c what both lead to, default.c
 * and value.c the defaults; slice.c cuts texts.
 */
#ifndef PARSE_DRAFT_H
#define PARSE_DRAFT_H

#include "parse/keys.h"

/* PostgreSQL's own limit of VARCHAR(n). */
enum { LONGEST_TEXT = 10485760 };

/* A part of a scalar's text: where it begins and its bytes. */
struct slice {
	const struct node *node;
	size_t at, n;
};

/* What was said, and where; node NULL: nothing. */
struct said {
	const struct node *node;
	struct span at;
};

struct draft {
	struct parse *p;
	struct field *f;
	struct said required, nullable, on_delete;
	struct said least, greatest; /* of a number */
	struct slice word;           /* the type's word; node NULL until read */
	struct slice params;         /* what stands between its parentheses; node NULL: none */
	struct slice value; /* the default in the type string, quotes included; node NULL: none */
	const struct node *given; /* the key `default`, or NULL */
	bool index_said;          /* the key `index` was there: no index but that */
	bool sound;
};

/* Reports a fault of a part, and the field is no longer sound. */
#define fault(d, slice, ...)                                                                    \
	do {                                                                                    \
		error_at((d)->p->diag, (d)->p->source, slice_span((d)->p, slice), __VA_ARGS__); \
		(d)->sound = false;                                                             \
	} while (0)

struct span slice_span(const struct parse *, struct slice);

/* Without the blanks at both ends. */
struct slice slice_trim(struct slice);

/* Its text in the arena. */
const char *slice_text(struct arena *, struct slice);

/* Splits at a separator outside quotes and parentheses; parts are trimmed, an empty slice has one
 * empty part. Returns an array of *n in the arena. */
struct slice *slice_split(struct arena *, struct slice, char separator, size_t *n);

/* What a part in quotes says: 'it''s' and "x" lose them. *quoted tells whether it had any. NULL if
 * a quote is not closed or something follows the closing one. */
const char *slice_unquote(struct arena *, struct slice, bool *quoted);

#define CURLED "%s begins with a typographic quote; write '…' with straight quotes"

/* Whether a text begins with a quote of a word processor. */
bool typographic(const char *text);

/* Reads a type string: the type with its parameters, `!`, `?` and the default. */
void spec_read(struct draft *, const struct node *);

/* One more member of an enum; literal: as it is, else from a type string,
 * where it may have quotes of its own. */
void value_add(struct draft *, struct slice, bool literal);

/* The parameters of a ref: its targets, and what happens to it when one goes. */
void target_read(struct draft *);

/* One more target of a ref: Entity or schema.Entity. */
void target_add(struct draft *, struct slice);

/* cascade, set_null or restrict. */
void on_delete_read(struct draft *, struct slice);

/* The parameters of a basic type: lengths, ranges, precision; sets sql. */
void params_read(struct draft *);

/* The key `index`. */
void index_choose(struct draft *, const struct pair *);

/* What follows from all that was said: contradictions, columns, the column's type,
 * range, pattern, index and default. */
void field_complete(struct draft *);

/* Checks a text as a value of the field's type, or of an element of its list; reports at the slice.
 * Returns the value as PostgreSQL gets it. */
const char *value_check(struct draft *, struct slice, const char *text);

/* Checks the default against the type, by now complete, and sets it. */
void default_read(struct draft *);

/* A field whose name and column are known. All its faults are reported; then it is faulty. */
void field_read(struct parse *, const struct pair *, struct field *);

#endif
