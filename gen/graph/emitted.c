#include "graph/emitted.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "graph/cache.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *
record(struct arena *a, const char *path)
{
	return arena_printf(a, ".specql/emit/%s", path);
}

enum generated
emitted_state(const char *path)
{
	struct arena a = {0};
	size_t len;
	char *text = file_read(&a, record(&a, path), 64, &len);
	uint64_t made = text ? strtoull(text, NULL, 16) : 0, is;
	enum generated state = GENERATED_FOREIGN;

	if (text && hash_file(path, &is))
		state = is == made ? GENERATED_INTACT : GENERATED_EDITED;
	arena_clear(&a);
	return state;
}

static bool
holds(const char *path, const char *text, size_t len)
{
	uint64_t hash;

	return hash_file(path, &hash) && hash == hash_add(HASH_START, text, len);
}

bool
emitted_record(struct diag *d, const char *path)
{
	const char *text;
	uint64_t hash;

	if (!hash_file(path, &hash))
		return false;
	text = arena_printf(d->arena, "%016" PRIx64 "\n", hash);
	return file_update(d, record(d->arena, path), text, strlen(text));
}

bool
emitted_update(struct diag *d, const char *path, const char *text, size_t len)
{
	struct source *source = arena_new(d->arena, struct source, 1);

	source->path = path;
	if (access(path, F_OK) == 0 && !holds(path, text, len) &&
	    emitted_state(path) != GENERATED_INTACT) {
		error_at(d, source, (struct span){0},
		         "is not as its emitter made it, so it is not overwritten; move your edit, "
		         "or delete the file");
		return false;
	}
	return file_update(d, path, text, len) && emitted_record(d, path);
}

void
emitted_forget(const char *path)
{
	struct arena a = {0};

	unlink(record(&a, path));
	arena_clear(&a);
}
