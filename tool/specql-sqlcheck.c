/*
 * specql-sqlcheck: runs generated SQL through PostgreSQL's own parser and reports its faults at the
 * lines of the entity file that caused them. The parser runs in another process, specql-pgparse.
 */
#include "command.h"

#include "base/file.h"
#include "base/generated.h"
#include "base/utf8.h"
#include "model/json.h"
#include "model/options.h"
#include "parse/origin.h"
#include "parse/parse.h"
#include "trace/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>

static const struct command command = {
        "specql-sqlcheck", "[-t SECONDS] -o OUT [MODEL.json ENTITY.yaml] FILE...",
        "Parses SQL files as PostgreSQL does, bodies of functions too. OUT is made if all are "
        "sound.\n\n"
        "  -t SECONDS   the longest that the parser may take (60)\n"
        "  -o OUT       the file to make\n"
        "  MODEL.json   the model that the files were made of: faults are reported at the lines of "
        "its entity file\n"
        "  ENTITY.yaml  that file, or the scan's copy of it\n"
        "  FILE         an SQL file\n"};

struct job {
	struct arena *arena;
	struct diag *diag;
	const char *model, *source;
	bool traced; /* the entity was looked for */
	const struct entity *compiled, *authored;
	unsigned seconds;
};

struct sql {
	struct source source;
	enum generated state;
};

/* ---- what is reported ---- */

/* The place of a byte; the end of the text is that of its last character. */
static struct span
place(const struct source *s, size_t offset)
{
	const char *line = s->text, *end;
	struct span at = {1, 1, 1};

	if (offset > s->len)
		offset = s->len;
	while (offset && (offset == s->len || s->text[offset] == '\n') &&
	       strchr(" \t\n", s->text[offset - 1]))
		offset--;
	while ((end = memchr(line, '\n', (size_t)(s->text + offset - line)))) {
		line = end + 1;
		at.line++;
	}
	at.col += (int)utf8_count(line, (size_t)(s->text + offset - line));
	return at;
}

/* The entity that the files were made of, if it can be read. */
static void
read_entity(struct job *c)
{
	struct diag silent;
	struct source *source;
	bool broken;

	c->traced = true;
	diag_init(&silent, c->arena);
	c->compiled = c->model ? json_read_entity(c->arena, c->diag, c->model, JSON_MODEL) : NULL;
	if (!c->compiled)
		return;
	source = origin_read(c->arena, c->diag, c->source);
	if (source)
		c->authored = entity_read(c->arena, &silent, source, &options_default, &broken);
}

/* Reports something about a byte of a statement, at the line that it was made of if that is known.
 * Files that we did not generate answer for themselves. */
static void
report(struct job *c, const struct sql *f, size_t statement, size_t offset, const char *what)
{
	const struct source *s = &f->source;
	struct span at;

	if (!c->traced)
		read_entity(c);
	if (!c->authored || f->state == GENERATED_FOREIGN) {
		error_at(c->diag, s, place(s, offset), "%s", what);
		return;
	}
	at = trace_place(c->arena, c->compiled, c->authored, s->text + statement,
	                 s->len - statement, offset - statement);
	error_at(c->diag, c->authored->source, at, "%s", what);
	note_at(c->diag, s, place(s, offset), "in this SQL");
}

/* What is wrong, and who is to blame: the author of the entity is not. */
static void
fault(struct job *c, const struct sql *f, size_t statement, size_t offset, const char *what)
{
	if (f->state == GENERATED_INTACT)
		what = arena_printf(c->arena,
		                    "the generator made faulty SQL: %s; please report this bug",
		                    what);
	else if (f->state == GENERATED_EDITED)
		what = arena_printf(c->arena,
		                    "SQL that was edited by hand is at fault: %s; delete the file, "
		                    "and it is made anew",
		                    what);
	report(c, f, statement, offset, what);
}

/* ---- the parser ---- */

struct said {
	size_t file, at; /* where it was when it ended */
	bool done;
};

static size_t
number(const char **p)
{
	char *end;
	size_t n = strtoul(*p, &end, 10);

	*p = *end == ' ' ? end + 1 : end;
	return n;
}

/* Reports what the parser said of files. */
static struct said
listen(struct job *c, const struct sql *files, size_t nfiles, const char *text)
{
	struct said s = {0};

	for (size_t n; *text; text += n + (text[n] == '\n')) {
		const char *line = text, *word;

		n = strcspn(text, "\n");
		word = arena_strndup(c->arena, line, n);
		if (strncmp(word, "file ", 5) == 0 && (line = word + 5)) {
			s.file = number(&line);
			s.at = 0;
		} else if (strncmp(word, "at ", 3) == 0 && (line = word + 3)) {
			s.at = number(&line);
		} else if (strncmp(word, "fault ", 6) == 0 && s.file < nfiles) {
			size_t offset;

			line = word + 6;
			offset = number(&line);
			fault(c, &files[s.file], s.at < offset ? s.at : offset, offset, line);
		} else if (strcmp(word, "done") == 0) {
			s.done = true;
		}
	}
	return s;
}

