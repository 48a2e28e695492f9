#include "diff/convert.h"
#include "base/str.h"

#include <stdio.h>
#include <string.h>

/* Of types without parameters, and of those with them before they are looked at. The first row that
 * fits holds; a type NULL is any. */
static const struct {
	const char *from, *to;
	enum conversion as;
} rows[] = {
        {"SMALLINT", "INTEGER", CONVERT_REWRITTEN},
        {"SMALLINT", "BIGINT", CONVERT_REWRITTEN},
        {"INTEGER", "BIGINT", CONVERT_REWRITTEN},
        {"BIGINT", "INTEGER", CONVERT_NARROWED},
        {"BIGINT", "SMALLINT", CONVERT_NARROWED},
        {"INTEGER", "SMALLINT", CONVERT_NARROWED},
        {"SMALLINT", "NUMERIC", CONVERT_REWRITTEN},
        {"INTEGER", "NUMERIC", CONVERT_REWRITTEN},
        {"BIGINT", "NUMERIC", CONVERT_REWRITTEN},
        {"SMALLINT", "DOUBLE PRECISION", CONVERT_REWRITTEN},
        {"INTEGER", "DOUBLE PRECISION", CONVERT_REWRITTEN},
        {"BIGINT", "DOUBLE PRECISION", CONVERT_LOSSY},
        {"NUMERIC", "DOUBLE PRECISION", CONVERT_LOSSY},
        {"NUMERIC", "SMALLINT", CONVERT_LOSSY},
        {"NUMERIC", "INTEGER", CONVERT_LOSSY},
        {"NUMERIC", "BIGINT", CONVERT_LOSSY},
        {"DOUBLE PRECISION", "SMALLINT", CONVERT_LOSSY},
        {"DOUBLE PRECISION", "INTEGER", CONVERT_LOSSY},
        {"DOUBLE PRECISION", "BIGINT", CONVERT_LOSSY},
        {"DOUBLE PRECISION", "NUMERIC", CONVERT_LOSSY},
        {"BOOLEAN", "INTEGER", CONVERT_REWRITTEN},
        {"INTEGER", "BOOLEAN", CONVERT_LOSSY},
        {"DATE", "TIMESTAMPTZ", CONVERT_REWRITTEN},
        {"TIMESTAMPTZ", "DATE", CONVERT_LOSSY},
        {"TIMESTAMPTZ", "TIME", CONVERT_LOSSY},
        {"TIME", "INTERVAL", CONVERT_REWRITTEN},
        {"INTERVAL", "TIME", CONVERT_LOSSY},
        {"VARCHAR", "TEXT", CONVERT_WIDENED},
        {"CHAR", "VARCHAR", CONVERT_NARROWED},
        {NULL, "VARCHAR", CONVERT_NARROWED},
        {NULL, "CHAR", CONVERT_NARROWED},
        {NULL, "TEXT", CONVERT_REWRITTEN},
        {"TEXT", NULL, CONVERT_NARROWED},
        {"VARCHAR", NULL, CONVERT_NARROWED},
        {"CHAR", NULL, CONVERT_NARROWED},
};

/* NUMERIC(p,s), VARCHAR(p); without parameters p is 0. */
struct parts {
	char base[32];
	int p, s;
	bool list;
};

static struct parts
parts_of(const char *sql)
{
	struct parts t = {.list = strchr(sql, '[')};
	size_t n = strcspn(sql, "([");

	snprintf(t.base, sizeof(t.base), "%.*s", (int)n, sql);
	if (sql[n] == '(')
		sscanf(sql + n, "(%d,%d)", &t.p, &t.s);
	return t;
}

static enum conversion
numeric(const struct parts *from, const struct parts *to)
{
	if (!to->p)
		return CONVERT_WIDENED;
	if (!from->p || to->s < from->s)
		return CONVERT_LOSSY;
	if (to->p - to->s < from->p - from->s)
		return CONVERT_NARROWED;
	return to->s == from->s ? CONVERT_WIDENED : CONVERT_REWRITTEN;
}

static enum conversion
same_base(const struct parts *from, const struct parts *to)
{
	if (strcmp(to->base, "NUMERIC") == 0)
		return numeric(from, to);
	if (to->p && (!from->p || to->p < from->p))
		return CONVERT_NARROWED;
	return strcmp(to->base, "CHAR") == 0 ? CONVERT_REWRITTEN : CONVERT_WIDENED;
}

static bool
textual(const struct parts *t)
{
	return strcmp(t->base, "TEXT") == 0 || convert_assigns(t->base);
}

/* Digits and the time of a day are cut off, without a word. */
static bool
cut(const struct parts *to)
{
	static const char *const types[] = {"DOUBLE PRECISION", "DATE", "TIME", NULL};

	return word_index(types, to->base) >= 0 || (strcmp(to->base, "NUMERIC") == 0 && to->p);
}

static enum conversion
other_base(const struct parts *from, const struct parts *to)
{
	if (textual(from) && cut(to))
		return CONVERT_LOSSY;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if ((rows[i].from && strcmp(rows[i].from, from->base) != 0) ||
		    (rows[i].to && strcmp(rows[i].to, to->base) != 0))
			continue;
		if (rows[i].as == CONVERT_REWRITTEN && to->p)
			return CONVERT_NARROWED;
		return rows[i].as;
	}
	return CONVERT_NONE;
}

enum conversion
convert(const char *from, const char *to)
{
	struct parts f = parts_of(from), t = parts_of(to);
	enum conversion as;

	if (strcmp(from, to) == 0)
		return CONVERT_SAME;
	if (f.list != t.list)
		return CONVERT_NONE;
	as = strcmp(f.base, t.base) == 0 ? same_base(&f, &t) : other_base(&f, &t);
	return t.list && as == CONVERT_WIDENED ? CONVERT_REWRITTEN : as;
}

bool
convert_assigns(const char *to)
{
	const struct parts t = parts_of(to);

	return strcmp(t.base, "VARCHAR") == 0 || strcmp(t.base, "CHAR") == 0;
}

/* Whether numbers may be too great. */
static bool
overflows(const struct parts *from, const struct parts *to)
{
	if (strstr(to->base, "INT"))
		return strcmp(to->base, "INTERVAL") != 0;
	return to->p && (!from->p || to->p - to->s <= from->p - from->s);
}

bool
convert_fails(const char *from, const char *to)
{
	const struct parts f = parts_of(from), t = parts_of(to);
	enum conversion as = convert(from, to);

	return as == CONVERT_NARROWED ||
	       (as == CONVERT_LOSSY && (textual(&f) || overflows(&f, &t)));
}

static bool
whole(const struct parts *t)
{
	static const char *const types[] = {"SMALLINT", "INTEGER", "BIGINT", NULL};

	return word_index(types, t->base) >= 0;
}

bool
convert_reads(const char *from, const char *to)
{
	const struct parts f = parts_of(from), t = parts_of(to);

	return convert(from, to) > CONVERT_WIDENED && !(whole(&f) && whole(&t));
}

bool
convert_merges(const char *from, const char *to)
{
	const struct parts f = parts_of(from), t = parts_of(to);
	enum conversion as = convert(from, to);

	return as == CONVERT_LOSSY || (as == CONVERT_NARROWED && textual(&f) && !textual(&t));
}
