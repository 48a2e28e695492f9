#include "base/arena.h"
#include "base/str.h"
#include "emit/emit.h"
#include "emit/request.h"

static void
indent(struct strbuf *out, int depth)
{
	while (depth-- > 0)
		str_add(out, "  ");
}

static void
selections(struct strbuf *out, const struct selection *v, size_t n, int depth)
{
	static const char *const before[] = {
	        [SELECT_FIELD] = "", [SELECT_SPREAD] = "...", [SELECT_ON] = "... on "};

	str_add(out, " {\n");
	for (size_t i = 0; i < n; i++) {
		indent(out, depth);
		str_add(out, before[v[i].kind]);
		str_add(out, v[i].name);
		if (v[i].n)
			selections(out, v[i].v, v[i].n, depth + 1);
		else
			str_addc(out, '\n');
	}
	indent(out, depth - 1);
	str_add(out, "}\n");
}

static void
operation(struct strbuf *out, const struct request *of)
{
	str_addf(out, "\n%s %s", of->mutation ? "mutation" : "query", of->name);
	for (size_t i = 0; i < of->nvariables; i++)
		str_addf(out, "%s$%s: %s", i ? ", " : "(", of->variables[i].name,
		         of->variables[i].type);
	str_addf(out, "%s {\n  %s", of->nvariables ? ")" : "", of->field);
	for (size_t i = 0; i < of->nvariables; i++)
		str_addf(out, "%s%s: $%s", i ? ", " : "(", of->variables[i].name,
		         of->variables[i].name);
	str_add(out, of->nvariables ? ")" : "");
	selections(out, of->v, of->n, 2);
	str_add(out, "}\n");
}

void
emit_operations(struct strbuf *out, struct arena *a, const struct entity *e,
                const struct options *o)
{
	struct requests all = requests_new(a, e, o);

	str_addf(out, "# %s: operations\n\nfragment %s on %s", e->name, all.fragment, all.type);
	selections(out, all.fields, all.nfields, 1);
	if (all.n > 2) {
		str_addf(out, "\nfragment %s on %s", all.meta, API_META);
		selections(out, all.told, all.ntold, 1);
	}
	for (size_t i = 0; i < all.n; i++)
		operation(out, &all.v[i]);
}
