/* Reads a field: a type string, or a mapping. */
#include "parse/draft.h"
#include "parse/tables.h"
#include "base/arena.h"
#include "expr/pattern.h"
#include "expr/regex.h"
#include "parse/decimal.h"
#include "model/name.h"

#include <stdlib.h>
#include <string.h>

struct field_pairs {
	const struct pair *type, *nullable, *required, *unique, *value, *description, *schema,
	        *index, *values, *entity, *min, *max, *min_length, *max_length, *pattern,
	        *on_delete;
};

static const char *const index_words[] = {"true", "false",    "btree", "hash",
                                          "gin",  "gin_trgm", "gist",  NULL};

#define AT(member) KEY_STORE(field_pairs, member)
const struct key field_keys[] = {
        {.name = "type", .form = FORM_TEXT, AT(type)},
        {.name = "nullable", .form = FORM_BOOLEAN, AT(nullable)},
        {.name = "required", .form = FORM_BOOLEAN, AT(required)},
        {.name = "unique", .form = FORM_BOOLEAN, AT(unique)},
        {.name = "default", .form = FORM_FREE, AT(value)},
        {.name = "description", .form = FORM_TEXT, AT(description)},
        {.name = "schema", .form = FORM_NAME, AT(schema)},
        {.name = "index", .form = FORM_WORD, .words = index_words, AT(index)},
        {.name = "values", .form = FORM_TEXTS, AT(values)},
        {.name = "entity", .form = FORM_TEXT, AT(entity)},
        {.name = "min", .form = FORM_TEXT, AT(min)},
        {.name = "max", .form = FORM_TEXT, AT(max)},
        {.name = "min_length", .form = FORM_COUNT, AT(min_length)},
        {.name = "max_length", .form = FORM_COUNT, AT(max_length)},
        {.name = "pattern", .form = FORM_TEXT, AT(pattern)},
        {.name = "on_delete", .form = FORM_TEXT, AT(on_delete)},
        {.name = NULL},
};

static struct slice
whole(const struct node *n)
{
	return slice_trim((struct slice){n, 0, strlen(n->text)});
}

/* A fault at the value of a key. */
#define fault_at(d, pair, ...) \
	fault(d, ((struct slice){(pair)->value, 0, strlen((pair)->value->text)}), __VA_ARGS__)
/* A fault at the key itself. */
#define fault_key(d, pair, ...) \
	fault(d, ((struct slice){(pair)->key, 0, strlen((pair)->key->text)}), __VA_ARGS__)

/* The value of the key `default`; at: where it is said. */
static void
give(struct draft *d, const struct node *value, const struct node *at)
{
	if (!d->value.node) {
		d->given = value;
		return;
	}
	error_at(d->p->diag, d->p->source, at->at,
	         "the default is in the type already; write it once");
	d->sound = false;
}

static bool
truth(const struct pair *pair)
{
	bool value = false;

	return pair && boolean_word(pair->value->text, &value) && value;
}

/* `required: true` and `nullable: false` say the same. */
static void
read_nullability(struct draft *d, const struct field_pairs *pairs)
{
	const struct pair *r = pairs->required, *n = pairs->nullable;

	if (r && n && truth(r) == truth(n)) {
		fault_at(d, n, "'nullable: %s' contradicts 'required: %s'", n->value->text,
		         r->value->text);
		note_at(d->p->diag, d->p->source, r->key->at, "'required' is here");
	}
	if (r)
		*(truth(r) ? &d->required : &d->nullable) = (struct said){r->value, r->key->at};
	if (n)
		*(truth(n) ? &d->nullable : &d->required) = (struct said){n->value, n->key->at};
}

static void
read_values(struct draft *d, const struct pair *pair)
{
	if (d->f->type != &type_enum)
		fault_key(d, pair, "'values' belongs to an enum; write 'type: enum'");
	else if (d->f->nvalues)
		fault_key(d, pair, "the values are in the type already; write them once");
	else
		for (size_t i = 0; i < pair->value->n && i <= VALUES_MAX; i++) {
			const struct node *n = pair->value->items[i];

			/* Blanks in quotes are meant; the end of a block's line is not. */
			value_add(d, n->block ? whole(n) : (struct slice){n, 0, strlen(n->text)},
			          true);
		}
}

static void
read_target(struct draft *d, const struct field_pairs *pairs)
{
	const struct pair *e = pairs->entity, *s = pairs->schema, *o = pairs->on_delete;

	if (d->f->type != &type_ref) {
		if (e || s || o)
			fault_key(d,
			          e   ? e
			          : s ? s
			              : o,
			          "'%s' belongs to a ref; write 'type: ref(Entity)'",
			          (e   ? e
			           : s ? s
			               : o)
			                  ->key->text);
		return;
	}
	if (e && d->f->nrefs)
		fault_key(d, e, "the entity is in the type already; write it once");
	else if (e)
		target_add(d, whole(e->value));
	for (size_t i = 0; s && i < d->f->nrefs; i++) {
		if (d->f->refs[i].schema && strcmp(d->f->refs[i].schema, s->value->text) != 0)
			fault_at(d, s, "the type says schema '%s'", d->f->refs[i].schema);
		else
			d->f->refs[i].schema = s->value->text;
	}
	if (o && d->on_delete.node)
		fault_key(d, o, "'on_delete' is in the type already; write it once");
	else if (o)
		on_delete_read(d, whole(o->value));
}

