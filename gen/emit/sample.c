#include "emit/sample.h"
#include "base/arena.h"
#include "base/list.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/example.h"
#include "model/api.h"
#include "model/entity.h"
#include "model/name.h"
#include "model/part.h"

#include <string.h>

#define TENANT "2b1c9d3e-0f4a-4c55-9e1b-6a7d8c9e0f10"
#define USER "c0a8012e-7d4f-4b6a-8e2d-1f3b5a7c9d11"

/* ---- SQL ---- */

const char *
sample_sql(struct arena *a, const struct entity *e, const struct action *action)
{
	struct strbuf out = STRBUF_INIT;

	str_addf(&out, "SELECT status, message, object_data%s\nFROM app.",
	         api_returned(a, action).n ? ", extra_metadata -> 'result' AS result" : "");
	quote_ident(&out, action_api(a, action));
	str_add(&out, "(\n  '" TENANT "',  -- tenant\n  '" USER "',  -- user\n  ");
	quote_literal(&out, example_payload(a, e, action, EXAMPLE_SQL, "  ", NULL));
	str_add(&out, "\n);");
	return str_done(&out, a);
}

/* ---- GraphQL ---- */

static void
success(struct strbuf *out, const char *pascal, const struct part_action *of)
{
	str_addf(out, "    ... on %sSuccess {\n      message\n      updatedFields\n", pascal);
	if (of->row)
		str_addf(out, "      %s%s\n", of->row,
		         strcmp(of->row, "id") == 0 ? "" : " {\n        id\n      }");
	if (of->nreturned)
		str_add(out, "      result {\n");
	for (size_t i = 0; i < of->nreturned; i++)
		str_addf(out, "        %s\n", of->returned[i]);
	str_add(out, of->nreturned ? "      }\n    }\n" : "    }\n");
}

const char *
sample_graphql(struct arena *a, const char *mutation, bool input, const struct part_action *of)
{
	const char *pascal = name_pascal(a, mutation);
	struct strbuf out = STRBUF_INIT;

	str_addf(&out, "mutation %s", pascal);
	if (input)
		str_addf(&out, "($input: %sInput!)", pascal);
	str_addf(&out, " {\n  %s%s {\n    __typename\n", mutation, input ? "(input: $input)" : "");
	success(&out, pascal, of);
	str_addf(&out, "    ... on %sError {\n      code\n      message\n    }\n  }\n}", pascal);
	return str_done(&out, a);
}

const char *
sample_variables(struct arena *a, const char *input)
{
	return input ? arena_printf(a, "{\n  \"input\": %s\n}", input) : NULL;
}

/* ---- hooks ---- */

static const struct hook {
	const char *client, *name, *import, *open, *close, *maker, *argument, *none;
} hooks[] = {
        {"apollo", "Apollo Client", "", "const [", "]", "", "{ variables: { input } }", ""},
        {"tanstack", "TanStack Query",
         "import { execute } from './execute'; // how you send a document\n",
         "const { mutateAsync: ", " }", "execute", "input", ""},
        {"urql", "urql", "", "const [, ", "]", "", "{ input }", "{}"},
};

static const struct hook *
hook_of(const char *client)
{
	size_t i = 0;

	while (strcmp(hooks[i].client, client) != 0)
		i++;
	return &hooks[i];
}

const char *
sample_client(const char *client)
{
	return hook_of(client)->name;
}

/* What no variable can be called here beside words of JavaScript: the example's other names. */
static const char *const taken[] = {"answer", "arguments", "execute", "input", NULL};

static void
imports(struct strbuf *out, struct arena *a, const struct entity *e, const struct action *action,
        const struct hook *hook, struct list *makers)
{
	const char *pascal = api_action(a, action);

	str_addf(out, "import { use%s } from './%s/%s.%s';\n", api_operation(a, action), e->schema,
	         e->stem, hook->client);
	if (action->ninputs)
		str_addf(out, "import type { %sInput } from './%s/%s.types';\n", pascal, e->schema,
		         e->stem);
	str_add(out, hook->import);
	list_sort(makers);
	for (size_t i = 0; i < makers->n; i++)
		str_addf(out, "%s%s", i ? ", " : "import { ", makers->items[i]);
	str_add(out, makers->n ? " } from './scalars';\n\n" : "\n");
}

const char *
sample_hook(struct arena *a, const struct entity *e, const struct action *action,
            const char *client)
{
	const struct hook *hook = hook_of(client);
	const char *name = api_mutation(a, action), *pascal = api_action(a, action);
	struct list makers = {0};
	const char *input = example_payload(a, e, action, EXAMPLE_SCRIPT, "", &makers);
	struct strbuf out = STRBUF_INIT;

	if (word_index(taken, name) >= 0 || js_keyword(name))
		name = "run";
	imports(&out, a, e, action, hook, &makers);
	str_addf(&out, "%s%s%s = use%s(%s);\n", hook->open, name, hook->close,
	         api_operation(a, action), hook->maker);
	if (action->ninputs)
		str_addf(&out, "const input: %sInput = %s;\n", pascal, input);
	str_addf(&out, "const answer = await %s(%s);", name,
	         action->ninputs ? hook->argument : hook->none);
	return str_done(&out, a);
}
