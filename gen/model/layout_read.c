/* Objects as JSON by their layouts, read. */
#include "model/layout.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "model/name.h"
#include "model/pool.h"
#include "model/type.h"

#include <cjson/cJSON.h>
#include <string.h>

static void
pool_begin(void)
{
	cJSON_InitHooks(&(cJSON_Hooks){pool_alloc, pool_free});
}

struct reading {
	struct arena *arena;
	struct diag *diag;
	const struct source *source;
	bool failed;
};

static void read_object(struct reading *, const struct layout *, const cJSON *, char *object);

static void
fault(struct reading *in, const char *key, const char *what)
{
	if (!in->failed)
		error_in_file(in->diag, in->source->path, "'%s' must be %s", key, what);
	in->failed = true;
}

static const char *
read_text(struct reading *in, const char *key, const cJSON *json)
{
	if (cJSON_IsString(json))
		return arena_strdup(in->arena, json->valuestring);
	fault(in, key, "a string");
	return "";
}

static int
read_word(struct reading *in, const struct member *m, const cJSON *json)
{
	int i = cJSON_IsString(json) ? word_index(m->table, json->valuestring) : -1;

	if (i < 0)
		fault(in, m->key, "one of its words");
	return i < 0 ? 0 : i;
}

static const struct type *
read_type(struct reading *in, const char *key, const cJSON *json)
{
	const char *name = cJSON_IsString(json) ? json->valuestring : "";
	const struct type *type = strcmp(name, type_enum.name) == 0  ? &type_enum
	                          : strcmp(name, type_ref.name) == 0 ? &type_ref
	                                                             : type_find(name);

	if (!type)
		fault(in, key, "the name of a type");
	return type;
}

static void *
read_list(struct reading *in, const struct member *m, const cJSON *json, size_t *n)
{
	const struct layout *layout = m->table;
	size_t size = layout ? layout->size : sizeof(char *), i = 0;
	const cJSON *item;
	char *list;

	*n = 0;
	if (!cJSON_IsArray(json)) {
		fault(in, m->key, "an array");
		return NULL;
	}
	*n = (size_t)cJSON_GetArraySize(json);
	list = arena_alloc(in->arena, *n, size);
	cJSON_ArrayForEach(item, json)
	{
		if (layout)
			read_object(in, layout, item, list + i * size);
		else
			((const char **)(void *)list)[i] = read_text(in, m->key, item);
		i++;
	}
	return list;
}

static void read_member(struct reading *, const struct member *, const cJSON *, char *object);

static const char *
read_json(struct reading *in, const cJSON *json)
{
	char *text = cJSON_PrintUnformatted(json);
	const char *kept = arena_strdup(in->arena, text ? text : "null");

	cJSON_free(text);
	return kept;
}

static void *
read_map(struct reading *in, const struct member *m, const cJSON *json, size_t *n)
{
	const struct layout *layout = m->table;
	const struct layout rest = {layout->size, layout->members + 1};
	const cJSON *item;
	char *list, *to;

	*n = 0;
	if (!cJSON_IsObject(json)) {
		fault(in, m->key, "an object");
		return NULL;
	}
	list = to = arena_alloc(in->arena, (size_t)cJSON_GetArraySize(json), layout->size);
	cJSON_ArrayForEach(item, json)
	{
		*(const char **)(void *)to = arena_strdup(in->arena, item->string);
		if (*rest.members->key)
			read_object(in, &rest, item, to);
		else
			read_member(in, rest.members, item, to);
		to += layout->size;
		++*n;
	}
	return list;
}

static void
read_member(struct reading *in, const struct member *m, const cJSON *json, char *object)
{
	void *at = object + m->offset;
	const char *text;

	switch (m->form) {
	case MEMBER_NAME:
	case MEMBER_TEXT:
		text = read_text(in, m->key, json);
		if (m->form == MEMBER_NAME && !name_valid(text))
			fault(in, m->key, "an identifier");
		*(const char **)at = text;
		break;
	case MEMBER_JSON:
		*(const char **)at = read_json(in, json);
		break;
	case MEMBER_BOOL:
		if (!cJSON_IsBool(json))
			fault(in, m->key, "true or false");
		*(bool *)at = cJSON_IsTrue(json);
		break;
	case MEMBER_INT:
		if (!cJSON_IsNumber(json))
			fault(in, m->key, "a number");
		*(int *)at = json->valueint;
		break;
	case MEMBER_WORD:
		*(int *)at = read_word(in, m, json);
		break;
	case MEMBER_TYPE:
		*(const struct type **)at = read_type(in, m->key, json);
		break;
	case MEMBER_TEXTS:
	case MEMBER_OBJECTS:
		*(void **)at = read_list(in, m, json, (size_t *)(void *)(object + m->count));
		break;
	case MEMBER_MAP:
		*(void **)at = read_map(in, m, json, (size_t *)(void *)(object + m->count));
		break;
	case MEMBER_OBJECT:
		read_object(in, m->table, json, at);
		break;
	}
}

static bool
given(const struct member *m, const cJSON *json, const char *object)
{
	if (m->form == MEMBER_WORD)
		return cJSON_GetObjectItemCaseSensitive(json, m->key);
	return *(const void *const *)(const void *)(object + m->offset);
}

/* Members that are not there keep the value that the object has. */
static void
read_object(struct reading *in, const struct layout *layout, const cJSON *json, char *object)
{
	const struct member *m = layout->members;
	const cJSON *value;

	if (!cJSON_IsObject(json)) {
		fault(in, "…", "an object");
		return;
	}
	/* What we wrote has the members in the order of the layout, so most are found at once. */
	cJSON_ArrayForEach(value, json)
	{
		for (const struct member *from = m; value->string; from = layout->members) {
			for (m = from; m->key && strcmp(m->key, value->string) != 0; m++)
				;
			if (m->key || from == layout->members)
				break;
		}
		if (m->key && cJSON_IsNull(value) && m->always)
			m++;
		else if (m->key)
			read_member(in, m++, value, object);
		else
			m = layout->members;
	}
	for (m = layout->members; m->key; m++)
		if (m->needed && !given(m, json, object))
			fault(in, m->key, "given");
}

struct document {
	struct reading in;
	cJSON *json;
};

struct document *
layout_parse(struct arena *a, struct diag *d, const struct source *source)
{
	struct document *doc = arena_new(a, struct document, 1);

	doc->in = (struct reading){.arena = a, .diag = d, .source = source};
	pool_begin();
	doc->json = cJSON_ParseWithLength(source->text, source->len);
	if (doc->json)
		return doc;
	pool_end();
	error_in_file(d, source->path, "this is no JSON; delete it and build again");
	return NULL;
}

bool
layout_read(struct document *doc, const struct layout *layout, void *object)
{
	read_object(&doc->in, layout, doc->json, object);
	return !doc->in.failed;
}

const char *
layout_text(const struct document *doc, const char *key)
{
	return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(doc->json, key));
}

int
layout_number(const struct document *doc, const char *key)
{
	const cJSON *number = cJSON_GetObjectItemCaseSensitive(doc->json, key);

	return cJSON_IsNumber(number) ? number->valueint : 0;
}

void
layout_end(struct document *doc)
{
	doc->json = NULL;
	pool_end();
}
