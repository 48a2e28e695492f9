/* Files per kind: its options and the content hash of its executable. */
#include "graph/scan.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "graph/installed.h"
#include "graph/kind.h"
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
write_kind_of(struct scan *s, struct options *o, const char *name, const char *tool, const char *only)
{
	struct strbuf out = STRBUF_INIT;

	o->tool = arena_printf(s->arena, "%016" PRIx64, tool_hash(s, tool));
	json_write_options(&out, o, only);
	file_update(s->diag, arena_printf(s->arena, ".specql/kind/%s", name), out.buf, out.len);
	str_free(&out);
}

static void
write_kind(struct scan *s, struct options *o, const char *name, const char *only)
{
	write_kind_of(s, o, name, name, only);
}

static void
collect(struct scan *s, struct options *o)
{
	struct shape *shapes = arena_new(s->arena, struct shape, s->now.n + 1);

	for (size_t i = 0; i < s->now.n; i++)
		shapes[i] = *cache_shape(s->arena, &s->now.entries[i]);
	shapes_collect(s->arena, shapes, s->now.n, o);
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
	struct list words = list_split(s->arena, arena_strdup(s->arena, e->command), ' ');
	struct strbuf out = STRBUF_INIT;

	str_addf(&out, "%016" PRIx64 " %s\n", tool_hash(s, "emitter"), e->command);
	for (size_t i = 0; i < words.n; i++) {
		const char *path = words.items[i], *place;

		if (!strchr(path, '/') || strpbrk(path, "$\"'`"))
			continue;
		place = *path == '/' ? path : walk_path(s->arena, s->dir, path);
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

/* What all kinds of an entity read. */
static void
write_entity(struct scan *s, struct options *o)
{
	struct strbuf all = STRBUF_INIT;

	str_add(&all, "tool");
	for (const struct kind *k = kinds; k->name; k++)
		if (k->scope == ENTITY)
			str_addf(&all, ",%s", k->options);
	write_kind_of(s, o, "entity", "entity", all.buf);
	str_free(&all);
}

/* What all kinds read that are merged of files of a group. */
static void
write_merge(struct scan *s, struct options *o, const char *name, enum kind_group group)
{
	struct strbuf all = STRBUF_INIT;

	str_add(&all, "tool");
	for (const struct kind *k = kinds; k->name; k++) {
		const struct kind *of = kind_find(k->merges);

		if (of && of->group == group)
			str_addf(&all, ",%s", k->options);
	}
	write_kind_of(s, o, name, "merge", all.buf);
	str_free(&all);
}

/* What is checked by two executables, or none, that have no options. */
static void
write_check(struct scan *s, const char *name, const char *const tools[2])
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < 2; i++)
		str_addf(&out, "%016" PRIx64 " specql-%s\n", tool_hash(s, tools[i]), tools[i]);
	file_update(s->diag, arena_printf(s->arena, ".specql/kind/%s", name), out.buf, out.len);
	str_free(&out);
}

void
scan_tools(struct scan *s)
{
	static const char *const others[] = {"scan",     "ninja",   "interface", "model",     "entity", "merge",
	                                     "sqlcheck", "pgparse", "bundle",    "confiture", "verify", "pgclient",
	                                     NULL};

	for (size_t i = 0; others[i]; i++)
		tool_hash(s, others[i]);
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
	static const char *const others[] = {"interface", "model",    "merge_docs",
	                                     "bundle",    "sqlcheck", "verify",
	                                     "confiture", "entity",   "merge_impacts"};
	const struct project *p = s->project;
	size_t n = p->per_entity ? 9 : 7;
	bool all = true;

	for (size_t i = 0; all && i < n; i++)
		all = there(s, "", others[i]);
	for (size_t i = 0; all && kinds[i].name; i++)
		all = there(s, "", kinds[i].name);
	for (size_t i = 0; all && i < p->nemitters; i++)
		all = there(s, "emit_", p->emitters[i].name);
	return all;
}

void
scan_kinds(struct scan *s)
{
	struct options o = s->project->options;

	collect(s, &o);
	o.frontend_folder = s->project->frontend_folder;
	o.docs_folder = s->project->docs_folder;
	write_kind(s, &o, "interface", "tool,tenancy,schemas,external_tables");
	write_kind(s, &o, "model",
	           "tool,tenancy,schemas,by_schema,coded,entity_action_names,strict,external_tables,"
	           "functions");
	for (size_t i = 0; kinds[i].name; i++)
		write_kind(s, &o, kinds[i].name, kinds[i].options);
	if (s->project->per_entity) {
		write_entity(s, &o);
		write_merge(s, &o, "merge_impacts", IMPACTS);
	}
	write_merge(s, &o, "merge_docs", DOCS);
	for (size_t i = 0; i < s->project->nemitters; i++)
		write_emitter(s, &s->project->emitters[i]);
	write_kind(s, &o, "bundle", "tool");
	write_check(s, "sqlcheck", (const char *const[]){"sqlcheck", "pgparse"});
	write_check(s, "verify", (const char *const[]){"verify", "pgclient"});
	o.confiture = installed_given(s);
	o.sql_folder = s->project->sql_folder;
	write_kind(s, &o, "confiture", "tool,confiture,sql_folder");
	remote_copies(s);
}
