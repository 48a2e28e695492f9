#include "diff/report.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "base/visible.h"
#include "diff/alter.h"

#include <string.h>

enum risk
change_risk(const struct change *c)
{
	enum risk most = RISK_SAFE;

	for (int m = 0; m < MEDIA; m++)
		if (change_rows[c->kind].risk[m] > most)
			most = change_rows[c->kind].risk[m];
	return most;
}

static bool
first_of_entity(const struct changes *all, size_t i)
{
	return i == 0 || strcmp(all->v[i]->entity, all->v[i - 1]->entity) != 0 ||
	       strcmp(all->v[i]->schema, all->v[i - 1]->schema) != 0;
}

static void
location_text(struct strbuf *out, const struct location *p)
{
	if (!p->source)
		return;
	visible_text(out, p->source->path);
	if (p->at.line)
		str_addf(out, ":%d:%d", p->at.line, p->at.col);
}

/* old → new; of a thing that is there on one side only, that side. */
static void
locations(struct strbuf *out, const struct change *c)
{
	location_text(out, &c->old);
	str_add(out, c->old.source && c->new.source ? " → " : "");
	location_text(out, &c->new);
}

static void
counts(struct strbuf *out, const struct changes *all)
{
	const char *between = ": ";
	size_t n[3] = {0};

	for (size_t i = 0; i < all->n; i++)
		n[change_risk(all->v[i])]++;
	str_addf(out, "%zu %s", all->n, all->n == 1 ? "change" : "changes");
	for (int r = RISK_BREAKING; r >= RISK_SAFE; r--) {
		if (!n[r])
			continue;
		str_addf(out, "%s%zu %s", between, n[r], risk_words[r]);
		between = ", ";
	}
	str_addc(out, '\n');
}

static const char *
heading(const struct changes *all, const struct change *c)
{
	return *c->entity ? arena_printf(all->arena, "%s.%s", c->schema, c->entity) : "the project";
}

/* ---- text ---- */

/* Every line of a text behind some blanks; empty lines are left out. */
static void
indented(struct arena *a, struct strbuf *out, const char *text, const char *before)
{
	for (size_t n; *text; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		if (!n)
			continue;
		str_add(out, before);
		visible_text(out, arena_strndup(a, text, n));
		str_addc(out, '\n');
	}
}

static void
text_of(struct arena *a, struct strbuf *out, const struct change *c)
{
	const struct change_row *row = &change_rows[c->kind];

	str_add(out, "  ");
	visible_text(out, c->words);
	str_add(out, "\n    ");
	locations(out, c);
	str_addf(out, "\n    database: %s; %s\n    ", risk_words[row->risk[MEDIUM_DATABASE]],
	         row->database);
	for (int m = MEDIUM_FUNCTION; m < MEDIA; m++)
		str_addf(out, "%s%s: %s", m > MEDIUM_FUNCTION ? ", " : "", medium_words[m],
		         risk_words[row->risk[m]]);
	str_addf(out, "; %s\n", row->clients);
	for (size_t i = 0; i < c->nalters; i++)
		indented(a, out, c->alters[i]->sql, "      ");
}

void
report_text(struct strbuf *out, const struct changes *all)
{
	for (size_t i = 0; i < all->n; i++) {
		if (first_of_entity(all, i))
			str_addf(out, "%s%s\n", i ? "\n" : "", heading(all, all->v[i]));
		text_of(all->arena, out, all->v[i]);
	}
	if (all->n) {
		str_addc(out, '\n');
		counts(out, all);
	}
}

/* ---- SQL ---- */

static void
sql_of(struct strbuf *out, struct alter *const *alters, size_t n, int phase)
{
	for (size_t i = 0; i < n; i++)
		if ((int)alters[i]->phase == phase) {
			str_add(out, alters[i]->sql);
			if (out->len && out->buf[out->len - 1] != '\n')
				str_addc(out, '\n');
		}
}

/* With what belongs to no change, or without it. */
static void
statements(struct strbuf *out, const struct changes *all, bool whole)
{
	for (int phase = PHASE_ROLE; phase < PHASES; phase++) {
		for (size_t i = 0; i < all->n; i++)
			sql_of(out, all->v[i]->alters, all->v[i]->nalters, phase);
		if (whole && all->loads)
			sql_of(out, all->loads->v, all->loads->n, phase);
	}
}

static bool
refreshes(const struct alter *a)
{
	static const char word[] = "SELECT ";

	return a->phase == PHASE_VIEW &&
	       (strncmp(a->sql, word, strlen(word)) == 0 || strstr(a->sql, "\nSELECT ") != NULL);
}

/* Whether rows are read or written that belong to tenants:
 * by what somebody fills in, or by a refresh. */
static bool
sees_rows(const struct changes *all)
{
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->v[i]->nalters; k++) {
			const struct alter *a = all->v[i]->alters[k];

			if (alter_asks(a) || refreshes(a))
				return true;
		}
	return false;
}

/* A call that has begun goes on as its function was, whatever becomes of tables meanwhile: a key
 * that it looked up may be one of another table when it is stored. Each call takes this lock first.
 * Row-level security would hide all rows from an owner of tables, without a word. */
