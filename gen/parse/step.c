#include "parse/tables.h"
#include "base/arena.h"
#include "parse/step_parse.h"
#include "parse/synonym.h"

#include <string.h>

const char *const conflict_names[] = {"fail", "ignore", "update", NULL};
static const char *const failures[] = {"fail", "continue", NULL};

#define ERROR_KEYS                                                                    \
	{.name = "error", .form = FORM_TEXT}, {.name = "message", .form = FORM_TEXT}, \
	{                                                                             \
		.name = "error_message", .form = FORM_TEXT                            \
	}
#define STEPS_KEYS                                                                 \
	{.name = "steps", .form = FORM_LIST}, {.name = "then", .form = FORM_LIST}, \
	        {.name = "do", .form = FORM_LIST},                                 \
	{                                                                          \
		.name = "loop", .form = FORM_LIST                                  \
	}
#define END                  \
	{                    \
		.name = NULL \
	}

static const struct key validate_keys[] = {
        {.name = "validate", .form = FORM_TEXT}, ERROR_KEYS, END};

static const struct key if_keys[] = {
        {.name = "if", .form = FORM_TEXT},    {.name = "then", .form = FORM_LIST, .required = true},
        {.name = "elseif", .form = FORM_ANY}, {.name = "elif", .form = FORM_ANY},
        {.name = "else", .form = FORM_LIST},  END,
};

static const struct key insert_keys[] = {
        {.name = "insert", .form = FORM_TEXT},
        {.name = "set", .form = FORM_ANY},
        {.name = "values", .form = FORM_MAPPING},
        {.name = "as", .form = FORM_NAME},
        {.name = "on_conflict", .form = FORM_WORD, .words = conflict_names},
        ERROR_KEYS,
        END,
};

#define UPDATE_KEYS                                                                          \
	{.name = "set", .form = FORM_ANY}, {.name = "where", .form = FORM_TEXT},             \
	        {.name = "as", .form = FORM_NAME}, {.name = "returning", .form = FORM_NAME}, \
	        {.name = "required", .form = FORM_BOOLEAN}, ERROR_KEYS

static const struct key update_keys[] = {{.name = "update", .form = FORM_TEXT}, UPDATE_KEYS, END};
static const struct key update_all_keys[] = {
        {.name = "update_all", .form = FORM_TEXT}, UPDATE_KEYS, END};

#define DELETE_KEYS                                                                   \
	{.name = "where", .form = FORM_TEXT}, {.name = "hard", .form = FORM_BOOLEAN}, \
	        {.name = "required", .form = FORM_BOOLEAN}, ERROR_KEYS

static const struct key delete_keys[] = {{.name = "delete", .form = FORM_TEXT}, DELETE_KEYS, END};
static const struct key delete_all_keys[] = {
        {.name = "delete_all", .form = FORM_TEXT}, DELETE_KEYS, END};

#define FIND_KEYS                                                                \
	{.name = "as", .form = FORM_NAME}, {.name = "where", .form = FORM_TEXT}, \
	        {.name = "required", .form = FORM_BOOLEAN},                      \
	        {.name = "order_by", .form = FORM_TEXT}, ERROR_KEYS

static const struct key find_keys[] = {{.name = "find", .form = FORM_TEXT}, FIND_KEYS, END};
static const struct key select_keys[] = {{.name = "select", .form = FORM_TEXT}, FIND_KEYS, END};
static const struct key fetch_keys[] = {{.name = "fetch", .form = FORM_TEXT}, FIND_KEYS, END};

static const struct key call_keys[] = {
        {.name = "call", .form = FORM_TEXT},
        {.name = "args", .form = FORM_MAPPING},
        {.name = "arguments", .form = FORM_MAPPING},
        {.name = "store", .form = FORM_NAME},
        {.name = "result", .form = FORM_NAME},
        {.name = "return", .form = FORM_NAME},
        {.name = "on_error", .form = FORM_WORD, .words = failures},
        END,
};

static const struct key notify_keys[] = {
        {.name = "notify", .form = FORM_ANY},
        {.name = "to", .form = FORM_TEXT},
        {.name = "recipient", .form = FORM_TEXT},
        {.name = "message", .form = FORM_TEXT},
        {.name = "payload", .form = FORM_MAPPING},
        {.name = "data", .form = FORM_MAPPING},
        END,
};

static const struct key emit_keys[] = {
        {.name = "emit", .form = FORM_TEXT},
        {.name = "payload", .form = FORM_MAPPING},
        {.name = "data", .form = FORM_MAPPING},
        END,
};

static const struct key foreach_keys[] = {
        {.name = "foreach", .form = FORM_TEXT},
        {.name = "as", .form = FORM_NAME},
        {.name = "order_by", .form = FORM_TEXT},
        {.name = "limit", .form = FORM_COUNT},
        STEPS_KEYS,
        END,
};

