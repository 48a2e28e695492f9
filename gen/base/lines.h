/*
 * Lines: a text file line by line, so that memory need not hold it.
 */
#ifndef BASE_LINES_H
#define BASE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Start with lines_open, or with a file that is open for reading: `struct lines l = {file};`. */
struct lines {
	FILE *file;
	char *text; /* of the last one */
	size_t room;
};

/* Opens a file; what is no regular one is not waited for.
 * False with errno set, and then it has no lines. */
bool lines_open(struct lines *, const char *path);

/* The next line without its end, which holds until the one after it; NULL behind the last. */
char *lines_next(struct lines *);

/* How many there are; the first is the next one again. */
size_t lines_count(struct lines *);

/* Closes the file and gives the memory back. */
void lines_close(struct lines *);

#endif
