/*
 * A folder of its own for a test that writes files. Paths are relative to it from then on.
 */
#ifndef TEST_FOLDER_H
#define TEST_FOLDER_H

#include "test.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char test_folder[200];

static inline void
folder_enter(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(test_folder, sizeof(test_folder), "%s/specql-unit.XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(test_folder) || chdir(test_folder) != 0) {
		perror(test_folder);
		exit(1);
	}
}

/* Removes it and all that is in it. */
static inline void
folder_leave(void)
{
	char command[300];

	snprintf(command, sizeof(command), "rm -rf '%s'", test_folder);
	CHECK(chdir("/") == 0 && system(command) == 0);
}

/* The content of a file, at most 999 bytes; NULL if there is none. Valid until the next call. */
static inline const char *
content(const char *path)
{
	static char text[1000];
	FILE *f = fopen(path, "r");

	if (!f)
		return NULL;
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	return text;
}

static inline void
put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	CHECK(f && fputs(text, f) >= 0 && fclose(f) == 0);
}

#endif
