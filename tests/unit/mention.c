/*
 * Mentions: the actions of an entity file → what their text speaks of, in the order of the file.
 */
#include "test.h"

#include "base/arena.h"
#include "base/str.h"
#include "expr/tree.h"
#include "parse/mention.h"
#include "parse/yaml.h"

static void
entity(void *context, const struct mention *at, const char *schema, const char *name)
{
	struct strbuf *b = context;

	str_addf(b, "%s%s%s%s%s%s\n",
	         at->query  ? "query "
	         : at->step ? "step "
	                    : "type ",
	         schema ? schema : "", schema ? "." : "", name, mention_loose(at) ? " loose" : "",
	         at->assignment && !at->query ? " declared" : "");
}

static void
call(void *context, const struct mention *at, const struct step *s)
{
	CHECK(at->step == s && !at->authored);
	str_addf(context, "call %s%s%s\n", s->schema ? s->schema : "", s->schema ? "." : "",
	         s->name);
}

static void
path(void *context, const struct mention *at, const struct expr *e)
{
	struct strbuf *b = context;

	CHECK(at->authored != NULL);
	str_addf(b, "%s%s", at->step ? "" : "requires ", e->variable ? "$" : "");
	for (size_t i = 0; i < e->nwords; i++)
		str_addf(b, "%s%s", i ? "." : "", e->words[i].text);
	if (at->assignment)
		str_addf(b, " for %s", at->assignment->name ? at->assignment->name : "an argument");
	if (at->query)
		str_addf(b, " in %s", at->query->entity.text);
	str_add(b, "\n");
}

static void
given(void *context, const struct mention *at, const struct expr *e)
{
	CHECK(e->kind == EXPR_GIVEN);
	str_addf(context, "? %s of %s\n", at->assignment->name, at->step->target.entity);
}

/* Files with faults are walked too. */
static void
walk(const char *text, const char *want)
{
	struct arena a = {0};
	struct source source = {"a", text, strlen(text)};
	struct entity e = {.source = &source};
	struct strbuf b = STRBUF_INIT;
	const struct mentions all = {&b, entity, call, path, given}, none = {0};
	struct diag d;
	bool broken;

	diag_init(&d, &a);
	actions_parse(&a, &d, &e, node_get(yaml_read(&a, &d, &source, &broken), "actions"));
	for (size_t i = 0; i < e.nactions; i++) {
		mentions_walk(&a, &e.actions[i], &all);
		mentions_walk(&a, &e.actions[i], &none);
	}
	CHECK_STR(b.buf, want);
	str_free(&b);
	arena_clear(&a);
}

#define ACTION "actions:\n - name: one\n   "
#define STEPS ACTION "steps:\n   - "

static const struct {
	const char *text, *want;
} cases[] = {
        {ACTION "requires: caller.can_x AND EXISTS (crm.Team WHERE lead = id)",
         "requires caller.can_x\nquery crm.Team\nrequires lead in Team\nrequires id in Team\n"},
        {ACTION "parameters:\n"
                "     a: ref(User)\n     b: \"list( ref( hr.A | B, on_delete: cascade))!\"\n"
                "     c: {type: REF(C)?}\n     d: text\n     e: reference\n     f: ref(1|No-name)\n"
                "     g: list(text)\n     h: ref\n",
         "type User\ntype hr.A\ntype B\ntype C\n"},
        {STEPS "validate: a IN (SELECT b FROM Order WHERE c = (SELECT max(d) FROM x.Line))",
         "a\nquery Order\nb in Order\nc in Order\nquery x.Line\nd in Line\n"},
        {STEPS "validate: NOT (a.b MATCHES email OR c MATCHES 'x' OR EXISTS Order WHERE $d.e > -f)",
         "a.b\nc\nquery Order\n$d.e in Order\nf in Order\n"},
        {STEPS
         "if: a\n     then: [{delete: B}]\n     elseif: {if: c, then: [{if: d, then: [], else: "
         "[{find: E}]}]}\n"
         "     else: [{reject: no}]\n   - return: f",
         "a\nstep B\nc\nd\nstep E\nf\n"},
        {STEPS "insert: crm.Order(a = b.c, d = ?) AS o",
         "step crm.Order\nb.c for a\n? d of Order\n"},
        {STEPS
         "update: Order\n     set: {a: CASE WHEN b THEN c ELSE d END}\n     where: e = input.f",
         "step Order\nb for a\nc for a\nd for a\ne\ninput.f\n"},
        {STEPS "call: crm.f(a.b, c = d)\n   - call: g\n     args: {h: i}",
         "call crm.f\na.b for an argument\nd for c\ncall g\ni for h\n"},
        {STEPS
         "notify: $a.b(email, 'x' || c)\n     payload: {d: e.f}\n   - emit: x\n     data: {g: h}",
         "e.f for d\n$a.b\nc\nh for g\n"},
        {STEPS "foreach: i in related_order_lines\n     steps: [{foreach: j in related Item, do: "
               "[{delete: J}]}]",
         "step order_lines loose\nstep Item loose\nstep J\n"},
        {STEPS "foreach: related crm.Item WHERE EXISTS (Part WHERE x) AS i\n     do: []",
         "step crm.Item loose\nquery Part\nx in Part\n"},
        {STEPS "foreach: i in input.items\n     do: []", "input.items\n"},
        {STEPS "while: a < 3\n     steps: [{set: b = c.d.e}]", "a\nc.d.e for b\n"},
        {STEPS "switch: a\n     cases: {x: [{find: B}]}\n     default: [{find: C}]\n   - find: D",
         "a\nstep B\nstep C\nstep D\n"},
        {STEPS "declare: {name: a, type: ref(B), default: c}", "step B declared\nc for a\n"},
        {STEPS "refresh_table_view: {scope: propagate, propagate: [a]}", ""},
        {STEPS "insert: Order(a = \n   - insert: 3\n   - find: Line WHERE (\n   - call: (\n   - "
               "validate: a +\n   - delete: Item",
         "step Order\nstep Line\nstep Item\n"},
};

int
main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		walk(cases[i].text, cases[i].want);
	return TEST_RESULT();
}
