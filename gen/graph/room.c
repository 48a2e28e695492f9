#include "graph/room.h"
#include "base/arena.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define ROOMS ".specql/room"

enum { A_DAY = 24 * 60 * 60, DESCRIPTORS = 16 };

static const char *
host(struct arena *a)
{
	char name[256] = "";

	gethostname(name, sizeof(name) - 1);
	return arena_strdup(a, name);
}

const char *
room_enter(struct arena *a)
{
	const char *room = arena_printf(a, ROOMS "/%s-%ld", host(a), (long)getpid());

	room_leave(room);
	return folder_make(arena_printf(a, "%s/", room)) ? room : NULL;
}

static int
drop(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	remove(path);
	return 0;
}

void
room_leave(const char *room)
{
	nftw(room, drop, DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
}

/* Whether nobody is in a room any more. */
static bool
left(const char *name, const char *path, const char *here)
{
	const char *dash = strrchr(name, '-');
	long process = dash ? strtol(dash + 1, NULL, 10) : 0;
	struct stat st;

	if (process > 0 && strlen(here) == (size_t)(dash - name) &&
	    strncmp(name, here, strlen(here)) == 0 && kill((pid_t)process, 0) != 0 &&
	    errno == ESRCH)
		return true;
	return stat(path, &st) == 0 && time(NULL) - st.st_mtime > A_DAY;
}

void
rooms_sweep(struct arena *a)
{
	DIR *rooms = opendir(ROOMS);
	struct dirent *e;

	while (rooms && (e = readdir(rooms))) {
		const char *path = arena_printf(a, ROOMS "/%s", e->d_name);

		if (*e->d_name != '.' && left(e->d_name, path, host(a)))
			room_leave(path);
	}
	if (rooms)
		closedir(rooms);
}
