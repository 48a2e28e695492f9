/* Reads the steps validate, reject, call, notify, emit, set and return. */
#include "base/arena.h"
#include "base/str.h"
#include "model/name.h"
#include "parse/step_parse.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *
behind_word(const char *s)
{
	while (isalnum((unsigned char)*s) || *s == '_')
		s++;
	return s;
}

/* Codes are words for programs: not_a_lead, noop:no_changes. */
static bool
is_code(const char *s)
{
	const char *end = behind_word(s);

	if (!isalpha((unsigned char)*s))
		return false;
	if (*end == ':' && end[1])
		end = behind_word(end + 1);
	return !*end;
}

void
code_or_message(struct parse *p, struct step *s, const struct node *n)
{
	if (!n || !s->error)
		return;
	if (is_code(s->error)) {
		failure_code(p, n, s->error);
		return;
	}
	if (s->message)
		error_at(p->diag, p->source, n->at,
		         "'%s' is no code; a code is a word as 'not_a_lead', and 'message' is for "
		         "people",
		         s->error);
	else {
		s->message = s->error;
		s->error = NULL;
	}
}

void
validate_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	(void)step;
	authored_read(p, n, &s->condition);
}

void
reject_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	(void)step;
	s->error = text_said(p, n, "reject");
	code_or_message(p, s, n);
}

/* [name =] value, … up to the closing parenthesis */
static void
arguments(struct parse *p, struct step *s, const struct node *n, struct reader *r)
{
	bool named = false;

	if (read_symbol(r, ")"))
		return;
	do {
		const struct token *t = r->token;
		struct word word = {t->text, t->offset, t->n};
		struct assignment *a = arena_new(p->arena, struct assignment, 1);

		if (t->kind == TOKEN_NAME && t[1].kind == TOKEN_SYMBOL && !strcmp(t[1].text, "=")) {
			a->name = t->text;
			r->token += 2;
			named = true;
		} else if (named)
			reader_fault(r, t->offset, t->n,
			             "arguments without a name come before those with one");
		a->at = word_span(p, n, &word);
		a->value = (struct authored){n, read_expr(r)};
		if (!r->failed)
			r->failed = !assignment_add(p, &s->values, a);
	} while (!r->failed && read_symbol(r, ","));
	need_symbol(r, ")");
}

void
call_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	static const char *const args[] = {"args", "arguments", NULL};
	static const char *const results[] = {"store", "result", "return", NULL};
	const struct node *mapping = one_key(p, step, args), *store = one_key(p, step, results);
	const char *on_error = key_text(step, "on_error");
	struct word schema, name;
	struct locator locator;
	struct reader r;

	s->go_on = on_error && !strcmp(on_error, "continue");
	s->variable = store ? store->text : NULL;
	if (!text_open(p, n, &locator, &r) || !need_name(&r, &name, "the name of a function"))
		return;
	if (read_symbol(&r, ".")) {
		schema = name;
		s->schema = schema.text;
		if (!need_name(&r, &name, "the name of a function"))
			return;
	}
	s->name = name.text;
	s->target.at = word_span(p, n, &name);
	if (read_symbol(&r, "("))
		arguments(p, s, n, &r);
	need_end(&r);
	if (mapping && s->values)
		error_at(p->diag, p->source, mapping->at,
		         "the arguments are given already in the text");
	else if (mapping)
		assignments_mapping(p, mapping, &s->values);
}

static void
payload(struct parse *p, struct step *s, const struct node *step)
{
	static const char *const keys[] = {"payload", "data", NULL};
	const struct node *n = one_key(p, step, keys);

	if (n)
		assignments_mapping(p, n, &s->values);
}

/* recipient(channel, message), or the channel alone with the rest in keys */
static void
notify_text(struct parse *p, struct step *s, const struct node *n)
{
	struct locator locator;
	struct reader r;
	struct word channel;
	const struct token *t;
	size_t i = 1;

	if (!text_open(p, n, &locator, &r))
		return;
	t = r.token;
	if (t->kind == TOKEN_NAME && t[1].kind == TOKEN_END) {
		s->name = t->text;
		s->target.at = n->at;
		return;
	}
	while (at_symbol(t + i, ".") && t[i + 1].kind == TOKEN_NAME)
		i += 2;
	if ((t->kind != TOKEN_NAME && t->kind != TOKEN_VARIABLE) || !at_symbol(t + i, "(")) {
		reader_fault(&r, t->offset, t->n,
		             "a notification is written recipient(channel, \"message\"), as in "
		             "owner(email, \"Done\")");
		return;
	}
	s->value = (struct authored){n, read_path(&r)};
	if (!need_symbol(&r, "(") || !need_name(&r, &channel, "a channel, as email or sms"))
		return;
	s->name = channel.text;
	s->target.at = word_span(p, n, &channel);
	if (need_symbol(&r, ","))
		s->text = (struct authored){n, read_expr(&r)};
	if (!r.failed && need_symbol(&r, ")"))
		need_end(&r);
}

static const struct key notify_mapping_keys[] = {
        {.name = "to", .form = FORM_TEXT},
        {.name = "recipient", .form = FORM_TEXT},
        {.name = "channel", .form = FORM_TEXT},
        {.name = "message", .form = FORM_TEXT},
        {.name = "payload", .form = FORM_MAPPING},
        {.name = "data", .form = FORM_MAPPING},
        {.name = NULL},
};

