#include "graph/graph.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "graph/outputs.h"
#include "graph/place.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
write_list(struct diag *d, const char *path, const struct list *l)
{
	struct strbuf out = STRBUF_INIT;
	bool ok;

	list_write(&out, l);
	ok = file_update(d, path, out.buf, out.len);
	str_free(&out);
	return ok;
}

static bool
write_faults(struct diag *d, const struct diag *faults, struct graph *g)
{
	struct strbuf out = STRBUF_INIT;
	bool ok;

	diag_print(faults, &out);
	g->faults = arena_strndup(d->arena, out.buf, out.len);
	g->nfaults = faults->nerrors;
	ok = file_update(d, ".specql/graph", out.buf, out.len);
	str_free(&out);
	return ok;
}

/* The scan has looked at this folder; that build.ninja was replaced in it must not make it look
 * changed, or the next build would scan again. */
static bool
write_ninja(struct diag *d, const struct strbuf *text)
{
	struct stat st;
	bool known = stat(".", &st) == 0, ok = file_update(d, "build.ninja", text->buf, text->len);

	if (known)
		utimensat(AT_FDCWD, ".", (struct timespec[]){{.tv_nsec = UTIME_OMIT}, st.st_mtim},
		          0);
	return ok;
}

struct graph *
graph_update(struct arena *a, struct diag *d, const struct shapes *shapes)
{
	struct graph *g = arena_new(a, struct graph, 1);
	struct strbuf text = STRBUF_INIT;
	struct list stay = place_folders(a, shapes);
	struct diag faults;
	bool keep, ok;

	diag_init(&faults, a);
	graph_make(a, &faults, shapes, g, &text);
	keep = faults.nerrors > 0;
	for (size_t i = 0; i < shapes->n; i++)
		keep = keep || !*shapes->v[i].entity ||
		       (shapes->coded && !*shapes->v[i].code);
	ok = outputs_update(a, d, &g->outputs, &stay, keep) &&
	     write_list(d, ".specql/sql.list", &g->sql) &&
	     write_list(d, ".specql/catalog", &g->catalog) && write_faults(d, &faults, g) &&
	     write_ninja(d, &text);
	str_free(&text);
	return ok ? g : NULL;
}
