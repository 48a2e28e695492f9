/* Paths of a walk, and what is done with them when it is over. */
#include "graph/walk.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "graph/filter.h"
#include "graph/place.h"
#include "parse/project.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

const char *
walk_path(struct arena *a, const char *dir, const char *path)
{
	if (!*path)
		return dir;
	return strcmp(dir, ".") == 0 ? path : arena_printf(a, "%s/%s", dir, path);
}

const char *
walk_tidy(struct arena *a, const char *path)
{
	char *tidy;
	size_t n = 0;

	while (strncmp(path, "./", 2) == 0)
		path += 1 + strspn(path + 1, "/");
	tidy = arena_strdup(a, path);
	for (size_t i = 0; path[i]; i++)
		if (path[i] != '/' || (path[i + 1] != '/' && (path[i + 1] || !n)))
			tidy[n++] = path[i];
	tidy[n] = '\0';
	return tidy;
}

bool
walk_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return n == 0 || (strncmp(path, folder, n) == 0 && (path[n] == '/' || !path[n]));
}

/* ---- patterns ---- */

/* at[i]: whether the pattern may have taken path[0..i]. All places at once, for a pattern of many
 * stars has too many ways to try one by one. */

static void
take_folders(bool *at, const char *path, size_t n)
{
	bool begun = false;

	for (size_t i = 0; i < n; i++) {
		at[i] = at[i] || (begun && path[i - 1] == '/');
		begun = begun || at[i];
	}
	at[n] = false; /* a name follows */
}

static void
take_any(bool *at, const char *path, size_t n)
{
	for (size_t i = 1; i <= n; i++)
		at[i] = at[i] || (at[i - 1] && path[i - 1] != '/');
}

static void
take_one(bool *at, const char *path, size_t n, char c)
{
	for (size_t i = n; i > 0; i--)
		at[i] = at[i - 1] && (c == '?' ? path[i - 1] != '/' : path[i - 1] == c);
	at[0] = false;
}

bool
walk_match(const char *pattern, const char *path)
{
	bool at[PATH_MAX] = {true};
	size_t plain = strcspn(pattern, "*?"), n = strlen(path);

	if (!pattern[plain])
		return strcmp(pattern, path) == 0;
	if (n < plain || memcmp(pattern, path, plain) != 0 || n - plain >= sizeof at)
		return false;
	pattern += plain, path += plain, n -= plain;
	while (*pattern && memchr(at, true, n + 1)) {
		if (strncmp(pattern, "**", 2) == 0) {
			pattern += 2 + (pattern[2] == '/');
			if (!*pattern)
				return true;
			take_folders(at, path, n);
		} else if (*pattern == '*') {
			pattern++;
			take_any(at, path, n);
		} else {
			take_one(at, path, n, *pattern++);
		}
	}
	return !*pattern && at[n];
}

/* A project may name each of ten thousand files: those are looked for by bisection. */
static void
sort_out(struct arena *a, struct project *p)
{
	struct list named = {0}, globs = {0};

	for (size_t i = 0; i < p->nentities; i++)
		list_add(a, strpbrk(p->entities[i], "*?") ? &globs : &named, p->entities[i]);
	list_sort(&named);
	list_sort(&globs);
	p->named = named.items;
	p->nnamed = named.n;
	p->globs = globs.items;
	p->nglobs = globs.n;
}

void
walk_inside(struct arena *a, struct diag *d, struct project *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nentities; i++) {
		const char *path = walk_tidy(a, p->entities[i]);

		if (!*path) {
			error_at(d, p->source, p->entities_at[i],
			         "entities: this path is empty; the whole project is '.'");
			continue;
		}
		if (*path == '/' || strncmp(path, "..", 2) == 0 || strstr(path, "/..") ||
		    strpbrk(path, "\t\n\r"))
			error_at(d, p->source, p->entities_at[i],
			         "entities: '%s' is not inside the project", p->entities[i]);
		else {
			p->entities_at[n] = p->entities_at[i];
			p->entities[n++] = strcmp(path, ".") == 0 ? "" : path;
		}
	}
	if (p->nentities && !n)
		p->entities[n++] = "entities";
	p->nentities = n;
	sort_out(a, p);
}

