#include "graph/emitted.h"
#include "base/arena.h"
#include "base/checksum.h"
#include "base/diag.h"
#include "base/file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *
emitted_place(struct arena *a, const char *path)
{
	return arena_printf(a, ".specql/emit/%s", path);
}

/* Hashes that are kept. Builds that meet record side by side. */
enum { KEPT = 8 };

static size_t
read_record(const char *path, uint64_t *made)
{
	struct arena a = {0};
	size_t len, n = 0;
	char *text = file_read(&a, emitted_place(&a, path), 1024, &len), *end;

	for (; text && n < KEPT; n++, text = end) {
		made[n] = strtoull(text, &end, 16);
		if (end == text)
			break;
	}
	arena_clear(&a);
	return n;
}

enum generated
emitted_state(const char *path)
{
	uint64_t made[KEPT], is;
	size_t n = read_record(path, made);

	if (n == 0 || !checksum_file(path, &is))
		return GENERATED_FOREIGN;
	for (size_t i = 0; i < n; i++)
		if (made[i] == is)
			return GENERATED_INTACT;
	return GENERATED_EDITED;
}

static bool
holds(const char *path, const char *text, size_t len)
{
	uint64_t hash;

	return checksum_file(path, &hash) && hash == checksum_of(text, len);
}

bool
emitted_record(struct diag *d, const char *path, uint64_t hash)
{
	uint64_t made[KEPT];
	size_t n = read_record(path, made);
	char *text = arena_printf(d->arena, "%016" PRIx64 "\n", hash);

	for (size_t i = 0, lines = 1; i < n && lines < KEPT; i++)
		if (made[i] != hash) {
			text = arena_printf(d->arena, "%s%016" PRIx64 "\n", text, made[i]);
			lines++;
		}
	return file_update(d, emitted_place(d->arena, path), text, strlen(text));
}

bool
emitted_update(struct diag *d, const char *path, const char *text, size_t len)
{
	struct source *source = arena_new(d->arena, struct source, 1);
	uint64_t hash = checksum_of(text, len);

	source->path = path;
	if (access(path, F_OK) == 0 && !holds(path, text, len) &&
	    emitted_state(path) != GENERATED_INTACT) {
		error_at(d, source, (struct span){0},
		         "is not as its emitter made it, so it is not overwritten; move your edit, "
		         "or delete the file");
		return false;
	}
	return emitted_record(d, path, hash) && file_update(d, path, text, len) &&
	       emitted_record(d, path, hash);
}

void
emitted_forget(const char *path)
{
	struct arena a = {0};

	unlink(emitted_place(&a, path));
	arena_clear(&a);
}
