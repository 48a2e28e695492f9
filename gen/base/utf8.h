/*
 * UTF-8 (RFC 3629: no surrogates, no long forms, nothing beyond U+10FFFF).
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes the character takes that so many bytes begin with; 0 if they begin with none. */
size_t utf8_size(const char *, size_t left);

/* True for a byte that continues a character; one that is not begins one. */
bool utf8_inside(char);

/* How many characters so many bytes of sound UTF-8 have. */
size_t utf8_count(const char *, size_t n);

/* The code point of the character that a text begins with, NUL at its end; *size is how many bytes
 * it takes. Of broken UTF-8 the first byte as it is. */
unsigned utf8_code(const char *, size_t *size);

#endif
