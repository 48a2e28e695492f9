#include "graph/confiture.h"
#include "base/arena.h"
#include "base/checksum.h"
#include "base/diag.h"
#include "base/file.h"
#include "graph/emitted.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define GENERATED "-- Generated: "
#define INCLUDED "-- Files Included: "
#define NO_TIME GENERATED "(specql-ninja leaves the time out: equal input, equal bytes)\n"
#define INSTALL                                                                            \
	"install it with pip install fraiseql-confiture, or name it in specql.yaml under " \
	"confiture:"

static const char *
on_path(struct arena *a)
{
	const char *dirs = getenv("PATH"), *path;
	size_t n;

	for (; dirs && *dirs; dirs += n + (dirs[n] == ':')) {
		n = strcspn(dirs, ":");
		path = arena_printf(a, "%.*s/confiture", (int)n, dirs);
		if (n && access(path, X_OK) == 0)
			return path;
	}
	return NULL;
}

const char *
confiture_find(struct arena *a, const char *given, const char *bin)
{
	const char *path = given && *given ? given : getenv("CONFITURE");

	if (path && *path)
		return path;
	path = on_path(a);
	if (path || !bin)
		return path;
	path = arena_printf(a, "%s/../confiture/bin/confiture", bin);
	return access(path, X_OK) == 0 ? path : NULL;
}

/* The option is there since 0.3.17; of a next major version nothing is known. */
bool
confiture_validates(struct arena *a, const char *env)
{
	unsigned major, minor, patch;
	size_t len;
	char *text = file_read(a, arena_printf(a, ".specql/environment/%s", env), 0, &len);

	return text && sscanf(text, "confiture %3u.%4u.%4u", &major, &minor, &patch) == 3 &&
	       (major == 1 || (major == 0 && (minor > 3 || (minor == 3 && patch >= 17))));
}

const char *
confiture_cause(struct arena *a, const char *path, int status, const char *said)
{
	if (WIFSIGNALED(status))
		return arena_printf(a, "Confiture was ended by signal %d (%s)", WTERMSIG(status),
		                    strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status) == 127)
		return arena_printf(a,
		                    "Confiture cannot be started: '%s' or its interpreter is not "
		                    "there; " INSTALL,
		                    path);
	if (WEXITSTATUS(status) == 126)
		return arena_printf(
		        a, "Confiture cannot be started: '%s' is not executable; " INSTALL, path);
	if (strstr(said, "ModuleNotFoundError") || strstr(said, "ImportError"))
		return arena_printf(
		        a, "Confiture is installed at '%s' but does not start; reinstall it", path);
	return arena_printf(a, "Confiture failed with exit code %d", WEXITSTATUS(status));
}

/* The reading of Confiture's result. */
struct check {
	struct arena *arena;
	const struct list *files;
	size_t next;        /* the file whose section must come */
	bool timed;         /* the line with the time was seen */
	bool ruled;         /* the line before was a rule */
	bool begun;         /* in a section, before its first line of text */
	long included;      /* as said in the header; -1 before */
	const char *unread; /* what stands in place of a file */
};

/* Whether one of two paths ends with the other, at the border of a component: Confiture leaves out
 * a common part, and names folders above the project if a link leads out of it. */
static bool
tail(const char *path, const char *end, size_t n)
{
	size_t len = strlen(path), least = n < len ? n : len;

	if (least == 0 || memcmp(path + len - least, end + n - least, least) != 0)
		return false;
	return n == len || (n < len ? path[len - least - 1] : end[n - least - 1]) == '/';
}

/* A line of the header. */
static void
header(struct check *c, const char *line)
{
	if (strncmp(line, GENERATED, strlen(GENERATED)) == 0)
		c->timed = true;
	else if (strncmp(line, INCLUDED, strlen(INCLUDED)) == 0)
		c->included = strtol(line + strlen(INCLUDED), NULL, 10);
}

/* A line after the header: `-- File: a.sql` or ` * File: a.sql` below a rule begins a section. */
static void
section(struct check *c, const char *line)
{
	const char *name = line + strspn(line, "-*#/ ");
	bool rule = strstr(line, "=======") != NULL, blank = *line == '\n';

	if (c->ruled && strncmp(name, "File: ", 6) == 0 && c->next < c->files->n &&
	    tail(c->files->items[c->next], name + 6, strcspn(name + 6, "\n"))) {
		c->next++;
		c->begun = true;
	} else if (c->begun && !rule && !blank) {
		if (!c->unread && strncmp(line, "-- Error reading ", 17) == 0)
			c->unread = arena_strndup(c->arena, line + 3, strcspn(line + 3, "\n"));
		c->begun = false;
	}
	c->ruled = rule;
}

