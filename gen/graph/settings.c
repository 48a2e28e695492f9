/* Files per kind: its options and the content hash of its executable. */
#include "graph/scan.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "graph/batch.h"
#include "graph/installed.h"
#include "graph/kind.h"
#include "graph/named.h"
#include "graph/remote.h"
#include "graph/walk.h"
#include "model/json.h"
#include "parse/project.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static uint64_t
tool_hash(struct scan *s, const char *name)
{
	return scan_hash(s, arena_printf(s->arena, SCAN_BIN "/specql-%s", name));
}

static void
write_kind(struct scan *s, struct options *o, const char *name, const char *tool, const char *only)
{
	struct strbuf out = STRBUF_INIT;

	o->tool = arena_printf(s->arena, "%016" PRIx64, tool_hash(s, tool));
	json_write_options(&out, o, only);
	file_update(s->diag, arena_printf(s->arena, ".specql/kind/%s", name), out.buf, out.len);
	str_free(&out);
}

/* True for a terminal and the like, whose times say nothing and whose content may have no end. */
static bool
device(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

/* An emitter is its command and every file that this names. */
static struct strbuf
emitter_text(struct scan *s, const struct emitter *e)
{
	struct list paths = named_paths(s->arena, e->command);
	struct strbuf out = STRBUF_INIT;

	str_addf(&out, "%016" PRIx64 " %s\n", tool_hash(s, "emitter"), e->command);
	for (size_t i = 0; i < paths.n; i++) {
		const char *path = paths.items[i];
		const char *place = *path == '/' ? path : walk_path(s->arena, s->dir, path);

		if (!device(place))
			str_addf(&out, "%016" PRIx64 " %s\n", scan_hash(s, place), path);
	}
	return out;
}

static void
write_emitter(struct scan *s, const struct emitter *e)
{
	struct strbuf out = emitter_text(s, e);

	file_update(s->diag, arena_printf(s->arena, ".specql/kind/emit_%s", e->name), out.buf,
	            out.len);
	str_free(&out);
}

/* ---- files that are no kind's ---- */

static void
write_interface(struct scan *s, struct options *o, const char *name)
{
	write_kind(s, o, name, name, "tool,tenancy,schemas,external_tables");
}

static void
write_model(struct scan *s, struct options *o, const char *name)
{
	write_kind(
	        s, o, name, name,
	        "tool,tenancy,schemas,by_schema,coded,entity_action_names,strict,external_tables,"
	        "functions");
}

/* What all kinds of a batch read. */
static void
write_batch(struct scan *s, struct options *o, const struct batch *b)
{
	struct strbuf all = STRBUF_INIT;

	str_add(&all, "tool");
	for (const struct kind *k = kinds; k->name; k++)
		if (batch_makes(b, k))
			str_addf(&all, ",%s", k->options);
	write_kind(s, o, b->name, b->tool, all.buf);
	str_free(&all);
}

static void
write_bundle(struct scan *s, struct options *o, const char *name)
{
	write_kind(s, o, name, name, "tool");
}

/* What is checked by an executable and one that this starts, which have no options. */
static void
write_check(struct scan *s, const char *name, const char *started)
{
	char *text = arena_printf(s->arena, "%016" PRIx64 " specql-%s\n%016" PRIx64 " specql-%s\n",
	                          tool_hash(s, name), name, tool_hash(s, started), started);

	file_update(s->diag, arena_printf(s->arena, ".specql/kind/%s", name), text, strlen(text));
}

static void
write_sqlcheck(struct scan *s, struct options *o, const char *name)
{
	(void)o;
	write_check(s, name, "pgparse");
}

static void
write_verify(struct scan *s, struct options *o, const char *name)
{
	(void)o;
	write_check(s, name, "pgclient");
}

static void
write_confiture(struct scan *s, struct options *o, const char *name)
{
	o->confiture = installed_given(s);
	o->sql_folder = s->project->sql_folder;
	write_kind(s, o, name, name, "tool,confiture,sql_folder");
}

static const struct {
	const char *name;
	void (*write)(struct scan *, struct options *, const char *name);
} others[] = {
        {"interface", write_interface}, {"model", write_model},   {"bundle", write_bundle},
        {"sqlcheck", write_sqlcheck},   {"verify", write_verify}, {"confiture", write_confiture},
};

enum { NOTHERS = sizeof others / sizeof *others };

/* ---- all ---- */

void
scan_tools(struct scan *s)
{
	static const char *const tools[] = {
	        "scan",    "ninja",  "interface", "model",  "entity",   "merge", "sqlcheck",
	        "pgparse", "bundle", "confiture", "verify", "pgclient", NULL};

	for (size_t i = 0; tools[i]; i++)
		tool_hash(s, tools[i]);
	for (size_t i = 0; kinds[i].name; i++)
		tool_hash(s, kinds[i].name);
	for (size_t i = 0; i < s->project->nemitters; i++) {
		struct strbuf text = emitter_text(s, &s->project->emitters[i]);

		str_free(&text);
	}
}

static bool
there(struct scan *s, const char *prefix, const char *name)
{
	return access(arena_printf(s->arena, ".specql/kind/%s%s", prefix, name), F_OK) == 0;
}

bool
scan_kinds_there(struct scan *s)
{
	const struct project *p = s->project;
	bool all = true;

	for (size_t i = 0; all && i < NOTHERS; i++)
		all = there(s, "", others[i].name);
	for (const struct batch *b = batches; all && b->name; b++)
		all = (b->all && !p->per_entity) || there(s, "", b->name);
	for (size_t i = 0; all && kinds[i].name; i++)
		all = there(s, "", kinds[i].name);
	for (size_t i = 0; all && i < p->nemitters; i++)
		all = there(s, "emit_", p->emitters[i].name);
	return all;
}

void
scan_kinds(struct scan *s)
{
	const struct project *p = s->project;
	struct options o = p->options;

	usage_tell(&s->usage, &o);
	o.frontend_folder = p->frontend_folder;
	o.docs_folder = p->docs_folder;
	for (size_t i = 0; i < NOTHERS; i++)
		others[i].write(s, &o, others[i].name);
	for (const struct batch *b = batches; b->name; b++)
		if (!b->all || p->per_entity)
			write_batch(s, &o, b);
	for (size_t i = 0; kinds[i].name; i++)
		write_kind(s, &o, kinds[i].name, kinds[i].name, kinds[i].options);
	for (size_t i = 0; i < p->nemitters; i++)
		write_emitter(s, &p->emitters[i]);
	remote_copies(s);
}
