#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/emit.h"
#include "foundation_sql.h"
#include "model/column.h"
#include "model/options.h"
#include "model/rule.h"

#include <string.h>

struct foundation {
	struct arena *arena;
	const struct options *options;
	struct foundation_sql_composites *composites;
	size_t ncomposites;
};

static bool
needs(const struct options *o, const char *word)
{
	return word_among(o->needs, o->nneeds, word);
}

/* The member of p_value as JSON. */
static void
member(struct strbuf *out, const char *name)
{
	str_add(out, "p_value -> ");
	quote_literal(out, name);
}

static const char *
nested(struct arena *a, const struct composite_member *m, const struct type *t)
{
	struct strbuf out = STRBUF_INIT;

	str_addf(&out, "coalesce(app.%s(nullif(", rule_function(a, t, false));
	member(&out, m->name);
	str_addf(&out, ", 'null')), %s)", m->required ? "false" : "true");
	return str_done(&out, a);
}

static const char *
fits(struct arena *a, const struct composite_member *m, const struct type *t)
{
	const char *min, *max;
	const char *pattern = rule_member_pattern(t);
	struct strbuf out = STRBUF_INIT;

	str_add(&out, "app.member_fits(");
	member(&out, m->name);
	rule_member_limits(a, t, &min, &max);
	str_addf(&out, ", '%s', %s", rule_member_json(t), m->required ? "true" : "false");
	if (pattern) {
		str_add(&out, ", ");
		quote_literal(&out, rule_pattern(a, pattern));
	}
	if (min)
		str_addf(&out, ", p_min => %s", min);
	if (max)
		str_addf(&out, ", p_max => %s", max);
	str_addc(&out, ')');
	return str_done(&out, a);
}

static struct foundation_sql_composites *
find(struct foundation *f, const struct type *t)
{
	for (size_t i = 0; i < f->ncomposites; i++)
		if (f->composites[i].type == t->name)
			return &f->composites[i];
	return NULL;
}

/* Those that it is made of stand before it: bodies are bound when they are created. */
static struct foundation_sql_composites *
composite(struct foundation *f, const struct type *t)
{
	struct foundation_sql_composites_members *v;
	struct foundation_sql_composites *made = find(f, t);
	size_t n = 0;

	if (made)
		return made;
	while (t->members[n].name)
		n++;
	v = arena_new(f->arena, struct foundation_sql_composites_members, n);
	for (size_t i = 0; i < n; i++) {
		const struct type *of = type_find(t->members[i].type);
		bool object = of->class == TYPE_COMPOSITE;

		if (object)
			composite(f, of);
		v[i].name = t->members[i].name;
		v[i].check = (object ? nested : fits)(f->arena, &t->members[i], of);
	}
	made = &f->composites[f->ncomposites++];
	made->type = t->name;
	made->is = rule_function(f->arena, t, false);
	made->members.v = v;
	made->members.n = n;
	return made;
}

static void
composites(struct foundation *f)
{
	struct foundation_sql_composites *made;
	const struct type *t;

	f->composites = arena_new(f->arena, struct foundation_sql_composites, type_count());
	for (size_t i = 0; (t = type_at(i)); i++) {
		bool list = t->class == TYPE_COMPOSITE &&
		            needs(f->options, arena_printf(f->arena, "%s[]", t->name));

		if (t->class != TYPE_COMPOSITE || !(list || needs(f->options, t->name)))
			continue;
		made = composite(f, t);
		if (list)
			made->all = rule_function(f->arena, t, true);
	}
}

static bool
mixed_case(const char *role)
{
	return role[strspn(role, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0' ||
	       sql_keyword(role);
}

void
emit_foundation(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct foundation f = {.arena = a, .options = o};
	struct foundation_sql_schemas *schemas =
	        arena_new(a, struct foundation_sql_schemas, o->nall_schemas);
	struct foundation_sql_extensions *extensions =
	        arena_new(a, struct foundation_sql_extensions, o->nextensions);

	(void)c;
	composites(&f);
	for (size_t i = 0; i < o->nall_schemas; i++)
		schemas[i].name = o->all_schemas[i];
	for (size_t i = 0; i < o->nextensions; i++)
		extensions[i].name = o->extensions[i];
	foundation_sql(out,
	               &(struct foundation_sql){
	                       .schemas = {schemas, o->nall_schemas},
	                       .extensions = {extensions, o->nextensions},
	                       .api_role = o->api_role,
	                       .action_role = o->action_role,
	                       .mixed_case = mixed_case(o->api_role) || mixed_case(o->action_role),
	                       .key_type = needs(o, "bigint") ? "BIGINT" : "INTEGER",
	                       .all_match = needs(o, "all_match"),
	                       .all_length = needs(o, "all_length"),
	                       .composites = {f.composites, f.ncomposites},
	               });
}
