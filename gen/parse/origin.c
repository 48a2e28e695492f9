#include "parse/origin.h"
#include "base/arena.h"
#include "base/file.h"
#include "parse/parse.h"

#include <errno.h>
#include <string.h>

enum { MAX_BYTES = 1024 * 1024 };

static const char copies[] = ".specql/src/";
static const char unread[] = "\0cannot read: ";

const char *
origin_path(const char *path)
{
	const char *copy = strstr(path, copies);

	return copy ? copy + sizeof(copies) - 1 : path;
}

char *
origin_unread(struct arena *a, int error, size_t *len)
{
	const char *why =
	        error == EISDIR || error == ENOTSUP ? "it is no regular file" : strerror(error);
	size_t n = sizeof(unread) - 1;
	char *text = arena_alloc(a, n + strlen(why) + 1, 1);

	memcpy(text, unread, n);
	memcpy(text + n, why, strlen(why));
	*len = n + strlen(why);
	return text;
}

struct source *
origin_read(struct arena *a, struct diag *d, const char *path)
{
	struct source *source = file_source(a, path, origin_path(path), MAX_BYTES);

	if (source->text && source->len >= sizeof(unread) &&
	    memcmp(source->text, unread, sizeof(unread) - 1) == 0) {
		error_in_file(d, source->path, "%s", source->text + 1);
		return NULL;
	}
	if (source->text)
		return source;
	error_in_file(d, source->path, "%s",
	              errno == EFBIG ? "longer than 1 MiB; an entity file never needs that"
	                             : arena_printf(a, "cannot read: %s", strerror(errno)));
	return NULL;
}

const struct entity *
origin_locate(struct arena *a, const struct entity *e, const struct options *options)
{
	struct diag silent;
	struct source *source;
	struct entity *parsed = NULL;
	bool broken;

	if (e->at.line)
		return e;
	diag_init(&silent, a);
	source = origin_read(a, &silent, arena_printf(a, "%s%s", copies, e->source->path));
	if (source)
		parsed = entity_read(a, &silent, source, options, &broken);
	return parsed ? parsed : e;
}
