/*
 * specql-diff: what changed between two versions of a project, and whom it breaks.
 */
#include "command.h"
#include "terminal.h"

#include "diff/report.h"
#include "diff/tree.h"

#include <ftw.h>
#include <sys/stat.h>
#include <sys/wait.h>

static const char *const format_words[] = {"text", "json", "markdown", "sql", NULL};
static void (*const formats[])(struct strbuf *, const struct changes *) = {
        report_text, report_json, report_markdown, report_sql};
static const char *const fail_words[] = {"safe", "backfill", "breaking", NULL}; /* by enum risk */

/* ---- git ---- */

/* Starts a program that reads from and writes to descriptors, and says nothing if silent; its
 * process, -1 with errno set. */
static pid_t
start(const char *const *words, int in, int out, bool silent)
{
	pid_t pid = fork();
	int null;

	if (pid != 0)
		return pid;
	null = open("/dev/null", O_RDWR);
	dup2(in < 0 ? null : in, 0);
	dup2(out < 0 ? null : out, 1);
	if (silent)
		dup2(null, 2);
	execvp(words[0], (char *const *)(void *)words);
	_exit(127);
}

static bool
succeeded(pid_t pid)
{
	int status;

	while (pid > 0 && waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Whether git knows an object: HEAD^{tree}; HEAD:./ is the current folder as it was. */
static bool
known(const char *object)
{
	const char *const words[] = {"git",  "rev-parse", "--verify", "--quiet", "--end-of-options",
	                             object, NULL};

	return succeeded(start(words, -1, -1, true));
}

/* The files of a revision below the current folder, those of a pattern or all, into another folder.
 */
static bool
extract(const char *revision, const char *pattern, const char *folder)
{
	const char *const archive[] = {
	        "git", "archive", "--format=tar", revision, pattern ? "--" : NULL, pattern, NULL};
	const char *const tar[] = {"tar", "-x", "-f", "-", "-C", folder, NULL};
	pid_t writer, reader;
	bool written, read;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	writer = start(archive, -1, ends[1], pattern);
	close(ends[1]);
	reader = start(tar, ends[0], -1, true);
	close(ends[0]);
	read = succeeded(reader);
	written = succeeded(writer);
	return read && written;
}

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *at)
{
	(void)st;
	(void)flag;
	(void)at;
	return remove(path);
}

/* A revision that does not have the current folder yet has nothing. One without any YAML has no
 * match for the pattern; then everything is tried. */
static struct tree *
read_revision(struct arena *a, struct diag *d, const char *revision)
{
	const char *above = getenv("TMPDIR");
	char *folder = arena_printf(a, "%s/specql-diff.XXXXXX", above && *above ? above : "/tmp");
	struct tree *t = NULL;

	if (*revision == '-' || !mkdtemp(folder)) {
		error_in_file(d, revision, "no folder can be made for it: %s", strerror(errno));
		return NULL;
	}
	if (!known(arena_printf(a, "%s:./", revision)) ||
	    extract(revision, ":(glob)**/*.y*ml", folder) || extract(revision, NULL, folder))
		t = tree_read(a, d, folder, arena_printf(a, "%s:", revision));
	else
		error_in_file(d, revision, "git archive cannot read this revision here");
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return t;
}

/* ---- the two sides ---- */

static struct tree *
read_side(struct arena *a, struct diag *d, const char *name)
{
	size_t n = strlen(name);
	struct stat st;
	const char *label, *dots, *last;

	if (stat(name, &st) == 0) {
		while (n > 1 && name[n - 1] == '/')
			n--;
		label = strcmp(name, ".") == 0 ? "" : arena_printf(a, "%.*s/", (int)n, name);
		return tree_read(a, d, arena_strndup(a, name, n), label);
	}
	if (*name != '-' && known(arena_printf(a, "%s^{tree}", name)))
		return read_revision(a, d, name);
	dots = strstr(name, "..");
	last = dots ? dots + strspn(dots, ".") : "";
	error_in_file(d, name, "no file or folder, and no revision of git%s",
	              dots && dots > name && *last && *last != '/'
	                      ? arena_printf(a, "; two revisions are two words: %.*s %s",
	                                     (int)(dots - name), name, last)
	                      : "");
	return NULL;
}

struct wish {
	int format, fail_on; /* fail_on -1: not asked for */
	bool exit_code;
};

static int
verdict(const struct wish *w, const struct changes *all)
{
	if (w->exit_code && all->n)
		return 1;
	for (size_t i = 0; w->fail_on >= 0 && i < all->n; i++)
		if ((int)change_risk(all->v[i]) >= w->fail_on)
			return 1;
	return 0;
}

static int
compare(struct arena *a, const struct wish *w, const char *old, const char *new)
{
	struct strbuf out = STRBUF_INIT;
	struct tree *was, *is;
	struct changes all;
	struct diag d;

	diag_init(&d, a);
	was = read_side(a, &d, old);
	is = was ? read_side(a, &d, new) : NULL;
	if (!was || !is)
		return command_report(&d);
	if (!was->only != !is->only) {
		error_in_file(&d, was->only ? old : new,
		              "one side is a file and the other is not; compare two files or two "
		              "projects");
		return command_report(&d);
	}
	if (!was->n && !is->n)
		error_in_file(&d, old,
		              "holds no entity file, and neither does '%s'; compare in the folder "
		              "of the project, with -C DIR",
		              new);
	all = tree_compare(a, &d, was, is);
	if (d.nerrors)
		return command_report(&d);
	formats[w->format](&out, &all);
	fwrite(out.buf, 1, out.len, stdout);
	str_free(&out);
	return terminal_end("specql diff", verdict(w, &all));
}

int
main(int argc, char **argv)
{
	struct arena a = {0};
	int status;
	struct line *line = terminal_line(&a, "diff", argc, argv, &status);
	struct wish wish = {.fail_on = -1};
	const char *const *said = line ? line->values : NULL;

	if (!line)
		return status;
	wish.exit_code = said[diff_exit_code];
	if (said[diff_format])
		wish.format = word_index(format_words, said[diff_format]);
	if (said[diff_fail_on])
		wish.fail_on = word_index(fail_words, said[diff_fail_on]);
	if (said[diff_project] && chdir(said[diff_project]) != 0) {
		fprintf(stderr, "%s: error: cannot be entered: %s\n", said[diff_project],
		        strerror(errno));
		status = 1;
	} else {
		status = compare(&a, &wish, line->operands[0],
		                 line->noperands > 1 ? line->operands[1] : ".");
	}
	arena_clear(&a);
	return status;
}
