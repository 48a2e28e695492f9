/* Where outputs are written, and which of them there are. */
#include "base/arena.h"
#include "base/str.h"
#include "parse/project.h"
#include "parse/settings.h"

#include <string.h>

const struct project project_default = {
        .sql_folder = "db/schema",
        .generated_folder = "db/generated",
        .frontend_folder = "frontend/generated",
        .docs_folder = "docs/generated",
};

static const char *const client_words[] = {"apollo", "tanstack", "urql", NULL};

/* ---- folders ---- */

/* Without './', '//' and a '/' at the end. */
static const char *
plain(struct arena *a, const char *text)
{
	char *out = arena_strdup(a, text), *to = out;

	for (const char *c = text; *c; c++) {
		bool begins = to == out || to[-1] == '/';

		if (begins && c[0] == '.' && c[1] == '/')
			c++;
		else if (c[0] != '/' || c == text || !begins)
			*to++ = *c;
	}
	while (to - out > 1 && to[-1] == '/')
		to--;
	*to = '\0';
	return to == out && *text ? "." : out;
}

static bool
below_project(const char *text)
{
	return *text && !strchr("/-", *text) && strcmp(text, "..") != 0 &&
	       strncmp(text, "../", 3) != 0 && !strstr(text, "/..") && !strpbrk(text, "\n\t");
}

/* What we write must lie inside the project. */
bool
setting_path(struct parse *p, const struct pair *pair)
{
	const char *text = pair->value->text, *as = plain(p->arena, text);

	if (strcmp(as, ".") == 0 || strcmp(as, ".specql") == 0 || strncmp(as, ".specql/", 8) == 0)
		setting_fault(
		        p, pair->value,
		        "this folder is not free for outputs; choose another, such as db/schema");
	else if (!below_project(as))
		setting_fault(
		        p, pair->value,
		        arena_printf(p->arena,
		                     "'%s' takes a path inside the project, such as db/schema",
		                     pair->key->text));
	else if (strcmp(as, text) != 0)
		setting_fault(p, pair->value, arena_printf(p->arena, "write it as '%s'", as));
	else
		return true;
	return false;
}

static bool
inside(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 && (path[n] == '/' || !path[n]);
}

static void
read_sql(struct parse *p, const struct pair *pair)
{
	if (setting_path(p, pair))
		p->project->sql_folder = pair->value->text;
}

static void
read_generated(struct parse *p, const struct pair *pair)
{
	if (setting_path(p, pair))
		p->project->generated_folder = pair->value->text;
}

static void
read_frontend(struct parse *p, const struct pair *pair)
{
	if (setting_path(p, pair))
		p->project->frontend_folder = pair->value->text;
}

static void
read_docs(struct parse *p, const struct pair *pair)
{
	if (setting_path(p, pair))
		p->project->docs_folder = pair->value->text;
}

const struct key output_keys[] = {
        {"sql", FORM_TEXT, .read = read_sql},
        {"generated", FORM_TEXT, .read = read_generated},
        {"frontend", FORM_TEXT, .read = read_frontend},
        {"docs", FORM_TEXT, .read = read_docs},
        {0},
};

/* The roots of frontend and documentation hold folders of schemas, whatever these are called. */
static const char *
overlap(struct parse *p)
{
	const struct project *project = p->project;
	const struct {
		const char *name, *folder;
	} all[] = {
	        {"docs", project->docs_folder},
	        {"frontend", project->frontend_folder},
	        {"generated", project->generated_folder},
	        {"sql", project->sql_folder},
	};

	for (size_t i = 0; i < 2; i++)
		for (size_t k = i + 1; k < 4; k++)
			if (inside(all[i].folder, all[k].folder) ||
			    inside(all[k].folder, all[i].folder))
				return arena_printf(p->arena,
				                    "'%s' and '%s' must not lie in each other; "
				                    "choose another folder for one of them",
				                    all[i].name, all[k].name);
	return NULL;
}

/* Of folders that cannot be, none is used: Confiture would include its own output. */
void
output_read(struct parse *p, const struct pair *pair)
{
	struct project *project = p->project;
	const char *wrong = overlap(p);

	if (inside(project->generated_folder, project->sql_folder))
		wrong = "'generated' must lie outside of 'sql', or Confiture would include its own "
		        "output";
	if (!wrong)
		return;
	setting_fault(p, pair->value, wrong);
	project->sql_folder = project_default.sql_folder;
	project->generated_folder = project_default.generated_folder;
	project->frontend_folder = project_default.frontend_folder;
	project->docs_folder = project_default.docs_folder;
}

/* ---- what there is ---- */

static void
add_client(struct parse *p, const struct node *at)
{
	struct options *o = &p->project->options;
	int word = word_index(client_words, at->text);

	if (word < 0) {
		unknown_name(p, at, "client", client_words);
		return;
	}
	if (word_among(o->clients, o->nclients, client_words[word])) {
		setting_fault(p, at, "this client stands here twice");
		return;
	}
	o->clients[o->nclients++] = client_words[word];
}

void
clients_read(struct parse *p, const struct pair *pair)
{
	p->project->options.clients = arena_new(p->arena, const char *, pair->value->n + 1);
	for (size_t i = 0; i < pair->value->n; i++)
		add_client(p, pair->value->items[i]);
	p->project->clients_at = pair->key->at;
}

void
frontend_read(struct parse *p, const struct pair *pair)
{
	bool made = true;

	boolean_read(p, pair->value, pair->key->text, &made);
	if (made)
		return;
	p->project->frontend_folder = NULL;
	if (p->project->options.nclients)
		error_at(p->diag, p->source, p->project->clients_at,
		         "clients are part of the frontend, which 'frontend: false' switches off; "
		         "leave one of the two out");
	p->project->options.nclients = 0;
}

/* It stands in the title of a window and in the heading of every page. */
static void
read_line(struct parse *p, const struct pair *pair, const char *wrong)
{
	enum { TITLE_MAX_BYTES = 200 };
	const char *title = pair->value->text;

	if (!text_said(p, pair->value, pair->key->text))
		return;
	if (strlen(title) > TITLE_MAX_BYTES || strpbrk(title, "\n\t"))
		setting_fault(p, pair->value, wrong);
	else
		p->project->options.docs_title = title;
}

static void
read_title(struct parse *p, const struct pair *pair)
{
	read_line(p, pair, "a title is one line of at most 200 bytes");
}

/* The documentation is called as the project, unless it has a title. */
void
name_read(struct parse *p, const struct pair *pair)
{
	read_line(p, pair, "a name is one line of at most 200 bytes");
}

static const struct key docs_keys[] = {
        {"title", FORM_TEXT, .read = read_title},
        {0},
};

void
docs_read(struct parse *p, const struct pair *pair)
{
	bool made = true;

	if (pair->value->kind == NODE_MAPPING)
		keys_read(p, pair->value, pair->value->at, "docs", docs_keys, NULL);
	else if (pair->value->kind == NODE_SCALAR && boolean_word(pair->value->text, &made))
		p->project->docs_folder = made ? p->project->docs_folder : NULL;
	else
		setting_fault(p, pair->value,
		              "'docs' takes false, or settings such as {title: Our shop}");
}
