#include "model/json.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "model/layout.h"
#include "model/name.h"
#include "model/options.h"
#include "model/sound.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <string.h>

enum { MAX_BYTES = 64 * 1024 * 1024 };

static const struct {
	const char *name, *what;
	const struct layout *layout;
} formats[] = {
        [JSON_MODEL] = {"specql.model", "a model", &layout_model},
        [JSON_INTERFACE] = {"specql.interface", "an interface", &layout_interface},
};

/* ---- writing ---- */

static cJSON *write_object(const struct layout *, const char *object, const char *only);

/* The items of a list, NULL for an empty one. Without a layout they are texts. */
static cJSON *
write_list(const struct layout *layout, const char *items, size_t n)
{
	cJSON *list = n ? cJSON_CreateArray() : NULL;

	for (size_t i = 0; i < n; i++)
		cJSON_AddItemToArray(
		        list,
		        layout ? write_object(layout, items + i * layout->size, NULL)
		               : cJSON_CreateString(((const char *const *)(const void *)items)[i]));
	return list;
}

/* The value of a member, NULL for one that is left out. */
static cJSON *
write_member(const struct member *m, const char *object)
{
	const void *at = object + m->offset;
	const struct type *type;
	const char *text;
	size_t n = m->count ? *(const size_t *)(object + m->count) : 0;
	int number;

	switch (m->form) {
	case MEMBER_NAME:
	case MEMBER_TEXT:
		text = *(const char *const *)at;
		return text ? cJSON_CreateString(text) : NULL;
	case MEMBER_BOOL:
		return *(const bool *)at ? cJSON_CreateTrue() : NULL;
	case MEMBER_INT:
		number = *(const int *)at;
		return number ? cJSON_CreateNumber(number) : NULL;
	case MEMBER_WORD:
		number = *(const int *)at;
		return number || m->needed
		               ? cJSON_CreateString(((const char *const *)m->table)[number])
		               : NULL;
	case MEMBER_TYPE:
		type = *(const struct type *const *)at;
		return type ? cJSON_CreateString(type->name) : NULL;
	case MEMBER_TEXTS:
	case MEMBER_OBJECTS:
		return write_list(m->table, *(const char *const *)at, n);
	}
	return NULL;
}

/* True if a comma-separated list names the key; NULL names all. */
static bool
listed(const char *list, const char *key)
{
	size_t n = strlen(key), word;

	if (!list)
		return true;
	for (const char *s = list; *s; s += word + (s[word] == ',')) {
		word = strcspn(s, ",");
		if (word == n && memcmp(s, key, n) == 0)
			return true;
	}
	return false;
}

static void
write_members(cJSON *json, const struct layout *layout, const char *object, const char *only)
{
	cJSON *value;

	for (const struct member *m = layout->members; m->key; m++) {
		value = listed(only, m->key) ? write_member(m, object) : NULL;
		if (value)
			cJSON_AddItemToObject(json, m->key, value);
	}
}

static cJSON *
write_object(const struct layout *layout, const char *object, const char *only)
{
	cJSON *json = cJSON_CreateObject();

	write_members(json, layout, object, only);
	return json;
}

/* Appends the text and gives the tree back. */
static void
print(struct strbuf *out, cJSON *json)
{
	char *text = cJSON_Print(json);

	str_add(out, text ? text : "");
	str_addc(out, '\n');
	cJSON_free(text);
	cJSON_Delete(json);
}

void
json_write_entity(struct strbuf *out, const struct entity *e, enum json_format format)
{
	cJSON *json = cJSON_CreateObject();

	cJSON_AddStringToObject(json, "format", formats[format].name);
	cJSON_AddNumberToObject(json, "version", JSON_VERSION);
	if (format == JSON_INTERFACE)
		cJSON_AddStringToObject(json, "file", e->source->path);
	write_members(json, formats[format].layout, (const char *)e, NULL);
	print(out, json);
}

void
json_write_options(struct strbuf *out, const struct options *o, const char *only)
{
	print(out, write_object(&layout_options, (const char *)o, only));
}

/* ---- reading ---- */

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
		if (m->key)
			read_member(in, m++, value, object);
		else
			m = layout->members;
	}
	for (m = layout->members; m->key; m++)
		if (m->needed && !given(m, json, object))
			fault(in, m->key, "given");
}

static const struct source *
read_file(struct arena *a, struct diag *d, const char *path)
{
	struct source *source = arena_new(a, struct source, 1);

	source->path = arena_strdup(a, path);
	source->text = file_read(a, path, MAX_BYTES, &source->len);
	if (source->text)
		return source;
	error_in_file(d, path, "cannot read: %s", strerror(errno));
	return NULL;
}

static cJSON *
parse(struct reading *in)
{
	cJSON *json = cJSON_ParseWithLength(in->source->text, in->source->len);

	if (!json)
		error_in_file(in->diag, in->source->path,
		              "this is no JSON; delete it and build again");
	return json;
}

/* True if the file is of the format and of this version. */
static bool
check_head(struct reading *in, const cJSON *json, enum json_format want)
{
	const cJSON *format = cJSON_GetObjectItemCaseSensitive(json, "format");
	const cJSON *version = cJSON_GetObjectItemCaseSensitive(json, "version");

	if (!cJSON_IsString(format) || strcmp(format->valuestring, formats[want].name) != 0)
		error_in_file(in->diag, in->source->path, "this is not %s", formats[want].what);
	else if (!cJSON_IsNumber(version) || version->valueint != JSON_VERSION)
		error_in_file(in->diag, in->source->path,
		              "another version of the format; build again");
	else
		return true;
	return false;
}

static void
check_entity(struct reading *in, const struct entity *e, enum json_format format)
{
	const char *lacks =
	        format == JSON_MODEL ? entity_model_lacks(e) : entity_interface_lacks(e);

	if (lacks)
		error_in_file(in->diag, in->source->path, "%s", lacks);
	in->failed = in->failed || lacks;
}

struct entity *
json_parse_entity(struct arena *a, struct diag *d, const struct source *source,
                  enum json_format want)
{
	struct reading in = {.arena = a, .diag = d, .source = source};
	struct entity *e = arena_new(a, struct entity, 1);
	struct source *origin = arena_new(a, struct source, 1);
	const cJSON *file;
	cJSON *json = parse(&in);

	if (!json || !check_head(&in, json, want)) {
		cJSON_Delete(json);
		return NULL;
	}
	read_object(&in, formats[want].layout, json, (char *)e);
	file = cJSON_GetObjectItemCaseSensitive(json, "file");
	origin->path = cJSON_IsString(file) ? arena_strdup(a, file->valuestring) : source->path;
	e->source = origin;
	if (!in.failed)
		check_entity(&in, e, want);
	cJSON_Delete(json);
	return in.failed ? NULL : e;
}

struct entity *
json_read_entity(struct arena *a, struct diag *d, const char *path, enum json_format want)
{
	const struct source *source = read_file(a, d, path);

	return source ? json_parse_entity(a, d, source, want) : NULL;
}

struct options *
json_read_options(struct arena *a, struct diag *d, const char *path)
{
	struct reading in = {.arena = a, .diag = d};
	struct options *o = arena_new(a, struct options, 1);
	cJSON *json;

	*o = options_default;
	if (!path)
		return o;
	in.source = read_file(a, d, path);
	json = in.source ? parse(&in) : NULL;
	if (!json)
		return NULL;
	read_object(&in, &layout_options, json, (char *)o);
	cJSON_Delete(json);
	return in.failed ? NULL : o;
}
