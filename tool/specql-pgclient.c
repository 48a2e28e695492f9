/*
 * specql-pgclient: talks to a PostgreSQL server for specql-verify. The only user of libpq.
 *
 * It takes requests from standard input and answers each on standard output:
 *
 *     <kind> <length>LF<text>       C: connect (a libpq connection string), O: connect to a server
 *                                   of our own, where no setting of the environment holds, Q: SQL
 *     R <open> <columns> <rows>LF   then each value: <length>LF<bytes>NUL; -1LF for null
 *     E <open> <position> <length>LF<SQLSTATE, five characters><message>NUL
 *
 * open: 1 if a transaction is under way. What a connection string holds is never printed.
 */
#include "command.h"

#include <errno.h>
#include <libpq-fe.h>
#include <stdbool.h>
#include <stdlib.h>

static const struct command command = {
        "specql-pgclient", "-s",
        "Asks a PostgreSQL server what specql verify wants to know.\n\n"
        "  -s  takes requests from standard input\n"};

extern char **environ;

static PGconn *connection;
static PGcancel *volatile cancelling;

/* The server stops what it is doing; it says so as an error. */
static void
interrupt(int number)
{
	char why[256];
	int saved = errno;

	(void)number;
	if (!cancelling)
		_exit(1);
	PQcancel(cancelling, why, sizeof(why));
	errno = saved;
}

static int
open_transaction(void)
{
	PGTransactionStatusType status =
	        connection ? PQtransactionStatus(connection) : PQTRANS_IDLE;

	return status == PQTRANS_INTRANS || status == PQTRANS_ACTIVE;
}

static void
fail(const char *state, size_t position, const char *message)
{
	size_t n = strlen(message);

	while (n && message[n - 1] == '\n')
		n--;
	printf("E %d %zu %zu\n%.5s%.*s", open_transaction(), position, n + 5, state, (int)n,
	       message);
	putchar('\0');
}

static void
answer(const PGresult *r)
{
	int nrows = PQntuples(r), ncolumns = PQnfields(r);

	printf("R %d %d %d\n", open_transaction(), ncolumns, nrows);
	for (int i = 0; i < nrows; i++)
		for (int k = 0; k < ncolumns; k++) {
			if (PQgetisnull(r, i, k)) {
				fputs("-1\n", stdout);
				continue;
			}
			printf("%d\n", PQgetlength(r, i, k));
			fwrite(PQgetvalue(r, i, k), 1, (size_t)PQgetlength(r, i, k) + 1, stdout);
		}
}

static void
ask(const char *sql)
{
	PGresult *r;
	const char *state, *message, *position;

	if (!connection) {
		fail("08003", 0, "there is no connection");
		return;
	}
	r = PQexec(connection, sql);
	state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
	message = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	position = PQresultErrorField(r, PG_DIAG_STATEMENT_POSITION);
	switch (PQresultStatus(r)) {
	case PGRES_TUPLES_OK:
	case PGRES_COMMAND_OK:
	case PGRES_EMPTY_QUERY:
		answer(r);
		break;
	case PGRES_COPY_IN:
	case PGRES_COPY_OUT:
		PQfinish(connection);
		connection = NULL;
		fail("0A000", 0, "COPY needs a client that gives it rows");
		break;
	default:
		fail(state ? state : "08006", position ? strtoul(position, NULL, 10) : 0,
		     message ? message : PQerrorMessage(connection));
	}
	PQclear(r);
}

/* ---- connecting ---- */

/* Whether a connection string can be read; a password in one could be seen by everybody. What libpq
 * says of a faulty one quotes it. */
static bool
sound(const char *info)
{
	char *why = NULL;
	PQconninfoOption *options;
	bool password = false;

	if (!strchr(info, '=') && strncmp(info, "postgres://", 11) != 0 &&
	    strncmp(info, "postgresql://", 13) != 0)
		return true;
	options = PQconninfoParse(info, &why);
	PQfreemem(why);
	if (!options) {
		fail("SQARG", 0, "is no connection string that libpq can read");
		return false;
	}
	for (const PQconninfoOption *o = options; o->keyword; o++)
		password = password || (o->val && *o->val && strstr(o->keyword, "password"));
	PQconninfoFree(options);
	if (password)
		fail("SQARG", 0,
		     "holds a password, which others can see on a command line; leave it to libpq: a file of "
		     "passwords (~/.pgpass), a service, or PGPASSWORD");
	return !password;
}

static void
forget_settings(void)
{
	for (char **p = environ; *p;)
		if (strncmp(*p, "PG", 2) == 0) {
			char *name = strndup(*p, strcspn(*p, "="));

			unsetenv(name);
			free(name);
		} else {
			p++;
		}
}

static void
ignore(void *self, const PGresult *notice)
{
	(void)self, (void)notice;
}

static void
connect_to(const char *info, bool own)
{
	/* What stands behind the name of the database, a connection string does not change. */
	const char *const names[] = {"fallback_application_name", "dbname", "client_encoding",
	                             NULL};
	const char *const values[] = {"specql verify", info, "UTF8", NULL};
	PGcancel *cancel;

	if (!own && !sound(info))
		return;
	if (own)
		forget_settings();
	setenv("PGCONNECT_TIMEOUT", "10", false);
	connection = PQconnectdbParams(names, values, true);
	if (PQstatus(connection) != CONNECTION_OK) {
		fail("08001", 0, PQerrorMessage(connection));
		PQfinish(connection);
		connection = NULL;
		return;
	}
	cancel = PQgetCancel(connection);
	cancelling = cancel;
	PQsetNoticeReceiver(connection, ignore, NULL);
	ask("SHOW server_version_num");
}

/* ---- requests ---- */

/* The next request; NULL at the end. */
static char *
request(char *kind)
{
	size_t n;
	char *text;

	if (scanf("%c %zu", kind, &n) != 2 || getchar() != '\n' || !(text = malloc(n + 1)))
		return NULL;
	if (fread(text, 1, n, stdin) != n)
		return NULL;
	text[n] = '\0';
	return text;
}

static int
serve(void)
{
	struct sigaction act = {.sa_handler = interrupt, .sa_flags = SA_RESTART};
	char kind, *text;
	PGcancel *cancel;

	sigaction(SIGINT, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
	signal(SIGPIPE, SIG_IGN);
	while ((text = request(&kind))) {
		if (kind == 'Q')
			ask(text);
		else
			connect_to(text, kind == 'O');
		free(text);
		if (fflush(stdout) != 0)
			break;
	}
	cancel = cancelling;
	cancelling = NULL;
	PQfreeCancel(cancel);
	if (connection)
		PQfinish(connection);
	return 0;
}

int
main(int argc, char **argv)
{
	bool serves = false;
	int option;

	command_begin();
	while ((option = getopt_long(argc, argv, "s", command_options, NULL)) != -1)
		if (option == 's')
			serves = true;
		else
			return command_option(&command, option);
	if (!serves || optind < argc)
		return command_usage(&command);
	return serve();
}
