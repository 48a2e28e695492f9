/* Reads type strings. */
#include "parse/draft.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/name.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Words that other languages have for what ours calls something else. */
static const struct {
	const char *word, *cure;
} cures[] = {
        {"serial", "every table has its own key already"},
        {"bigserial", "every table has its own key already; 'key: bigint' makes it a BIGINT"},
        {"double", "write 'float'"},
        {"real", "write 'float'"},
        {"number", "write 'integer' or 'decimal'"},
        {"character", "write 'char(n)' or 'varchar(n)'"},
        {"str", "write 'text'"},
        {"object", "write 'json'"},
        {"map", "write 'json'"},
        {"hstore", "write 'json'"},
        {"array", "write 'list(text)', with the type of its elements"},
        {"blob", "write 'bytea'"},
        {"binary", "write 'bytea'"},
        {"address", "write 'SimpleAddress'"},
        {"geoPoint", "write 'coordinates'"},
        {"daterange", "write 'DateRange', or two fields of type date"},
        {"bic", "write 'swiftCode'"},
        {"i18nText", "write 'text' and name the field in the block 'translations'"},
        {"reference", "write 'ref(Entity)'"},
        {"foreign_key", "write 'ref(Entity)'"},
        {"belongs_to", "write 'ref(Entity)'"},
        {"has_one", "write 'ref(Entity)'"},
        {"has_many", "write 'list(ref(Entity))', or a reference in the other entity"},
        {"many_to_many", "write 'list(ref(Entity))'"},
        {"long", "write 'bigint'"},
        {"short", "write 'smallint'"},
        {"currency", "write 'money', or 'currencyCode'"},
        {"tel", "write 'phoneNumber'"},
        {"not", "write '!' behind the type"},
};

/* Words behind a type that SQL would have there. */
static const struct {
	const char *words, *cure;
} tails[] = {
        {"not null", "write '!' behind the type"},
        {"null", "write '?' behind the type, or nothing"},
        {"optional", "write '?' behind the type, or nothing"},
        {"required", "write '!' behind the type"},
        {"unique", "use the mapping form: {type: text, unique: true}"},
        {"default", "write '= value' behind the type"},
        {"primary key", "every table has its own key already"},
        {"references", "write 'ref(Entity)'"},
        {"with time zone", "write 'datetime'"},
        {"without time zone", "write 'datetime'"},
        {"varying", "write 'varchar(n)'"},
        {"precision", "write 'float'"},
};

void
value_add(struct draft *d, struct slice s, bool literal)
{
	struct arena *a = d->p->arena;
	struct field *f = d->f;
	bool quoted = literal;
	const char *value = literal ? slice_text(a, s) : slice_unquote(a, s, &quoted);

	if (f->nvalues == VALUES_MAX)
		fault(d, s, "an enum has at most %d values; make an entity of them", VALUES_MAX);
	else if (!value)
		fault(d, s, "a quote in '%s' is not closed", slice_text(a, s));
	else if ((literal ? s.node->plain : !quoted) && typographic(value))
		fault(d, s, CURLED, value);
	else if (!quoted && strpbrk(value, "'\"()=|"))
		fault(d, s, "put the enum value '%s' in quotes", value);
	else if (value[strspn(value, " \t\r\n")] == '\0')
		fault(d, s, "an enum value is blank");
	else if (strlen(value) > NAME_MAX_BYTES)
		fault(d, s, "an enum value has %zu bytes; at most %d are allowed", strlen(value),
		      NAME_MAX_BYTES);
	else if (word_among(f->values, f->nvalues, value))
		fault(d, s, "the enum has '%s' twice", value);
	else {
		f->values = arena_grown(a, f->values, f->nvalues, sizeof *f->values);
		f->values[f->nvalues++] = value;
	}
}

static void
enum_read(struct draft *d)
{
	struct slice *parts;
	size_t n;

	if (!d->params.node)
		return; /* `values` may hold them */
	parts = slice_split(d->p->arena, d->params, ',', &n);
	if (n == 1 && parts[0].n == 0)
		fault(d, d->word, "this enum has no values; write enum(first, second)");
	else
		for (size_t i = 0; i < n && i <= VALUES_MAX; i++)
			value_add(d, parts[i], false);
}

static void
unknown(struct draft *d, const char *word)
{
	const char *near = suggest(d->p, word, type_names());

	for (size_t i = 0; i < sizeof cures / sizeof cures[0]; i++)
		if (strcasecmp(cures[i].word, word) == 0) {
			fault(d, d->word, "unknown type '%s'; %s", word, cures[i].cure);
			return;
		}
	if (strchr(word, '<'))
		fault(d, d->word, "unknown type '%s'; what belongs to a type stands in '(' and ')'",
		      word);
	else if (near)
		fault(d, d->word, "unknown type '%s'; did you mean '%s'?", word, near);
	else if (name_valid(word) && word[0] >= 'A' && word[0] <= 'Z')
		fault(d, d->word, "unknown type '%s'; to refer to an entity, write ref(%s)", word,
		      word);
	else
		fault(d, d->word, "unknown type '%s'", word);
}

static size_t head(struct draft *, struct slice);

static void
list_read(struct draft *d)
{
	struct slice inner = d->params, word = d->word;
	size_t end;

	if (!inner.node || slice_trim(inner).n == 0) {
		fault(d, word, "a list needs the type of its elements; write list(text)");
		return;
	}
	if (d->f->list) {
		fault(d, word, "a list of lists is not supported; use list(json)");
		return;
	}
	d->f->list = true;
	inner = slice_trim(inner);
	end = head(d, inner);
	if (d->sound && end < inner.at + inner.n)
		fault(d, slice_trim(((struct slice){inner.node, end, inner.at + inner.n - end})),
		      "only a type can stand here; '!', '?' and a default belong behind the list");
}

