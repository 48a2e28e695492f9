#include "verify/compare.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/utf8.h"
#include "model/foundation.h"
#include "model/rule.h"
#include "trace/token.h"
#include "verify/owner.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- places ---- */

static struct span
span_at(const struct source *s, const struct sql_token *t)
{
	const char *line = s->text, *end;
	struct span at = {1, 1, 1};

	while ((end = memchr(line, '\n', (size_t)(s->text + t->at - line)))) {
		line = end + 1;
		at.line++;
	}
	at.col += (int)utf8_count(line, (size_t)(s->text + t->at - line));
	at.n = (int)utf8_count(s->text + t->at, t->n);
	return at;
}

/* Where a name stands first in the schema; the file as a whole if it does not. */
static struct span
named(const struct source *s, const char *name, size_t n)
{
	struct sql_token t = {SQL_SIGN, 0, 0};

	while (sql_token(s->text, s->len, t.at + t.n, &t)) {
		bool quoted = t.kind == SQL_NAME;

		if ((quoted || t.kind == SQL_WORD) && t.n == n + 2 * (size_t)quoted &&
		    strncasecmp(s->text + t.at + quoted, name, n) == 0)
			return span_at(s, &t);
	}
	return (struct span){0};
}

static struct span
place(const struct comparison *c, const struct fact *f, const struct source **source)
{
	const char *name = *f->name ? f->name : f->table;
	struct span at = {0};

	*source = NULL;
	if (f->origin && f->origin->owner)
		at = owner_place(c->arena, (struct owner *)f->origin->owner, f->origin, source);
	if (*source)
		return at;
	*source = c->schema;
	/* What only a running database has stands nowhere in the schema. */
	if (!c->hand && !facts_find(c->expected, f, ""))
		return at;
	return named(c->schema, name, strcspn(name, "("));
}

static void report(const struct comparison *, const struct fact *, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));

static void
report(const struct comparison *c, const struct fact *f, const char *fmt, ...)
{
	struct strbuf text = STRBUF_INIT;
	const struct source *source;
	struct span at = place(c, f, &source);
	va_list args;

	va_start(args, fmt);
	str_addv(&text, fmt, args);
	va_end(args);
	error_at(c->diag, source, at, "%s", text.buf);
	str_free(&text);
}

/* ---- what may be there though nothing expects it ---- */

void
hand_words(struct arena *a, struct list *to, const char *text, size_t len)
{
	struct sql_token t = {SQL_SIGN, 0, 0};

	while (sql_token(text, len, t.at + t.n, &t)) {
		char *word;

		if (t.kind == SQL_NAME && t.n > 2) {
			list_add(a, to, arena_strndup(a, text + t.at + 1, t.n - 2));
		} else if (t.kind == SQL_WORD) {
			word = arena_strndup(a, text + t.at, t.n);
			for (char *p = word; *p; p++)
				*p = (char)tolower((unsigned char)*p);
			list_add(a, to, word);
		} else if (t.kind == SQL_BODY || t.kind == SQL_STRING) {
			size_t quotes = strspn(text + t.at, "$'");

			/* What a DO block makes stands in its body,
			 * and what EXECUTE makes in a text. */
			if (t.n > 2 * quotes)
				hand_words(a, to, text + t.at + quotes, t.n - 2 * quotes);
		}
	}
}

static bool
by_hand(const struct comparison *c, const char *name)
{
	return *name && c->hand &&
	       list_has(c->hand, arena_strndup(c->arena, name, strcspn(name, "(")));
}

/* The function that checks a composite. */
static bool
of_composite(struct arena *a, const char *name)
{
	const struct type *t;

	for (size_t i = 0; (t = type_at(i)); i++)
		if (t->class == TYPE_COMPOSITE && (strcmp(rule_function(a, t, false), name) == 0 ||
		                                   strcmp(rule_function(a, t, true), name) == 0))
			return true;
	return false;
}

