/*
 * Merged: what the tools share that make files of the whole project. Only included by their mains.
 */
#ifndef TOOL_MERGED_H
#define TOOL_MERGED_H

#include "command.h"

#include "base/generated.h"
#include "graph/kind.h"
#include "model/catalog.h"
#include "model/options.h"
#include "model/parts.h"

/* The emitter of a kind of the project. */
typedef void merged_emitter(struct strbuf *, struct arena *, struct catalog *,
                            const struct options *);

/* The catalog at a path, with what leads to the files that are merged for a kind;
 * NULL after reporting. */
static inline struct catalog *
merged_catalog(struct arena *a, struct diag *d, const struct kind *k, const struct options *o,
               const char *path)
{
	const struct kind *of = kind_find(k->from);
	const char *frontend = o->frontend_folder ? o->frontend_folder : IMPACTS_APART;
	struct catalog *c = catalog_read(a, d, path);

	if (!c || !of)
		return c;
	c->root = of->group == DOCS ? o->docs_folder : frontend;
	c->suffix = of->suffix;
	c->trait = of->when == ALWAYS ? NULL : kind_traits[of->when];
	return c;
}

/* All stamps of the files that are merged, as one number: they are inputs, too. */
static inline uint64_t
merged_digest(const struct catalog *c)
{
	struct arena a = {0};
	uint64_t all = 0;

	for (size_t i = 0; c && i < c->n; i++) {
		const char *path = catalog_path(&a, c, &c->v[i]);

		if (path)
			all = stamp_digest(all, stamp_path(path));
		arena_reset(&a);
	}
	arena_clear(&a);
	return all;
}

static inline void
merged_flow(void *context, struct strbuf *text)
{
	generated_flow(context, text);
}

/* Makes a file; c may be NULL. */
static inline void
merged_write(struct diag *d, merged_emitter *emit, struct catalog *c, const struct options *o,
             const char *path)
{
	struct strbuf text = STRBUF_INIT;
	struct generated_file file;
	struct arena a = {0};
	size_t before;

	generated_open(&file, d, path);
	if (c) {
		c->output = path;
		c->flow = merged_flow;
		c->context = &file;
	}
	before = d->nerrors;
	emit(&text, &a, c, o);
	if (d->nerrors > before)
		generated_drop(&file);
	else
		generated_close(&file, &text);
	str_free(&text);
	arena_clear(&a);
}

#endif
