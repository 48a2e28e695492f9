#include "emit/sample.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/api.h"
#include "model/entity.h"
#include "model/name.h"

#include <string.h>

#define SOME_ID "8f14e45f-ceea-467f-a0e6-8d6b1f2c3a4b"
#define TENANT "2b1c9d3e-0f4a-4c55-9e1b-6a7d8c9e0f10"
#define USER "c0a8012e-7d4f-4b6a-8e2d-1f3b5a7c9d11"

/* ---- payload ---- */

/* Only the value kinds that JSON writes without quotes stand for themselves. */
static void
example(struct strbuf *out, const struct input *in)
{
	const enum value_kind kind = in->type->value;
	const char *text = in->type->example;
	bool bare = in->type->class != TYPE_ENUM &&
	            (kind == VALUE_NUMBER || kind == VALUE_BOOLEAN || kind == VALUE_JSON);

	if (in->type->class == TYPE_REF)
		quote_json(out, SOME_ID);
	else if (in->nvalues)
		quote_json(out, in->values[0]);
	else if (kind == VALUE_NUMBER && in->min && !in->type->min)
		str_add(out, in->min);
	else if (bare)
		str_add(out, text);
	else if (strcmp(in->type->name, "uuid") == 0)
		quote_json(out, SOME_ID);
	else
		quote_json(out, text ? text : "");
}

static bool
needed(const struct input *in)
{
	return in->required || (in->system && strcmp(in->name, "id") == 0);
}

/* What must be given; for want of that, or beside an id alone, the first that may be. */
static bool
shown(const struct action *action, const struct input *in)
{
	size_t wanted = 0;

	if (needed(in))
		return true;
	for (size_t i = 0; i < action->ninputs; i++)
		wanted += needed(&action->inputs[i]) && !action->inputs[i].system;
	for (size_t i = 0; !wanted && i < action->ninputs; i++)
		if (!action->inputs[i].system)
			return in == &action->inputs[i];
	return false;
}

static const char *
payload(struct arena *a, const struct action *action, bool camel)
{
	struct strbuf out = STRBUF_INIT;
	const char *before = "{\n  ";

	for (size_t i = 0; i < action->ninputs; i++) {
		const struct input *in = &action->inputs[i];

		if (!shown(action, in))
			continue;
		str_add(&out, before);
		quote_json(&out, camel ? name_camel(a, in->name) : in->name);
		str_add(&out, in->list ? ": [" : ": ");
		example(&out, in);
		str_add(&out, in->list ? "]" : "");
		before = ",\n  ";
	}
	str_add(&out, out.len ? "\n}" : "{}");
	return str_done(&out, a);
}

/* ---- SQL ---- */

const char *
sample_sql(struct arena *a, const struct action *action)
{
	struct strbuf out = STRBUF_INIT;

	str_add(&out, "SELECT status, message, object_data\nFROM app.");
	quote_ident(&out, action_api(a, action));
	str_add(&out, "(\n  '" TENANT "',  -- tenant\n  '" USER "',  -- user\n  ");
	quote_literal(&out, payload(a, action, false));
	str_add(&out, "\n);");
	return str_done(&out, a);
}

/* ---- GraphQL ---- */

const char *
sample_graphql(struct arena *a, const struct action *action, const char *type)
{
	const char *name = api_mutation(a, action), *pascal = name_pascal(a, name);
	struct strbuf out = STRBUF_INIT;

	str_addf(&out, "mutation %s", pascal);
	if (action->ninputs)
		str_addf(&out, "($input: %sInput!)", pascal);
	str_addf(&out, " {\n  %s%s {\n    __typename\n", name,
	         action->ninputs ? "(input: $input)" : "");
	str_addf(&out, "    ... on %sSuccess {\n      message\n      updatedFields\n", pascal);
	if (action->row || action->subject != SUBJECT_NONE)
		str_addf(&out, action->deletes ? "      id\n" : "      %s {\n        id\n      }\n",
		         api_row(a, type));
	str_addf(&out, "    }\n    ... on %sError {\n      code\n      message\n    }\n  }\n}",
	         pascal);
	return str_done(&out, a);
}

const char *
sample_variables(struct arena *a, const struct action *action)
{
	struct strbuf out = STRBUF_INIT;

	if (!action->ninputs)
		return NULL;
	str_add(&out, "{\n  \"input\": ");
	for (const char *p = payload(a, action, true); *p; p++) {
		str_addc(&out, *p);
		if (*p == '\n')
			str_add(&out, "  ");
	}
	str_add(&out, "\n}");
	return str_done(&out, a);
}

/* ---- hooks ---- */

static const struct {
	const char *client, *open, *close, *maker, *argument;
} hooks[] = {
        {"apollo", "const [", "]", "", "{ variables: { input } }"},
        {"tanstack", "const { mutateAsync: ", " }", "execute", "input"},
        {"urql", "const [, ", "]", "", "{ input }"},
};

const char *
sample_hook(struct arena *a, const struct entity *e, const struct action *action,
            const char *client)
{
	const char *name = api_mutation(a, action), *pascal = name_pascal(a, name);
	struct strbuf out = STRBUF_INIT;
	size_t i = 0;

	while (strcmp(hooks[i].client, client) != 0)
		i++;
	str_addf(&out, "import { use%s } from './%s/%s.%s';\n\n", pascal, e->schema, e->stem,
	         client);
	str_addf(&out, "%s%s%s = use%s(%s);\n", hooks[i].open, name, hooks[i].close, pascal,
	         hooks[i].maker);
	if (action->ninputs)
		str_addf(&out, "const input = %s;\n", payload(a, action, true));
	str_addf(&out, "const answer = await %s(%s);", name,
	         action->ninputs ? hooks[i].argument : "");
	return str_done(&out, a);
}