void
report_sql(struct strbuf *out, const struct changes *all)
{
	struct strbuf sql = STRBUF_INIT;
	bool guarded = sees_rows(all);

	statements(&sql, all, true);
	str_add(out, guarded ? "SET row_security = off; -- fails if rows would be hidden\n" : "");
	if (sql.len)
		str_add(out, "LOCK TABLE app.tb_mutation_audit_log IN SHARE ROW EXCLUSIVE MODE; "
		             "-- waits for calls, and calls wait\n");
	str_addn(out, sql.buf, sql.len);
	str_add(out, guarded ? "RESET row_security;\n" : "");
	str_free(&sql);
}

/* ---- Markdown ---- */

/* Text of an author in a cell of a table. */
static void
cell(struct strbuf *out, const char *text)
{
	struct strbuf shown = STRBUF_INIT;

	visible_text(&shown, text);
	for (const char *c = shown.buf; *c; c++) {
		if (*c == '\n') {
			str_addc(out, ' ');
			continue;
		}
		if (strchr("\\`*_{}[]<>|#~&", *c))
			str_addc(out, '\\');
		str_addc(out, *c);
	}
	str_free(&shown);
}

static const char *const marks[] = {"safe", "**needs backfill**", "**breaking**"};

static void
markdown_row(struct strbuf *out, const struct change *c)
{
	const struct change_row *row = &change_rows[c->kind];
	struct strbuf where = STRBUF_INIT;

	str_add(out, "| ");
	cell(out, c->words);
	for (int m = 0; m < MEDIA; m++)
		str_addf(out, " | %s", marks[row->risk[m]]);
	str_addf(out, " | %s; %s | ", row->database, row->clients);
	locations(&where, c);
	cell(out, where.buf);
	str_add(out, " |\n");
	str_free(&where);
}

/* As many backticks as no text holds, so that none ends the block. */
static const char *
fence(struct arena *a, const char *text)
{
	struct strbuf out = STRBUF_INIT;
	size_t most = 3;

	for (const char *at = text; (at = strchr(at, '`'));) {
		size_t n = strspn(at, "`");

		most = n > most ? n : most;
		at += n;
	}
	for (size_t i = 0; i <= most; i++)
		str_addc(&out, '`');
	return str_done(&out, a);
}

void
report_markdown(struct strbuf *out, const struct changes *all)
{
	struct strbuf sql = STRBUF_INIT;
	const char *around;

	str_add(out, "## Changes\n\n");
	counts(out, all);
	for (size_t i = 0; i < all->n; i++) {
		if (first_of_entity(all, i)) {
			str_add(out, "\n### ");
			cell(out, heading(all, all->v[i]));
			str_add(out, "\n\n| change | database | SQL function | GraphQL | "
			             "TypeScript | why | where |\n"
			             "|---|---|---|---|---|---|---|\n");
		}
		markdown_row(out, all->v[i]);
	}
	statements(&sql, all, false);
	if (sql.len) {
		around = fence(all->arena, sql.buf);
		str_addf(out, "\n### Migration\n\n%ssql\n%s%s\n", around, sql.buf, around);
	}
	str_free(&sql);
}

/* ---- JSON ---- */

static void
member(struct strbuf *out, const char *key, const char *text)
{
	str_addf(out, ", \"%s\": ", key);
	quote_json(out, text);
}

static void
location_json(struct strbuf *out, const char *key, const struct location *p)
{
	if (!p->source)
		return;
	str_addf(out, ", \"%s\": {\"file\": ", key);
	quote_json_name(out, p->source->path);
	str_addf(out, ", \"line\": %d, \"column\": %d}", p->at.line, p->at.col);
}

static void
json_of(struct strbuf *out, const struct change *c)
{
	const struct change_row *row = &change_rows[c->kind];

	str_addf(out, "    {\"kind\": \"%s\"", row->name);
	if (*c->entity) {
		member(out, "schema", c->schema);
		member(out, "entity", c->entity);
	}
	if (*c->owner)
		member(out, "name", c->owner);
	member(out, "change", c->words);
	location_json(out, "old", &c->old);
	location_json(out, "new", &c->new);
	str_add(out, ",\n     \"class\": {");
	for (int m = 0; m < MEDIA; m++)
		str_addf(out, "%s\"%s\": \"%s\"", m ? ", " : "", medium_keys[m],
		         risk_keys[row->risk[m]]);
	str_add(out, "},\n     \"why\": {\"database\": ");
	quote_json(out, row->database);
	member(out, "clients", row->clients);
	str_addc(out, '}');
	for (size_t i = 0; i < c->nalters; i++) {
		str_add(out, i ? ", " : ",\n     \"sql\": [");
		quote_json(out, c->alters[i]->sql);
	}
	str_add(out, c->nalters ? "]}" : "}");
}

void
report_json(struct strbuf *out, const struct changes *all)
{
	struct strbuf sql = STRBUF_INIT;

	report_sql(&sql, all);
	str_addf(out, "{\n  \"format\": \"specql.diff\",\n  \"version\": %d,\n  \"changes\": [",
	         REPORT_JSON_VERSION);
	for (size_t i = 0; i < all->n; i++) {
		str_add(out, i ? ",\n" : "\n");
		json_of(out, all->v[i]);
	}
	str_add(out, all->n ? "\n  ],\n  \"migration\": " : "],\n  \"migration\": ");
	quote_json(out, sql.buf);
	str_add(out, "\n}\n");
	str_free(&sql);
}