static bool
of_foundation(struct arena *a, const struct fact *f)
{
	const char *name = arena_strndup(a, f->name, strcspn(f->name, "("));

	if (strcmp(f->schema, "app") != 0)
		return false;
	if (f->kind == FACT_FUNCTION)
		return foundation_function(name) || of_composite(a, name);
	return foundation_relation(*f->table ? f->table : f->name);
}

/* What the models do not speak of. */
static bool
allowed(const struct comparison *c, const struct fact *f)
{
	if (f->kind == FACT_EXTENSION || f->kind == FACT_ROLE)
		return true;
	if (f->kind == FACT_SCHEMA)
		return strcmp(f->name, "public") == 0 || by_hand(c, f->name) || !c->hand;
	return c->hand && (of_foundation(c->arena, f) || by_hand(c, f->name));
}

static int
kind_and_schema(const void *key, const void *element)
{
	const struct fact *x = key, *y = element;
	int order = (x->kind > y->kind) - (x->kind < y->kind);

	return order ? order : strcmp(x->schema, y->schema);
}

/* Whether a schema is one that something is expected in. Others are nobody's business here. */
static bool
concerned(const struct comparison *c, const struct fact *f)
{
	static const enum fact_kind kinds[] = {FACT_TABLE, FACT_VIEW, FACT_FUNCTION, FACT_TYPE,
	                                       FACT_SEQUENCE};
	const struct facts *e = c->expected;

	if (c->hand)
		return true;
	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		const struct fact key = {.kind = kinds[k], .schema = f->schema};

		if (e->n && bsearch(&key, e->v, e->n, sizeof(*e->v), kind_and_schema))
			return true;
	}
	return false;
}

/* ---- differences ---- */

enum { SHOWN = 100, BEFORE = 30 };

/* A value in a message: of a long one the part round the first difference;
 * lines are set off by \n. */
static const char *
shown(struct arena *a, const char *value, const char *other)
{
	struct strbuf out = STRBUF_INIT;
	size_t n = strlen(value), from = 0, len;

	if (!n)
		return "none";
	while (value[from] && value[from] == other[from])
		from++;
	from = n <= SHOWN || from < BEFORE ? 0 : from - BEFORE;
	while (from && (value[from] & 0xC0) == 0x80)
		from--;
	len = n - from > SHOWN ? SHOWN : n - from;
	while (from + len < n && (value[from + len] & 0xC0) == 0x80)
		len--;
	str_add(&out, from ? "'…" : "'");
	for (const char *p = value + from; p < value + from + len; p++)
		if (*p == '\n')
			str_add(&out, "\\n");
		else
			str_addc(&out, *p);
	str_add(&out, from + len < n ? "…'" : "'");
	return str_done(&out, a);
}

/* Whether every grant of one text stands in another. */
static bool
grants_within(struct arena *a, const char *some, const char *all)
{
	struct list have = {0}, want;
	const char *at;

	for (at = all; *at; at += strcspn(at, ";"), at += strspn(at, "; "))
		list_add(a, &have, arena_strndup(a, at, strcspn(at, ";")));
	list_sort(&have);
	want = (struct list){0};
	for (at = some; *at; at += strcspn(at, ";"), at += strspn(at, "; "))
		list_add(a, &want, arena_strndup(a, at, strcspn(at, ";")));
	for (size_t i = 0; i < want.n; i++)
		if (!list_has(&have, want.items[i]))
			return false;
	return true;
}

/* The foundation says of these that the application replaces them. */
static bool
hook(const struct fact *f)
{
	return f->kind == FACT_FUNCTION && strcmp(f->schema, "app") == 0 &&
	       (strncmp(f->name, "has_permission(", 15) == 0 ||
	        strncmp(f->name, "caller_roles(", 13) == 0) &&
	       strcmp(f->property, "result") != 0 && strcmp(f->property, "grants") != 0;
}

