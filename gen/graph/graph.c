#include "graph/graph.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/sink.h"
#include "base/str.h"
#include "graph/order.h"
#include "graph/outputs.h"
#include "graph/place.h"
#include "graph/remote.h"
#include "graph/rules.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A list that is made line by line. */
struct lines {
	struct sink sink;
	struct strbuf text;
};

static void
add_line(void *context, const char *line)
{
	struct lines *l = context;

	str_add(&l->text, line);
	str_addc(&l->text, '\n');
	sink_flow(&l->sink, &l->text);
}

static void
add_sql(void *context, const char *path, const struct kind *k, const struct shape *s)
{
	(void)k;
	(void)s;
	add_line(context, path);
}

static bool
write_sql(struct diag *d, const struct shapes *shapes, const struct graph *g)
{
	struct lines l = {.text = STRBUF_INIT};

	sink_open(&l.sink, d, ".specql/sql.list");
	order_schema(shapes, g->order, &g->sql, add_sql, &l);
	return sink_close(&l.sink, &l.text);
}

static bool
write_catalog(struct arena *a, struct diag *d, const struct shapes *shapes, const struct graph *g)
{
	const struct shape **v = order_of_catalog(a, shapes, g->names);
	struct lines l = {.text = STRBUF_INIT};

	sink_open(&l.sink, d, ".specql/catalog");
	for (; *v; v++) {
		shape_write_listing(&l.text, *v);
		add_line(&l, "");
	}
	return sink_close(&l.sink, &l.text);
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

/* The configuration of the engine that runs the graph elsewhere. */
static bool
write_remote(struct diag *d, const struct shapes *s, const struct rewriting *remote)
{
	static const char file[] = ".specql/siso/main.star";
	struct strbuf out = STRBUF_INIT;
	bool ok;

	if (!s->remote) {
		unlink(file);
		return true;
	}
	remote_configure(&out, remote, &s->platform);
	ok = file_update(d, file, out.buf, out.len);
	str_free(&out);
	return ok;
}

/* The exact time, which is later than all that the system's coarse clock has written. */
static bool
renew(struct diag *d, const char *path)
{
	struct timespec times[] = {{.tv_nsec = UTIME_OMIT}, {0}};

	clock_gettime(CLOCK_REALTIME, &times[1]);
	return (file_own(path) && utimensat(AT_FDCWD, path, times, 0) == 0) ||
	       file_failed(d, path, errno);
}

/* Ends build.ninja and puts it in its place. */
static bool
finish(struct diag *d, struct sink *to, struct strbuf *text, const char *read)
{
	uint64_t version = checksum_end(&to->sum);
	bool changed;

	rules_graph(text, version);
	sink_pour(to, text);
	changed = sink_differs(to);
	return sink_close(to, text) &&
	       (changed || !read || strtoull(read, NULL, 16) == version || renew(d, "build.ninja"));
}

/* The scan has looked at this folder; that build.ninja is replaced in it must not make it look
 * changed, or the next build would scan again. */
struct graph *
graph_update(struct arena *a, struct diag *d, const struct shapes *shapes, const char *read)
{
	struct graph *g = arena_new(a, struct graph, 1);
	struct outputs outputs;
	struct sink to;
	struct strbuf text = STRBUF_INIT;
	struct list stay = place_folders(a, shapes);
	struct rewriting *remote = remote_new(a);
	struct diag faults;
	size_t nerrors = d->nerrors;
	bool keep, ok;

	diag_init(&faults, a);
	outputs_begin(&outputs, d);
	sink_open(&to, d, "build.ninja");
	to.timeless = true;
	if (shapes->remote) {
		to.change = remote_rewrite;
		to.context = remote;
	}
	g->to = &outputs;
	graph_make(a, &faults, shapes, g, &text, &to);
	keep = faults.nerrors > 0;
	for (size_t i = 0; i < shapes->n; i++)
		keep = keep || !*shapes->v[i].entity || (shapes->coded && !*shapes->v[i].code);
	sink_pour(&to, &text);
	ok = outputs_end(&outputs, d, &stay, keep) && d->nerrors == nerrors &&
	     write_sql(d, shapes, g) && write_catalog(a, d, shapes, g) &&
	     write_faults(d, &faults, g) && write_remote(d, shapes, remote);
	if (ok)
		ok = finish(d, &to, &text, read);
	else
		sink_drop(&to, &text);
	remote_free(remote);
	return ok ? g : NULL;
}
