/*
 * Visible: a user's text as a terminal may see it. Control characters but the tab, characters that
 * turn the direction of the text after them, and broken UTF-8 become U+FFFD,
 * so every character stays one.
 */
#ifndef BASE_VISIBLE_H
#define BASE_VISIBLE_H

#include <stddef.h>

struct strbuf;

/* Appends the first character of so many bytes; how many it had. */
size_t visible_character(struct strbuf *, const char *, size_t left);

/* Appends a text. */
void visible_text(struct strbuf *, const char *);

/* Appends a message; of a long one, which quotes something long, the middle is left out. */
void visible_words(struct strbuf *, const char *);

#endif