static void
recipient(struct parse *p, struct step *s, const struct node *step)
{
	static const char *const keys[] = {"to", "recipient", NULL};
	const struct node *n = one_key(p, step, keys);

	if (n && s->value.tree)
		error_at(p->diag, p->source, n->at, "the recipient is given already in the text");
	else if (n)
		authored_read(p, n, &s->value);
}

static bool
channel(struct parse *p, const struct step *s)
{
	static const char *const channels[] = {"email", "sms", "push", "webhook", NULL};
	const char *near;

	for (size_t i = 0; channels[i]; i++)
		if (!strcmp(s->name, channels[i]))
			return true;
	near = nearest(s->name, channels);
	if (near)
		error_at(p->diag, p->source, s->target.at,
		         "unknown channel '%s'; did you mean '%s'?", s->name, near);
	else if (!s->value.tree)
		error_at(p->diag, p->source, s->target.at,
		         "unknown channel '%s'; email, sms, push and webhook are known, and an "
		         "event is written 'emit: %s'",
		         s->name, s->name);
	else
		error_at(p->diag, p->source, s->target.at,
		         "unknown channel '%s'; email, sms, push and webhook are known", s->name);
	return false;
}

void
notify_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	size_t before = p->diag->nerrors;

	if (n->kind == NODE_MAPPING) {
		alone(p, step, "notify");
		if (!keys_read(p, n, n->at, "notify", notify_mapping_keys, NULL))
			return;
		step = n;
		s->name = key_text(n, "channel");
		s->target.at = s->name ? node_get(n, "channel")->at : s->at;
		s->message = step_message(p, n);
	} else if (n->kind == NODE_SCALAR)
		notify_text(p, s, n);
	else
		wrong_kind(p, n, "notify", "a text or a mapping");
	if (s->text.tree && s->message)
		error_at(p->diag, p->source, node_get(step, "message")->at,
		         "the message is given already in the text");
	recipient(p, s, step);
	payload(p, s, step);
	if (p->diag->nerrors > before)
		return;
	if (!s->name)
		error_at(p->diag, p->source, s->at,
		         "a notification needs a 'channel', as email or sms");
	else if (channel(p, s) && !s->value.tree)
		error_at(p->diag, p->source, s->at,
		         "a notification needs a recipient; write it under 'to'");
}

void
emit_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	s->name = n->text;
	if (!*n->text)
		error_at(p->diag, p->source, n->at, "an event needs a name, as in 'task.done'");
	for (const char *c = n->text; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr("_.-:", *c)) {
			error_at(p->diag, p->source,
			         node_span(p->source, n, (size_t)(c - n->text), 1),
			         "an event's name has letters, digits, '_', '.', '-' and ':' only");
			break;
		}
	payload(p, s, step);
}

static const struct key declare_keys[] = {
        {.name = "name", .form = FORM_NAME, .required = true},
        {.name = "type", .form = FORM_TEXT},
        {.name = "default", .form = FORM_TEXT},
        {.name = NULL},
};

/* {name, type, default} */
static void
declaration(struct parse *p, struct step *s, const struct node *n)
{
	struct assignment *a = arena_new(p->arena, struct assignment, 1);
	const struct node *value = node_get(n, "default");

	if (!keys_read(p, n, n->at, "declare", declare_keys, NULL))
		return;
	a->name = key_text(n, "name");
	a->at = node_get(n, "name")->at;
	a->type = node_get(n, "type");
	if (value)
		authored_read(p, value, &a->value);
	else if (!a->type)
		error_at(p->diag, p->source, a->at,
		         "'%s' needs a type or a default; write '{name: %s, type: text}'", a->name,
		         a->name);
	assignment_add(p, &s->values, a);
}

static void
set_text(struct parse *p, struct step *s, const struct node *n)
{
	struct locator locator;
	struct reader r;

	if (!text_open(p, n, &locator, &r))
		return;
	assignments_text(p, n, &r, &s->values);
	need_end(&r);
}

/* v = expression, a mapping of names, {name, type, default} or a list of any of them. */
void
set_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	const struct node *name = node_get(n, "name");

	if (n->kind == NODE_SEQUENCE && n->n == 0)
		error_at(p->diag, p->source, n->at,
		         "this list is empty; name at least one variable");
	else if (n->kind == NODE_SEQUENCE)
		for (size_t i = 0; i < n->n; i++)
			if (n->items[i]->kind == NODE_SEQUENCE)
				wrong_kind(p, n->items[i], "declare", "a text or a mapping");
			else
				set_read(p, s, step, n->items[i]);
	else if (n->kind == NODE_SCALAR)
		set_text(p, s, n);
	else if (name && node_get(step, "declare"))
		declaration(p, s, n);
	else
		values_mapping(p, n, "set", &s->values);
}

/* Words and blanks alone, as no expression has them. */
static bool
prose(const char *text)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ,.-!");

	return !text[n] && strchr(text, ' ');
}

/* Nothing, an expression, or a mapping of names to expressions. */
void
return_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	size_t before = p->diag->nerrors;

	(void)step;
	if (node_null(n))
		return;
	if (n->kind == NODE_MAPPING)
		values_mapping(p, n, "return", &s->values);
	else if (n->kind == NODE_SEQUENCE)
		wrong_kind(p, n, "return", "an expression or a mapping");
	else
		authored_read(p, n, &s->value);
	if (p->diag->nerrors > before && n->kind == NODE_SCALAR && prose(n->text))
		note_at(p->diag, p->source, n->at,
		        "a text for people stands under 'message' beside 'return:'");
}
