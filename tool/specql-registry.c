/*
 * specql-registry: the table codes of a project's entities. Only assign changes them.
 */
#include "terminal.h"

#include "base/file.h"
#include "base/file_lock.h"
#include "base/quote.h"
#include "build/workspace.h"
#include "graph/assign.h"
#include "graph/codes.h"
#include "graph/given.h"
#include "graph/review.h"
#include "parse/project.h"

#include <time.h>

enum { WAIT_SECONDS = 60 };

struct job {
	struct arena *arena;
	struct diag diag;
	const struct line *line;
	const char *dir;    /* of the project, as the caller sees it; it is the current folder */
	struct given given; /* what its output root was built with */
	struct project *project;
	bool json, quiet;
	struct strbuf out;
};

/* ---- the project ---- */

/* Goes to the project; false after reporting. */
static bool
enter(struct job *j, const char *named)
{
	const struct workspace *w = workspace_find(j->arena, &j->diag, named, NULL, NULL);

	if (!w)
		return false;
	j->dir = workspace_relative(j->arena, w->dir, w->here);
	j->given = given_read(j->arena, arena_printf(j->arena, "%s/" GIVEN, w->out));
	if (chdir(w->dir) == 0)
		return true;
	error_in_file(&j->diag, ".", "cannot be entered: %s", strerror(errno));
	return false;
}

/* Reads the settings and the registry. False after reporting. */
static bool
open_project(struct job *j)
{
	const char **files;

	j->project = project_read(j->arena, &j->diag, ".", j->given.config, &files);
	if (j->project->registry && !j->diag.nerrors)
		return true;
	if (!j->diag.nerrors)
		error_in_file(&j->diag, REGISTRY_PATH,
		              "there is no registry; write one with your domains");
	return false;
}

/* Prints what was reported, its paths as the caller sees them; the exit code. */
static int
report(struct job *j)
{
	struct strbuf text = STRBUF_INIT;
	bool here = strcmp(j->dir, ".") == 0;
	size_t n;

	diag_print(&j->diag, &text);
	for (const char *line = text.buf; *line; line += n) {
		n = strcspn(line, "\n");
		n += line[n] == '\n';
		if (!here && !strchr(" /", *line) &&
		    strncmp(line + strspn(line, "0123456789"), " |", 2) != 0)
			fprintf(stderr, "%s/", j->dir);
		fwrite(line, 1, n, stderr);
	}
	str_free(&text);
	return j->diag.nerrors ? 1 : 0;
}

/* ---- answers ---- */

static void
member(struct strbuf *out, const char *name, const char *value)
{
	if (!value)
		return;
	if (out->buf[out->len - 1] != '{')
		str_add(out, ", ");
	str_addf(out, "\"%s\": ", name);
	quote_json(out, value);
}

/* One code: a line of text, or an object. */
static void
answer(struct job *j, const char *schema, const struct registration *r, const struct domain *d,
       const char *note)
{
	if (!j->json) {
		str_addf(&j->out, "%s  %-3s  %s.%s  (%s)%s\n", r->code,
		         r->entity_code ? r->entity_code : "", schema, r->entity,
		         r->subdomain->name, note);
		return;
	}
	str_add(&j->out, j->out.len > 1 ? ",\n " : "\n ");
	str_addc(&j->out, '{');
	member(&j->out, "table_code", r->code);
	member(&j->out, "view_code", arena_printf(j->arena, "02%s", r->code + 2));
	member(&j->out, "function_code", arena_printf(j->arena, "03%s", r->code + 2));
	member(&j->out, "entity_code", r->entity_code);
	member(&j->out, "schema", schema);
	member(&j->out, "entity", r->entity);
	member(&j->out, "domain", d ? d->name : NULL);
	member(&j->out, "subdomain", r->subdomain->name);
	str_addc(&j->out, '}');
}

static void
answer_entry(struct job *j, const struct registered *e)
{
	const struct registration r = {e->subdomain, e->schema, e->entity, e->code, e->entity_code};

	answer(j, e->schema ? e->schema : e->domain->name, &r, e->domain, "");
}

