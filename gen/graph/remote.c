#include "graph/remote.h"
#include "base/arena.h"
#include "base/list.h"
#include "base/quote.h"
#include "base/str.h"

#include <string.h>

/* What reads more of the machine than its edge declares stays at home,
 * and what is done before it is sent away. */
static const char *const home[] = {"ninja",  "project", "bundle", "confiture",
                                   "verify", "emitter", NULL};

/* Executables that are run by another one. */
static const char *const helpers[][2] = {{"sqlcheck", "pgparse"}, {NULL, NULL}};

/* One that is set again and again. */
struct variable {
	const char *name;
	struct strbuf value;
};

struct rewriting {
	struct arena *arena;
	struct strbuf *out;
	struct list rules, tools; /* those whose edges can run elsewhere, and their executables */
	struct variable variables[16];
	size_t nvariables;
	struct strbuf rest; /* a line that has not ended yet */
	const char *rule;   /* that is being read */
	bool edges;         /* the first one was there */
};

struct rewriting *
remote_new(struct arena *a)
{
	struct rewriting *r = arena_new(a, struct rewriting, 1);

	*r = (struct rewriting){.arena = a, .rest = STRBUF_INIT};
	return r;
}

void
remote_free(struct rewriting *r)
{
	for (size_t i = 0; i < r->nvariables; i++)
		str_free(&r->variables[i].value);
	str_free(&r->rest);
}

static struct variable *
find(struct rewriting *r, const char *name, size_t n)
{
	for (size_t i = 0; i < r->nvariables; i++)
		if (strncmp(r->variables[i].name, name, n) == 0 && !r->variables[i].name[n])
			return &r->variables[i];
	return NULL;
}

static const char *
tool_of_rule(const struct rewriting *r, const char *rule, size_t n)
{
	for (size_t i = 0; i < r->rules.n; i++)
		if (strncmp(r->rules.items[i], rule, n) == 0 && !r->rules.items[i][n])
			return r->tools.items[i];
	return NULL;
}

static size_t
name_length(const char *text)
{
	size_t n = 0;

	while (text[n] == '_' || text[n] == '-' || (text[n] >= '0' && text[n] <= '9') ||
	       (text[n] >= 'a' && text[n] <= 'z') || (text[n] >= 'A' && text[n] <= 'Z'))
		n++;
	return n;
}

/* Appends a text with the values that the variables have now. */
static void
expand(struct rewriting *r, struct strbuf *out, const char *text)
{
	const struct variable *v;
	const char *dollar;
	size_t n;

	for (; (dollar = strchr(text, '$')); text = dollar + 1 + n) {
		n = name_length(dollar + 1);
		v = n ? find(r, dollar + 1, n) : NULL;
		str_addn(out, text, (size_t)(dollar - text));
		if (v) {
			str_add(out, v->value.buf);
			continue;
		}
		n += n == 0 && dollar[1];
		str_addn(out, dollar, n + 1);
	}
	str_add(out, text);
}

/* A variable outside of rules and edges. Those before the first edge are set once. False if there
 * are more than we know of. */
static bool
set(struct rewriting *r, const char *line, size_t n)
{
	struct variable *v = find(r, line, n);
	struct strbuf value = STRBUF_INIT;

	if (!v && r->nvariables == sizeof(r->variables) / sizeof(*r->variables))
		return false;
	if (!v) {
		v = &r->variables[r->nvariables++];
		*v = (struct variable){arena_strndup(r->arena, line, n), STRBUF_INIT};
	}
	expand(r, &value, line + n + strlen(" = "));
	str_free(&v->value);
	v->value = value;
	return true;
}

/* The executable that a command consists of, unless it stays at home. */
static const char *
tool_of(struct arena *a, const char *command)
{
	static const char begin[] = "$b/specql-";
	const char *tool;

	if (strncmp(command, begin, strlen(begin)) != 0)
		return NULL;
	command += strlen(begin);
	tool = arena_strndup(a, command, strcspn(command, " "));
	return word_index(home, tool) < 0 ? tool : NULL;
}

/* Siso runs a command without signs of the shell by itself, so exec, which is the shell's, goes. */
static void
command(struct rewriting *r, const char *line)
{
	static const char begin[] = "  command = ", exec[] = "exec ";
	const char *text = line + strlen(begin), *tool;

	if (strncmp(text, exec, strlen(exec)) == 0)
		text += strlen(exec);
	tool = tool_of(r->arena, text);
	if (!tool) {
		str_addf(r->out, "%s%s", begin, text);
		return;
	}
	list_add(r->arena, &r->rules, r->rule);
	list_add(r->arena, &r->tools, tool);
	str_addf(r->out, "%s$t%s", begin, text + strlen("$b"));
}

