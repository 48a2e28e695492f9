#include "graph/shape.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/sink.h"
#include "base/str.h"
#include "graph/kind.h"
#include "parse/project.h"

#include <string.h>

const char *
shape_name(struct arena *a, const struct shape *s)
{
	size_t n = strlen(s->path);

	if (n > 5 && strcmp(s->path + n - 5, ".yaml") == 0 &&
	    !(n > 9 && strncmp(s->path + n - 9, ".yml", 4) == 0))
		n -= 5;
	return arena_strndup(a, s->path, n);
}

const char *
shape_prefix(const struct shapes *shapes, const struct shape *s)
{
	return shapes->by_schema ? s->schema : shapes->coded ? s->code : "";
}

const char *
ref_target(const char *ref)
{
	const char *is = strchr(ref, '=');

	return is ? is + 1 : ref;
}

bool
ref_of_field(const char *ref, const char *field)
{
	size_t n = strlen(field);

	return strncmp(ref, field, n) == 0 && ref[n] == '=';
}

struct shape
shape_unknown(const char *path)
{
	return (struct shape){.path = path, .schema = "", .entity = "", .stem = "", .code = ""};
}

/* ---- as text ---- */

/* What is so of every entity is not said. */
static void
write_traits(struct strbuf *out, unsigned set)
{
	const char *separator = "";

	for (size_t i = ALWAYS + 1; kind_traits[i]; i++)
		if (set & TRAIT_BIT(i)) {
			str_add(out, separator);
			str_add(out, kind_traits[i]);
			separator = ",";
		}
}

static unsigned
read_traits(const char *text)
{
	unsigned set = TRAIT_BIT(ALWAYS);

	for (size_t n; *text; text += n + (text[n] == ',')) {
		n = strcspn(text, ",");
		for (size_t k = 0; kind_traits[k]; k++)
			if (strlen(kind_traits[k]) == n && memcmp(kind_traits[k], text, n) == 0)
				set |= TRAIT_BIT(k);
	}
	return set;
}

static void
write_list(struct strbuf *out, const struct list *l)
{
	str_addc(out, '\t');
	list_join(out, l, ",");
}

void
shape_write(struct strbuf *out, const struct shape *s, bool all)
{
	str_addf(out, "%s\t%s\t%s\t%s\t", s->path, s->schema, s->entity, s->stem);
	write_traits(out, s->traits);
	write_list(out, &s->refs);
	write_list(out, &s->actions);
	write_list(out, &s->relations);
	if (all || s->mentions.n || *s->code)
		write_list(out, &s->mentions);
	if (all || *s->code)
		str_addf(out, "\t%s%s", s->assigned ? "+" : "", s->code);
	if (!all)
		return;
	write_list(out, &s->extensions);
	write_list(out, &s->needs);
}

void
shape_write_listing(struct strbuf *out, const struct shape *s)
{
	str_addf(out, "%s\t%s\t%s\t", s->schema, s->entity, s->stem);
	write_traits(out, s->traits);
}

/* The texts are parts of a line that was read to be cut up. */
static struct list
read_list(struct arena *a, const struct list *parts, size_t i)
{
	return i < parts->n ? list_split(a, (char *)parts->items[i], ',') : (struct list){0};
}

/* So many stand behind the path at most. */
enum { PARTS = 12 };

/* From the path and the parts behind it. */
static bool
read_rest(struct arena *a, const char *path, const struct list *parts, size_t first,
          struct shape *s)
{
	const char **part = parts->items + first;

	if (parts->n < first + 7)
		return false;
	*s = (struct shape){.path = path, .schema = part[0], .entity = part[1], .stem = part[2]};
	s->traits = read_traits(part[3]);
	s->refs = read_list(a, parts, first + 4);
	s->actions = read_list(a, parts, first + 5);
	s->relations = read_list(a, parts, first + 6);
	s->mentions = read_list(a, parts, first + 7);
	s->code = parts->n > first + 8 ? part[8] : "";
	s->assigned = *s->code == '+';
	s->code += s->assigned;
	s->extensions = read_list(a, parts, first + 9);
	s->needs = read_list(a, parts, first + 10);
	return true;
}

bool
shape_read(struct arena *a, const struct list *parts, size_t first, struct shape *s)
{
	return parts->n > first && read_rest(a, parts->items[first], parts, first + 1, s);
}

const char *
shape_text(struct arena *a, const struct shape *s)
{
	struct strbuf b = STRBUF_INIT;
	const char *text;

	shape_write(&b, s, true);
	text = arena_strdup(a, b.buf + strlen(s->path) + 1);
	str_free(&b);
	return text;
}

struct shape
shape_of_text(struct arena *a, const char *path, const char *text)
{
	const char *part[PARTS];
	struct list parts = {part, 0, PARTS};
	struct shape s;

	list_cut(a, &parts, arena_strdup(a, text), '\t');
	if (read_rest(a, path, &parts, 0, &s))
		return s;
	return shape_unknown(path);
}

/* ---- the whole file ---- */

static void
write_each(struct strbuf *out, const char *word, const struct list *l)
{
	for (size_t i = 0; i < l->n; i++)
		str_addf(out, "%s\t%s\n", word, l->items[i]);
}

