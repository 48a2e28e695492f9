/*
 * Steps: the actions of an entity file → what was understood, one line a step, or the faults.
 */
#include "test.h"

#include "base/arena.h"
#include "base/str.h"
#include "expr/tree.h"
#include "parse/keys.h"
#include "parse/step.h"

static const char *const kinds[] = {"validate", "if",     "insert", "update",  "delete", "find",
                                    "call",     "notify", "emit",   "foreach", "switch", "while",
                                    "set",      "return", "reject", "refresh"};

/* The author's words of an expression. */
static void
show_authored(struct strbuf *b, const char *name, const struct authored *a)
{
	if (!a->tree)
		return;
	str_addf(b, " %s[", name);
	str_addn(b, a->node->text + a->tree->offset, a->tree->n);
	str_add(b, "]");
}

static void
show_text(struct strbuf *b, const char *name, const char *text)
{
	if (text)
		str_addf(b, " %s=%s", name, text);
}

static void
show_number(struct strbuf *b, const char *name, int n)
{
	if (n)
		str_addf(b, " %s=%d", name, n);
}

static void show_steps(struct strbuf *, const struct step *, int depth);

static void
show_parts(struct strbuf *b, const struct step *s, int depth)
{
	for (const struct assignment *a = s->values; a; a = a->next)
		show_authored(b, a->name ? a->name : "", &a->value);
	for (const struct branch *r = s->branches; r; r = r->next) {
		str_addf(b, "\n%*s|", depth + 1, "");
		show_authored(b, "", &r->condition);
		for (size_t i = 0; i < r->nvalues; i++)
			str_addf(b, " %s", r->values[i]);
		show_steps(b, r->steps, depth + 2);
	}
	for (size_t i = 0; i < s->nnames; i++)
		str_addf(b, " %s", s->names[i]);
	show_steps(b, s->steps, depth + 1);
}

static void
show_steps(struct strbuf *b, const struct step *s, int depth)
{
	for (; s; s = s->next) {
		str_addf(b, "\n%*s%s", depth, "", kinds[s->kind]);
		show_text(b, "schema", s->target.schema);
		show_text(b, "entity", s->target.entity);
		show_text(b, "schema", s->schema);
		show_text(b, "name", s->name);
		show_text(b, "error", s->error);
		show_text(b, "message", s->message);
		show_text(b, "as", s->variable);
		show_text(b, "order", s->order_by);
		show_number(b, "desc", s->descending);
		show_number(b, "every", s->every);
		show_number(b, "hard", s->hard);
		show_number(b, "required", s->required);
		show_number(b, "related", s->related);
		show_number(b, "go_on", s->go_on);
		show_number(b, "limit", s->limit);
		show_number(b, "conflict", s->conflict);
		show_number(b, "scope", s->scope);
		show_number(b, "deferred", s->deferred);
		show_authored(b, "if", &s->condition);
		show_authored(b, "value", &s->value);
		show_authored(b, "text", &s->text);
		show_parts(b, s, depth);
	}
}

static const char *
shown(struct arena *a, const struct entity *e)
{
	static const char *const words[] = {"nothing", "create", "update", "delete", "steps"};
	struct strbuf b = STRBUF_INIT;

	for (size_t i = 0; i < e->nactions; i++) {
		const struct action *n = e->actions + i;

		str_addf(&b, "%s%s: %s", i ? "\n" : "", n->name, words[n->kind]);
		show_authored(&b, "requires", &n->form->requires);
		for (size_t k = 0; k < n->form->nparameters; k++)
			str_addf(&b, " input %s%s", n->form->parameters[k].name,
			         n->form->parameters[k].required ? "!" : "");
		for (size_t k = 0; k < n->form->nfields; k++)
			str_addf(&b, " field %s", n->form->fields[k]);
		show_steps(&b, n->steps, 1);
	}
	return str_done(&b, a);
}

