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

static bool
same_target(const struct ref *a, const struct ref *b)
{
	return strcmp(a->entity, b->entity) == 0 &&
	       strcmp(a->schema ? a->schema : "", b->schema ? b->schema : "") == 0;
}

/* [schema.]Entity */
void
target_add(struct draft *d, struct slice s)
{
	struct arena *a = d->p->arena;
	struct field *f = d->f;
	const char *text = slice_text(a, s), *dot = strchr(text, '.');
	struct ref r = {.at = slice_span(d->p, s), .entity = text};

	if (dot) {
		r.schema = arena_strndup(a, text, (size_t)(dot - text));
		r.entity = dot + 1;
	}
	if (f->nrefs == TARGETS_MAX)
		fault(d, s, "a ref has at most %d targets", TARGETS_MAX);
	else if (s.n == 0)
		fault(d, d->word.node ? d->word : s, "this ref names no entity; write ref(Entity)");
	else if (strchr(r.entity, '.'))
		fault(d, s, "'%s' has too many parts; write Entity or schema.Entity", text);
	else if (!name_valid(r.entity) || (r.schema && !name_valid(r.schema)))
		fault(d, s, "'%s' is no name of an entity; write Entity or schema.Entity", text);
	else if (strlen(r.entity) > NAME_MAX_BYTES)
		fault(d, s, "the entity's name has %zu bytes; at most %d are allowed",
		      strlen(r.entity), NAME_MAX_BYTES);
	else {
		for (size_t i = 0; i < f->nrefs; i++)
			if (same_target(&f->refs[i], &r)) {
				fault(d, s, "the ref has '%s' twice", text);
				return;
			}
		f->refs = arena_grown(a, f->refs, f->nrefs, sizeof r);
		f->refs[f->nrefs++] = r;
	}
}

void
on_delete_read(struct draft *d, struct slice s)
{
	const char *text = slice_text(d->p->arena, s), *near;
	int word = word_index(on_delete_names, text);

	d->on_delete = (struct said){s.node, slice_span(d->p, s)};
	for (size_t i = 0; word >= 0 && i < d->f->nrefs; i++)
		d->f->refs[i].on_delete = (enum on_delete)word;
	if (word >= 0)
		return;
	near = suggest(d->p, text, on_delete_names);
	if (near)
		fault(d, s, "unknown on_delete '%s'; did you mean '%s'?", text, near);
	else
		fault(d, s, "on_delete must be restrict, cascade or set_null, not '%s'", text);
}

/* on_delete: cascade, or with '='. */
static void
option_read(struct draft *d, struct slice s)
{
	const char *text = slice_text(d->p->arena, s);
	size_t word = strcspn(text, ":= \t\r\n"), gap = word + strspn(text + word, " \t\r\n");

	if (strncmp(text, "many", word) == 0 && word == strlen("many"))
		fault(d, s, "'%s' is no option of a ref; write list(ref(Entity)) for any number",
		      text);
	else if (strncmp(text, "on_delete", word) != 0 || word != strlen("on_delete"))
		fault(d, s,
		      "'%s' is no option of a ref; write on_delete: cascade, set_null or restrict",
		      text);
	else if (text[gap] != ':' && text[gap] != '=')
		fault(d, s,
		      "on_delete has no value; write on_delete: cascade, set_null or restrict");
	else if (d->on_delete.node)
		fault(d, s, "on_delete is said twice");
	else
		on_delete_read(d,
		               slice_trim((struct slice){s.node, s.at + gap + 1, s.n - gap - 1}));
}

static void
ref_read(struct draft *d)
{
	struct slice *parts, *targets;
	size_t n, ntargets;

	if (!d->params.node)
		return; /* `entity` may name it */
	parts = slice_split(d->p->arena, d->params, ',', &n);
	targets = slice_split(d->p->arena, parts[0], '|', &ntargets);
	for (size_t i = 0; i < ntargets && i <= TARGETS_MAX; i++)
		target_add(d, targets[i]);
	for (size_t i = 1; i < n && i <= TARGETS_MAX; i++)
		option_read(d, parts[i]);
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

/* The closing parenthesis of the one at `open`, or `end`. */
static size_t
closing(const char *text, size_t open, size_t end)
{
	int depth = 0;
	char quote = 0;

	for (size_t i = open; i < end; i++) {
		if (quote)
			quote = text[i] == quote ? 0 : quote;
		else if (text[i] == '\'' || text[i] == '"')
			quote = text[i];
		else if (text[i] == '(')
			depth++;
		else if (text[i] == ')' && --depth == 0)
			return i;
	}
	return end;
}

/* Reads a type with its parameters; returns where it ends. */
static size_t
head(struct draft *d, struct slice s)
{
	const char *text = s.node->text, *word, *cut;
	size_t end = s.at + s.n, i = s.at, close;

	while (i < end && !strchr("(!?=[] \t\r\n", text[i]))
		i++;
	d->word = (struct slice){s.node, s.at, i - s.at};
	d->params.node = NULL;
	word = slice_text(d->p->arena, d->word);
	close = i + strspn(text + i, " \t\r\n");
	if (close < end && text[close] == '(') {
		i = close;
		close = closing(text, i, end);
		if (close == end) {
			cut = node_cut(d->p->source, s.node);
			fault(d, ((struct slice){s.node, i, 1}), "this '(' is not closed%s",
			      cut ? cut : "");
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
		ref_read(d);
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

/* The default's text, and a `!` behind it. */
static void
value_read(struct draft *d, struct slice s)
{
	const char *text = s.node->text;
	struct slice last;

	s = slice_trim(s);
	while (s.n > 0 && (text[s.at + s.n - 1] == '!' || text[s.at + s.n - 1] == '?')) {
		last = (struct slice){s.node, s.at + s.n - 1, 1};
		if (text[last.at] == '?' && text[s.at] != '\'' && text[s.at] != '"') {
			fault(d, last, "write '?' before the default, or the default in quotes");
			return;
		}
		*(text[last.at] == '!' ? &d->required : &d->nullable) =
		        (struct said){s.node, slice_span(d->p, last)};
		s.n--;
		s = slice_trim(s);
	}
	d->value = s;
}

void
spec_read(struct draft *d, const struct node *n)
{
	struct slice all = slice_trim((struct slice){n, 0, strlen(n->text)}), rest;
	size_t i = head(d, all), end = all.at + all.n;

	for (; d->sound && i < end; i++) {
		const char *c = &n->text[i];

		rest = slice_trim((struct slice){n, i, end - i});
		if (*c == '!')
			d->required = (struct said){n, node_span(d->p->source, n, i, 1)};
		else if (*c == '?')
			d->nullable = (struct said){n, node_span(d->p->source, n, i, 1)};
		else if (*c == '=') {
			value_read(d, (struct slice){n, i + 1, end - i - 1});
			if (d->sound && d->value.n == 0)
				fault(d, ((struct slice){n, i, 1}),
				      "the default is missing; if it begins with '#', put the "
				      "whole in double quotes");
			return;
		} else if (!strchr(" \t\r\n", *c)) {
			tail(d, rest);
			return;
		}
	}
}
