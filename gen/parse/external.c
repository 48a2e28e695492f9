/* The key external_tables of specql.yaml. */
#include "base/arena.h"
#include "base/str.h"
#include "model/name.h"
#include "parse/project.h"
#include "parse/settings.h"

#include <string.h>

static const char *const key_type_words[] = {"integer", "bigint", "uuid", NULL};
static const char *const key_types[] = {"INTEGER", "BIGINT", "UUID"};

struct external_pairs {
	const struct pair *table, *key, *key_type;
};

static const struct key external_keys[] = {
        {"table", FORM_TEXT, .required = true, KEY_STORE(external_pairs, table)},
        {"key", FORM_NAME, KEY_STORE(external_pairs, key)},
        {"key_type", FORM_WORD, .words = key_type_words, KEY_STORE(external_pairs, key_type)},
        {0},
};

/* Adds the table that a text schema.table names. */
static void
external_add(struct parse *p, const struct node *name, const struct external_pairs *pairs)
{
	struct options *o = &p->project->options;
	const char *dot = strchr(name->text, '.');
	const char *schema =
	        dot ? arena_strndup(p->arena, name->text, (size_t)(dot - name->text)) : "";

	if (!name_valid(schema) || !name_valid(dot + 1)) {
		setting_fault(
		        p, name,
		        arena_printf(p->arena, "'%s' is no table; write schema.table", name->text));
		return;
	}
	for (size_t i = 0; i < o->nexternal_tables; i++)
		if (strcmp(o->external_tables[i].schema, schema) == 0 &&
		    strcmp(o->external_tables[i].table, dot + 1) == 0) {
			setting_fault(p, name, "this table stands here twice");
			return;
		}
	o->external_tables[o->nexternal_tables++] = (struct external_table){
	        .schema = schema,
	        .table = dot + 1,
	        .key = pairs->key ? pairs->key->value->text : NULL,
	        .key_type = key_types[pairs->key_type ? word_index(key_type_words,
	                                                           pairs->key_type->value->text)
	                                              : 0],
	};
}

void
external_tables_read(struct parse *p, const struct pair *pair)
{
	const struct node *list = pair->value, *item;

	if (too_many(p, list, "tables", SETTINGS_MAX))
		return;
	p->project->options.external_tables = arena_new(p->arena, struct external_table, list->n);
	for (size_t i = 0; i < list->n; i++) {
		struct external_pairs pairs = {0};

		item = list->items[i];
		if (item->kind == NODE_SCALAR)
			external_add(p, item, &pairs);
		else if (keys_read(p, item, item->at, "external table", external_keys, &pairs))
			external_add(p, pairs.table->value, &pairs);
	}
}
