/*
 * Bytes → condition of a table or of an action → SQL, which is read again and prints the same;
 * bytes as what is assigned; and bytes as pattern.
 */
#include "base/arena.h"
#include "base/str.h"
#include "expr/expr.h"
#include "expr/regex.h"
#include "expr/token.h"
#include "expr/tree.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct span
locate(const void *context, size_t offset, size_t n)
{
	(void)context;
	return (struct span){1, (int)offset + 1, (int)n};
}

static const char *members[] = {"lead", "customer"};

static const struct symbol symbols[] = {
        {.name = "s", .sql = "status", .kind = VALUE_TEXT, .values = members, .nvalues = 2},
        {.name = "t", .sql = "t", .kind = VALUE_TEXT, .pattern = "^a$"},
        {.name = "n", .sql = "n", .kind = VALUE_NUMBER, .min = "0"},
        {.name = "b", .sql = "b", .kind = VALUE_BOOLEAN},
        {.name = "d", .sql = "d", .kind = VALUE_DATE},
        {.name = "z", .sql = "z", .kind = VALUE_TIMESTAMP},
        {.name = "j", .sql = "j", .kind = VALUE_JSON},
        {.name = "l", .sql = "l", .kind = VALUE_TEXT, .list = true},
        {.name = "r", .sql = "fk_r", .kind = VALUE_REF},
};

static const struct named_pattern patterns[] = {{"email", "^.+@.+$"}};
static const struct scope scope = {.symbols = symbols,
                                   .nsymbols = sizeof(symbols) / sizeof(*symbols),
                                   .patterns = patterns,
                                   .npatterns = 1};

/* In an action words mean what their first letter says, and every entity has rows of the same
 * fields. */
static const struct symbol resolved[] = {
        {.name = "o", .sql = "(o ->> 'x')", .kind = VALUE_TEXT, .open = true},
        {.name = "u", .sql = "u.id", .kind = VALUE_UUID, .target = "crm.U", .key = "u.pk"},
        {.name = "v",
         .sql = "u.pk",
         .kind = VALUE_REF,
         .target = "crm.U",
         .id = "u.id",
         .exists = "u.is"},
        {.name = "w", .sql = "w.pk", .kind = VALUE_REF, .target = "crm.W", .id = "w.id"},
        {.name = "y", .sql = "y.y", .kind = VALUE_TIMESTAMP, .local = true},
        {.name = "e", .sql = "e.e", .kind = VALUE_TEXT, .values = members, .nvalues = 1},
        {.name = "k", .sql = "k.k", .kind = VALUE_NUMBER, .list = true},
        {.name = "x", .sql = NULL, .kind = VALUE_TEXT},
};

static const struct symbol *
meant(struct diag *d, const struct locator *locator, const struct expr *e, char first)
{
	for (size_t i = 0; i < sizeof(resolved) / sizeof(*resolved); i++)
		if (*resolved[i].name == first) {
			if (!resolved[i].sql)
				error_in(d, locator, e->offset, e->n, "faulty");
			return resolved + i;
		}
	error_in(d, locator, e->offset, e->n, "unknown");
	return NULL;
}

static const struct symbol *
path_of(void *context, struct diag *d, const struct locator *locator, const struct expr *e)
{
	(void)context;
	return meant(d, locator, e, e->kind == EXPR_GIVEN ? 'o' : *e->words[e->nwords - 1].text);
}

static const struct symbol *
call_of(void *context, struct diag *d, const struct locator *locator, const struct expr *e)
{
	(void)context;
	return meant(d, locator, e, *e->text);
}

static const struct scope acting;

static const struct rows *
rows_of(void *context, struct diag *d, const struct locator *locator, const struct query *q,
        const struct scope *inside)
{
	static const struct rows plain = {&acting, "E", NULL}, filtered = {&acting, "F f", "f.f"};

	(void)context;
	(void)inside;
	if (*q->entity.text == 'E')
		return &plain;
	if (*q->entity.text == 'F')
		return &filtered;
	error_in(d, locator, q->entity.offset, q->entity.n, "unknown");
	return NULL;
}

static bool
known(void *context, const char *word)
{
	(void)context;
	(void)word;
	return false;
}

static const struct resolver resolver = {path_of, known, call_of, rows_of};
static const struct scope acting = {
        symbols, sizeof(symbols) / sizeof(*symbols), patterns, 1, &resolver, NULL};

enum demand { AS_CONDITION, AS_VALUE_OF, AS_ANY };

/* The SQL, or NULL for a text with faults, which must have been reported. */
static const char *
sql(struct arena *a, const struct scope *s, const char *text, enum demand demand,
    const struct symbol *to)
{
	struct source source = {"t", text, strlen(text)};
	struct locator locator = {&source, locate, NULL, NULL};
	struct strbuf b = STRBUF_INIT;
	struct symbol what;
	struct diag d;
	struct expr *e;

	diag_init(&d, a);
	e = expr_parse(a, &d, &locator, text, 0);
	if (!e || !(demand == AS_CONDITION  ? expr_check(a, &d, &locator, e, s, VALUE_BOOLEAN)
	            : demand == AS_VALUE_OF ? expr_check_assign(a, &d, &locator, e, s, to)
	                                    : expr_check_value(a, &d, &locator, e, s, &what))) {
		if (!d.nerrors)
			abort();
		return NULL;
	}
	expr_print(&b, e);
	return str_done(&b, a);
}

/* What only PostgreSQL reads: casts, strings with escapes, columns of other names, rows with a
 * name, HAVING. */
static int
readable(const char *text)
{
	static const char *const foreign[] = {"::",     "E'",           "status", "fk_r", "strpos",
	                                      "->>",    "u.id",         "u.pk",   "u.is", "w.pk",
	                                      "w.id",   "y.y",          "e.e",    "k.k",  "FROM F",
	                                      "HAVING", "jsonb_typeof", NULL};

	for (size_t i = 0; foreign[i]; i++)
		if (strstr(text, foreign[i]))
			return 0;
	return 1;
}

static void
condition(struct arena *a, const struct scope *s, const char *text)
{
	const char *first = sql(a, s, text, AS_CONDITION, NULL), *second;

	if (!first || !readable(first))
		return;
	second = sql(a, s, first, AS_CONDITION, NULL);
	if (!second || strcmp(first, second))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena a = {0};
	const char *text = arena_strndup(&a, (const char *)bytes, len);
	size_t at;

	condition(&a, &scope, text);
	condition(&a, &acting, text);
	sql(&a, &acting, text, AS_ANY, NULL);
	for (size_t i = 0; i < scope.nsymbols; i++)
		sql(&a, &acting, text, AS_VALUE_OF, symbols + i);
	sql(&a, &acting, text, AS_VALUE_OF, resolved + 2);
	if (regex_fault(text, &at) && at > len)
		abort();
	arena_clear(&a);
	return 0;
}
