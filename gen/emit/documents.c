#include "base/arena.h"
#include "base/str.h"
#include "documents_ts.h"
#include "emit/emit.h"
#include "emit/request.h"

#include <string.h>

/* As graphql-js reads a document, without its places, and as JSON: for tsc and for engines of
 * JavaScript it is much cheaper than objects. */

static void
name(struct strbuf *out, const char *text)
{
	str_addf(out, "{\"kind\":\"Name\",\"value\":\"%s\"}", text);
}

static void
named_type(struct strbuf *out, const char *text, size_t n)
{
	str_addf(out, "{\"kind\":\"NamedType\",\"name\":{\"kind\":\"Name\",\"value\":\"%.*s\"}}",
	         (int)n, text);
}

/* UUID, UUID!, [UUID!] and the like. */
static void
type(struct strbuf *out, const char *text, size_t n)
{
	if (text[n - 1] == '!') {
		str_add(out, "{\"kind\":\"NonNullType\",\"type\":");
		type(out, text, n - 1);
		str_add(out, "}");
	} else if (*text == '[') {
		str_add(out, "{\"kind\":\"ListType\",\"type\":");
		type(out, text + 1, n - 2);
		str_add(out, "}");
	} else
		named_type(out, text, n);
}

static void selections(struct strbuf *, const struct selection *, size_t n);

static void
selection(struct strbuf *out, const struct selection *s)
{
	static const char *const kinds[] = {[SELECT_FIELD] = "Field",
	                                    [SELECT_SPREAD] = "FragmentSpread",
	                                    [SELECT_ON] = "InlineFragment"};

	str_addf(out, "{\"kind\":\"%s\",", kinds[s->kind]);
	if (s->kind == SELECT_ON) {
		str_add(out, "\"typeCondition\":");
		named_type(out, s->name, strlen(s->name));
	} else {
		str_add(out, "\"name\":");
		name(out, s->name);
	}
	if (s->n)
		selections(out, s->v, s->n);
	str_add(out, "}");
}

static void
selections(struct strbuf *out, const struct selection *v, size_t n)
{
	str_add(out, ",\"selectionSet\":{\"kind\":\"SelectionSet\",\"selections\":[");
	for (size_t i = 0; i < n; i++) {
		str_add(out, i ? "," : "");
		selection(out, &v[i]);
	}
	str_add(out, "]}");
}

static const char *
fragment(struct arena *a, const char *called, const char *on, const struct selection *v, size_t n)
{
	struct strbuf out = STRBUF_INIT;

	str_add(&out, "{\"kind\":\"FragmentDefinition\",\"name\":");
	name(&out, called);
	str_add(&out, ",\"typeCondition\":");
	named_type(&out, on, strlen(on));
	selections(&out, v, n);
	str_add(&out, "}");
	return str_done(&out, a);
}

static void
variables(struct strbuf *out, const struct request *of)
{
	str_add(out, ",\"variableDefinitions\":[");
	for (size_t i = 0; i < of->nvariables; i++) {
		const struct variable_type *v = &of->variables[i];

		str_addf(
		        out,
		        "%s{\"kind\":\"VariableDefinition\",\"variable\":{\"kind\":\"Variable\",\"name\":",
		        i ? "," : "");
		name(out, v->name);
		str_add(out, "},\"type\":");
		type(out, v->type, strlen(v->type));
		str_add(out, "}");
	}
	str_addc(out, ']');
}

static void
arguments(struct strbuf *out, const struct request *of)
{
	str_add(out, ",\"arguments\":[");
	for (size_t i = 0; i < of->nvariables; i++) {
		str_addf(out, "%s{\"kind\":\"Argument\",\"name\":", i ? "," : "");
		name(out, of->variables[i].name);
		str_add(out, ",\"value\":{\"kind\":\"Variable\",\"name\":");
		name(out, of->variables[i].name);
		str_add(out, "}}");
	}
	str_addc(out, ']');
}

static const char *
definition(struct arena *a, const struct request *of)
{
	struct strbuf out = STRBUF_INIT;

	str_addf(&out, "{\"kind\":\"OperationDefinition\",\"operation\":\"%s\",\"name\":",
	         of->mutation ? "mutation" : "query");
	name(&out, of->name);
	variables(&out, of);
	str_add(&out,
	        ",\"selectionSet\":{\"kind\":\"SelectionSet\",\"selections\":[{\"kind\":\"Field\",\"name\":");
	name(&out, of->field);
	arguments(&out, of);
	selections(&out, of->v, of->n);
	str_add(&out, "}]}}");
	return str_done(&out, a);
}

/* A document holds no fragment that it does not spread. */
static bool
spreads(const char *called, const struct selection *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((v[i].kind == SELECT_SPREAD && strcmp(v[i].name, called) == 0) ||
		    spreads(called, v[i].v, v[i].n))
			return true;
	return false;
}

void
emit_documents(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct requests all = requests_new(a, e, o);
	struct documents_ts_operations *to = arena_new(a, struct documents_ts_operations, all.n);

	for (size_t i = 0; i < all.n; i++)
		to[i] = (struct documents_ts_operations){
		        .name = all.v[i].name,
		        .types = all.v[i].types,
		        .definition = definition(a, &all.v[i]),
		        .fields = spreads(all.fragment, all.v[i].v, all.v[i].n),
		        .meta = spreads(all.meta, all.v[i].v, all.v[i].n),
		};
	documents_ts(
	        out,
	        &(struct documents_ts){
	                .entity = e->name,
	                .stem = e->stem,
	                .type = all.type,
	                .fragment_name = all.fragment,
	                .fragment = fragment(a, all.fragment, all.type, all.fields, all.nfields),
	                .meta = all.n > 2 ? fragment(a, all.meta, API_META, all.told, all.ntold)
	                                  : NULL,
	                .operations = {to, all.n},
	        });
}
