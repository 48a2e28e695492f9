#include "model/api.h"
#include "base/arena.h"
#include "model/name.h"
#include "model/options.h"

#include <string.h>

const char *
api_type(struct arena *a, const struct options *o, const char *schema, const char *entity)
{
	if (!o->by_schema || !schema)
		return entity;
	return arena_printf(a, "%s%s", name_pascal(a, schema), entity);
}

static bool
ends(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n >= m && strcmp(name + n - m, suffix) == 0;
}

const char *
api_query(struct arena *a, const char *type)
{
	return name_camel(a, type);
}

const char *
api_list(struct arena *a, const char *type)
{
	static const char *const hissing[] = {"s", "x", "z", "ch", "sh"};
	const char *name = name_camel(a, type);
	size_t n = strlen(name);

	if (n > 1 && name[n - 1] == 'y' && !strchr("aeiou", name[n - 2]))
		return arena_printf(a, "%.*sies", (int)n - 1, name);
	for (size_t i = 0; i < sizeof hissing / sizeof *hissing; i++)
		if (ends(name, hissing[i]))
			return arena_printf(a, "%ses", name);
	return arena_printf(a, "%ss", name);
}

const char *
api_mutation(struct arena *a, const struct action *action)
{
	return name_camel(a, action_api(a, action));
}
