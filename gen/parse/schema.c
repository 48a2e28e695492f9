/* The JSON Schema of entity files, from the tables of keys. What only a reader knows is left open:
 * the parser is the judge. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "parse/tables.h"

#include <string.h>

struct writer {
	struct strbuf *out;
	bool inner; /* inside of entity: */
};

static void object(struct writer *, const struct key *, bool open);

/* Truth values as authors write them, beyond those that YAML knows: in any case of letters. */
#define TRUE_WORDS "[Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Oo][Nn]"
#define FALSE_WORDS "[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|[Oo][Ff][Ff]"
#define SPELLED(words) "{\"type\": \"string\", \"pattern\": \"^(" words ")$\"}"

static void
words(struct writer *w, const char *const *all)
{
	bool no = word_index(all, "false") >= 0, yes = word_index(all, "true") >= 0;

	str_add(w->out, no ? "{\"anyOf\": [{\"enum\": [" : "{\"enum\": [");
	for (size_t i = 0; all[i]; i++) {
		str_add(w->out, i ? ", " : "");
		/* YAML reads these as truth values. */
		if (strcmp(all[i], "false") == 0 || strcmp(all[i], "true") == 0)
			str_addf(w->out, "%s, ", all[i]);
		quote_json(w->out, all[i]);
	}
	str_add(w->out, "]}");
	if (no)
		str_addf(w->out, ", %s]}",
		         yes ? SPELLED(TRUE_WORDS "|" FALSE_WORDS) : SPELLED(FALSE_WORDS));
}

/* `entity: True` is an entity of that name. */
#define NAME "{\"type\": [\"string\", \"boolean\"]}"
#define TEXT "{\"type\": [\"string\", \"number\", \"boolean\"]}"

static void
value(struct writer *w, const struct key *k)
{
	static const char *const forms[] = {
	        [FORM_FREE] = "true",
	        [FORM_ANY] = "{\"not\": {\"type\": \"null\"}}",
	        [FORM_TEXT] = TEXT,
	        [FORM_NAME] = TEXT,
	        [FORM_FIELD] = TEXT,
	        [FORM_BOOLEAN] = "{\"anyOf\": [{\"type\": \"boolean\"}, " SPELLED(
	                TRUE_WORDS "|" FALSE_WORDS) "]}",
	        [FORM_COUNT] = "{\"anyOf\": [{\"type\": \"integer\", \"minimum\": 0}, " SPELLED(
	                "[0-9]{1,9}") "]}",
	        [FORM_LIST] = "{\"type\": \"array\"}",
	        [FORM_TEXTS] = "{\"type\": \"array\", \"items\": " TEXT "}",
	        [FORM_FIELDS] = "{\"type\": \"array\", \"items\": " TEXT ", \"minItems\": 1}",
	};

	if (k->form == FORM_WORD) {
		words(w, k->words);
	} else if (k->form == FORM_MAPPING && k->keys) {
		object(w, k->keys, false);
	} else if (k->form == FORM_MAPPING) {
		str_add(w->out, "{\"type\": \"object\"}");
	} else if (k->form == FORM_MAPPINGS) {
		str_add(w->out, "{\"type\": \"array\", \"items\": ");
		object(w, k->keys, false);
		str_add(w->out, "}");
	} else {
		str_add(w->out, forms[k->form]);
	}
}

/* Keys whose values have readers of their own, and what these take. */
static bool
defined(struct writer *w, const char *name)
{
	static const struct {
		const char *name, *schema;
	} all[] = {
	        {"fields",
	         "{\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/$defs/field\"}}"},
	        {"actions", "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/action\"}}"},
	        {"indexes", "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/index\"}}"},
	        {"unique_constraints",
	         "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/unique\"}}"},
	        {"unique_together",
	         "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/unique\"}}"},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(all[i].name, name) == 0) {
			str_add(w->out, all[i].schema);
			return true;
		}
	return false;
}

static void
properties(struct writer *w, const struct key *keys, bool root)
{
	for (const struct key *k = keys; k->name; k++) {
		str_add(w->out, k == keys ? "" : ", ");
		quote_json(w->out, k->name);
		str_add(w->out, ": ");
		if (keys == action_keys && strcmp(k->name, "steps") == 0)
			str_add(w->out,
			        "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/step\"}}");
		else if (!root || !defined(w, k->name))
			value(w, k);
	}
}

static void
object(struct writer *w, const struct key *keys, bool open)
{
	bool any = false;

	str_add(w->out, "{\"type\": \"object\", \"properties\": {");
	properties(w, keys, false);
	str_add(w->out, "}");
	for (const struct key *k = keys; k->name; k++) {
		if (!k->required)
			continue;
		str_add(w->out, any ? ", " : ", \"required\": [");
		quote_json(w->out, k->name);
		any = true;
	}
	str_add(w->out, any ? "]" : "");
	str_add(w->out, open ? "}" : ", \"additionalProperties\": false}");
}

/* A step has one of the keys that tell it; which others go with it, its reader knows. */
static void
step(struct writer *w)
{
	const char *name;

	str_add(w->out, "{\"type\": \"object\", \"anyOf\": [");
	for (size_t i = 0; step_keys(i, &name); i++) {
		str_add(w->out, i ? ", " : "");
		str_add(w->out, "{\"required\": [");
		quote_json(w->out, name);
		str_add(w->out, "]}");
	}
	str_add(w->out, "]}");
}

static void
definition(struct writer *w, const char *name, const char *also, const struct key *keys)
{
	str_addf(w->out, "\"%s\": ", name);
	if (also)
		str_addf(w->out, "{\"anyOf\": [%s, ", also);
	object(w, keys, false);
	str_add(w->out, also ? "]},\n" : ",\n");
}

void
schema_write(struct strbuf *out)
{
	struct writer w = {out, false};

	str_add(out, "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
	             "\"$id\": \"specql.entity.v1\",\n\"title\": \"Entity file\",\n"
	             "\"description\": \"Keys and forms of an entity file. The parser checks more "
	             "than that.\",\n"
	             "\"type\": \"object\", \"required\": [\"entity\"], \"additionalProperties\": "
	             "false,\n"
	             "\"properties\": {\"entity\": {\"anyOf\": [" NAME ", {\"$ref\": "
	             "\"#/$defs/entity\"}]}, ");
	properties(&w, entity_keys, true);
	str_add(out,
	        "},\n\"$defs\": {\n\"entity\": {\"type\": \"object\", \"required\": [\"name\"], "
	        "\"additionalProperties\": false, \"properties\": {\"name\": " NAME ", ");
	properties(&w, entity_keys, true);
	str_add(out, "}},\n");
	definition(&w, "field", TEXT, field_keys);
	definition(&w, "action", NULL, action_keys);
	definition(&w, "index", NULL, index_keys);
	definition(&w, "unique", TEXT ", {\"type\": \"array\"}", unique_keys);
	str_add(out, "\"step\": ");
	step(&w);
	str_add(out, "\n}\n}\n");
}
