#include "emit/script.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/name.h"

#include <string.h>

/* What JSON has a type of its own for, by the name in GraphQL. */
static const struct {
	const char *graphql, *type;
} plain[] = {
        {"String", "string"},
        {"Int", "number"},
        {"Float", "number"},
        {"Boolean", "boolean"},
};

static const char *
plain_type(const struct type *t)
{
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (strcmp(plain[i].graphql, t->graphql) == 0)
			return plain[i].type;
	return NULL;
}

bool
script_brings(size_t i)
{
	const struct type *t = type_at(i);

	if (!type_branded(t))
		return false;
	while (i-- > 0)
		if (type_branded(type_at(i)) && strcmp(type_at(i)->graphql, t->graphql) == 0)
			return false;
	return true;
}

const char *
script_type(struct arena *a, struct modules *m, const struct type *t)
{
	const char *type = plain_type(t);

	if (t->class == TYPE_COMPOSITE) {
		m->composite = true;
		return arena_printf(a, "composite.%s", t->name);
	}
	if (type)
		return type;
	return arena_printf(a, "api.%s", t->graphql);
}

const char *
script_present(const struct type *of, bool list, const char *type)
{
	return list || of->value != VALUE_JSON || of->class == TYPE_COMPOSITE ? type
	                                                                      : "api.Present";
}

/* Whether a name ends with one of the words behind a start. */
static bool
made_of(const char *name, const char *start, const char *const *ends)
{
	size_t n = strlen(start);

	return strncmp(name, start, n) == 0 && word_index(ends, name + n) >= 0;
}

/* Whether the module of the entity's types has the name already, but for that enum. */
static bool
type_taken(struct arena *a, const struct entity *e, const char *type, const char *name,
           const char *field)
{
	static const char *const own[] = {"Where", "OrderBy", NULL};
	static const char *const queries[] = {"Query", "QueryVariables", NULL};
	static const char *const actions[] = {"Input",    "Success",           "Returned",
	                                      "Error",    "ErrorCode",         "Result",
	                                      "Mutation", "MutationVariables", NULL};
	bool taken = api_like_validator(name) || made_of(name, type, own) ||
	             made_of(name, name_pascal(a, api_query(a, type)), queries) ||
	             made_of(name, name_pascal(a, api_list(a, type)), queries);

	for (size_t i = 0; !taken && i < e->nactions; i++)
		taken = made_of(name, api_action(a, &e->actions[i]), actions);
	for (size_t i = 0; !taken && i < e->nfields; i++) {
		struct arena_mark mark = arena_mark(a);

		taken = e->fields[i].nvalues && strcmp(e->fields[i].name, field) != 0 &&
		        strcmp(name + strlen(type), name_pascal(a, e->fields[i].name)) == 0;
		arena_release(a, mark);
	}
	return taken;
}

const char *
script_enum(struct arena *a, const struct options *o, const struct entity *e, const char *field)
{
	const char *type = api_type(a, o, e->schema, e->name);
	const char *name = arena_printf(a, "%s%s", type, name_pascal(a, field));

	while (type_taken(a, e, type, name, field))
		name = arena_printf(a, "%sValue", name);
	return name;
}

/* BookKeeper of book-keeper; NULL if that is no name. */
static const char *
member_name(struct arena *a, const char *value)
{
	char *word = arena_strdup(a, value);

	for (char *c = word; *c; c++)
		if (strchr(" -./", *c))
			*c = '_';
	return name_valid(word) && name_valid(name_pascal(a, word)) ? name_pascal(a, word) : NULL;
}

static bool
of_another(const char *const *values, const char *const *names, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (k != i && ((names[k] && strcmp(names[k], names[i]) == 0) ||
		               strcmp(values[k], names[i]) == 0))
			return true;
	return false;
}

const char **
script_members(struct arena *a, const char *const *values, size_t n)
{
	const char **names = arena_new(a, const char *, n), **keys = arena_new(a, const char *, n);

	for (size_t i = 0; i < n; i++)
		names[i] = member_name(a, values[i]);
	for (size_t i = 0; i < n; i++)
		keys[i] = names[i] && !of_another(values, names, n, i) ? names[i]
		                                                       : js_of(a, values[i]);
	return keys;
}

const char *
script_union(struct arena *a, const char *const *values, size_t n)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < n; i++) {
		str_add(&out, i ? " | " : "");
		quote_js(&out, values[i]);
	}
	return str_done(&out, a);
}

/* Of a text one line; what would end the comment does not, and @ts-ignore tells tsc nothing. */
static void
line(struct strbuf *out, const char *text, size_t n)
{
	static const char told[] = "@ts-";

	for (size_t i = 0; i < n; i++) {
		if ((text[i] == '/' && i && text[i - 1] == '*') ||
		    strncmp(text + i, told, strlen(told)) == 0)
			str_addc(out, '\\');
		str_addc(out, text[i]);
	}
}

const char *
script_doc(struct arena *a, const char *text, const char *indent)
{
	static const char blank[] = " \t\r\n";
	struct strbuf out = STRBUF_INIT;
	size_t n = text ? strlen(text) : 0;

	while (n && strchr(blank, text[n - 1]))
		n--;
	if (n == 0)
		return NULL;
	if (!memchr(text, '\n', n)) {
		str_addf(&out, "%s/** ", indent);
		line(&out, text, n);
		str_add(&out, " */\n");
		return str_done(&out, a);
	}
	str_addf(&out, "%s/**\n", indent);
	for (const char *end = text + n; text <= end;) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));

		stop = stop ? stop : end;
		str_addf(&out, "%s * ", indent);
		line(&out, text, (size_t)(stop - text));
		str_addc(&out, '\n');
		text = stop + 1;
	}
	str_addf(&out, "%s */\n", indent);
	return str_done(&out, a);
}