/* All but the entities. */
static void
write_settings(struct strbuf *out, const struct shapes *s)
{
	str_addf(out, "tool\t%s\nlayout\t%s\nsql_folder\t%s\ngenerated\t%s\ndir\t%s\n", s->tool,
	         s->by_schema ? "by_schema"
	         : s->coded   ? "coded"
	                      : "flat",
	         s->sql_folder, s->generated_folder, s->dir);
	if (s->per_entity)
		str_add(out, "granularity\tentity\n");
	if (s->bundled)
		str_add(out, "bundle\tschema\n");
	if (s->frontend_folder)
		str_addf(out, "frontend\t%s\n", s->frontend_folder);
	if (s->docs_folder)
		str_addf(out, "docs\t%s\n", s->docs_folder);
	if (s->remote)
		str_add(out, "remote\ttrue\n");
	for (size_t i = 0; i + 1 < s->platform.n; i += 2)
		str_addf(out, "platform\t%s\t%s\n", s->platform.items[i], s->platform.items[i + 1]);
	write_each(out, "client", &s->clients);
	write_each(out, "environment", &s->environments);
	for (size_t i = 0; i < s->nemitters; i++)
		str_addf(out, "emitter\t%s\t%s\t%s\n", s->emitters[i].name, s->emitters[i].command,
		         s->emitters[i].output);
	for (size_t i = 0; i + 1 < s->included.n; i += 2)
		str_addf(out, "included\t%s\t%s\n", s->included.items[i], s->included.items[i + 1]);
	write_each(out, "sql", &s->sql);
}

bool
shapes_write(struct diag *d, const char *path, const struct shapes *s, shape_giver *give,
             void *context)
{
	struct strbuf out = STRBUF_INIT;
	struct sink to;

	sink_open(&to, d, path);
	write_settings(&out, s);
	for (size_t i = 0; i < s->n; i++) {
		str_add(&out, "entity\t");
		shape_write(&out, give(context, i), false);
		str_addc(&out, '\n');
		sink_flow(&to, &out);
	}
	return sink_close(&to, &out);
}

static bool
is(const struct list *parts, const char *word, size_t n)
{
	return parts->n >= n && strcmp(parts->items[0], word) == 0;
}

/* Lines that say one thing of the project. */
static void
read_setting(struct shapes *s, const char *word, const char *value)
{
	const struct {
		const char *word, **to;
	} settings[] = {
	        {"tool", &s->tool},
	        {"sql_folder", &s->sql_folder},
	        {"generated", &s->generated_folder},
	        {"frontend", &s->frontend_folder},
	        {"docs", &s->docs_folder},
	        {"dir", &s->dir},
	};

	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++)
		if (strcmp(word, settings[i].word) == 0)
			*settings[i].to = value;
	if (strcmp(word, "granularity") == 0)
		s->per_entity = strcmp(value, "entity") == 0;
	s->bundled = s->bundled || strcmp(word, "bundle") == 0;
	s->remote = s->remote || strcmp(word, "remote") == 0;
	if (strcmp(word, "layout") == 0) {
		s->by_schema = strcmp(value, "by_schema") == 0;
		s->coded = strcmp(value, "coded") == 0;
	}
}

static void
read_line(struct arena *a, struct shapes *s, const struct list *parts)
{
	const char **part = parts->items;

	if (is(parts, "entity", 1))
		s->n += shape_read(a, parts, 1, &s->v[s->n]);
	else if (is(parts, "emitter", 4))
		s->emitters[s->nemitters++] =
		        (struct emitter){.name = part[1], .command = part[2], .output = part[3]};
	else if (is(parts, "platform", 3) || is(parts, "included", 3)) {
		struct list *pairs = *part[0] == 'p' ? &s->platform : &s->included;

		list_add(a, pairs, part[1]);
		list_add(a, pairs, part[2]);
	} else if (is(parts, "sql", 2))
		list_add(a, &s->sql, part[1]);
	else if (is(parts, "environment", 2))
		list_add(a, &s->environments, part[1]);
	else if (is(parts, "client", 2))
		list_add(a, &s->clients, part[1]);
	else if (parts->n >= 2)
		read_setting(s, part[0], part[1]);
}

/* How many lines begin with a word, and one more. */
static size_t
count(const struct list *lines, const char *word)
{
	size_t n = 1;

	for (size_t i = 0; i < lines->n; i++)
		n += strncmp(lines->items[i], word, strlen(word)) == 0;
	return n;
}

struct shapes *
shapes_read(struct arena *a, struct diag *d, const char *path)
{
	struct list lines = list_read(a, path), parts = {0};
	struct shapes *s = arena_new(a, struct shapes, 1);
	struct source *source = arena_new(a, struct source, 1);

	s->v = arena_new(a, struct shape, lines.n + 1);
	s->emitters = arena_new(a, struct emitter, count(&lines, "emitter\t"));
	for (size_t i = 0; i < lines.n; i++) {
		list_cut(a, &parts, (char *)lines.items[i], '\t');
		read_line(a, s, &parts);
	}
	if (s->tool && s->sql_folder && s->generated_folder && s->dir)
		return s;
	source->path = path;
	error_at(d, source, (struct span){0}, "missing or incomplete; run specql-ninja again");
	return NULL;
}

const char *
shapes_schema(struct arena *a, const struct shapes *s, const char *environment)
{
	return arena_printf(a, "%s/schema_%s.sql", s->generated_folder, environment);
}
