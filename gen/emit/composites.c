#include "base/arena.h"
#include "composites_ts.h"
#include "emit/emit.h"
#include "emit/rule_ts.h"
#include "emit/script.h"

/* In JSON a number is a number, whatever its type. */
static const char *
member_type(struct arena *a, const struct type *t)
{
	struct modules m = {false};

	if (t->class == TYPE_COMPOSITE)
		return t->name;
	return t->value == VALUE_NUMBER ? "number" : script_type(a, &m, t);
}

static struct composites_ts_composites
composite(struct arena *a, const struct type *t)
{
	struct composites_ts_composites_members *v;
	size_t n = 0;

	while (t->members[n].name)
		n++;
	v = arena_new(a, struct composites_ts_composites_members, n);
	for (size_t i = 0; i < n; i++)
		v[i] = (struct composites_ts_composites_members){
		        .name = t->members[i].name,
		        .optional = !t->members[i].required,
		        .type = member_type(a, type_find(t->members[i].type)),
		        .rule = rule_ts_of_member(a, &t->members[i]),
		};
	return (struct composites_ts_composites){t->name, {v, n}};
}

void
emit_composites(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct composites_ts_composites *v;
	const struct type *t;
	size_t n = 0;

	(void)c;
	(void)o;
	v = arena_new(a, struct composites_ts_composites, type_count());
	for (size_t i = 0; (t = type_at(i)); i++)
		if (t->class == TYPE_COMPOSITE)
			v[n++] = composite(a, t);
	composites_ts(out, &(struct composites_ts){.composites = {v, n}});
}
