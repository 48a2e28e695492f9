#include "model/origin.h"
#include "base/arena.h"
#include "base/file.h"
#include "model/parse.h"

#include <errno.h>
#include <string.h>

enum { MAX_BYTES = 1024 * 1024 };

static const char copies[] = ".specql/src/";

struct source *
origin_read(struct arena *a, struct diag *d, const char *path)
{
	struct source *source = new(a, struct source, 1);
	const char *copy = strstr(path, copies);

	source->path = copy ? copy + sizeof(copies) - 1 : path;
	source->text = file_read(a, path, MAX_BYTES, &source->len);
	if (source->text)
		return source;
	error_at(d, source, (struct span){0}, "%s",
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
