/*
 * Limits: what is compared with all others of its kind cannot be said without end.
 */
#include "test.h"

#include "base/arena.h"
#include "base/str.h"
#include "model/options.h"
#include "parse/keys.h"
#include "parse/parse.h"
#include "parse/step.h"

#define FIELDS "entity: A\nfields:\n  a: ref(A)\n"
#define VIEW FIELDS "table_views:\n  "
#define STEP "actions:\n- name: one\n  steps:\n  - "

/* n items, each with its number, between two texts. */
static const struct {
	const char *before, *item, *behind;
	int n;
	const char *want;
} cases[] = {
        {STEP "switch: status\n    cases:\n    - when: [x", ", v%d", "]\n      then: []\n", 1000,
         "6:13: error: the cases of a switch have at most 1000 values"},
        {STEP "switch: status\n    cases:\n", "      v%d: []\n", "", 1001,
         "1006:7: error: there are 1001 cases; at most 1000 are allowed"},
        {STEP "if: status = 'a'\n    then: []\n    elif:\n", "    - {if: status = 'b', then: []}\n",
         "", 1001, "1007:7: error: there are 1001 branches; at most 1000 are allowed"},
        {STEP "set: w = 1", ", v%d = 1", "\n", 1500, "error: a step has at most 1500 values"},
        {STEP "declare:\n", "    - v%d = 1\n", "", 1501,
         "1505:7: error: a step has at most 1500 values"},
        {STEP "call: f\n    args:\n", "      v%d: 1\n", "", 1501,
         "1506:7: error: a step has at most 1500 values"},
        {STEP "call: f(w = 1", ", v%d = 1", ")\n", 1500, "error: a step has at most 1500 values"},
        {STEP "refresh_table_view: {propagate: [x", ", v%d", "]}\n", 1500,
         "error: there are 1501 references; at most 1500 are allowed"},
        {"actions:\n- name: one\n  parameters:\n", "    v%d: text\n", "", 1501,
         "1504:5: error: there are 1501 parameters; at most 1500 are allowed"},
        {"actions:\n- name: one\n  fields: [name", ", v%d", "]\n", 1500,
         "error: there are 1501 fields; at most 1500 are allowed"},
        {"actions:\n", "- name: create_v%d\n", "", 1001,
         "1002:3: error: there are 1001 actions; at most 1000 are allowed"},
        {FIELDS "  b: list(text) = [x", ", v%d", "]\n", 1000,
         "error: the default of a list has at most 1000 values"},
        {FIELDS "  b: {type: list(text), default: [x", ", v%d", "]}\n", 1000,
         "error: the default of a list has at most 1000 values"},
        {VIEW "include_relations:\n  - a:\n      fields: [a]\n      include_relations:\n",
         "      - v%d: {fields: [a]}\n", "", 101,
         "109:9: error: there are 101 relations; at most 100 are allowed"},
        {VIEW "extra_filter_columns: [b: {source: a", ".v%d", "}]\n", 101,
         "5:38: error: a path leads through at most 100 refs"},
};

/* All that is said of an entity, or of actions alone. */
static void
said(struct arena *a, const char *text, struct strbuf *out)
{
	struct field fields[] = {{.name = "name"}, {.name = "status"}};
	struct source source = {"a", text, strlen(text)};
	struct entity e = {.source = &source, .fields = fields, .nfields = 2};
	struct options options = {0};
	const struct node *doc, *actions;
	struct diag d;
	bool broken;

	diag_init(&d, a);
	doc = yaml_read(a, &d, &source, &broken);
	if ((actions = node_get(doc, "actions")))
		actions_parse(a, &d, &e, actions);
	else
		entity_parse(a, &d, &source, doc, &options);
	diag_print(&d, out);
}

static void
items(struct strbuf *out, size_t i, int n)
{
	str_add(out, cases[i].before);
	for (int k = 0; k < n; k++)
		str_addf(out, cases[i].item, k);
	str_add(out, cases[i].behind);
}

/* A reference has a column for each target, and they count among those of the table. */
static void
test_columns(void)
{
	struct strbuf text = STRBUF_INIT, out = STRBUF_INIT;
	struct arena a = {0};

	str_add(&text, "entity: A\nfields:\n");
	for (int i = 0; i < 46; i++) {
		str_addf(&text, "  f%d: ref(B", i);
		for (int k = 1; k < 32; k++)
			str_addf(&text, "|B%d", k);
		str_add(&text, ")\n");
	}
	str_add(&text, "foreign_keys:\n");
	for (int i = 0; i < 29; i++)
		str_addf(&text, "  k%d: {references: a.tb_b}\n", i);
	said(&a, text.buf, &out);
	CHECK(strstr(out.buf, "there are 29 foreign keys; at most 28 are allowed") != NULL);
	str_free(&text);
	str_free(&out);
	arena_clear(&a);
}

int
main(void)
{
	test_columns();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf text = STRBUF_INIT, out = STRBUF_INIT;
		struct arena a = {0};

		items(&text, i, cases[i].n - 1);
		said(&a, text.buf, &out);
		CHECK(strstr(out.buf, "at most") == NULL);
		str_reset(&text);
		str_reset(&out);
		items(&text, i, cases[i].n);
		said(&a, text.buf, &out);
		CHECK(strstr(out.buf, cases[i].want) != NULL);
		str_free(&text);
		str_free(&out);
		arena_clear(&a);
	}
	return TEST_RESULT();
}
