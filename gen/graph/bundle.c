#include "graph/bundle.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/generated.h"
#include "base/str.h"
#include "graph/place.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PART "-- Part: "

static bool
add(struct diag *d, struct strbuf *out, const char *path)
{
	struct arena a = {0};
	size_t len;
	const char *text = file_read(&a, path, 0, &len);
	bool good = text && generated_state(text, len) == GENERATED_INTACT;

	if (!text)
		error_in_file(d, path, "cannot read: %s", strerror(errno));
	else if (!good)
		error_in_file(d, path,
		              "was edited by hand; change the entity file instead and delete this "
		              "one");
	if (good) {
		const char *rest = text + strcspn(text, "\n");

		str_addf(out, "\n" PART "%s", path);
		str_addn(out, rest, len - (size_t)(rest - text));
	}
	arena_clear(&a);
	return good;
}

bool
bundle_make(struct diag *d, struct strbuf *out, const struct list *parts)
{
	bool good = true;

	for (size_t i = 0; i < parts->n; i++)
		good = add(d, out, parts->items[i]) && good;
	return good;
}

const char *
bundle_part(struct arena *a, const char *line)
{
	static const char begin[] = PART PLACE_PARTS "/";
	const char *path;

	if (strncmp(line, begin, strlen(begin)) != 0)
		return NULL;
	line += strlen(PART);
	path = arena_strndup(a, line, strcspn(line, "\r\n"));
	return access(path, F_OK) == 0 ? path : NULL;
}
