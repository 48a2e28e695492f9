/*
 * specql-pgparse: what PostgreSQL's own parser says of SQL files. A program of its own, because
 * libpg_query ends the process on some inputs, and because its archive needs another C library
 * than ours may have. specql-sqlcheck runs it.
 */
#include "command.h"

#include "base/file.h"
#include "base/utf8.h"
#include "trace/near.h"
#include "trace/token.h"

#include <errno.h>
#include <pg_query.h>
#include <stdlib.h>

static const struct command command = {
        "specql-pgparse", "FILE...",
        "Parses SQL files, and bodies of functions in PL/pgSQL and SQL, with libpg_query. Prints a "
        "line for each step,\n"
        "so that the last one tells where it ended if it crashes; offsets are bytes of the "
        "file:\n\n"
        "  file N                the N-th file, from 0\n"
        "  at OFFSET             a statement begins\n"
        "  fault OFFSET MESSAGE  it is at fault\n"
        "  done                  all files are read\n\n"
        "A message is cut at its first line break. What was said decides, not the exit code: that "
        "is 0 unless a file\n"
        "cannot be read.\n\n"};

struct file {
	struct arena *arena;
	const char *text;
	size_t len;
	size_t nfaults;
	size_t at; /* where the statement begins */
	bool lost;
};

/* The offset of a character, counted from 1 as PostgreSQL does; 0 is unknown. */
static size_t
offset_of(const char *text, size_t len, int position)
{
	size_t i = 0;

	for (; position > 1 && i < len; position--)
		for (i++; i < len && utf8_inside(text[i]); i++)
			;
	return i;
}

/* One line of a message, which may quote the rest of the file. What does not even begin like a
 * statement, behind a fault, is a part of one whose quotes were broken. */
static void
fault(struct file *f, size_t offset, const char *message)
{
	size_t n = strcspn(message, "\n"), quotes = 0;

	f->lost = f->nfaults && offset == f->at;
	if (f->lost)
		return;
	for (size_t i = 0; i < n; i++)
		quotes += message[i] == '"';
	f->nfaults++;
	printf("fault %zu %.*s%s%s\n", offset, (int)n, message, message[n] ? "…" : "",
	       quotes % 2 ? "\"" : "");
	fflush(stdout);
}

/* What is wrong with a statement that holds a body in PL/pgSQL. */
static const char *
judge(struct arena *a, const char *statement)
{
	PgQueryPlpgsqlParseResult r = pg_query_parse_plpgsql(statement);
	const char *said = r.error ? arena_strdup(a, r.error->message) : NULL;

	pg_query_free_plpgsql_parse_result(r);
	return said;
}

/* Where in a statement; begin and end of its body. Of a fault of its tokens the place is told. */
static size_t
place(struct file *f, const char *statement, size_t begin, size_t end, const char *message)
{
	PgQueryPlpgsqlParseResult r = pg_query_parse_plpgsql(statement);
	int position = r.error ? r.error->cursorpos : 0;

	pg_query_free_plpgsql_parse_result(r);
	if (position > 0)
		return begin + offset_of(statement + begin, end - begin, position);
	return near_find(f->arena, judge, statement, begin, end, message);
}

static void
plpgsql(struct file *f, size_t at, const char *statement)
{
	const char *message = judge(f->arena, statement);
	size_t begin, end, len = strlen(statement);

	if (!message)
		return;
	if (!sql_body(statement, len, &begin, &end))
		fault(f, at, message);
	else
		fault(f, at + place(f, statement, begin, end, message), message);
}

static char *parse(struct file *, size_t at, const char *text);

static void
sql(struct file *f, size_t at, const char *statement)
{
	size_t begin, end;

	if (sql_body(statement, strlen(statement), &begin, &end))
		free(parse(f, at + begin, arena_strndup(f->arena, statement + begin, end - begin)));
}

/* The tree as JSON, or NULL after telling the fault. */
static char *
parse(struct file *f, size_t at, const char *text)
{
	PgQueryParseResult r = pg_query_parse(text);
	char *tree = r.error ? NULL : strdup(r.parse_tree);

	if (r.error)
		fault(f, at + offset_of(text, strlen(text), r.error->cursorpos), r.error->message);
	pg_query_free_parse_result(r);
	return tree;
}

/* A quote within a string of JSON has a backslash before it, so these are nodes of the tree. */
static void
statement(struct file *f, size_t at, size_t len)
{
	const char *text = arena_strndup(f->arena, f->text + at, len);
	static const char language[] = "\"defname\":\"language\",\"arg\":{\"String\":{\"sval\":\"";
	struct sql_token first = {.at = 0};
	char *tree, *name;

	sql_token(text, len, 0, &first);
	f->at = at + first.at;
	printf("at %zu\n", f->at);
	fflush(stdout);
	tree = parse(f, at, text);
	if (!tree)
		return;
	name = strstr(tree, language);
	name = name ? name + sizeof(language) - 1 : NULL;
	if (strstr(tree, "\"stmt\":{\"CreateFunctionStmt\"")) {
		if (name && strncmp(name, "plpgsql\"", 8) == 0)
			plpgsql(f, at, text);
		else if (name && strncmp(name, "sql\"", 4) == 0)
			sql(f, at, text);
	} else if (strstr(tree, "\"stmt\":{\"DoStmt\"") &&
	           (!name || strncmp(name, "plpgsql\"", 8) == 0))
		plpgsql(f, at, text);
	free(tree);
}

/* The statements of a text that does not parse, to find all its faults. libpg_query would cut it
 * too, but goes wrong where a parenthesis is missing. */
static void
cut(struct file *f)
{
	struct sql_token t = {SQL_SIGN, 0, 0};
	size_t begin = 0;

	while (!f->lost && sql_token(f->text, f->len, t.at + t.n, &t))
		if (t.kind == SQL_SIGN && f->text[t.at] == ';') {
			statement(f, begin, t.at - begin);
			begin = t.at + 1;
		}
	if (!f->lost && sql_token(f->text, f->len, begin, &t))
		statement(f, begin, f->len - begin);
}

static void
check(struct file *f)
{
	PgQuerySplitResult whole = pg_query_split_with_parser(f->text);

	for (int i = 0; !whole.error && i < whole.n_stmts; i++)
		statement(f, (size_t)whole.stmts[i]->stmt_location,
		          (size_t)whole.stmts[i]->stmt_len);
	if (whole.error)
		cut(f);
	if (whole.error && !f->nfaults)
		fault(f, offset_of(f->text, f->len, whole.error->cursorpos), whole.error->message);
	pg_query_free_split_result(whole);
}

int
main(int argc, char **argv)
{
	int option, status = 0;
	bool parsed = false;

	command_begin();
	while ((option = getopt_long(argc, argv, "", command_options, NULL)) != -1)
		return command_option(&command, option);
	if (optind == argc)
		return command_usage(&command);
	for (int i = optind; i < argc; i++) {
		struct arena a = {0};
		struct file f = {.arena = &a};

		printf("file %d\n", i - optind);
		fflush(stdout);
		f.text = file_read(&a, argv[i], 0, &f.len);
		if (f.text) {
			check(&f);
			parsed = true;
		} else {
			fprintf(stderr, "%s: error: cannot read: %s\n", argv[i], strerror(errno));
			status = 1;
		}
		arena_clear(&a);
	}
	puts("done");
	if (parsed) /* it crashes if it was never used */
		pg_query_exit();
	return status;
}
