/*
 * List: texts in a growing array; sorted bytewise, whatever the locale.
 */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct strbuf;

/* Start with `struct list l = {0};`. The array lives in the arena. */
struct list {
	const char **items;
	uint32_t n, cap;
};

/* The text is not copied. */
void list_add(struct arena *, struct list *, const char *);

/* n texts; the items of an array that ends with NULL, which may be NULL. */
void list_append(struct arena *, struct list *, const char *const *, size_t n);
void list_addall(struct arena *, struct list *, const char *const *);

/* Sorts and leaves each text once. */
void list_sort(struct list *);

/* Whether a sorted list holds the text. */
bool list_has(const struct list *, const char *);

/* Whether one of a sorted list of paths is the path, or a folder that it lies in; "." is that of
 * all. Sets the mark of each such one; marks may be NULL. */
bool list_cover(const struct list *, const char *path, bool *marks);

/* Puts a copy of the text at its place in a sorted list, unless it is there. */
void list_insert(struct arena *, struct list *, const char *);

/* Appends the items with a separator between them. */
void list_join(struct strbuf *, const struct list *, const char *separator);

/* Cuts a text in place into its parts; the empty text has none. */
struct list list_split(struct arena *, char *text, char separator);

/* The same into a list that is there, whose items are dropped. */
void list_cut(struct arena *, struct list *, char *text, char separator);

/* Appends the items, one a line. */
void list_write(struct strbuf *, const struct list *);

/* The lines of a file; none if it cannot be read. */
struct list list_read(struct arena *, const char *path);

#endif
