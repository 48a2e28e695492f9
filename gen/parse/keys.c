#include "parse/keys.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/name.h"
#include "parse/synonym.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

bool
boolean_word(const char *text, bool *value)
{
	static const char *const words[] = {"true", "false", "yes", "no", "on", "off"};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcasecmp(text, words[i]) == 0) {
			*value = i % 2 == 0;
			return true;
		}
	return false;
}

bool
boolean_read(struct parse *p, const struct node *n, const char *key, bool *value)
{
	if (n->kind != NODE_SCALAR || node_null(n))
		return wrong_kind(p, n, key, "true or false");
	if (boolean_word(n->text, value))
		return true;
	error_at(p->diag, p->source, n->at, "'%s' must be true or false, not '%s'", key, n->text);
	return false;
}

bool
name_check(struct parse *p, const struct node *n, const char *what)
{
	if (!*n->text)
		error_at(p->diag, p->source, n->at, "%s is empty", what);
	else if (*n->text == '$' && name_valid(n->text + 1))
		error_at(p->diag, p->source, n->at,
		         "%s '%s' is no identifier; write '%s' here, and '%s' where it is read",
		         what, n->text, n->text + 1, n->text);
	else if (!name_valid(n->text))
		error_at(p->diag, p->source, n->at,
		         "%s '%s' is no identifier; use letters, digits and '_', beginning with a "
		         "letter",
		         what, n->text);
	else if (strlen(n->text) > NAME_MAX_BYTES)
		error_at(p->diag, p->source, n->at, "%s has %zu bytes; PostgreSQL keeps %d", what,
		         strlen(n->text), NAME_MAX_BYTES);
	else
		return true;
	return false;
}

const char *
suggest(const struct parse *p, const char *text, const char *const *names)
{
	return p->diag->nerrors > 100 ? NULL : nearest(text, names);
}

bool
too_many(struct parse *p, const struct node *n, const char *what, size_t max)
{
	if (n->n <= max)
		return false;
	error_at(p->diag, p->source,
	         n->kind == NODE_MAPPING ? n->pairs[max].key->at : n->items[max]->at,
	         "there are %zu %s; at most %zu are allowed", n->n, what, max);
	return true;
}

const char *
node_trimmed(struct arena *a, const struct node *n)
{
	const char *s = n->text + strspn(n->text, " \t\r\n");
	size_t len = strlen(s);

	while (len > 0 && strchr(" \t\r\n", s[len - 1]))
		len--;
	return arena_strndup(a, s, len);
}

const char *
text_said(struct parse *p, const struct node *n, const char *key)
{
	const char *said = node_trimmed(p->arena, n);

	if (*said)
		return said;
	error_at(p->diag, p->source, n->at, "'%s' is empty; write a text, or remove the key", key);
	return NULL;
}

static bool
text(struct parse *p, const struct key *k, const struct node *n)
{
	if (n->kind != NODE_SCALAR || node_null(n))
		return wrong_kind(p, n, k->name, "a text");
	return true;
}

/* Where true or false is one of the words, so is what means it. */
static bool
among(const char *const *words, const char *word)
{
	bool truth;

	return word_index(words, word) >= 0 ||
	       (boolean_word(word, &truth) && word_index(words, truth ? "true" : "false") >= 0);
}

static bool
word(struct parse *p, const struct key *k, const struct node *n)
{
	struct strbuf all = STRBUF_INIT;
	const char *near;

	if (!text(p, k, n))
		return false;
	if (among(k->words, n->text))
		return true;
	for (const char *const *w = k->words; *w; w++)
		str_addf(&all, "%s%s", w == k->words ? "" : w[1] ? ", " : " or ", *w);
	near = suggest(p, n->text, k->words);
	if (near)
		error_at(p->diag, p->source, n->at, "'%s' is no %s; did you mean '%s'?", n->text,
		         k->name, near);
	else
		error_at(p->diag, p->source, n->at, "'%s' must be %s, not '%s'", k->name, all.buf,
		         n->text);
	str_free(&all);
	return false;
}

static bool
boolean(struct parse *p, const struct key *k, const struct node *n)
{
	bool value;

	return boolean_read(p, n, k->name, &value);
}