static const struct key switch_keys[] = {
        {.name = "switch", .form = FORM_ANY},
        {.name = "cases", .form = FORM_ANY},
        {.name = "default", .form = FORM_LIST},
        END,
};

static const struct key while_keys[] = {{.name = "while", .form = FORM_TEXT},
                                        {.name = "limit", .form = FORM_COUNT},
                                        STEPS_KEYS,
                                        END};

static const struct key set_keys[] = {{.name = "set", .form = FORM_ANY}, END};
static const struct key declare_keys[] = {{.name = "declare", .form = FORM_ANY}, END};
static const struct key compute_keys[] = {{.name = "compute", .form = FORM_ANY}, END};
static const struct key assign_keys[] = {{.name = "assign", .form = FORM_ANY}, END};

static const struct key return_keys[] = {
        {.name = "return", .form = FORM_FREE}, {.name = "message", .form = FORM_TEXT}, END};
static const struct key return_early_keys[] = {
        {.name = "return_early", .form = FORM_FREE}, {.name = "message", .form = FORM_TEXT}, END};

static const struct key reject_keys[] = {{.name = "reject", .form = FORM_TEXT},
                                         {.name = "message", .form = FORM_TEXT},
                                         {.name = "error_message", .form = FORM_TEXT},
                                         END};

static const struct key refresh_keys[] = {{.name = "refresh_table_view", .form = FORM_FREE}, END};

/* set and return come last: they are also keys of other steps. */
static const struct form_of {
	const char *key;
	enum step_kind kind;
	const struct key *keys;
	void (*read)(struct parse *, struct step *, const struct node *, const struct node *);
} kinds[] = {
        {"validate", STEP_VALIDATE, validate_keys, validate_read},
        {"if", STEP_IF, if_keys, if_read},
        {"insert", STEP_INSERT, insert_keys, insert_read},
        {"update", STEP_UPDATE, update_keys, update_read},
        {"update_all", STEP_UPDATE, update_all_keys, update_read},
        {"delete", STEP_DELETE, delete_keys, delete_read},
        {"delete_all", STEP_DELETE, delete_all_keys, delete_read},
        {"find", STEP_FIND, find_keys, find_read},
        {"select", STEP_FIND, select_keys, find_read},
        {"fetch", STEP_FIND, fetch_keys, find_read},
        {"call", STEP_CALL, call_keys, call_read},
        {"notify", STEP_NOTIFY, notify_keys, notify_read},
        {"emit", STEP_EMIT, emit_keys, emit_read},
        {"foreach", STEP_FOREACH, foreach_keys, foreach_read},
        {"switch", STEP_SWITCH, switch_keys, switch_read},
        {"while", STEP_WHILE, while_keys, while_read},
        {"declare", STEP_SET, declare_keys, set_read},
        {"compute", STEP_SET, compute_keys, set_read},
        {"assign", STEP_SET, assign_keys, set_read},
        {"reject", STEP_REJECT, reject_keys, reject_read},
        {"refresh_table_view", STEP_REFRESH, refresh_keys, refresh_read},
        {"return_early", STEP_RETURN, return_early_keys, return_read},
        {"set", STEP_SET, set_keys, set_read},
        {"return", STEP_RETURN, return_keys, return_read},
};

enum { NKINDS = sizeof(kinds) / sizeof(*kinds) };

/* `type: validate` says the kind as other tools do. */
static void
typed(struct parse *p, const struct pair *type, const char *const *names)
{
	const struct node *value = type->value;

	for (size_t i = 0; value->kind == NODE_SCALAR && names[i]; i++)
		if (!strcmp(names[i], value->text)) {
			error_at(p->diag, p->source, type->key->at,
			         "unknown step 'type'; a step's kind is its key: write '%s: …'",
			         names[i]);
			return;
		}
	error_at(p->diag, p->source, type->key->at,
	         "unknown step 'type'; a step's kind is its key, as in 'reject: code'");
}

static void
unknown(struct parse *p, const struct node *step)
{
	const char *names[NKINDS + 1] = {NULL}, *near, *cure;
	const struct node *key = step->n ? step->pairs[0].key : step;

	for (size_t i = 0; i < NKINDS; i++)
		names[i] = kinds[i].key;
	cure = step->n ? key_cure(key->text, names) : NULL;
	near = step->n && !cure ? nearest(key->text, names) : NULL;
	if (!step->n)
		error_at(p->diag, p->source, key->at, "an empty step");
	else if (!strcmp(key->text, "type"))
		typed(p, &step->pairs[0], names);
	else if (cure)
		error_at(p->diag, p->source, key->at, "unknown step '%s'; %s", key->text, cure);
	else if (near)
		error_at(p->diag, p->source, key->at, "unknown step '%s'; did you mean '%s'?",
		         key->text, near);
	else
		error_at(p->diag, p->source, key->at, "unknown step '%s'", key->text);
}