/* The rule of an edge: the word behind the first colon that belongs to no path. */
static const char *
rule_of(const char *line, size_t *n)
{
	const char *colon = strchr(line, ':');

	while (colon && colon[-1] == '$')
		colon = strchr(colon + 1, ':');
	*n = colon ? name_length(colon + 2) : 0;
	return colon ? colon + 2 : NULL;
}

/* Siso runs the edge of build.ninja before it looks at the others, and then lets those wait for
 * ever that need something else of it, without a word. So what else the edge writes is no output;
 * it is there when the others are looked at. */
static const char *
alone(struct rewriting *r, const char *line)
{
	static const char begin[] = "build build.ninja ";
	const char *colon = strchr(line, ':');

	if (strncmp(line, begin, strlen(begin)) != 0 || !colon)
		return line;
	return arena_printf(r->arena, "build build.ninja%s", colon);
}

static void
edge(struct rewriting *r, const char *line)
{
	size_t n;
	const char *rule = rule_of(line, &n);
	const char *tool = rule ? tool_of_rule(r, rule, n) : NULL;

	expand(r, r->out, line);
	if (!tool)
		return;
	str_addf(r->out, "%s $t/specql-%s", strstr(line, " | ") ? "" : " |", tool);
	for (size_t i = 0; helpers[i][0]; i++)
		if (strcmp(helpers[i][0], tool) == 0)
			str_addf(r->out, " $t/specql-%s", helpers[i][1]);
}

static void
rewrite(struct rewriting *r, const char *line)
{
	size_t n = name_length(line);

	if (strncmp(line, "rule ", 5) == 0)
		r->rule = arena_strdup(r->arena, line + 5);
	if (strncmp(line, "build ", 6) == 0) {
		r->edges = true;
		edge(r, alone(r, line));
	} else if (r->edges && n && strncmp(line + n, " = ", 3) == 0 && set(r, line, n)) {
		return;
	} else if (strncmp(line, "  command = ", 12) == 0) {
		command(r, line);
	} else {
		str_add(r->out, line);
	}
	str_addc(r->out, '\n');
	if (strncmp(line, "b = ", 4) == 0)
		str_add(r->out, "t = " REMOTE_TOOLS "\n");
}

void
remote_rewrite(void *rewriting, struct strbuf *text)
{
	struct rewriting *r = rewriting;
	struct strbuf out = STRBUF_INIT, all = r->rest;
	char *line, *end;

	str_addn(&all, text->buf, text->len);
	r->out = &out;
	for (line = all.buf; line && (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		rewrite(r, line);
	}
	r->rest = (struct strbuf)STRBUF_INIT;
	if (line)
		str_add(&r->rest, line);
	str_free(&all);
	str_free(text);
	*text = out;
}

/* A dictionary of Starlark, whose texts are written as those of JSON. */
static void
properties(struct strbuf *out, const struct list *platform)
{
	/* Siso takes an action of no properties for one that runs at home. */
	if (platform->n == 0)
		str_add(out, "\"OSFamily\": \"linux\"");
	for (size_t i = 0; i + 1 < platform->n; i += 2) {
		str_add(out, i ? ", " : "");
		quote_json(out, platform->items[i]);
		str_add(out, ": ");
		quote_json(out, platform->items[i + 1]);
	}
}

/* restat_content: an output that is the same as before is as if it had not been written,
 * wherever it came from. */
void
remote_configure(struct strbuf *out, const struct rewriting *r, const struct list *platform)
{
	str_add(out,
	        "# Written by specql-ninja; it is written anew, so change specql.yaml instead.\n"
	        "load(\"@builtin//encoding.star\", \"json\")\n"
	        "load(\"@builtin//struct.star\", \"module\")\n\n"
	        "def init(ctx):\n"
	        "    rule = {\n"
	        "        \"name\": \"specql\",\n"
	        "        \"action\": \"(");
	list_join(out, &r->rules, "|");
	str_add(out, ")\",\n"
	             "        \"remote\": True,\n"
	             "        \"restat_content\": True,\n"
	             "    }\n"
	             "    platform = {");
	properties(out, platform);
	str_add(out,
	        "}\n"
	        "    steps = {\"platforms\": {\"default\": platform}, \"rules\": [rule]}\n"
	        "    return module(\"config\", step_config = json.encode(steps), filegroups = {}, "
	        "handlers = {})\n");
}
