#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "model/json.h"
#include "model/layout.h"
#include "model/options.h"
#include "model/sound.h"

#include <errno.h>
#include <string.h>

enum { MAX_BYTES = 64 * 1024 * 1024 };

static const struct {
	const char *name, *what;
	const struct layout *layout;
} formats[] = {
        [JSON_MODEL] = {"specql.model", "a model", &layout_model},
        [JSON_INTERFACE] = {"specql.interface", "an interface", &layout_interface},
};

/* ---- writing ---- */

void
json_write_entity(struct strbuf *out, const struct entity *e, enum json_format format)
{
	struct head head = {.format = formats[format].name, .version = JSON_VERSION};

	if (format == JSON_INTERFACE)
		head.file = e->source->path;
	layout_write(out, &layout_head, &head, formats[format].layout, e, NULL);
}

void
json_write_options(struct strbuf *out, const struct options *o, const char *only)
{
	layout_write(out, NULL, NULL, &layout_options, o, only);
}

/* ---- reading ---- */

static const struct source *
read_file(struct arena *a, struct diag *d, const char *path)
{
	struct source *source = file_source(a, path, arena_strdup(a, path), MAX_BYTES);

	if (source->text)
		return source;
	error_in_file(d, path, "cannot read: %s", strerror(errno));
	return NULL;
}

/* True if the file is of the format and of this version. */
static bool
check_head(struct diag *d, const struct document *doc, const char *path, enum json_format want)
{
	const char *format = layout_text(doc, "format");

	if (!format || strcmp(format, formats[want].name) != 0)
		error_in_file(d, path, "this is not %s", formats[want].what);
	else if (layout_number(doc, "version") != JSON_VERSION)
		error_in_file(d, path, "another version of the format; build again");
	else
		return true;
	return false;
}

static bool
sound(struct diag *d, const char *path, const struct entity *e, enum json_format format)
{
	const char *lacks =
	        format == JSON_MODEL ? entity_model_lacks(e) : entity_interface_lacks(e);

	if (lacks)
		error_in_file(d, path, "%s", lacks);
	return !lacks;
}

bool
layout_read_source(struct arena *a, struct diag *d, const struct source *source,
                   const struct layout *layout, void *object)
{
	struct document *doc = layout_parse(a, d, source);
	bool ok = doc && layout_read(doc, layout, object);

	if (doc)
		layout_end(doc);
	return ok;
}

struct entity *
json_parse_entity(struct arena *a, struct diag *d, const struct source *source,
                  enum json_format want)
{
	struct entity *e = arena_new(a, struct entity, 1);
	struct source *origin = arena_new(a, struct source, 1);
	struct document *doc = layout_parse(a, d, source);
	const char *file = doc ? layout_text(doc, "file") : NULL;
	bool ok = doc && check_head(d, doc, source->path, want) &&
	          layout_read(doc, formats[want].layout, e);

	origin->path = file ? arena_strdup(a, file) : source->path;
	e->source = origin;
	if (doc)
		layout_end(doc);
	return ok && sound(d, source->path, e, want) ? e : NULL;
}

struct entity *
json_read_entity(struct arena *a, struct diag *d, const char *path, enum json_format want)
{
	const struct source *source = read_file(a, d, path);

	return source ? json_parse_entity(a, d, source, want) : NULL;
}

struct options *
json_read_options(struct arena *a, struct diag *d, const char *path)
{
	struct options *o = arena_new(a, struct options, 1);
	const struct source *source = path ? read_file(a, d, path) : NULL;

	*o = options_default;
	if (!path)
		return o;
	return source && layout_read_source(a, d, source, &layout_options, o) ? o : NULL;
}