static bool
count(struct parse *p, const struct key *k, const struct node *n)
{
	static const char *const limits[] = {" of at most 999999999", " without a sign"};
	size_t sign, digits, number;

	if (n->kind != NODE_SCALAR || node_null(n))
		return wrong_kind(p, n, k->name, "a number");
	sign = *n->text == '-' || *n->text == '+';
	digits = strspn(n->text + sign, "0123456789");
	number = digits && !n->text[sign + digits];
	if (number && !sign && digits < 10)
		return true;
	error_at(p->diag, p->source, n->at, "'%s' must be a whole number%s, not '%s'", k->name,
	         number ? limits[sign] : "", n->text);
	return false;
}

static bool
name(struct parse *p, const struct key *k, const struct node *n)
{
	return text(p, k, n) && name_check(p, n, k->name);
}

static bool
field(struct parse *p, const struct key *k, const struct node *n)
{
	return text(p, k, n) && column_find(p, n) != NULL;
}

static bool
list(struct parse *p, const struct key *k, const struct node *n)
{
	static const char special[] = " ,:[]{}#&*!|>'\"%@`\n";
	bool words = k->form == FORM_TEXTS || k->form == FORM_FIELDS;

	if (n->kind == NODE_SEQUENCE)
		return true;
	if (!words || n->kind != NODE_SCALAR || !*n->text || strpbrk(n->text, special) ||
	    node_null(n))
		return wrong_kind(p, n, k->name, "a list");
	error_at(p->diag, p->source, n->at, "'%s' must be a list, not text; write [%s]", k->name,
	         n->text);
	return false;
}

static bool
texts(struct parse *p, const struct key *k, const struct node *n)
{
	bool good = list(p, k, n);

	for (size_t i = 0; good && i < n->n; i++)
		if (n->items[i]->kind != NODE_SCALAR || node_null(n->items[i])) {
			error_at(p->diag, p->source, n->items[i]->at,
			         "'%s' must be a list of texts; this is %s", k->name,
			         node_kind_name(n->items[i]));
			good = false;
		}
	return good;
}

bool
named_before(struct parse *p, const struct node *n, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(n->items[i]->text, n->items[j]->text) == 0) {
			error_at(p->diag, p->source, n->items[i]->at, "'%s' is named twice",
			         n->items[i]->text);
			note_at(p->diag, p->source, n->items[j]->at, "the first is here");
			return true;
		}
	return false;
}

bool
names_check(struct parse *p, const struct node *n, const char *key)
{
	bool good = texts(p, &(struct key){.name = key, .form = FORM_TEXTS}, n);

	if (good && n->n == 0) {
		error_at(p->diag, p->source, n->at, "'%s' is empty; name at least one field", key);
		return false;
	}
	if (!good || too_many(p, n, key, FIELDS_MAX))
		return false;
	for (size_t i = 0; i < n->n; i++)
		if (!column_find(p, n->items[i]) || named_before(p, n, i))
			good = false;
	return good;
}

static bool
fields(struct parse *p, const struct key *k, const struct node *n)
{
	return names_check(p, n, k->name);
}

static bool
mapping(struct parse *p, const struct key *k, const struct node *n)
{
	if (n->kind != NODE_MAPPING)
		return wrong_kind(p, n, k->name, "a mapping");
	return !k->keys || keys_read(p, n, n->at, k->name, k->keys, NULL);
}

static bool
mappings(struct parse *p, const struct key *k, const struct node *n)
{
	bool good = list(p, k, n);

	for (size_t i = 0; n->kind == NODE_SEQUENCE && i < n->n; i++) {
		const struct node *item = n->items[i];

		if (item->kind != NODE_MAPPING)
			error_at(p->diag, p->source, item->at,
			         "'%s' must be a list of mappings; this is %s", k->name,
			         node_kind_name(item));
		else if (!k->keys || keys_read(p, item, item->at, k->name, k->keys, NULL))
			continue;
		good = false;
	}
	return good;
}

static bool
any(struct parse *p, const struct key *k, const struct node *n)
{
	return !node_null(n) || wrong_kind(p, n, k->name, "a value");
}

static bool
free_form(struct parse *p, const struct key *k, const struct node *n)
{
	(void)p, (void)k, (void)n;
	return true;
}

