#include "model/part.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "model/catalog.h"
#include "model/entity.h"
#include "model/layout.h"

#include <stdlib.h>
#include <string.h>

#define MEMBER(s, m, f) .key = #m, .form = MEMBER_##f, .offset = offsetof(struct s, m)

static const struct layout field_layout = {
        sizeof(struct part_field), (const struct member[]){{MEMBER(part_field, name, TEXT)},
                                                           {MEMBER(part_field, type, TEXT)},
                                                           {MEMBER(part_field, required, BOOL)},
                                                           {.key = NULL}}};

static const struct layout part_layout = {
        sizeof(struct part),
        (const struct member[]){{MEMBER(part, description, TEXT)},
                                {MEMBER(part, stem, TEXT)},
                                {MEMBER(part, fields, OBJECTS),
                                 .count = offsetof(struct part, nfields), .table = &field_layout},
                                {MEMBER(part, impacts, OBJECT), .table = &layout_impacts},
                                {.key = NULL}}};

const char *
part_type(struct arena *a, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	str_add(&out, f->list ? "list(" : "");
	for (size_t i = 0; i < f->nrefs; i++)
		str_addf(&out, "%s%s", i ? " | " : "", f->refs[i].entity);
	if (!f->nrefs)
		str_add(&out, f->nvalues ? "enum" : f->type->name);
	str_add(&out, f->list ? ")" : "");
	return str_done(&out, a);
}

struct part
part_of(struct arena *a, const struct entity *e, const struct options *o)
{
	struct part to = {.description = e->description, .stem = e->stem};

	to.fields = arena_new(a, struct part_field, e->nfields);
	for (size_t i = 0; i < e->nfields; i++) {
		const struct field *f = &e->fields[i];

		to.fields[to.nfields++] =
		        (struct part_field){f->name, part_type(a, f), f->required};
	}
	to.impacts = impacts_of(a, e, o);
	return to;
}

void
part_write(struct strbuf *out, const struct part *part)
{
	layout_write(out, NULL, NULL, &part_layout, part, NULL);
}

static bool
read(struct arena *a, const struct listing *from, struct part *to)
{
	const struct source source = {"", from->text, from->len};
	struct document *doc;
	struct diag silent;
	bool ok;

	*to = (struct part){0};
	diag_init(&silent, a);
	doc = layout_parse(a, &silent, &source);
	ok = doc && layout_read(doc, &part_layout, to);
	if (doc)
		layout_end(doc);
	return ok;
}

static int
by_type(const void *left, const void *right)
{
	const struct part *a = left, *b = right;

	return strcmp(a->impacts.entity.type, b->impacts.entity.type);
}

struct parts
parts_read(struct arena *a, const struct catalog *c)
{
	struct parts to = {arena_new(a, struct part, c->n), 0};

	for (size_t i = 0; i < c->n; i++)
		to.n += read(a, &c->v[i], &to.v[to.n]);
	if (to.n)
		qsort(to.v, to.n, sizeof *to.v, by_type);
	return to;
}

const struct part *
part_find(const struct parts *in, const char *type)
{
	const struct part key = {.impacts.entity.type = type};

	return in->n ? bsearch(&key, in->v, in->n, sizeof *in->v, by_type) : NULL;
}

const char *
part_page(struct arena *a, const struct part *part)
{
	return arena_printf(a, "%s/%s.html", part->impacts.entity.schema, part->stem);
}
