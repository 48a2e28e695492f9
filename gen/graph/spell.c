#include "graph/spell.h"
#include "base/arena.h"
#include "base/str.h"
#include "graph/place.h"
#include "graph/rules.h"

#include <stdlib.h>
#include <string.h>

/* The number of a layer's folder. */
static int
number(const struct kind *k)
{
	return (int)strcspn(k->folder, "_");
}

/* Whether no kind before writes to the same folder. */
static bool
first(const struct kind *kind)
{
	const struct kind *k = kinds;

	while (strcmp(k->folder, kind->folder) != 0)
		k++;
	return k == kind;
}

/* The letter of a kind that makes a file for each entity and is not SQL, in the
 * order of kinds.def. */
static char
letter(const struct kind *kind)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	size_t i = 0;

	for (const struct kind *k = kinds; k != kind; k++)
		i += k->group != SQL && k->scope == ENTITY;
	return i < sizeof letters - 1 ? letters[i] : '\0';
}

void
spell_stem(struct strbuf *out, const struct shapes *s, const struct shape *shape)
{
	static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	char name[16], *c = name + sizeof name - 1;
	size_t i = (size_t)(shape - s->v);

	*c = '\0';
	do
		*--c = digits[i % 36];
	while (i /= 36);
	str_addf(out, "$_%s", c);
}

static char
root_letter(const struct kind *k)
{
	return k->group == DOCS ? 'D' : 'F';
}

/* ---- variables ---- */

struct list
spell_schemas(struct arena *a, const struct shapes *s)
{
	struct list l = {0};

	for (size_t i = 0; i < s->n; i++)
		if (!l.n || strcmp(l.items[l.n - 1], s->v[i].schema) != 0)
			list_add(a, &l, s->v[i].schema);
	list_sort(&l);
	return l;
}

static size_t
schema_number(const struct list *schemas, const char *schema)
{
	const char **found =
	        bsearch(&schema, schemas->items, schemas->n, sizeof(*schemas->items), word_order);

	return (size_t)(found - schemas->items);
}

/* A folder, and those of the schemas in it. */
static void
root(struct arena *a, struct strbuf *out, char variable, const char *folder,
     const struct list *schemas)
{
	if (!folder)
		return;
	str_addf(out, "%c = ", variable);
	rules_path(a, out, folder);
	str_addc(out, '\n');
	for (size_t i = 0; i < schemas->n; i++)
		str_addf(out, "%c%zu = $%c/%s\n", variable, i, variable, schemas->items[i]);
}

void
spell_variables(struct arena *a, struct strbuf *out, const struct shapes *s,
                const struct list *schemas)
{
	const struct list none = {0};

	for (const struct kind *k = kinds; k->name; k++) {
		if (k->group != SQL || !first(k))
			continue;
		str_addf(out, "%.*s = ", number(k), k->folder);
		rules_path(a, out,
		           arena_printf(a, "%s/%s", s->bundled ? PLACE_PARTS : s->sql_folder,
		                        k->folder));
		str_addf(out, "\nk%.*s = $k/%s\n", number(k), k->folder, place_edge(s, k));
	}
	for (const struct kind *k = kinds; k->name; k++)
		if (k->group != SQL && k->scope == ENTITY && place_used(s, k, NULL) &&
		    place_first(s, k) && letter(k))
			str_addf(out, "k%c = $k/%s\n", letter(k), place_edge(s, k));
	root(a, out, 'B', s->bundled ? s->sql_folder : NULL, &none);
	root(a, out, 'F', place_root(s, IMPACTS), schemas);
	root(a, out, 'D', s->docs_folder, schemas);
	for (size_t i = 0; s->by_schema && i < schemas->n; i++)
		str_addf(out, "S%zu = %s\n", i, schemas->items[i]);
}

void
spell_stems(struct strbuf *out, const struct shapes *s, size_t i)
{
	struct strbuf name = STRBUF_INIT;

	spell_stem(&name, s, &s->v[i]);
	str_addf(out, "%s = %s\n", name.buf + 1, s->v[i].stem);
	str_free(&name);
}

void
spell_entity(struct strbuf *out, const struct shapes *s, const struct list *schemas,
             const struct shape *shape)
{
	size_t n = schema_number(schemas, shape->schema);
	const char *code = s->coded ? shape->code : "";
	const char *const folders[] = {s->frontend_folder ? "x = $F" : NULL,
	                               s->docs_folder ? "y = $D" : NULL};

	str_add(out, "e = ");
	if (s->by_schema)
		str_addf(out, "$S%zu/", n);
	spell_stem(out, s, shape);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (folders[i] && s->by_schema)
			str_addf(out, "\n%s/$e", folders[i]);
		else if (folders[i])
			str_addf(out, "\n%s%zu/$e", folders[i], n);
	str_addf(out, "\no = /%s%s$e.sql\n", code, *code ? "_" : "");
}

/* ---- paths ---- */

void
spell_path(struct strbuf *out, const struct shapes *s, const struct kind *k)
{
	if (k->scope == ENTITY && k->group == SQL) {
		str_addf(out, "$%.*s$o", number(k), k->folder);
	} else if (k->scope == ENTITY) {
		str_addf(out, "$%c.%s", k->group == DOCS ? 'y' : 'x', k->suffix);
	} else if (k->group == SQL && s->bundled) {
		str_addf(out, "$B/%s/app_%s.%s", k->folder, k->name, k->suffix);
	} else if (k->group == SQL) {
		str_addf(out, "$%.*s/app_%s.%s", number(k), k->folder, k->name, k->suffix);
	} else {
		str_addf(out, "$%c/%s", root_letter(k), k->suffix);
	}
}

void
spell_options(struct strbuf *out, const struct shapes *s, const struct kind *k)
{
	if (k->group == SQL && first(k))
		str_addf(out, "$k%.*s", number(k), k->folder);
	else if (k->group != SQL && k->scope == ENTITY && letter(k))
		str_addf(out, "$k%c", letter(k));
	else
		str_addf(out, "$k/%s", place_edge(s, k));
}

void
spell_path_of(struct strbuf *out, const struct shapes *s, const struct list *schemas,
              const struct kind *k, const struct shape *shape)
{
	const char *code = s->coded ? shape->code : "";

	if (k->group == SQL && s->by_schema)
		str_addf(out, "$%.*s/$S%zu/", number(k), k->folder,
		         schema_number(schemas, shape->schema));
	else if (k->group == SQL)
		str_addf(out, "$%.*s/%s%s", number(k), k->folder, code, *code ? "_" : "");
	else
		str_addf(out, "$%c%zu/", root_letter(k), schema_number(schemas, shape->schema));
	spell_stem(out, s, shape);
	str_addf(out, ".%s", k->suffix);
}
