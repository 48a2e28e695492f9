#include "expr/token.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "base/words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct lexer {
	struct arena *arena;
	struct diag *diag;
	const struct locator *locator;
	const char *text;
	size_t at;
	struct token *tokens;
	size_t n, cap;
	bool faulty;
};

#define fault(l, from, len, ...) \
	((l)->faulty = true, error_in((l)->diag, (l)->locator, from, len, __VA_ARGS__))

/* Longest first: the first that fits is taken. What has a cure is none of
 * the language's symbols. */
static const struct symbol_text {
	const char *text, *canonical, *cure;
} symbols[] = {
        {"->>", NULL, "members of JSON values cannot be read in an expression"},
        {"!~*", NULL, "to ignore case, write NOT MATCHES '(?i)…'"},
        {"--", NULL, "comments cannot stand in an expression; use a YAML comment (#)"},
        {"/*", NULL, "comments cannot stand in an expression; use a YAML comment (#)"},
        {"::", NULL, "there are no casts; a constant takes the type of what it is compared with"},
        {"->", NULL, "members of JSON values cannot be read in an expression"},
        {"~*", NULL, "to ignore case, write MATCHES '(?i)…'"},
        {":=", NULL, "write '='"},
        {"=>", NULL, "write '>=' to compare, '=' to name an argument"},
        {"=<", NULL, "write '<='"},
        {"{{", NULL, "write an input as input.name"},
        {"@>", NULL, "there is no such operator"},
        {"<@", NULL, "there is no such operator"},
        {"&&", "&&", NULL},
        {"==", "=", NULL},
        {"!=", "!=", NULL},
        {"<>", "!=", NULL},
        {"<=", "<=", NULL},
        {">=", ">=", NULL},
        {"||", "||", NULL},
        {"!~", "!~", NULL},
        {"=", "=", NULL},
        {"<", "<", NULL},
        {">", ">", NULL},
        {"~", "~", NULL},
        {"+", "+", NULL},
        {"-", "-", NULL},
        {"*", "*", NULL},
        {"/", "/", NULL},
        {"%", "%", NULL},
        {"(", "(", NULL},
        {")", ")", NULL},
        {",", ",", NULL},
        {".", ".", NULL},
        {"?", "?", NULL},
        {"!", NULL, "write NOT"},
        {"|", NULL, "write OR, or || to join texts"},
        {"&", NULL, "write AND"},
        {":", NULL, "an input is input.name, a choice CASE WHEN … THEN … ELSE … END"},
        {"@", NULL, "write an input as input.name"},
        {"{", NULL, "a mapping cannot stand in an expression, but as the value of a key"},
        {";", NULL, "one expression ends where its text ends"},
        {"^", NULL, "there is no such operator"},
        {"[", NULL, "elements of lists cannot be read in an expression"},
        {"`", NULL, "write names without quotes"},
        {"\xe2\x80\x98", NULL, "write '…' with straight quotes"},
        {"\xe2\x80\x99", NULL, "write '…' with straight quotes"},
        {"\xe2\x80\x9c", NULL, "write '…' with straight quotes"},
        {"\xe2\x80\x9d", NULL, "write '…' with straight quotes"},
        {"\xe2\x89\xa0", NULL, "write '!='"},
        {"\xe2\x89\xa4", NULL, "write '<='"},
        {"\xe2\x89\xa5", NULL, "write '>='"},
        {"\xc2\xa0", NULL, "this is a no-break space; write a plain one"},
};

/* Beside a float PostgreSQL makes one of a constant, which holds numbers of so many digits. */
enum { DIGITS_MAX = 300 };

static bool
begins_name(char c)
{
	return isalpha((unsigned char)c) || c == '_';
}

static void
add(struct lexer *l, enum token_kind kind, size_t from, const char *text)
{
	if (l->n == l->cap) {
		size_t cap = l->cap ? l->cap * 2 : 16;
		struct token *more = arena_new(l->arena, struct token, cap);

		if (l->n)
			memcpy(more, l->tokens, l->n * sizeof(*more));
		l->tokens = more;
		l->cap = cap;
	}
	l->tokens[l->n++] = (struct token){kind, text, from, l->at - from};
}

static void
name(struct lexer *l)
{
	size_t from = l->at;

	while (word_sign(l->text[l->at]))
		l->at++;
	add(l, TOKEN_NAME, from, arena_strndup(l->arena, l->text + from, l->at - from));
}

static void
variable(struct lexer *l)
{
	size_t from = l->at++;

	while (word_sign(l->text[l->at]))
		l->at++;
	if (!begins_name(l->text[from + 1]))
		fault(l, from, l->at - from, "a variable is '$' and a name");
	else
		add(l, TOKEN_VARIABLE, from,
		    arena_strndup(l->arena, l->text + from + 1, l->at - from - 1));
}