static int
finish(struct job *j, int status)
{
	str_add(&j->out, j->json ? "\n]\n" : "");
	fwrite(j->out.buf, 1, j->quiet ? 0 : j->out.len, stdout);
	return terminal_end("specql registry", status);
}

/* ---- list, lookup ---- */

static int
list(struct job *j)
{
	const struct registered **all;
	size_t n;

	if (!open_project(j))
		return report(j);
	all = registry_sorted(j->arena, j->project->registry, &n);
	for (size_t i = 0; i < n; i++)
		answer_entry(j, all[i]);
	return finish(j, report(j));
}

/* The entry of a code of a table, or of its view or its functions, which have another layer. */
static const struct registered *
entry_of(struct job *j, const char *code)
{
	const struct registered *entry = registry_code(j->project->registry, code);

	if (!entry && (strncmp(code, "02", 2) == 0 || strncmp(code, "03", 2) == 0))
		entry = registry_code(j->project->registry,
		                      arena_printf(j->arena, "01%s", code + 2));
	return entry;
}

/* The entries of a word: of a code, of crm.Contact, or of Contact in every schema. */
static void
look(struct job *j, const char *word, const struct registered **all, size_t n)
{
	const struct registry *r = j->project->registry;
	const char *code = code_read(j->arena, word), *dot = strchr(word, '.');
	const struct registered *entry = code ? entry_of(j, code) : NULL;
	const char **names = arena_new(j->arena, const char *, n + 1);
	bool found = entry;

	if (dot)
		entry = registry_entity(r, arena_strndup(j->arena, word, (size_t)(dot - word)),
		                        dot + 1);
	if (entry)
		answer_entry(j, entry);
	for (size_t i = 0; i < n; i++) {
		names[i] = all[i]->entity;
		if (!entry && !dot && strcasecmp(all[i]->entity, word) == 0) {
			answer_entry(j, all[i]);
			found = true;
		}
	}
	if (!entry && !found)
		error_in_file(&j->diag, REGISTRY_PATH, "'%s' is not registered%s", word,
		              nearest_cure(j->arena, dot ? dot + 1 : word, names));
}

static int
lookup(struct job *j)
{
	const struct registered **all;
	size_t n;

	if (!open_project(j))
		return report(j);
	all = registry_sorted(j->arena, j->project->registry, &n);
	for (size_t i = 0; i < j->line->noperands; i++)
		look(j, j->line->operands[i], all, n);
	return finish(j, report(j));
}

/* ---- assign ---- */

/* The time as the format has it; SOURCE_DATE_EPOCH in its place makes it repeatable. */
static const char *
now(struct arena *a)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t t = epoch && *epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
	struct tm tm;
	char text[64];

	if (!gmtime_r(&t, &tm) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm))
		return "1970-01-01T00:00:00Z";
	return arena_strdup(a, text);
}

static bool
write_registry(struct job *j, const struct file_lock *h, const struct assignments *as)
{
	struct registration *v = arena_new(j->arena, struct registration, as->n);
	const char *text;

	for (size_t i = 0; i < as->n; i++)
		v[i] = as->v[i].registration;
	text = registry_register(j->arena, &j->diag, j->project->registry, v, as->n, now(j->arena));
	return text && file_lock_write(j->arena, &j->diag, h, text, strlen(text));
}

static void
tell(struct job *j, const struct assignments *as)
{
	for (size_t i = 0; i < as->n; i++) {
		const struct assignment *a = &as->v[i];
		const char *note = "";

		if (a->pattern)
			note = arena_printf(j->arena, " by the pattern '%s'", a->pattern);
		if (a->guessed && !j->project->registry->quiet)
			warning_at(&j->diag, j->project->registry->source,
			           a->registration.subdomain->at,
			           "no pattern fits '%s', so it goes here; name another place with "
			           "--subdomain, before others know its code",
			           a->title->entity);
		answer(j, a->title->schema, &a->registration,
		       registry_domain(j->project->registry, a->title->schema), note);
	}
}