/* Whether a path, or a folder that it lies in, matches. */
static bool
covers(const char *pattern, char *path)
{
	bool covered = walk_match(pattern, path);

	for (char *slash = path; !covered && (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		covered = walk_match(pattern, path);
		*slash = '/';
	}
	return covered;
}

static bool
covers_any(const char *pattern, const struct walk *w)
{
	struct arena scratch = {0};
	bool any = false;

	for (size_t k = 0; !any && k < w->nentities; k++) {
		any = covers(pattern, arena_strdup(&scratch, w->entities[k].path));
		arena_reset(&scratch);
	}
	arena_clear(&scratch);
	return any;
}

static bool *
place(const struct project *p, bool *met, const char *path)
{
	const char **found = bsearch(&path, p->named, p->nnamed, sizeof *p->named, word_order);

	return found ? &met[found - p->named] : NULL;
}

static void
meet(const struct project *p, bool *met, const char *path)
{
	bool *found = place(p, met, path);

	if (found)
		*found = true;
}

/* Which of the files and folders that are named hold an entity. */
static bool *
met_by(struct arena *a, const struct project *p, const struct walk *w)
{
	bool *met = arena_new(a, bool, p->nnamed + 1);
	struct arena scratch = {0};

	for (size_t k = 0; p->nnamed && k < w->nentities; k++) {
		char *path = arena_strdup(&scratch, w->entities[k].path), *slash = path;

		meet(p, met, path);
		for (; (slash = strchr(slash, '/')); *slash++ = '/') {
			*slash = '\0';
			meet(p, met, path);
		}
		arena_reset(&scratch);
	}
	arena_clear(&scratch);
	return met;
}

void
walk_unmatched(struct arena *a, struct diag *d, const struct project *p, struct walk *w)
{
	bool *met = met_by(a, p, w);

	for (size_t i = 0; i < p->nentities; i++) {
		const char *pattern = p->entities[i];
		bool wild = strpbrk(pattern, "*?"), folder = !wild && !filter_yaml(pattern);

		if (folder && (!*pattern || w->lost))
			continue; /* that it is not there was said */
		if (wild ? covers_any(pattern, w) : *place(p, met, pattern))
			continue;
		if (folder)
			warning_at(d, p->source, p->entities_at[i],
			           "entities: no entity file is in '%s'", pattern);
		else if (wild)
			warning_at(d, p->source, p->entities_at[i],
			           "entities: no file matches '%s'", pattern);
		else
			error_at(d, p->source, p->entities_at[i], "entities: there is no file '%s'",
			         pattern);
		w->lost = w->lost || (!wild && !folder);
	}
}

const char *
walk_emitted(struct arena *a, const struct emitter *e)
{
	size_t n = strcspn(e->output, "{");

	while (n > 0 && e->output[n - 1] != '/')
		n--;
	return n > 1 ? arena_strndup(a, e->output, n - 1) : "";
}

struct list
walk_outputs(struct arena *a, const struct project *p)
{
	struct list l = place_folders_of(a, p);
	const char *folder;

	for (size_t i = 0; i < p->nemitters; i++) {
		folder = walk_emitted(a, &p->emitters[i]);
		if (*folder)
			list_add(a, &l, folder);
	}
	list_sort(&l);
	return l;
}

void
walk_add(struct arena *a, struct walk *w, struct founds *more)
{
	struct found *all = more->n ? arena_new(a, struct found, w->nentities + more->n) : NULL;

	if (!all)
		return;
	if (w->nentities)
		memcpy(all, w->entities, w->nentities * sizeof(*all));
	memcpy(all + w->nentities, more->v, more->n * sizeof(*all));
	for (size_t i = 0; i < more->n; i++)
		w->digest +=
		        stamp_digest(hash_add(HASH_START, more->v[i].path, strlen(more->v[i].path)),
		                     more->v[i].stamp);
	w->entities = all;
	w->nentities += more->n;
	arena_clear(&more->arena);
	*more = (struct founds){0};
	found_sort(w->entities, w->nentities);
}

void
walk_sort(struct walk *w)
{
	found_sort(w->entities, w->nentities);
	found_sort(w->sql, w->nsql);
	list_sort(&w->folders);
}