/* The closing parenthesis of the one at *open, or `end`; *open is then what is not closed: it, or a
 * quote behind it. */
static size_t
closing(const char *text, size_t *open, size_t end)
{
	size_t quote = 0;
	int depth = 0;

	for (size_t i = *open; i < end; i++) {
		if (quote)
			quote = text[i] == text[quote] ? 0 : quote;
		else if (text[i] == '\'' || text[i] == '"')
			quote = i;
		else if (text[i] == '(')
			depth++;
		else if (text[i] == ')' && --depth == 0)
			return i;
	}
	*open = quote ? quote : *open;
	return end;
}

/* Reports a parenthesis, or a quote between two of them, that is not closed. */
static void
unclosed(struct draft *d, struct slice at)
{
	const char *cut = node_cut(d->p->source, at.node);

	if (at.node->text[at.at] == '(' || cut)
		fault(d, at, "this '%c' is not closed%s", at.node->text[at.at], cut ? cut : "");
	else
		fault(d, at,
		      "this quote is not closed; put a text that holds one in quotes of the "
		      "other kind");
}

/* Reads a type with its parameters; returns where it ends. */
static size_t
head(struct draft *d, struct slice s)
{
	const char *text = s.node->text, *word;
	size_t end = s.at + s.n, i = s.at, close;

	while (i < end && !strchr("(!?=[] \t\r\n", text[i]))
		i++;
	d->word = (struct slice){s.node, s.at, i - s.at};
	d->params.node = NULL;
	word = slice_text(d->p->arena, d->word);
	close = i + strspn(text + i, " \t\r\n");
	if (close < end && text[close] == '(') {
		i = close;
		close = closing(text, &i, end);
		if (close == end) {
			unclosed(d, (struct slice){s.node, i, 1});
			return end;
		}
		d->params = (struct slice){s.node, i + 1, close - i - 1};
		i = close + 1;
	}
	if (strcmp(word, "list") == 0) {
		list_read(d);
	} else if (strcmp(word, "enum") == 0) {
		d->f->type = &type_enum;
		enum_read(d);
	} else if (strcmp(word, "ref") == 0) {
		d->f->type = &type_ref;
		target_read(d);
	} else if (type_find(word)) {
		d->f->type = type_find(word);
		params_read(d);
	} else if (s.n == 0) {
		fault(d, s, "the type is missing; write 'text'");
	} else if (d->word.n == 0) {
		fault(d, s, "a type is missing before '%s'", slice_text(d->p->arena, s));
	} else {
		unknown(d, word);
	}
	return i;
}

/* What stands behind a type and is neither of ! ? = */
static void
tail(struct draft *d, struct slice s)
{
	static const struct {
		const char *word, *form;
	} open[] = {
	        {"ref", "ref(Entity)"}, {"list", "list(text)"}, {"enum", "enum(first, second)"}};
	const char *text = slice_text(d->p->arena, s);

	for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
		if (strncasecmp(text, tails[i].words, strlen(tails[i].words)) == 0) {
			fault(d, s, "unexpected '%s' behind the type; %s", text, tails[i].cure);
			return;
		}
	for (size_t i = 0; i < sizeof open / sizeof open[0] && !d->params.node; i++)
		if (strcmp(slice_text(d->p->arena, d->word), open[i].word) == 0) {
			fault(d, s, "unexpected '%s' behind the type; write %s", text,
			      open[i].form);
			return;
		}
	if (strncmp(text, "[]", 2) == 0 && d->f->list)
		fault(d, s, "a list of lists is not supported; use list(json)");
	else if (strncmp(text, "[]", 2) == 0)
		fault(d, s, "unexpected '[]' behind the type; write list(%s)",
		      slice_text(d->p->arena, slice_trim((struct slice){s.node, d->word.at,
		                                                        s.at - d->word.at})));
	else
		fault(d, s, "unexpected '%s' behind the type", text);
}

/* One of `!` and `?`; the first of many tells the place. */
static void
mark(struct draft *d, struct slice s)
{
	struct said *said = s.node->text[s.at] == '!' ? &d->required : &d->nullable;

	if (!said->node)
		*said = (struct said){s.node, slice_span(d->p, s)};
}

/* The default's text, and a `!` behind it. */
static void
value_read(struct draft *d, struct slice s)
{
	const char *text = s.node->text;

	for (s = slice_trim(s); s.n && strchr("!?", text[s.at + s.n - 1]); s = slice_trim(s)) {
		struct slice last = {s.node, s.at + --s.n, 1};

		if (text[last.at] == '?' && text[s.at] != '\'' && text[s.at] != '"') {
			fault(d, last, "write '?' before the default, or the default in quotes");
			return;
		}
		mark(d, last);
	}
	d->value = s;
}

void
spec_read(struct draft *d, const struct node *n)
{
	struct slice all = slice_trim((struct slice){n, 0, strlen(n->text)});
	size_t i = head(d, all), end = all.at + all.n;

	for (; d->sound && i < end; i++) {
		char c = n->text[i];

		if (c == '!' || c == '?')
			mark(d, (struct slice){n, i, 1});
		else if (c == '=') {
			value_read(d, (struct slice){n, i + 1, end - i - 1});
			if (d->sound && d->value.n == 0)
				fault(d, ((struct slice){n, i, 1}),
				      "the default is missing; if it begins with '#', put the "
				      "whole in double quotes");
			return;
		} else if (!strchr(" \t\r\n", c)) {
			tail(d, (struct slice){n, i, end - i});
			return;
		}
	}
}
