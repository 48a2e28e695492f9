#include "verify/load.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/quote.h"
#include "base/utf8.h"
#include "graph/bundle.h"
#include "graph/place.h"
#include "model/options.h"
#include "trace/token.h"
#include "trace/trace.h"
#include "verify/owner.h"

#include <string.h>

bool
session_refused(struct verification *v, const struct source *s, const char *what,
                const struct answer *a)
{
	/* Nothing is said of what a signal ended. */
	if (*a->message)
		error_at(v->diag, s, (struct span){0}, "%s: %s", what, a->message);
	return false;
}

/* ---- its parts ---- */

/* The end of a line, with the line break. */
static const char *
line_end(const char *p)
{
	p += strcspn(p, "\n");
	return p + (*p == '\n');
}

/* The file of the schema that a line names: a comment of Confiture's before each of them, or of
 * ours before the parts of a bundle. */
static const char *
file_of(struct verification *v, const char *line)
{
	static const char mark[] = "-- File: ";
	size_t n = strlen(mark);
	const char *file;

	if (strncmp(line, mark, n) != 0)
		return bundle_part(v->arena, line);
	file = arena_printf(v->arena, "%s/%.*s", v->shapes->sql_folder,
	                    (int)strcspn(line + n, "\r\n"), line + n);
	return list_has(&v->files, file) ? file : NULL;
}

/* Cuts the first part off a text, which begins with the content of a file, if that is known: up to
 * the next comment that names one. */
static struct source
part(struct verification *v, const char **text)
{
	struct source s = {.path = file_of(v, *text), .text = *text};
	const char *p = *text;

	if (s.path && bundle_part(v->arena, p)) {
		p = line_end(p);
	} else if (s.path) {
		p = line_end(p);
		if (strncmp(p, "-- ===", 6) == 0)
			p = line_end(p);
		s.text = p + (*p == '\n');
	}
	while (*p && (p == *text || !file_of(v, p)))
		p = line_end(p);
	if (s.text > p)
		s.text = p;
	s.len = (size_t)(p - s.text);
	*text = p;
	return s;
}

/* ---- whom to blame ---- */

/* The entity that a file is made of, or NULL. */
static struct owner *
owner_of(struct verification *v, const char *file)
{
	for (size_t i = 0; i < v->nowners; i++)
		for (const struct kind *k = kinds; k->name; k++)
			if (k->group == SQL && place_used(v->shapes, k, v->owners[i].shape) &&
			    strcmp(place_path(v->arena, v->shapes, k, v->owners[i].shape), file) ==
			            0)
				return &v->owners[i];
	return NULL;
}

/* The place of a character, counted from 1, of a text; *offset: its first byte. */
static struct span
place(const struct source *s, size_t position, size_t *offset)
{
	struct span at = {1, 1, 1};
	const char *p = s->text, *end = s->text + s->len;

	for (size_t n = 1; n < position && p < end; n++) {
		at.col = *p == '\n' ? 1 : at.col + 1;
		at.line += *p == '\n';
		for (p++; p < end && (*p & 0xC0) == 0x80;)
			p++;
	}
	*offset = (size_t)(p - s->text);
	return at;
}

static void
blame(struct verification *v, const struct source *s, size_t position, const char *what)
{
	struct owner *o = owner_of(v, s->path);
	const struct origin nobody = {.kind = ORIGIN_ENTITY};
	const struct source *source = NULL;
	size_t offset = 0;
	struct span at = position ? place(s, position, &offset) : (struct span){0}, authored = {0};

	if (o)
		authored = owner_place(v->arena, o, &nobody, &source);
	if (!source) {
		error_at(v->diag, s, at, "%s", what);
		return;
	}
	if (position && o->authored)
		authored = trace_place(v->arena, o->model, o->authored, s->text, s->len, offset);
	error_at(v->diag, source, authored, "%s", what);
	note_at(v->diag, s, at, "in this SQL");
}

/* ---- loading ---- */

/* Where a text of SQL is read. */
struct reading {
	const char *text;
	struct sql_token before, now;
	bool first;   /* of its statement */
	size_t depth; /* of what an END closes: a body BEGIN ATOMIC, a CASE in it */
};

static bool
is(const struct reading *r, const char *word)
{
	return sql_is(r->text, &r->now, word);
}

static bool
was(const struct reading *r, const char *word)
{
	return sql_is(r->text, &r->before, word);
}

/* The statement that ends the transaction, if the word is the one that says so; or NULL. */
static const char *
ending(const struct reading *r)
{
	static const char *const words[] = {"COMMIT", "ROLLBACK", "ABORT", "END"};

	for (size_t i = 0; r->first && !r->depth && i < sizeof(words) / sizeof(*words); i++)
		if (is(r, words[i]))
			return words[i];
	return was(r, "PREPARE") && is(r, "TRANSACTION") ? "PREPARE TRANSACTION" : NULL;
}