static bool (*const forms[])(struct parse *, const struct key *, const struct node *) = {
        [FORM_FREE] = free_form,    [FORM_ANY] = any,       [FORM_TEXT] = text,
        [FORM_NAME] = name,         [FORM_WORD] = word,     [FORM_BOOLEAN] = boolean,
        [FORM_COUNT] = count,       [FORM_FIELD] = field,   [FORM_LIST] = list,
        [FORM_TEXTS] = texts,       [FORM_FIELDS] = fields, [FORM_MAPPING] = mapping,
        [FORM_MAPPINGS] = mappings,
};

void
key_later(struct parse *p, const struct pair *pair)
{
	warning_at(p->diag, p->source, pair->key->at, "%s: checked, but not generated yet",
	           pair->key->text);
}

static bool
check(struct parse *p, const struct key *k, const struct pair *pair)
{
	size_t before = p->diag->nerrors;

	if (!forms[k->form](p, k, pair->value))
		return false;
	if (k->read)
		k->read(p, pair);
	if (k->later && p->diag->nerrors == before)
		key_later(p, pair);
	return p->diag->nerrors == before;
}

/* output.sql: the documentation calls a key of a mapping so. */
static const char *
nested(struct parse *p, const char *word, const struct key *keys)
{
	const char *dot = strchr(word, '.');

	for (const struct key *k = keys; dot && k->name; k++)
		if (k->form == FORM_MAPPING && strlen(k->name) == (size_t)(dot - word) &&
		    strncmp(k->name, word, (size_t)(dot - word)) == 0)
			return arena_printf(p->arena, "write '%s:', and '%s:' indented below it",
			                    k->name, dot + 1);
	return NULL;
}

static const char *const *
names_of(struct parse *p, const struct key *keys)
{
	const char **names;
	size_t n = 0;

	while (keys[n].name)
		n++;
	names = arena_new(p->arena, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		names[i] = keys[i].name;
	return names;
}

/* A mistyped key is read as the one that was meant,
 * so that nothing else complains of what it lacks. */
static bool
known(struct parse *p, const struct node *in, struct node *key, const char *what,
      const struct key *keys)
{
	const char *const *names;
	const char *near, *cure;

	for (const struct key *k = keys; k->name; k++)
		if (strcmp(k->name, key->text) == 0)
			return true;
	names = names_of(p, keys);
	if ((cure = key_cure(key->text, names)) || (cure = nested(p, key->text, keys))) {
		error_at(p->diag, p->source, key->at, "unknown key '%s' in '%s'; %s", key->text,
		         what, cure);
		return false;
	}
	near = suggest(p, key->text, names);
	if (near || (near = synonym(key->text, names)))
		error_at(p->diag, p->source, key->at,
		         "unknown key '%s' in '%s'; did you mean '%s'?", key->text, what, near);
	else
		error_at(p->diag, p->source, key->at, "unknown key '%s' in '%s'%s", key->text, what,
		         strchr(key->text, ')') && !strchr(key->text, '(')
		                 ? "; a ',' ends a text between { and }: put it in quotes"
		                 : "");
	if (!near || node_pair(in, near))
		return false;
	key->text = near;
	return true;
}

bool
keys_read(struct parse *p, const struct node *n, struct span at, const char *what,
          const struct key *keys, void *to)
{
	bool good = true;

	if (n->kind != NODE_MAPPING) {
		error_at(p->diag, p->source, at, "'%s' must be a mapping, not %s%s", what,
		         node_kind_name(n), text_cure(p, n, names_of(p, keys)));
		return false;
	}
	for (size_t i = 0; i < n->n; i++)
		if (!known(p, n, n->pairs[i].key, what, keys))
			good = false;
	for (const struct key *k = keys; k->name; k++) {
		const struct pair *pair = node_pair(n, k->name);

		if (!pair && k->required) {
			error_at(p->diag, p->source, at, "'%s' needs the key '%s'", what, k->name);
			good = false;
		} else if (pair && !check(p, k, pair)) {
			good = false;
		} else if (pair && to && k->store) {
			*(const struct pair **)((char *)to + k->store - 1) = pair;
		}
	}
	return good;
}
