/* Bytes as SQL → tokens, and the places of some of them in an entity file. */
#include "base/arena.h"
#include "model/options.h"
#include "parse/parse.h"
#include "trace/near.h"
#include "trace/token.h"
#include "trace/trace.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char yaml[] = "entity: Contact\nfields:\n  email: email\n  company: ref(Company)\n"
                           "actions:\n  - name: do_it\n    steps:\n      - validate: email = 'a'\n"
                           "      - if: email = 'b'\n        then:\n          - reject: no\n";

static struct statement reject = {.kind = STATEMENT_REJECT, .status = "failed:no"};
static struct way way = {"email = 'b'", &reject, 1};
static struct statement steps[] = {{.kind = STATEMENT_VALIDATE, .sql = "email = 'a'"},
                                   {.kind = STATEMENT_IF, .ways = &way, .nways = 1}};
static struct action action = {
        .name = "do_it", .api = "do_it", .statements = steps, .nstatements = 2, .done = "Did it"};

/* A parser that minds nothing but one sign. */
static const char *
judge(struct arena *a, const char *statement)
{
	(void)a;
	return strchr(statement, '!') ? "syntax error at or near \"!\"" : NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena a = {0};
	struct source source = {"contact.yaml", yaml, sizeof(yaml) - 1};
	const char *text = arena_strndup(&a, (const char *)bytes, len);
	struct sql_token t = {SQL_SIGN, 0, 0};
	struct entity *authored, model;
	size_t begin, end, last = 0;
	struct diag d;
	bool broken;

	while (sql_token(text, len, t.at + t.n, &t)) {
		if (!t.n || t.at < last || t.at + t.n > len)
			abort();
		last = t.at + t.n;
	}
	diag_init(&d, &a);
	authored = entity_read(&a, &d, &source, &options_default, &broken);
	model = *authored;
	model.actions = &action;
	for (size_t i = len % 7; len < 1000 && i <= len; i += len / 3 + 1)
		if (!trace_place(&a, &model, authored, text, len, i).line)
			abort();
	if (len < 1000 && !memchr(text, 0, len) && sql_body(text, len, &begin, &end)) {
		if (begin > end || end > len)
			abort();
		end = near_find(&a, judge, text, begin, end, "syntax error at or near \"!\"");
		if (end > len)
			abort();
	}
	arena_clear(&a);
	return 0;
}
