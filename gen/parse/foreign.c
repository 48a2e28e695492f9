/* Reads the block foreign_keys. */
#include "base/arena.h"
#include "base/str.h"
#include "parse/index.h"
#include "parse/keys.h"
#include "model/name.h"

#include <string.h>

struct key_pairs {
	const struct pair *references, *on, *nullable, *description, *on_delete;
};

#define AT(member) KEY_STORE(key_pairs, member)
static const struct key keys[] = {
        {.name = "references", .form = FORM_TEXT, .required = true, AT(references)},
        {.name = "on", .form = FORM_NAME, AT(on)},
        {.name = "nullable", .form = FORM_BOOLEAN, AT(nullable)},
        {.name = "description", .form = FORM_TEXT, AT(description)},
        {.name = "on_delete", .form = FORM_WORD, .words = on_delete_names, AT(on_delete)},
        {.name = NULL},
};

/* schema.table */
static bool
table(struct parse *p, const struct node *n, struct foreign_key *k)
{
	const char *dot = strchr(n->text, '.');

	if (!dot || strchr(dot + 1, '.')) {
		error_at(p->diag, p->source, n->at, "'references' must be schema.table, not '%s'",
		         n->text);
		return false;
	}
	k->schema = arena_strndup(p->arena, n->text, (size_t)(dot - n->text));
	k->table = dot + 1;
	k->at = n->at;
	if (name_valid(k->schema) && name_valid(k->table) && strlen(k->schema) <= NAME_MAX_BYTES &&
	    strlen(k->table) <= NAME_MAX_BYTES)
		return true;
	error_at(p->diag, p->source, n->at, "'%s' is no name of a table; write schema.table",
	         n->text);
	return false;
}

static void
rest(struct parse *p, const struct key_pairs *pairs, struct foreign_key *k)
{
	bool nullable = true;

	k->key = pairs->on ? pairs->on->value->text : NULL;
	k->key_type = "INTEGER";
	if (pairs->description)
		k->description = pairs->description->value->text;
	if (pairs->nullable)
		boolean_read(p, pairs->nullable->value, "nullable", &nullable);
	k->required = !nullable;
	if (pairs->on_delete)
		k->on_delete =
		        (enum on_delete)word_index(on_delete_names, pairs->on_delete->value->text);
	if (k->required && k->on_delete == ON_DELETE_SET_NULL)
		error_at(p->diag, p->source, pairs->on_delete->value->at,
		         "on_delete set_null contradicts 'nullable: false'; use cascade or "
		         "restrict");
}

static bool
has_stem(const char *column, const char *stem)
{
	return column && strcmp(column_stem(column), stem) == 0;
}

/* fk_account is the column of account: ref(Account), and both keys would be called
 * tb_…_account_fkey. */
static bool
called_alike(struct parse *p, const struct node *key)
{
	const struct entity *e = p->entity;
	const char *stem = column_stem(key->text), *other = NULL;

	for (size_t i = 0; i < e->nfields && !other; i++)
		for (size_t j = 0; j < e->fields[i].nrefs && !e->fields[i].join_table; j++)
			if (has_stem(e->fields[i].refs[j].column, stem))
				other = e->fields[i].refs[j].column;
	for (size_t i = 0; i < e->nforeign_keys && !other; i++)
		if (has_stem(e->foreign_keys[i].column, stem))
			other = e->foreign_keys[i].column;
	if (other)
		error_at(
		        p->diag, p->source, key->at,
		        "the keys of the columns '%s' and '%s' would have one name; choose another "
		        "name",
		        other, key->text);
	return other;
}

/* The column must be its own: not that of a field, of a ref or of the table. */
static bool
column(struct parse *p, const struct node *key)
{
	const struct entity *e = p->entity;
	bool taken = strcmp(key->text, e->key) == 0 || name_of_system(key->text);
	const char *name;
	const struct type *type;

	if (!name_check(p, key, "column"))
		return false;
	for (const char *c = key->text; *c; c++)
		if (*c >= 'A' && *c <= 'Z') {
			error_at(p->diag, p->source, key->at,
			         "column '%s' has capitals; write '%s'", key->text,
			         name_snake(p->arena, key->text));
			return false;
		}
	for (size_t i = 0; i < e->nfields; i++) {
		const struct field *f = &e->fields[i];
		bool same = f->column && strcmp(f->column, key->text) == 0;

		for (size_t j = 0; j < f->nrefs; j++)
			same = same || (f->refs[j].column && !f->join_table &&
			                strcmp(f->refs[j].column, key->text) == 0);
		if (same) {
			error_at(p->diag, p->source, key->at,
			         "column '%s' is that of field '%s' already; choose another name",
			         key->text, f->name);
			note_at(p->diag, p->source, f->at, "the field is here");
			return false;
		}
	}
	for (size_t i = 0; !taken && column_always(e, i, &name, &type); i++)
		taken = name && strcmp(key->text, name) == 0;
	if (taken)
		error_at(p->diag, p->source, key->at,
		         "the table has a column '%s' already; choose another name", key->text);
	return !taken && !called_alike(p, key);
}

/* How many columns more a table may have. */
static size_t
room(const struct entity *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->nfields; i++)
		n += e->fields[i].nrefs ? e->fields[i].nrefs : 1;
	return n < FIELDS_MAX ? FIELDS_MAX - n : 0;
}

void
foreign_keys_read(struct parse *p, const struct pair *pair)
{
	struct entity *e = p->entity;
	const struct node *n = pair->value;

	if (too_many(p, n, "foreign keys", room(e)))
		return;
	e->foreign_keys = arena_new(p->arena, struct foreign_key, n->n);
	for (size_t i = 0; i < n->n; i++) {
		const struct node *key = n->pairs[i].key, *value = n->pairs[i].value;
		struct key_pairs pairs = {0};
		struct foreign_key k = {.column = key->text};

		if (value->kind != NODE_MAPPING) {
			wrong_kind(p, value, key->text, "a mapping: {references: schema.table}");
			continue;
		}
		if (!keys_read(p, value, key->at, "foreign key", keys, &pairs) || !column(p, key) ||
		    !table(p, pairs.references->value, &k))
			continue;
		rest(p, &pairs, &k);
		e->foreign_keys[e->nforeign_keys++] = k;
	}
}