static void
number(struct lexer *l)
{
	const char *t = l->text;
	size_t from = l->at;

	while (isdigit((unsigned char)t[l->at]))
		l->at++;
	if (t[l->at] == '.' && isdigit((unsigned char)t[l->at + 1]))
		for (l->at++; isdigit((unsigned char)t[l->at]);)
			l->at++;
	if (word_sign(t[l->at]) || t[l->at] == '.') {
		while (word_sign(t[l->at]) || t[l->at] == '.')
			l->at++;
		fault(l, from, l->at - from, "'%.*s' is no number; write 42 or 0.5",
		      (int)(l->at - from), t + from);
		return;
	}
	if (l->at - from > DIGITS_MAX) {
		fault(l, from, l->at - from, "a number has at most %d digits", DIGITS_MAX);
		return;
	}
	add(l, TOKEN_NUMBER, from, arena_strndup(l->arena, t + from, l->at - from));
}

/* Both kinds of quotes make a string; a doubled quote stands for one. */
static void
string(struct lexer *l)
{
	const char *t = l->text;
	size_t from = l->at++, n = 0;
	char quote = t[from], *value;

	while (t[l->at] && (t[l->at] != quote || t[l->at + 1] == quote))
		l->at += t[l->at] == quote ? 2 : 1;
	if (t[l->at]) {
		value = arena_alloc(l->arena, l->at - from, 1);
		for (size_t i = from + 1; i < l->at; i++) {
			value[n++] = t[i];
			i += t[i] == quote;
		}
		l->at++;
		add(l, TOKEN_STRING, from, value);
		return;
	}
	if (l->locator->cut)
		fault(l, from, 1, "this string has no end%s", l->locator->cut);
	else
		fault(l, from, 1, "this string has no end; a %c inside it is written twice", quote);
}

/* What is behind these belongs to them, and brings no fault of its own. */
static size_t
swallowed(const char *symbol, const char *rest)
{
	const char *end = NULL;

	if (!strcmp(symbol, "[")) {
		end = strchr(rest, ']');
		return end ? (size_t)(end - rest) + 1 : 0;
	}
	if (!strcmp(symbol, "{{"))
		end = strstr(rest, "}}");
	else if (strcmp(symbol, "--") && strcmp(symbol, "/*") && strcmp(symbol, "{"))
		return 0;
	return end ? (size_t)(end - rest) + 2 : strlen(rest);
}

static void
refuse(struct lexer *l, const struct symbol_text *s, size_t from)
{
	l->at += swallowed(s->text, l->text + l->at);
	fault(l, from, strlen(s->text), "unexpected '%s'; %s", s->text, s->cure);
}

static void
symbol(struct lexer *l)
{
	size_t from = l->at, n;

	for (size_t i = 0; i < sizeof(symbols) / sizeof(*symbols); i++) {
		const struct symbol_text *s = symbols + i;

		n = strlen(s->text);
		if (strncmp(l->text + from, s->text, n))
			continue;
		l->at += n;
		if (s->canonical)
			add(l, TOKEN_SYMBOL, from, s->canonical);
		else
			refuse(l, s, from);
		return;
	}
	utf8_code(l->text + from, &n);
	l->at += n;
	fault(l, from, n, "unknown character '%.*s'", (int)n, l->text + from);
}

static void
token(struct lexer *l)
{
	char c = l->text[l->at], next = l->text[l->at + 1];

	if ((c == 'e' || c == 'E') && next == '\'') {
		fault(l, l->at, 1,
		      "there are no escape strings; write the character itself in '…'");
		l->at++;
	} else if (begins_name(c))
		name(l);
	else if (isdigit((unsigned char)c) || (c == '.' && isdigit((unsigned char)next)))
		number(l);
	else if (c == '\'' || c == '"')
		string(l);
	else if (c == '$')
		variable(l);
	else
		symbol(l);
}

struct token *
tokens_read(struct arena *a, struct diag *d, const struct locator *locator, const char *text,
            size_t offset)
{
	struct lexer l = {.arena = a, .diag = d, .locator = locator, .text = text, .at = offset};

	if (strlen(text + offset) > TEXT_MAX) {
		fault(&l, offset, 1, "an expression longer than %d bytes", TEXT_MAX);
		return NULL;
	}
	for (;;) {
		while (isspace((unsigned char)text[l.at]))
			l.at++;
		if (!text[l.at])
			break;
		token(&l);
	}
	if (l.n)
		l.at = l.tokens[l.n - 1].offset + l.tokens[l.n - 1].n;
	add(&l, TOKEN_END, l.at, "");
	return l.faulty ? NULL : l.tokens;
}

bool
token_is(const struct token *t, const char *word)
{
	return t->kind == TOKEN_NAME && !strcasecmp(t->text, word);
}
