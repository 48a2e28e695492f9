/* Bytes → entity. What parses without a fault is sound: names, columns and types are there. */
#include "base/arena.h"
#include "base/str.h"
#include "graph/shape.h"
#include "model/options.h"
#include "parse/parse.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
visit(const struct field *f)
{
	must(f->name && f->type);
	must((f->nrefs > 0) == (f->type == &type_ref));
	must(f->join_table || f->nrefs > 1 || f->column);
	must(f->nrefs > 0 || f->sql);
	must((f->type == &type_enum) == (f->nvalues > 0));
	must((f->default_kind == DEFAULT_NONE) == (f->default_text == NULL));
}

/* What the scan keeps of it is the same when it was read again: no text of an author's has a
 * separator in it. */
static void
keep(struct arena *a, const struct entity *e)
{
	struct shape s = shape_new(a, "x.yaml", e), again;
	struct strbuf out = STRBUF_INIT;
	const char *line;
	struct list parts;

	shape_write(&out, &s, true);
	line = str_done(&out, a);
	parts = list_split(a, arena_strdup(a, line), '\t');
	must(!strchr(line, '\n') && shape_read(a, &parts, 0, &again));
	must(again.refs.n == s.refs.n && again.mentions.n == s.mentions.n);
	shape_write(&out, &again, true);
	must(strcmp(str_done(&out, a), line) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena a = {0};
	struct diag d;
	struct source source = {"x.yaml", NULL, len};
	struct strbuf out = STRBUF_INIT;
	struct entity *e;
	bool broken;

	diag_init(&d, &a);
	source.text = arena_strndup(&a, (const char *)bytes, len);
	e = entity_read(&a, &d, &source, &options_default, &broken);
	must(e || d.nerrors);
	if (e) {
		must(e->name && e->schema && e->stem && e->table && e->key && e->tenancy);
		entity_extensions(&a, e);
		keep(&a, e);
	}
	for (size_t i = 0; e && !d.nerrors && i < e->nfields; i++)
		visit(&e->fields[i]);
	if (len < 4096)
		diag_print(&d, &out);
	str_free(&out);
	arena_clear(&a);
	return 0;
}