static bool
takes(const struct form_of *kind, const char *key)
{
	const struct key *known = kind->keys;

	while (known->name && strcmp(known->name, key))
		known++;
	return known->name;
}

/* Whether what seems to be a step's kind is a key of another one, which is misspelt:
 * 'set' of 'upadte'. */
static bool
misspelt(struct parse *p, const struct node *step, const struct form_of *kind)
{
	for (size_t i = 0; i < step->n; i++) {
		const struct node *key = step->pairs[i].key;

		for (const struct form_of *k = kinds; k < kinds + NKINDS; k++)
			if (!takes(kind, key->text) && takes(k, kind->key) &&
			    nearest(key->text, (const char *const[]){k->key, NULL})) {
				error_at(p->diag, p->source, key->at,
				         "unknown step '%s'; did you mean '%s'?", key->text,
				         k->key);
				return true;
			}
	}
	return false;
}

/* A second kind that is no key of the first. */
static bool
single(struct parse *p, const struct node *step, const struct form_of *kind)
{
	for (const struct form_of *k = kind + 1; k < kinds + NKINDS; k++) {
		const struct pair *pair = node_pair(step, k->key);

		if (!pair || takes(kind, k->key))
			continue;
		error_at(
		        p->diag, p->source, pair->key->at,
		        "a step does one thing, and this one is '%s' already; put '- ' before '%s'",
		        kind->key, k->key);
		note_at(p->diag, p->source, node_pair(step, kind->key)->key->at,
		        "the step's kind is here");
		return false;
	}
	return true;
}

/* A text for people as it stands, but for the end of a block's last line. */
const char *
step_message(struct parse *p, const struct node *step)
{
	static const char *const keys[] = {"message", "error_message", NULL};
	const struct node *n = one_key(p, step, keys);

	if (!n || n->kind != NODE_SCALAR || node_null(n))
		return NULL;
	if (!text_said(p, n, "message"))
		return NULL;
	return n->block ? node_trimmed(p->arena, n) : n->text;
}

static const char *
answer(struct parse *p, const struct node *step)
{
	const struct node *n = node_get(step, "error");

	return key_text(step, "error") ? text_said(p, n, "error") : NULL;
}

/* A text in quotes that a 'return' gives is the message. */
static void
message_returned(struct parse *p, const struct step *s)
{
	const struct expr *e = s->kind == STEP_RETURN && !s->message ? s->value.tree : NULL;

	if (e && e->kind == EXPR_STRING && !e->text[strspn(e->text, " \t\r\n")])
		error_at(p->diag, p->source, s->value.node->at,
		         "the message is empty; write a text, or nothing behind 'return'");
}

static struct step *
step_read(struct parse *p, const struct node *n)
{
	const struct form_of *k = kinds;
	struct step *s;

	if (n->kind != NODE_MAPPING) {
		error_at(p->diag, p->source, n->at,
		         "a step is a mapping, as 'validate: email IS NOT NULL', not %s",
		         node_kind_name(n));
		return NULL;
	}
	while (k < kinds + NKINDS && !node_pair(n, k->key))
		k++;
	if (k == kinds + NKINDS) {
		unknown(p, n);
		return NULL;
	}
	if (misspelt(p, n, k) || !single(p, n, k))
		return NULL;
	s = arena_new(p->arena, struct step, 1);
	s->kind = k->kind;
	s->at = node_pair(n, k->key)->key->at;
	s->message = step_message(p, n);
	s->error = answer(p, n);
	s->every = strstr(k->key, "_all") != NULL;
	if (keys_read(p, n, n->at, k->key, k->keys, NULL))
		k->read(p, s, n, node_pair(n, k->key)->value);
	message_returned(p, s);
	code_or_message(p, s, node_get(n, "error"));
	return s;
}

struct step *
steps_read(struct parse *p, const struct node *list)
{
	struct step *first = NULL, **tail = &first;

	if (list->kind != NODE_SEQUENCE) {
		wrong_kind(p, list, "steps", "a list");
		return NULL;
	}
	for (size_t i = 0; i < list->n; i++) {
		*tail = step_read(p, list->items[i]);
		if (*tail)
			tail = &(*tail)->next;
	}
	return first;
}

const struct key *
step_keys(size_t i, const char **name)
{
	if (i >= NKINDS)
		return NULL;
	*name = kinds[i].key;
	return kinds[i].keys;
}

bool
steps_any(const struct step *s, bool is(const struct step *, const void *), const void *context)
{
	for (; s; s = s->next) {
		if (is(s, context) || steps_any(s->steps, is, context))
			return true;
		for (const struct branch *b = s->branches; b; b = b->next)
			if (steps_any(b->steps, is, context))
				return true;
	}
	return false;
}
