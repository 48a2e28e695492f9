/*
 * Scope: a row of one field of each kind, and what becomes of a condition on it. For the tests of
 * expressions.
 */
#ifndef TEST_SCOPE_H
#define TEST_SCOPE_H

#include "test.h"

#include "base/arena.h"
#include "base/str.h"
#include "expr/expr.h"

static struct span
locate(const void *context, size_t offset, size_t n)
{
	(void)context;
	return (struct span){1, (int)offset + 1, (int)n};
}

static const char *statuses[] = {"lead", "qualified", "customer"};

static const struct symbol symbols[] = {
        {.name = "status", .sql = "status", .kind = VALUE_TEXT, .values = statuses, .nvalues = 3},
        {.name = "name", .sql = "name", .kind = VALUE_TEXT},
        {.name = "email", .sql = "email", .kind = VALUE_TEXT, .pattern = "^[^@]+@x$"},
        {.name = "order", .sql = "\"order\"", .kind = VALUE_NUMBER},
        {.name = "score", .sql = "score", .kind = VALUE_NUMBER, .min = "0", .max = "100"},
        {.name = "price", .sql = "price", .kind = VALUE_NUMBER},
        {.name = "ratio", .sql = "ratio", .kind = VALUE_NUMBER},
        {.name = "active", .sql = "active", .kind = VALUE_BOOLEAN},
        {.name = "done", .sql = "done", .kind = VALUE_BOOLEAN},
        {.name = "starts", .sql = "starts", .kind = VALUE_DATE},
        {.name = "ends", .sql = "ends", .kind = VALUE_DATE},
        {.name = "opened_at", .sql = "opened_at", .kind = VALUE_TIMESTAMP},
        {.name = "closed_at", .sql = "closed_at", .kind = VALUE_TIMESTAMP},
        {.name = "from_time", .sql = "from_time", .kind = VALUE_TIME},
        {.name = "span", .sql = "span", .kind = VALUE_INTERVAL},
        {.name = "ext", .sql = "ext", .kind = VALUE_UUID},
        {.name = "meta", .sql = "meta", .kind = VALUE_JSON},
        {.name = "raw", .sql = "raw", .kind = VALUE_BYTES},
        {.name = "ip", .sql = "ip", .kind = VALUE_INET},
        {.name = "mac", .sql = "mac", .kind = VALUE_MACADDR},
        {.name = "place", .sql = "place", .kind = VALUE_POINT},
        {.name = "company", .sql = "fk_company", .kind = VALUE_REF},
        {.name = "parent", .sql = "fk_parent", .kind = VALUE_REF},
        {.name = "tags", .sql = "tags", .kind = VALUE_TEXT, .list = true},
        {.name = "bad", .sql = NULL, .kind = VALUE_TEXT},
};

static const struct named_pattern patterns[] = {{"email", "^[^@]+@[^@]+$"},
                                                {"phoneNumber", "^\\+[0-9]+$"}};

static const struct scope scope = {.symbols = symbols,
                                   .nsymbols = sizeof(symbols) / sizeof(*symbols),
                                   .patterns = patterns,
                                   .npatterns = 2};

/* The printed messages without what is the same in all of them. */
static inline const char *
shortened(struct arena *a, const struct diag *d)
{
	struct strbuf all = STRBUF_INIT, out = STRBUF_INIT;
	char *line, *rest, *col;

	diag_print(d, &all);
	rest = arena_strdup(a, all.buf);
	while ((line = strsep(&rest, "\n"))) {
		if (strncmp(line, "t:1:", 4))
			continue;
		col = line + 4;
		line = strstr(col, " error: ");
		if (out.len)
			str_addc(&out, '\n');
		str_addn(&out, col, (size_t)(line - col));
		str_add(&out, line + strlen(" error:"));
	}
	str_free(&all);
	return str_done(&out, a);
}

/* The SQL of a condition, or its faults. */
static inline const char *
result(struct arena *a, const char *text, struct expr **tree)
{
	struct source source = {"t", NULL, 0};
	struct locator locator = {&source, locate, NULL, NULL};
	struct strbuf out = STRBUF_INIT;
	struct diag d;
	struct expr *e;

	diag_init(&d, a);
	e = expr_parse(a, &d, &locator, text, 0);
	*tree = NULL;
	if (!e || !expr_check(a, &d, &locator, e, &scope, VALUE_BOOLEAN))
		return shortened(a, &d);
	*tree = e;
	expr_print(&out, e);
	return str_done(&out, a);
}

#endif
