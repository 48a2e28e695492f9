#include "graph/key.h"
#include "base/arena.h"
#include "model/api.h"
#include "model/name.h"
#include "model/options.h"

#include <stdio.h>
#include <string.h>

int
key_of_action(char *key, size_t room, const char *name, size_t n)
{
	size_t to = 0;

	key[to++] = 'a';
	for (size_t i = 0; i < n && to + 1 < room; i++) {
		char next = i + 1 < n ? name[i + 1] : '_';

		if (name[i] != '_' || !(to == 1 || next == '_' || (next >= '0' && next <= '9')))
			key[to++] = name[i];
	}
	key[to] = '\0';
	return (int)(to + 1 < room ? to : room);
}

const char *
key_type(struct arena *a, const struct shapes *of, const struct shape *s)
{
	const struct options o = {.by_schema = of->by_schema};

	return api_type(a, &o, s->schema, s->entity);
}

bool
key_has_union(const struct shape *s, size_t k)
{
	const char *const *refs = s->refs.items;
	size_t n = strcspn(refs[k], "=") + 1;

	return k > 0 && refs[k][n - 1] && strncmp(refs[k - 1], refs[k], n) == 0 &&
	       !(k > 1 && strncmp(refs[k - 2], refs[k], n) == 0);
}

const char *
key_union(struct arena *a, const char *type, const struct shape *s, size_t k)
{
	const char *ref = s->refs.items[k];
	const char *field = arena_strndup(a, ref, strcspn(ref, "="));

	return arena_printf(a, "%s%s", type, name_pascal(a, field));
}

/* As api_list() has it, of words with underscores:
 * of the last one the first letter is a capital there. */
static void
make_plural(char *key, size_t n)
{
	static const char *const hissing[] = {"s", "x", "z", "ch", "sh"};
	char *word = strrchr(key, '_'), *tail = word ? word + 2 : key + 1;
	bool capital = word && key + n - 2 == word + 1;

	if (n > 2 && key + n - 1 >= tail && key[n - 1] == 'y' &&
	    (capital || !strchr("aeiou", key[n - 2]))) {
		strcpy(key + n - 1, "ies");
		return;
	}
	for (size_t i = 0; i < sizeof hissing / sizeof *hissing; i++) {
		size_t k = strlen(hissing[i]);

		if (key + n - k >= tail && strcmp(key + n - k, hissing[i]) == 0) {
			strcpy(key + n, "es");
			return;
		}
	}
	strcpy(key + n, "s");
}

int
key_of_query(char *key, size_t room, const char *stem, bool plural)
{
	enum { LONGEST_END = 4 };
	int n = key_of_action(key, room, stem, strlen(stem));

	if (n + LONGEST_END >= (int)room)
		return (int)room;
	*key = 'o';
	if (plural)
		make_plural(key, (size_t)n);
	return (int)strlen(key);
}

static int
key_of_api(struct arena *a, const char *type, const struct shape *s, char sort, size_t k, char *key,
           size_t room)
{
	if (sort == 'o')
		return key_of_query(key, room, type == s->entity ? s->stem : name_snake(a, type),
		                    k);
	return snprintf(key, room, TYPE_KEY, k ? key_union(a, type, s, k) : type);
}

static int
key_of_table(struct arena *a, const struct shape *s, char *key, size_t room)
{
	if (strlen(s->stem) + strlen("tb_") > NAME_MAX_BYTES)
		return snprintf(key, room, TABLE_KEY, s->schema, name_object(a, "tb_%s", s->stem));
	return snprintf(key, room, "t%s:tb_%s", s->schema, s->stem);
}

int
key_of(struct arena *a, const struct shapes *of, const struct shape *s, char sort, size_t k,
       char *key, size_t room)
{
	switch (sort) {
	case 'e':
		return snprintf(key, room, ENTITY_KEY, s->entity);
	case 'q':
		return snprintf(key, room, QUALIFIED_KEY, s->schema, s->entity);
	case 't':
		return key_of_table(a, s, key, room);
	case 'f':
		return snprintf(key, room, FILE_KEY, shape_prefix(of, s), s->stem);
	case 'a':
		return key_of_action(key, room, s->actions.items[k], strlen(s->actions.items[k]));
	case 'r':
		return snprintf(key, room, RELATION_KEY, s->schema, s->relations.items[k]);
	case 's':
		return snprintf(key, room, STEM_KEY, s->stem);
	default:
		return key_of_api(a, key_type(a, of, s), s, sort, k, key, room);
	}
}
