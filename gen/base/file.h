/*
 * Files: read whole, write only when different, never half.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;
struct source;

/* The whole file, with a NUL behind it, in the arena; its length in *len. NULL with errno set on
 * failure; EFBIG if it is longer than max bytes (0: no limit); EISDIR for a folder, ENOTSUP for
 * anything else that is no regular file. */
char *file_read(struct arena *, const char *path, size_t max, size_t *len);

/* The file as a source that is called `shown`;
 * its text is NULL, with errno set, where file_read says so. */
struct source *file_source(struct arena *, const char *path, const char *shown, size_t max);

/* Makes the file hold exactly these bytes: leaves it alone if it does already (its time stays, and
 * Ninja prunes what follows), else writes a temporary file in the same folder and renames it.
 * Missing folders are made. False after reporting at the path,
 * with what was there before untouched. */
bool file_update(struct diag *, const char *path, const char *text, size_t len);

/* The same for who knows that the file is a regular one that holds something else,
 * or is not there. */
bool file_write(struct diag *, const char *path, const char *text, size_t len);

/* The same for who has just seen that there is no file: where the system allows it, no temporary
 * one is needed. A file that has come since is replaced. */
bool file_create(struct diag *, const char *path, const char *text, size_t len);

/* A new file in the folder of a path, which is made; its name in the arena. The name is hidden and
 * ends in .tmp, so nobody takes it for an output. It is locked until it is closed: rename it
 * before. -1 with errno set. */
int file_temporary(struct arena *, const char *path, char **name);

/* Writes all of it; false with errno set. */
bool file_drain(int fd, const char *text, size_t len);

/* Some file systems tell only when a file is closed that there was no room. Asks for that, and
 * leaves it open. False with errno set. */
bool file_flush(int fd);

/* Reports that a path cannot be written, with a cure; false. */
bool file_failed(struct diag *, const char *path, int error);

/* Removes a file, and what a killed process left beside it. As unlink. */
int file_remove(const char *path);

/* The first folder of a path that is a link, or NULL. */
const char *file_link(struct arena *, const char *path);

/* Gives a file an inode of its own if it has other names, so that it can be written in place; its
 * time stays. Fine if there is none. False with errno set. */
bool file_own(const char *path);

/* Makes the folders above a path. False with errno set. */
bool folder_make(const char *path);

#endif