/* Lines with a place, as line:col: text. */
static const char *
faults(struct arena *a, const struct diag *d)
{
	struct strbuf all = STRBUF_INIT, out = STRBUF_INIT;
	char *rest, *line;

	diag_print(d, &all);
	rest = arena_strdup(a, all.buf);
	str_free(&all);
	while ((line = strsep(&rest, "\n")))
		if (!strncmp(line, "a:", 2))
			str_addf(&out, "%s%s", out.len ? "\n" : "", line + 2);
	return str_done(&out, a);
}

static const char *
result(struct arena *a, const char *text)
{
	struct field fields[] = {{.name = "name"}, {.name = "status"}};
	struct source source = {"a", text, strlen(text)};
	struct entity e = {.source = &source, .fields = fields, .nfields = 2};
	struct diag d;
	bool broken;
	const struct node *doc;

	diag_init(&d, a);
	doc = yaml_read(a, &d, &source, &broken);
	actions_parse(a, &d, &e, node_get(doc, "actions"));
	return d.messages ? faults(a, &d) : shown(a, &e);
}

static void
compare(const char *text, const char *want)
{
	struct arena a = {0};

	CHECK_STR(result(&a, text), want);
	arena_clear(&a);
}

/* A step of the action `one`. */
static const struct {
	const char *step, *want;
} steps[] = {
        {"validate: status = 'lead'\n     error: not_a_lead",
         " validate error=not_a_lead if[status = 'lead']"},
        {"validate: |\n       a = 1 AND\n       b = 2\n     error_message: \"Not so\"",
         " validate message=Not so if[a = 1 AND\n"
         "b = 2]"},
        {"validate: a\n     error: Two words", " validate message=Two words if[a]"},
        {"validate: a\n     error: Two words\n     message: x",
         "5:13: error: 'Two words' is no code; a code is a word as 'not_a_lead', and 'message' is "
         "for people"},
        {"validate: [a]", "4:16: error: 'validate' must be a text, not a list"},
        {"validate:", "4:15: error: 'validate' has no value; give it a text or remove the key"},
        {"validate: a b", "4:18: error: expected an operator or the end, found 'b'"},
        {"validate: \"é = 1\"", "4:17: error: unknown character 'é'"},
        {"validte: a", "4:6: error: unknown step 'validte'; did you mean 'validate'?"},
        {"validate: a\n     eror: x",
         "5:6: error: unknown key 'eror' in 'validate'; did you mean 'error'?"},
        {"validate: a\n     update: Contact", "5:6: error: a step does one thing, and this one is "
                                              "'validate' already; put '- ' before 'update'\n"
                                              "4:6: note: the step's kind is here"},
        {"type: declare",
         "4:6: error: unknown step 'type'; a step's kind is its key: write 'declare: …'"},
        {"type: duplicate_check\n     table: t",
         "4:6: error: unknown step 'type'; a step's kind is its key, as in 'reject: code'"},
        {"refresh: tv_task", "4:6: error: unknown step 'refresh'; write 'refresh_table_view'"},
        {"increment: n",
         "4:6: error: unknown step 'increment'; write 'update: Entity SET n = n + 1'"},
        {"upsert: Task", "4:6: error: unknown step 'upsert'; write 'insert' with 'on_conflict: "
                         "update' beside it"},
        {"query: n = SELECT count(*) FROM Task",
         "4:6: error: unknown step 'query'; write 'set: n = (SELECT count(*) FROM Entity WHERE "
         "…)'"},
        {"{}", "4:6: error: an empty step"},
        {"just text",
         "4:6: error: a step is a mapping, as 'validate: email IS NOT NULL', not text"},
        {"if: a\n     then: [{reject: x}]\n     else: [{return: }]", " if\n"
                                                                     "  | [a]\n"
                                                                     "   reject error=x\n"
                                                                     "  |\n"
                                                                     "   return"},
        {"if: a\n     then: []\n     elseif: [{if: b, then: [{reject: y}]}, {if: c, then: []}]",
         " if\n"
         "  | [a]\n"
         "  | [b]\n"
         "   reject error=y\n"
         "  | [c]"},
        {"if: a\n     then: []\n     elif: {if: b, then: []}", " if\n"
                                                               "  | [a]\n"
                                                               "  | [b]"},
        {"if: a", "4:6: error: 'if' needs the key 'then'"},
        {"if: a\n     then: {reject: x}", "5:12: error: 'then' must be a list, not a mapping"},
        {"insert: Contact", " insert entity=Contact"},
        {"insert: crm.Contact(name = 'x', owner = $o.id) AS c",
         " insert schema=crm entity=Contact as=c name['x'] owner[$o.id]"},
        {"insert: Task SET name = 'x'\n     on_conflict: ignore",
         " insert entity=Task conflict=1 name['x']"},
        {"insert: Task\n     values: {name: \"'x'\", n: 1 + 2}\n     as: t",
         " insert entity=Task as=t name['x'] n[1 + 2]"},
        {"insert: Task(name = 'x'", "4:29: error: expected ')', found the end of the text"},
        {"insert: Task(name = 'x')\n     set: {name: y}",
         "5:11: error: the values are given already in the text; write them once"},
        {"insert: Task\n     on_conflict: ignor",
         "5:19: error: 'ignor' is no on_conflict; did you mean 'ignore'?"},
        {"update: Contact", " update entity=Contact"},
        {"update: Contact SET status = ?, \"x\" = 1",
         "4:38: error: expected a name, found a string"},
        {"update: Contact set status = ?, note = a || 'b' where id = input.id\n     returning: c",
         " update entity=Contact as=c if[id = input.id] status[?] note[a || 'b']"},
        {"update: |\n       Contact\n       SET status = 'x'\n       WHERE a = 1",
         " update entity=Contact if[a = 1] status['x']"},
        {"update: Contact SET a = 1, a = 2", "4:33: error: 'a' is set twice\n"
                                             "4:26: note: first here"},
        {"update: Contact SET a = WHERE b", "4:30: error: expected a value, found 'WHERE'"},
        {"update: Contact VALUES (1)", "4:22: error: expected the end, found 'VALUES'"},
        {"update: Contact\n     where: a = 1\n     required: true\n     set: a = 1",
         " update entity=Contact required=1 if[a = 1] a[1]"},
        {"update: Contact WHERE a\n     where: b",
         "5:13: error: 'where' and WHERE say the same; write one of them"},
        {"update_all: Task SET done = true",
         "4:6: error: 'update_all' needs WHERE, which says what rows"},
        {"update_all: Task SET done = true WHERE a = 1",
         " update entity=Task every=1 if[a = 1] done[true]"},
        {"delete: Task WHERE done\n     hard: true", " delete entity=Task hard=1 if[done]"},
        {"delete_all: Task", "4:6: error: 'delete_all' needs WHERE, which says what rows"},
        {"find: Company WHERE name = input.name AS c\n     error: none\n     order_by: name DESC",
         " find entity=Company error=none as=c order=name desc=1 required=1 if[name = input.name]"},
        {"select: Author", " find entity=Author"},
        {"fetch: Author as a\n     required: yes", " find entity=Author as=a required=1"},
        {"call: increment(assignee)", " call name=increment [assignee]"},
        {"call: crm.recount(c.id, deep = true)\n     store: n\n     on_error: continue",
         " call schema=crm name=recount as=n go_on=1 [c.id] deep[true]"},
        {"call: f(a = 1, 2)", "4:21: error: arguments without a name come before those with one"},
        {"call: f\n     args: {a: 1}\n     result: r", " call name=f as=r a[1]"},
        {"call: f(1)\n     args: {a: 1}",
         "5:12: error: the arguments are given already in the text"},
        {"notify: owner(email, \"Done, really\")",
         " notify name=email value[owner] text[\"Done, really\"]"},
        {"notify: company.owner(sms, name || '!')",
         " notify name=sms value[company.owner] text[name || '!']"},
        {"notify: {to: owner, channel: push, message: Hello, payload: {id: id}}",
         " notify name=push message=Hello value[owner] id[id]"},
        {"notify: webhook\n     recipient: owner", " notify name=webhook value[owner]"},
        {"notify: owner(emial, \"x\")",
         "4:20: error: unknown channel 'emial'; did you mean 'email'?"},
        {"notify: owner(fax, \"x\")",
         "4:20: error: unknown channel 'fax'; email, sms, push and webhook are known"},
        {"notify: order_paid\n     payload: {id: id}",
         "4:14: error: unknown channel 'order_paid'; email, sms, push and webhook are known, and "
         "an event is written 'emit: order_paid'"},
        {"notify: {to: owner}", "4:6: error: a notification needs a 'channel', as email or sms"},
        {"notify: email", "4:6: error: a notification needs a recipient; write it under 'to'"},
        {"emit: contact.done\n     data: {id: id}", " emit name=contact.done id[id]"},
        {"emit: a b",
         "4:13: error: an event's name has letters, digits, '_', '.', '-' and ':' only"},
        {"foreach: item in input.items\n     steps: [{update: Item SET n = $item.n WHERE id = "
         "item.id}]",
         " foreach as=item value[input.items]\n"
         "  update entity=Item if[id = item.id] n[$item.n]"},
        {"foreach: related Task as t\n     do: []", " foreach entity=Task as=t related=1"},
        {"foreach: t in related_tasks\n     do: []", " foreach entity=tasks as=t related=1"},
        {"foreach: t in Related WHERE a = 1\n     do: []",
         " foreach entity=Related as=t if[a = 1]"},
        {"foreach: Task WHERE a = 1\n     as: t\n     order_by: due\n     limit: 5\n     then: []",
         " foreach entity=Task as=t order=due limit=5 if[a = 1]"},
        {"foreach: t in (SELECT id FROM Task)\n     steps: []",
         " foreach as=t value[(SELECT id FROM Task)]"},
        {"foreach: input.items\n     steps: []",
         "4:15: error: the item needs a name, as in 'item in input.items'"},
        {"foreach: t in x\n     as: u\n     steps: []",
         "5:10: error: the item has a name already: 't'"},
        {"foreach: t in x", "4:6: error: this loop has no steps; write them under 'steps'"},
        {"foreach: t in x\n     steps: []\n     do: []",
         "6:10: error: 'steps' and 'do' say the same; write one of them"},
        {"foreach: t in x\n     steps: []\n     limit: 0",
         "6:13: error: 'limit' must be 1 or more"},
        {"switch: status\n     cases: {lead: [{reject: x}], 'b c': []}\n     default: [{reject: "
         "y}]",
         " switch value[status]\n"
         "  | lead\n"
         "   reject error=x\n"
         "  | b c\n"
         "  |\n"
         "   reject error=y"},
        {"switch: {expression: status, cases: [{when: \"'lead'\", then: []}, {when: [a, b], then: "
         "[]}]}",
         " switch value[status]\n"
         "  | lead\n"
         "  | a b"},
        {"switch: status\n     cases: {a: [], \"'a'\": []}",
         "5:21: error: the value 'a' comes twice\n"
         "5:14: note: first here"},
        {"switch: status", "4:6: error: this switch has no cases"},
        {"while: x < 10\n     limit: 7\n     loop: [{set: x = x + 1}]",
         " while limit=7 if[x < 10]\n"
         "  set x[x + 1]"},
        {"while: x <\n     do: []", "4:16: error: expected a value, found the end of the text"},
        {"set: {x: x + 1, y: \"2\"}", " set x[x + 1] y[2]"},
        {"declare: {name: total, type: integer, default: 0}", " set total[0]"},
        {"declare: [{name: u, type: text}, v = 3]", " set v[3]"},
        {"declare: [{name: u}, v = 3]",
         "4:23: error: 'u' needs a type or a default; write '{name: u, type: text}'"},
        {"compute: $t = a * 2", " set t[a * 2]"},
        {"assign: a = 3, b = 4", " set a[3] b[4]"},
        {"return:", " return"},
        {"return: total", " return value[total]"},
        {"return_early: {a: 1}", " return a[1]"},
        {"return: [1]", "4:14: error: 'return' must be an expression or a mapping, not a list"},
        {"reject: noop:no_changes", " reject error=noop:no_changes"},
        {"reject: Not a code", " reject message=Not a code"},
        {"reject:", "4:13: error: 'reject' has no value; give it a text or remove the key"},
        {"refresh_table_view:", " refresh"},
        {"refresh_table_view: {propagate: [company], strategy: deferred}",
         " refresh scope=2 deferred=1 company"},
        {"refresh_table_view: {scope: related}", " refresh scope=1"},
        {"refresh_table_view: {scope: sefl}",
         "4:34: error: 'sefl' is no scope; did you mean 'self'?"},
        {"refresh_table_view: {scope: self, propagate: [a]}",
         "4:51: error: 'propagate' goes with 'scope: propagate'"},
};

