/* What lies behind a link. */
#include "base/arena.h"
#include "base/file.h"

#include <string.h>
#include <sys/stat.h>

const char *
file_link(struct arena *a, const char *path)
{
	char *p = arena_strdup(a, path), *slash = p;
	struct stat st;

	while ((slash = strchr(slash, '/'))) {
		*slash = '\0';
		if (lstat(p, &st) == 0 && S_ISLNK(st.st_mode))
			return p;
		*slash++ = '/';
	}
	return NULL;
}