/* In the child. */
static void
parse(const struct job *c, const char *program, const struct sql *files, size_t nfiles, int out)
{
	char **argv = arena_new(c->arena, char *, nfiles + 2);

	argv[0] = (char *)program;
	for (size_t i = 0; i < nfiles; i++)
		argv[i + 1] = (char *)files[i].source.path;
	dup2(out, STDOUT_FILENO);
	alarm(c->seconds);
	execv(program, argv);
	_exit(127);
}

/* Runs the parser; its status as of waitpid, -1 with errno set if it could not be tried. */
static int
run(const struct job *c, const struct sql *files, size_t nfiles, struct strbuf *text)
{
	const char *program = arena_printf(c->arena, "%s/specql-pgparse", command_folder(c->arena));
	int ends[2], status;
	char buf[4096];
	ssize_t n;
	pid_t pid;

	if (access(program, X_OK) != 0 || pipe(ends) != 0 || (pid = fork()) < 0)
		return -1;
	if (pid == 0) {
		close(ends[0]);
		parse(c, program, files, nfiles, ends[1]);
	}
	close(ends[1]);
	while ((n = read(ends[0], buf, sizeof(buf))) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			str_addn(text, buf, (size_t)n);
	close(ends[0]);
	return waitpid(pid, &status, 0) == pid ? status : -1;
}

/* Of a parser that did not come to its end. What it would have said is not known. */
static void
crashed(struct job *c, const struct sql *f, size_t at, int status)
{
	static const char rest[] = "neither this statement nor what follows is checked";
	const char *what;

	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		what = arena_printf(c->arena, "the SQL parser did not end within %u s: %s",
		                    c->seconds, rest);
	else if (WIFSIGNALED(status))
		what = arena_printf(c->arena, "the SQL parser crashed on this (%s): %s",
		                    strsignal(WTERMSIG(status)), rest);
	else
		what = arena_printf(c->arena, "the SQL parser ended with exit code %d: %s",
		                    WEXITSTATUS(status), rest);
	report(c, f, at, at, what);
}

/* Checks files; how many of them, since the parser may crash. */
static size_t
some(struct job *c, const struct sql *files, size_t nfiles)
{
	struct strbuf text = STRBUF_INIT;
	int status = run(c, files, nfiles, &text);
	struct said s;

	if (status < 0) {
		error_in_file(
		        c->diag, files[0].source.path,
		        "specql-pgparse, which stands beside specql-sqlcheck, cannot be run: %s",
		        strerror(errno));
		return nfiles;
	}
	s = listen(c, files, nfiles, text.buf);
	str_free(&text);
	if (s.done && status == 0)
		return nfiles;
	if (s.file >= nfiles)
		s.file = nfiles - 1;
	crashed(c, &files[s.file], s.at, status);
	return s.file + 1;
}

/* ---- files ---- */

/* Reads a file; false after reporting that it cannot be parsed at all. */
static bool
read_sql(struct job *c, const char *path, struct sql *f)
{
	struct source *s = &f->source;
	size_t i = 0, n;

	s->path = path;
	s->text = file_read(c->arena, path, 0, &s->len);
	if (!s->text) {
		error_in_file(c->diag, path, "cannot read: %s", strerror(errno));
		return false;
	}
	f->state = generated_state(s->text, s->len);
	while (i < s->len && s->text[i] && (n = utf8_size(s->text + i, s->len - i)))
		i += n;
	if (i < s->len)
		fault(c, f, 0, i,
		      s->text[i] ? "it is not UTF-8 here"
		                 : "there is a NUL byte, and PostgreSQL takes none");
	return i == s->len;
}

static bool
ends(const char *path, const char *suffix)
{
	size_t n = strlen(path), len = strlen(suffix);

	return n > len && strcmp(path + n - len, suffix) == 0;
}

static int
sqlcheck(struct job *c, const char *out, char **paths, size_t n)
{
	struct sql *files = arena_new(c->arena, struct sql, n);
	size_t nfiles = 0;

	for (size_t i = 0; i < n; i++)
		nfiles += read_sql(c, paths[i], &files[nfiles]);
	for (size_t i = 0; i < nfiles;)
		i += some(c, files + i, nfiles - i);
	if (!c->diag->nerrors)
		file_update(c->diag, out, "", 0);
	return command_report(c->diag);
}

int
main(int argc, char **argv)
{
	const char *out = NULL;
	struct arena a = {0};
	struct diag d;
	struct job c = {.arena = &a, .diag = &d, .seconds = 60};
	struct command_inputs in;
	int option, status, first;

	command_begin();
	while ((option = getopt_long(argc, argv, "t:o:", command_options, NULL)) != -1)
		if (option == 't')
			c.seconds = (unsigned)strtoul(optarg, NULL, 10);
		else if (option == 'o')
			out = optarg;
		else
			return command_option(&command, option);
	first = optind;
	if (first < argc && ends(argv[first], ".json"))
		c.model = argv[first++];
	if (c.model && first < argc && (ends(argv[first], ".yaml") || ends(argv[first], ".yml")))
		c.source = argv[first++];
	if (!out || first == argc || !c.seconds || !c.model != !c.source)
		return command_usage(&command);
	diag_init(&d, &a);
	in = command_inputs(&a, c.model, argv + first, (size_t)(argc - first));
	do
		status = sqlcheck(&c, out, argv + first, (size_t)(argc - first));
	while (status == 0 && command_repeats(&a, &in));
	arena_clear(&a);
	return status;
}