static void
step(struct reading *r)
{
	if ((was(r, "BEGIN") && is(r, "ATOMIC")) || (r->depth && is(r, "CASE")))
		r->depth++;
	else if (r->depth && is(r, "END"))
		r->depth--;
	r->first = r->now.kind == SQL_SIGN && r->text[r->now.at] == ';';
	r->before = r->now;
}

/* A COMMIT in the schema could not be undone. */
static bool
ends_itself(struct verification *v, const struct source *s)
{
	struct reading r = {.text = s->text, .first = true};
	size_t offset;

	for (; sql_token(s->text, s->len, r.now.at + r.now.n, &r.now); step(&r)) {
		const char *what = ending(&r);

		if (!what)
			continue;
		error_at(v->diag, s, place(s, 1 + utf8_count(s->text, r.now.at), &offset),
		         "the schema ends its transaction here, so loading it could not be undone; "
		         "take %s out of the SQL",
		         what);
		return true;
	}
	return false;
}

static bool
empty(struct verification *v, const struct session *s, const struct source *schema)
{
	struct strbuf names = STRBUF_INIT;
	size_t more;
	struct answer said = session_holds(s, &more);

	if (said.failed)
		return session_refused(v, schema, "the database cannot be looked at", &said);
	if (!said.nrows)
		return true;
	for (size_t i = 0; i < said.nrows; i++)
		str_addf(&names, "%s%s", i ? ", " : "", answer_value(&said, i, 0));
	if (more)
		str_addf(&names, " and %zu more", more);
	error_at(v->diag, schema, (struct span){0},
	         "the database is not empty, so the schema is not loaded into it: it holds %s; "
	         "name an empty one, or compare it as it is with --live",
	         names.buf);
	str_free(&names);
	return false;
}

/* The columns that foreign keys of the models refer to, with their types. */
static const char *
external_columns(struct verification *v, const struct external_table *t)
{
	struct strbuf columns = STRBUF_INIT;
	const char **names = NULL;
	size_t n = 0;

	for (size_t i = 0; i < v->nowners; i++)
		for (size_t k = 0; k < v->owners[i].model->nforeign_keys; k++) {
			const struct foreign_key *fk = &v->owners[i].model->foreign_keys[k];

			if (strcmp(fk->schema, t->schema) != 0 ||
			    strcmp(fk->table, t->table) != 0 || word_among(names, n, fk->key))
				continue;
			names = arena_grown(v->arena, names, n, sizeof *names);
			names[n++] = fk->key;
			str_addf(&columns, "%s%s %s UNIQUE", n > 1 ? ", " : "",
			         ident_of(v->arena, fk->key), fk->key_type);
		}
	return str_done(&columns, v->arena);
}

static struct answer
make_external(struct verification *v, const struct session *s)
{
	struct answer said = {0};

	for (size_t i = 0; i < v->nexternal && !said.failed; i++) {
		const struct external_table *t = &v->external[i];
		const char *schema = ident_of(v->arena, t->schema);

		said = session_ask(
		        s, arena_printf(v->arena,
		                        "CREATE SCHEMA IF NOT EXISTS %s; CREATE TABLE %s.%s (%s)",
		                        schema, schema, ident_of(v->arena, t->table),
		                        external_columns(v, t)));
	}
	return said;
}

static bool
load_part(struct verification *v, const struct session *s, const struct source *schema,
          const struct source *from)
{
	struct source *p = arena_new(v->arena, struct source, 1);
	struct answer said = s->ask(s->self, from->text, from->len);

	*p = *from;
	if (!p->path)
		*p = *schema;
	/* Neither a lost connection nor a lack of time is the fault of an entity. */
	if (said.failed && *said.message &&
	    (strncmp(said.state, "08", 2) == 0 || strcmp(said.state, "57014") == 0))
		error_at(v->diag, p, (struct span){0}, "this SQL does not load: %s", said.message);
	else if (said.failed && *said.message)
		blame(v, p, said.position,
		      arena_printf(v->arena, "the SQL does not load: %s (SQLSTATE %s)",
		                   said.message, said.state));
	else if (!said.failed && !said.open)
		error_at(v->diag, p, (struct span){0},
		         "this SQL has ended its transaction, so the database is no longer empty");
	return !said.failed && said.open;
}

bool
schema_load(struct verification *v, const struct session *s, const struct source *schema)
{
	struct answer said;
	const char *text = schema->text;

	if (ends_itself(v, schema))
		return false;
	said = session_ask(s, "BEGIN");
	if (said.failed)
		return session_refused(v, schema, "no transaction can be begun", &said);
	if (!empty(v, s, schema))
		return false;
	said = make_external(v, s);
	if (said.failed)
		return session_refused(v, schema, "the external tables cannot be made", &said);
	while (*text) {
		struct source p = part(v, &text);

		if (!load_part(v, s, schema, &p))
			return false;
	}
	return true;
}
