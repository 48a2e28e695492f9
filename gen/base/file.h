/*
 * Files: read whole, write only when different, never half.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;

/* The whole file, with a NUL behind it, in the arena; its length in *len. NULL with errno set on
 * failure; EFBIG if it is longer than max bytes (0: no limit); EISDIR for a folder, ENOTSUP for anything
 * else that is no regular file. */
char *file_read(struct arena *, const char *path, size_t max, size_t *len);

/* Makes the file hold exactly these bytes: leaves it alone if it does already (its time stays, and Ninja
 * prunes what follows), else writes a temporary file in the same folder and renames it. Missing folders
 * are made. False after reporting at the path, with what was there before untouched. */
bool file_update(struct diag *, const char *path, const char *text, size_t len);

/* A new file in the folder of a path, which is made; its name in the arena. The name is hidden and ends in .tmp, so
 * nobody takes it for an output. -1 with errno set. */
int file_temporary(struct arena *, const char *path, char **name);

/* Writes all of it; false with errno set. */
bool file_drain(int fd, const char *text, size_t len);

/* Reports that a path cannot be written, with a cure; false. */
bool file_failed(struct diag *, const char *path, int error);

/* Makes the folders above a path. False with errno set. */
bool folder_make(const char *path);

/* FNV-1a, 64 bits: tells versions of a text apart; no protection against an adversary.
 * Start with hash = HASH_START. */
#define HASH_START UINT64_C(0xcbf29ce484222325)
uint64_t hash_add(uint64_t hash, const void *bytes, size_t n);

#endif
