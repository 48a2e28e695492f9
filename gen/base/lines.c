#include "base/lines.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
lines_open(struct lines *l, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	*l = (struct lines){fd < 0 ? NULL : fdopen(fd, "r"), NULL, 0};
	if (!l->file && fd >= 0)
		close(fd);
	return l->file;
}

char *
lines_next(struct lines *l)
{
	ssize_t n = l->file ? getline(&l->text, &l->room, l->file) : 0;

	if (n <= 0)
		return NULL;
	if (l->text[n - 1] == '\n')
		l->text[n - 1] = '\0';
	return l->text;
}

size_t
lines_count(struct lines *l)
{
	static char part[64 * 1024];
	size_t count = 0, n;
	char last = '\n';

	while (l->file && (n = fread(part, 1, sizeof part, l->file)) > 0) {
		for (char *p = part; (p = memchr(p, '\n', (size_t)(part + n - p))); p++)
			count++;
		last = part[n - 1];
	}
	if (l->file)
		rewind(l->file);
	return count + (last != '\n');
}

void
lines_close(struct lines *l)
{
	if (l->file)
		fclose(l->file);
	free(l->text);
	*l = (struct lines){0};
}
