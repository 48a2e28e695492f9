#include "model/mutation.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "model/layout.h"

#define VERSION "1.0.0"

/* clang-format off */
#define MEMBER(s, k, m, f)   .key = k, .form = MEMBER_##f, .offset = offsetof(struct s, m), .always = true
#define TEXT(s, k, m)        {MEMBER(s, k, m, TEXT)}
#define BOOL(s, k, m)        {MEMBER(s, k, m, BOOL)}
#define MAP(s, k, m, of)     {MEMBER(s, k, m, MAP), .count = offsetof(struct s, n##m), .table = of}
#define ONE(s, k, m, of)     {MEMBER(s, k, m, OBJECT), .table = of}
#define END                  {.key = NULL}
/* clang-format on */

static const struct layout entity_layout = {
        sizeof(struct impacts_entity),
        (const struct member[]){TEXT(impacts_entity, "name", name),
                                TEXT(impacts_entity, "schema", schema),
                                TEXT(impacts_entity, "table", table),
                                BOOL(impacts_entity, "hasTableView", has_table_view), END}};

static const struct layout file_layout = {
        sizeof(struct impacts_file),
        (const struct member[]){ONE(impacts_file, "entity", entity, &entity_layout), END}};

static const struct layout project_layout = {
        sizeof(struct impacts_project),
        (const struct member[]){MAP(impacts_project, "entities", entities, &entity_layout), END}};

/* What both files begin with. */
static const struct version {
	const char *version;
} version = {VERSION};

static const struct layout version_layout = {
        sizeof(struct version), (const struct member[]){TEXT(version, "version", version), END}};

void
impacts_write(struct strbuf *out, const struct impacts_file *file)
{
	layout_write(out, &version_layout, &version, &file_layout, file, NULL);
}

void
impacts_write_project(struct strbuf *out, const struct impacts_project *project)
{
	layout_write(out, &version_layout, &version, &project_layout, project, NULL);
}

bool
impacts_read(struct arena *a, const char *text, size_t len, struct impacts_file *to)
{
	const struct source source = {"", text, len};
	struct document *doc;
	struct diag silent;
	bool ok;

	*to = (struct impacts_file){0};
	diag_init(&silent, a);
	doc = layout_parse(a, &silent, &source);
	ok = doc && layout_read(doc, &file_layout, to);
	if (doc)
		layout_end(doc);
	return ok;
}
