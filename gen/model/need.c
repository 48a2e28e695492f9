#include "model/need.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/rule.h"

#include <string.h>

enum { NEEDS_PER_FIELD = 4 };

static size_t
field_needs(struct arena *a, const struct field *f, const char **out)
{
	struct rule rules[RULES_MAX];
	size_t n = 0, nrules = f->list ? field_rules(a, f, rules) : 0;

	for (size_t i = 0; i < nrules; i++)
		if (strcmp(rules[i].suffix, "pattern") == 0)
			out[n++] = "all_match";
		else if (strcmp(rules[i].suffix, "length") == 0)
			out[n++] = "all_length";
	if (f->type->class == TYPE_COMPOSITE)
		out[n++] = f->list ? arena_printf(a, "%s[]", f->type->name) : f->type->name;
	return n;
}

const char **
entity_needs(struct arena *a, const struct entity *e)
{
	const char **all = arena_new(a, const char *, e->nfields *NEEDS_PER_FIELD + 2);
	size_t n = 0;

	if (e->key_type && strcmp(e->key_type, "BIGINT") == 0)
		all[n++] = "bigint";
	for (size_t i = 0; i < e->nfields; i++)
		if (!e->fields[i].faulty)
			n += field_needs(a, &e->fields[i], all + n);
	all[word_sort(all, n)] = NULL;
	return all;
}