static void
test_steps(void)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		struct arena a = {0};
		const char *text = arena_printf(&a, "actions:\n - name: one\n   steps:\n   - %s\n",
		                                steps[i].step);
		const char *got = result(&a, text);

		CHECK_STR(strncmp(got, "one: steps\n", 11) ? got : got + 11, steps[i].want);
		arena_clear(&a);
	}
}

static void
test_actions(void)
{
	compare("actions:\n- name: create_x\n- name: Update_x\n  steps: []\n- name: delete_x\n  "
	        "fields: [name]\n",
	        "create_x: create\nUpdate_x: update\ndelete_x: delete field name");
	compare("actions:\n- name: create_x\n  requires: caller.is_owner\n  inputs: {a: text, b: "
	        "{type: uuid, required: true}}\n"
	        "  steps: [{insert: X}]\n",
	        "create_x: steps requires[caller.is_owner] input a input b!\n insert entity=X");
	compare("actions:\n- name: create_x\n  hierarchy_impact: recalculate_tenant\n",
	        "3:3: warning: hierarchy_impact: checked, but not generated yet");
	compare("actions:\n- name: odd\n", "2:9: warning: action 'odd' has no steps, and its name "
	                                   "does not begin with create_, update_ or delete_: "
	                                   "nothing is generated");
	compare("actions:\n- name: create_x\n- name: create_x\n",
	        "3:9: error: action 'create_x' comes twice\n2:9: note: first here");
	compare("actions:\n- steps: []\n- text\n",
	        "2:3: error: 'action' needs the key 'name'\n"
	        "3:3: error: an action is a mapping with 'name' and 'steps', not text; write '- name: text'");
	compare("actions: {}\n", "1:10: error: 'actions' must be a list, not a mapping");
	compare("actions:\n- name: create_x\n  step: []\n  fields: [nmae, zzz]\n  params: [a, a]\n "
	        " requires: a b\n",
	        "3:3: error: unknown key 'step' in 'action'; did you mean 'steps'?\n"
	        "4:12: error: unknown field 'nmae'; did you mean 'name'?\n"
	        "4:18: error: unknown field 'zzz'; there are name, status\n"
	        "5:15: error: the parameter 'a' comes twice\n5:12: note: first here\n"
	        "6:15: error: expected an operator or the end, found 'b'");
	compare("actions:\n- name: create_x\n  impact: {primary: {entity: X, operation: creat}, "
	        "cache_invalidation: []}\n",
	        "3:44: error: 'creat' is no operation; did you mean 'create'?\n"
	        "3:52: error: unknown key 'cache_invalidation' in 'impact'; did you mean "
	        "'cache_invalidations'?\n"
	        "3:52: warning: cache_invalidations: checked, but not generated yet");
	compare("actions:\n- name: a23456789012345678901234567890123456789012345678901234\n",
	        "2:9: error: action name has 54 bytes, at most 52 are possible: "
	        "'type_a23456789012345678901234567890123456789012345678901234_input' is a name in "
	        "PostgreSQL");
}

int
main(void)
{
	test_steps();
	test_actions();
	return TEST_RESULT();
}