static const char *
verdict(const struct check *c)
{
	if (!c->timed || c->included < 0)
		return "Confiture's result lacks the header that is expected; is it another tool "
		       "of that name?";
	if (c->unread)
		return arena_printf(c->arena, "Confiture left out a file: %s", c->unread);
	if (c->next < c->files->n)
		return arena_printf(c->arena,
		                    "Confiture's result does not list '%s', or not in its place",
		                    c->files->items[c->next]);
	if ((size_t)c->included != c->files->n)
		return arena_printf(c->arena, "Confiture included %ld files, not %u", c->included,
		                    c->files->n);
	return NULL;
}

/* Copies line by line; what is wrong with the result, or NULL. */
static const char *
copy(struct check *c, FILE *in, FILE *out)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	while ((n = getline(&line, &cap, in)) > 0) {
		bool timed = c->timed;

		if (c->included < 0)
			header(c, line);
		else
			section(c, line);
		if (c->timed != timed)
			fputs(NO_TIME, out);
		else
			fwrite(line, 1, (size_t)n, out);
	}
	free(line);
	return verdict(c);
}

static bool
equal(const char *a, const char *b)
{
	FILE *f = fopen(a, "r"), *g = fopen(b, "r");
	char x[1 << 14], y[1 << 14];
	size_t n = 1;
	bool same = f && g;

	while (same && n) {
		n = fread(x, 1, sizeof(x), f);
		same = fread(y, 1, sizeof(y), g) == n && memcmp(x, y, n) == 0;
	}
	if (f)
		fclose(f);
	if (g)
		fclose(g);
	return same;
}

/* Puts a file in its place; NULL or why not, "" after reporting. .specql may be a file system of
 * its own, out of which nothing can be moved. */
static const char *
move(struct arena *a, struct diag *d, const char *scratch, const char *out)
{
	char *text;
	size_t len;

	if (folder_make(out) && rename(scratch, out) == 0)
		return NULL;
	if (errno == EXDEV && (text = file_read(a, scratch, 0, &len)))
		return file_update(d, out, text, len) ? NULL : "";
	return arena_printf(a, "cannot be written: %s",
	                    errno == EISDIR ? "a folder lies there; move it away"
	                                    : strerror(errno));
}

/* Moves the checked result to its place; NULL or why not. "" after reporting. */
static const char *
place(struct arena *a, struct diag *d, const char *scratch, const char *out)
{
	const char *error;
	uint64_t hash;

	if (emitted_state(out) == GENERATED_EDITED && !equal(scratch, out))
		return "edited by hand, though it is generated, so it is not overwritten; move "
		       "your "
		       "edit into an SQL file of your own, and delete this file";
	if (!checksum_file(scratch, &hash))
		return arena_printf(a, "'%s' cannot be read: %s", scratch, strerror(errno));
	if (!emitted_record(d, out, hash))
		return "";
	error = equal(scratch, out) ? NULL : move(a, d, scratch, out);
	if (error)
		return error;
	return emitted_record(d, out, hash) ? NULL : "";
}

/* Copies and closes both; what is wrong, or NULL. */
static const char *
transcribe(struct check *c, const char *raw, const char *scratch)
{
	FILE *in = fopen(raw, "r"), *out = in ? fopen(scratch, "w") : NULL;
	const char *error = in ? NULL : "Confiture said that all is well but wrote nothing";
	bool written;

	if (out)
		error = copy(c, in, out);
	written = out && !ferror(out);
	if (out && fclose(out) != 0)
		written = false;
	if (in && !written)
		error = arena_printf(c->arena, "'%s' cannot be written: %s", scratch,
		                     strerror(errno));
	if (in)
		fclose(in);
	return error;
}

bool
confiture_accept(struct arena *a, struct diag *d, const char *raw, const char *scratch,
                 const char *out, const struct list *files)
{
	struct check c = {.arena = a, .files = files, .included = -1};
	struct source *source = arena_new(a, struct source, 1);
	const char *error = transcribe(&c, raw, scratch);

	source->path = out;
	if (!error)
		error = place(a, d, scratch, out);
	unlink(scratch);
	if (error && *error)
		error_at(d, source, (struct span){0}, "%s", error);
	return !error;
}