/* What is to be assigned; false after reporting. */
static bool
plan(struct job *j, struct assignments *as)
{
	struct list names = {0};
	struct title *titles;
	size_t n;

	diag_init(&j->diag, j->arena);
	if (!open_project(j))
		return false;
	for (size_t i = 0; i < j->line->noperands; i++)
		list_add(j->arena, &names, j->line->operands[i]);
	titles = assign_entities(j->arena, &j->diag, ".", j->project, &n);
	*as = assign_codes(j->arena, &j->diag, j->project, ".", titles, n, &names,
	                   j->line->values[registry_assign_subdomain]);
	return !j->diag.nerrors;
}

/* Plans again while nobody else can write, and writes. */
static bool
carry_out(struct job *j, struct assignments *as)
{
	struct file_lock h;
	bool done;

	if (!file_lock_take(j->arena, &j->diag, &h, REGISTRY_PATH, WAIT_SECONDS))
		return false;
	done = plan(j, as) && (!as->n || write_registry(j, &h, as));
	file_lock_give(&h);
	return done;
}

static int
assign(struct job *j)
{
	const char *const *said = j->line->values;
	bool frozen = said[registry_assign_frozen],
	     write = !frozen && !said[registry_assign_dry_run];
	struct assignments as;

	if (!plan(j, &as) || (write && as.n && !carry_out(j, &as)))
		return report(j);
	if (!j->quiet)
		tell(j, &as);
	if (!j->quiet && !j->json)
		str_addf(&j->out, "%zu %s, %zu registered before\n", as.n,
		         write ? "assigned" : "to assign", as.known);
	if (frozen && as.n)
		error_in_file(&j->diag, REGISTRY_PATH,
		              "%zu not registered; run `specql registry assign`", as.n);
	return finish(j, report(j));
}

/* ---- validate ---- */

static int
validate(struct job *j)
{
	struct title *titles;
	size_t n, known;

	if (!open_project(j))
		return report(j);
	registry_sorted(j->arena, j->project->registry, &known);
	titles = assign_entities(j->arena, &j->diag, ".", j->project, &n);
	if (j->line->values[registry_validate_frozen])
		codes_frozen(j->arena, &j->diag, j->project, ".", titles, n);
	registry_review(j->arena, &j->diag, j->project->registry, titles, n);
	codes_assign(j->arena, &j->diag, j->project, ".", titles, n);
	if (j->json)
		str_addf(
		        &j->out,
		        "{\"codes\": %zu, \"entities\": %zu, \"errors\": %zu, \"warnings\": %zu}\n",
		        known, n, j->diag.nerrors, j->diag.nwarnings);
	else if (!j->quiet && !j->diag.nerrors)
		str_addf(&j->out, "%zu code%s, %zu %s: fine\n", known, known == 1 ? "" : "s", n,
		         n == 1 ? "entity" : "entities");
	j->json = false;
	return finish(j, report(j));
}

static int
run(struct job *j)
{
	static const struct {
		enum command_id id;
		enum option_id project, format;
		int (*run)(struct job *);
	} commands[] = {
	        {command_registry_list, registry_list_project, registry_list_format, list},
	        {command_registry_lookup, registry_lookup_project, registry_lookup_format, lookup},
	        {command_registry_assign, registry_assign_project, registry_assign_format, assign},
	        {command_registry_validate, registry_validate_project, registry_validate_format,
	         validate},
	};

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (commands[i].id == j->line->command) {
			const char *format = j->line->values[commands[i].format];

			if (!enter(j, j->line->values[commands[i].project]))
				return report(j);
			j->json = format && strcmp(format, "json") == 0;
			if (j->json && commands[i].run != validate)
				str_add(&j->out, "[");
			return commands[i].run(j);
		}
	return 2; /* line_read has seen to it */
}

int
main(int argc, char **argv)
{
	struct arena a = {0};
	struct job j = {.arena = &a, .dir = ".", .out = STRBUF_INIT};
	int status;

	j.line = terminal_line(&a, "registry", argc, argv, &status);
	if (j.line) {
		diag_init(&j.diag, &a);
		j.quiet = j.line->values[registry_assign_quiet] ||
		          j.line->values[registry_validate_quiet];
		status = run(&j);
	}
	str_free(&j.out);
	arena_clear(&a);
	return status;
}