static void
property(const struct comparison *c, const struct fact *e, const struct fact *f)
{
	struct arena *a = c->arena;

	if (strcmp(e->value, f->value) == 0 || hook(e))
		return;
	if (strcmp(e->property, "grants") == 0 && by_hand(c, e->name) &&
	    grants_within(a, e->value, f->value))
		return;
	if (strcmp(e->property, "body") == 0) {
		report(c, e, "body of %s: not the same in %s as in %s", fact_title(a, e), c->where,
		       c->whence);
		return;
	}
	report(c, e, "%s of %s: %s in %s, %s in %s", e->property, fact_title(a, e),
	       shown(a, f->value, e->value), c->where, shown(a, e->value, f->value), c->whence);
}

/* Both have the object. A property that only one side knows is not compared. */
static void
properties(const struct comparison *c, const struct fact *e, size_t ne, const struct fact *f,
           size_t nf)
{
	size_t i = 0, k = 0;

	while (i < ne && k < nf) {
		int order = strcmp(e[i].property, f[k].property);

		if (order == 0)
			property(c, &e[i], &f[k]);
		i += order <= 0;
		k += order >= 0;
	}
}

/* ---- objects ---- */

/* How many facts are of the object of the first of them. */
static size_t
extent(const struct fact *v, size_t n)
{
	size_t i = 1;

	while (i < n && fact_object(v, &v[i]) == 0)
		i++;
	return i;
}

static void
missing(const struct comparison *c, const struct fact *e)
{
	if (facts_whole(c->found, e))
		report(c, e, "%s is missing in %s", fact_title(c->arena, e), c->where);
}

/* The place of a part is that of what it is a part of. */
static void
surplus(const struct comparison *c, const struct fact *f)
{
	struct fact whole = {
	        .kind = FACT_TABLE, .schema = f->schema, .table = "", .name = f->table};
	const struct fact *known;
	struct fact at = *f;

	if (allowed(c, f) || !concerned(c, f) || !facts_whole(c->expected, f))
		return;
	known = facts_find(c->expected, &whole, "");
	if (!known && f->kind == FACT_ATTRIBUTE) {
		whole.kind = FACT_TYPE;
		known = facts_find(c->expected, &whole, "");
	}
	at.origin = known ? known->origin : NULL;
	report(c, &at, "%s is in %s, but not in %s%s", fact_title(c->arena, f), c->where, c->whence,
	       c->hand ? " or in hand-written SQL" : "");
}

void
compare(const struct comparison *c)
{
	const struct facts *e = c->expected, *f = c->found;
	size_t i = 0, k = 0, ne, nf;

	while (i < e->n || k < f->n) {
		int order = i == e->n ? 1 : k == f->n ? -1 : fact_object(&e->v[i], &f->v[k]);

		ne = order <= 0 ? extent(&e->v[i], e->n - i) : 0;
		nf = order >= 0 ? extent(&f->v[k], f->n - k) : 0;
		if (order < 0)
			missing(c, &e->v[i]);
		else if (order > 0)
			surplus(c, &f->v[k]);
		else
			properties(c, &e->v[i], ne, &f->v[k], nf);
		i += ne;
		k += nf;
	}
}

void
compare_origins(struct facts *found, const struct facts *expected)
{
	size_t i = 0;

	for (size_t k = 0; k < found->n; k++) {
		while (i < expected->n && fact_object(&expected->v[i], &found->v[k]) < 0)
			i++;
		if (i < expected->n && fact_object(&expected->v[i], &found->v[k]) == 0)
			found->v[k].origin = expected->v[i].origin;
	}
}

void
compare_calls(const struct comparison *c, const struct call_faults *faults)
{
	for (size_t i = 0; i < faults->n; i++) {
		const struct call_fault *at = &faults->v[i];
		struct fact f = {.kind = FACT_FUNCTION,
		                 .schema = at->schema,
		                 .table = "",
		                 .name = at->name,
		                 .origin = at->origin};

		report(c, &f, "%s in %s %s", fact_title(c->arena, &f), c->where, at->text);
	}
}
