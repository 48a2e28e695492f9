/*
 * specql-diff: what changed between two versions of a project, and whom it breaks.
 */
#include "command.h"
#include "terminal.h"

#include "diff/report.h"
#include "diff/revision.h"
#include "diff/tree.h"

#include <ftw.h>
#include <sys/stat.h>

static const char *const format_words[] = {"text", "json", "markdown", "sql", NULL};
static void (*const formats[])(struct strbuf *, const struct changes *) = {
        report_text, report_json, report_markdown, report_sql};
static const char *const fail_words[] = {"safe", "backfill", "breaking", NULL}; /* by enum risk */

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *at)
{
	(void)st;
	(void)flag;
	(void)at;
	return remove(path);
}

static struct tree *
read_revision(struct arena *a, struct diag *d, const char *revision)
{
	const char *above = getenv("TMPDIR");
	char *folder = arena_printf(a, "%s/specql-diff.XXXXXX", above && *above ? above : "/tmp");
	struct tree *t = NULL;

	if (!mkdtemp(folder)) {
		error_in_file(d, revision, "no folder can be made for it: %s", strerror(errno));
		return NULL;
	}
	if (revision_read(a, d, revision, folder))
		t = tree_read(a, d, folder, arena_printf(a, "%s:", revision));
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return t;
}

/* ---- the two sides ---- */

static struct tree *
read_side(struct arena *a, struct diag *d, const char *name)
{
	size_t n = strlen(name);
	struct stat st;
	const char *label, *dots, *last, *refused;

	if (stat(name, &st) == 0) {
		while (n > 1 && name[n - 1] == '/')
			n--;
		label = strcmp(name, ".") == 0 ? "" : arena_printf(a, "%.*s/", (int)n, name);
		return tree_read(a, d, arena_strndup(a, name, n), label);
	}
	if (revision_known(a, name))
		return read_revision(a, d, name);
	refused = revision_refused(a);
	if (refused) {
		error_in_file(d, name, "%s", refused);
		return NULL;
	}
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
