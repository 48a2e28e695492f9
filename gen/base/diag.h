/*
 * Diagnostics: what is wrong, where, and what to do. gen/ reports here and returns;
 * only tool/ prints.
 *
 *     entities/contact.yaml:12:11: error: unknown type 'txet'; did you mean 'text'?
 *        12 |     type: txet
 *           |           ^~~~
 *     entities/contact.yaml:4:3: note: in entity 'Contact'
 *
 * Messages: lower case, no full stop, the user's word in '…', the cure after a semicolon.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;
struct strbuf;

/* A text that positions refer to. path is what is printed; text may be NULL (no line is shown). */
struct source {
	const char *path;
	const char *text;
	size_t len;
};

/* A place in a source: line and column count from 1, in characters, not bytes; n characters long (0
 * is drawn as one). line 0 means the file as a whole: no line and column are printed. */
struct span {
	int line, col, n;
};

enum severity { SEV_ERROR, SEV_WARNING, SEV_NOTE };

struct diag_message {
	struct diag_message *next;
	enum severity severity;
	const struct source *source;
	struct span span;
	const char *text;
};

struct diag {
	struct arena *arena;
	bool strict; /* warnings are errors */
	size_t nerrors, nwarnings;
	struct diag_message *messages, **tail;
};

/* Everything reported lives in the arena. */
void diag_init(struct diag *, struct arena *);

/* From now on warnings are errors, and so are those that were reported before. */
void diag_be_strict(struct diag *);

/* Report. The source must outlive the diag. A note belongs to the error or warning before it. */
void error_at(struct diag *, const struct source *, struct span, const char *fmt, ...)
        __attribute__((format(printf, 4, 5)));
void warning_at(struct diag *, const struct source *, struct span, const char *fmt, ...)
        __attribute__((format(printf, 4, 5)));
void note_at(struct diag *, const struct source *, struct span, const char *fmt, ...)
        __attribute__((format(printf, 4, 5)));

/* An error of a file as a whole, which need not have been read. The path is copied. */
void error_in_file(struct diag *, const char *path, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));

/* Gives the sources of a message, and of those behind it, the paths that `shown` makes of theirs.
 * It may be NULL, for no messages. Their sources are copied into the arena. (relocate.c) */
void diag_relocate(struct arena *, struct diag_message *,
                   const char *(*shown)(void *self, const char *path), void *self);

/* A line of a source, counted from 1, and how many bytes it has without its end; NULL and 0 if
 * there is no such line. */
const char *source_line(const struct source *, int number, size_t *len);

/* Appends all messages as text, in the order of their places within each source (sources in the
 * order of their first message; equal paths are one source); exact repetitions once; after 1000
 * errors, and after 1000 warnings, in one source the rest are counted. Of a long line the part
 * round the place is shown; control characters and broken UTF-8 become U+FFFD. */
void diag_print(const struct diag *, struct strbuf *);

/* The heads of all messages that diag_print prints, in its order, each with its notes behind it;
 * *n of them. */
struct diag_group {
	const struct diag_message *head;
	size_t nnotes;
};
struct diag_group *diag_groups(const struct diag *, size_t *n);

/* The name nearest to a word by edit distance, case aside, or NULL if none is near enough to be a
 * typing error (a third of its letters, at least one). names ends with NULL. After very many
 * comparisons in one process always NULL: no file may make its diagnostics take long. */
const char *nearest(const char *word, const char *const *names);

/* "; did you mean 'x'?" with the nearest name, in the arena, or "" if there is none. */
const char *nearest_cure(struct arena *, const char *word, const char *const *names);

#endif