static const char *
read_bound(struct draft *d, const struct pair *pair, const char *had, struct said *at)
{
	const char *text = pair->value->text;

	if (d->f->type->value != VALUE_NUMBER)
		fault_key(d, pair, "'%s' belongs to a number; this is '%s'%s", pair->key->text,
		          d->f->type->name,
		          d->f->type->value == VALUE_TEXT ? "; did you mean the length?" : "");
	else if (had)
		fault_key(d, pair, "the range is in the type already; write it once");
	else if (!decimal_valid(text))
		fault_at(d, pair, "'%s' must be a number, not '%s'", pair->key->text, text);
	else {
		*at = (struct said){pair->value, pair->value->at};
		return decimal_plain(d->p->arena, text);
	}
	return had;
}

static void
read_length(struct draft *d, const struct pair *pair, int least, int *length)
{
	if (d->f->type->value != VALUE_TEXT || d->f->type == &type_enum)
		fault_key(d, pair, "'%s' belongs to a text; this is '%s'", pair->key->text,
		          d->f->type->name);
	else if (*length)
		fault_key(d, pair, "the length is in the type already; write it once");
	else if (atoi(pair->value->text) < least || atoi(pair->value->text) > LONGEST_TEXT)
		fault_at(d, pair, "'%s' must be from %d to %d", pair->key->text, least,
		         LONGEST_TEXT);
	else
		*length = atoi(pair->value->text);
}

static void
read_pattern(struct draft *d, const struct pair *pair)
{
	const char *text = pair->value->text, *why;
	size_t at;

	if (d->f->type->value != VALUE_TEXT || d->f->type == &type_enum) {
		fault_key(d, pair, "'pattern' belongs to a text; this is '%s'", d->f->type->name);
	} else if (d->f->type->pattern) {
		fault_key(d, pair, "'%s' has a pattern of its own; write 'type: text'",
		          d->f->type->name);
	} else if ((why = regex_fault(text, &at))) {
		fault(d, ((struct slice){pair->value, at, at < strlen(text)}), "%s", why);
	} else {
		d->f->pattern = pattern_anchored(d->p->arena, text);
	}
}

/* What the mapping form says beyond its type. */
static void
read_pairs(struct draft *d, const struct field_pairs *pairs)
{
	struct field *f = d->f;

	if (pairs->values)
		read_values(d, pairs->values);
	read_target(d, pairs);
	if (pairs->min)
		f->min = read_bound(d, pairs->min, f->min, &d->least);
	if (pairs->max)
		f->max = read_bound(d, pairs->max, f->max, &d->greatest);
	if (pairs->min_length)
		read_length(d, pairs->min_length, 0, &f->min_length);
	if (pairs->max_length)
		read_length(d, pairs->max_length, 1, &f->max_length);
	if (f->max_length && f->min_length > f->max_length)
		fault_key(d, pairs->min_length ? pairs->min_length : pairs->max_length,
		          "the least length is above the greatest");
	if (pairs->pattern)
		read_pattern(d, pairs->pattern);
	if (pairs->value)
		give(d, pairs->value->value, pairs->value->key);
	f->unique = truth(pairs->unique);
}

/* `type: enum` with `values`, `type: ref` with `entity`; the type may be left out beside these. */
static void
read_type(struct draft *d, const struct node *n, const struct field_pairs *pairs)
{
	if (pairs->type)
		spec_read(d, pairs->type->value);
	else if (pairs->values)
		d->f->type = &type_enum;
	else if (pairs->entity)
		d->f->type = &type_ref;
	else if (!node_get(n, "type")) {
		error_at(d->p->diag, d->p->source, d->f->at, "field '%s' needs the key 'type'",
		         d->f->name);
		d->sound = false;
	}
}

static void
read_mapping(struct draft *d, const struct node *n)
{
	struct field_pairs pairs = {0};

	if (!keys_read(d->p, n, n->at, "field", field_keys, &pairs))
		d->sound = false;
	if (pairs.description)
		d->f->description = pairs.description->value->text;
	read_type(d, n, &pairs);
	read_nullability(d, &pairs);
	if (!d->f->type || !d->sound)
		return;
	read_pairs(d, &pairs);
	if (d->sound && pairs.index)
		index_choose(d, pairs.index);
}

void
field_read(struct parse *p, const struct pair *pair, struct field *f)
{
	struct draft d = {.p = p, .f = f, .sound = true};
	const struct node *n = pair->value;

	if (node_null(n))
		fault_key(&d, pair, "field '%s' has no type; write '%s: text'", f->name, f->name);
	else if (n->kind == NODE_SCALAR)
		spec_read(&d, n);
	else if (n->kind == NODE_MAPPING)
		read_mapping(&d, n);
	else
		d.sound = wrong_kind(p, n, f->name, "a type or a mapping");
	if (d.sound)
		field_complete(&d);
	if (!d.sound) {
		f->faulty = true;
		f->type = f->type ? f->type : type_find("text");
	}
}

bool
type_read(struct parse *p, const struct node *n, const struct node *value, struct field *f)
{
	struct draft d = {.p = p, .f = f, .sound = true};

	f->column = name_snake(p->arena, f->name);
	d.index_said = true;
	spec_read(&d, n);
	if (d.sound && d.on_delete.node) {
		error_at(p->diag, p->source, d.on_delete.at,
		         "on_delete is for fields of an entity; '%s' is stored in no table, so "
		         "leave "
		         "it out",
		         f->name);
		d.sound = false;
	}
	if (value)
		give(&d, value, value);
	if (d.sound && f->type)
		field_complete(&d);
	return d.sound && f->type;
}
