#include "base/arena.h"
#include "base/str.h"
#include "emit/comment.h"
#include "metadata_sql.h"
#include "model/api.h"
#include "model/entity.h"
#include "model/name.h"

/* Email (required). What the author says of it. */
static const char *
input_text(struct arena *a, const struct options *o, const struct input *in)
{
	struct strbuf out = STRBUF_INIT;
	bool ref = in->nrefs > 0;

	str_addf(&out, "%s (%s).", name_title(a, in->name), in->required ? "required" : "optional");
	if (in->description) {
		str_addc(&out, ' ');
		comment_sentence(&out, in->description, "");
	}
	comment_field(&out, in->name, ref ? "UUID" : in->type->graphql, in->list, in->required);
	if (ref)
		str_addf(&out, "\nreferences: %s",
		         api_type(a, o, in->refs[0].schema, in->refs[0].entity));
	comment_values(&out, in->values, in->nvalues);
	return str_done(&out, a);
}

static struct metadata_sql_actions_inputs *
inputs(struct arena *a, const struct options *o, const struct action *from, const char *type)
{
	struct metadata_sql_actions_inputs *to =
	        arena_new(a, struct metadata_sql_actions_inputs, from->ninputs);

	for (size_t i = 0; i < from->ninputs; i++)
		to[i] = (struct metadata_sql_actions_inputs){
		        .type = type,
		        .name = from->inputs[i].name,
		        .text = input_text(a, o, &from->inputs[i]),
		};
	return to;
}

static const char *
mutation(struct arena *a, const struct entity *e, const struct action *from, const char *api,
         const char *input)
{
	struct strbuf out = STRBUF_INIT;
	const char *pascal = name_pascal(a, api);

	comment_sentence(&out, from->description, name_title(a, from->name));
	str_addf(&out, "\n\n@fraiseql:mutation\nname: %s\ninput_type: app.%s\n", name_camel(a, api),
	         input);
	str_addf(&out, "success_type: %sSuccess\nfailure_type: %sError", pascal, pascal);
	comment_code(&out, e, CODE_FUNCTION);
	return str_done(&out, a);
}

static struct metadata_sql_actions
action(struct arena *a, const struct entity *e, const struct options *o,
       const struct action *from)
{
	const char *api = action_api(a, from), *input = name_input_type(a, api);

	return (struct metadata_sql_actions){
	        .api = api,
	        .input = input,
	        .text = arena_printf(a,
	                             "Input parameters for %s.\n\n@fraiseql:composite\n"
	                             "name: %sInput\ntier: 2",
	                             name_title(a, from->name), name_pascal(a, api)),
	        .inputs = {inputs(a, o, from, input), from->ninputs},
	        .mutation = mutation(a, e, from, api, input),
	        .core = arena_printf(a, "Core of app.%s; not for the API.", api),
	};
}

struct metadata_sql_actions *
comment_actions(struct arena *a, const struct entity *e, const struct options *o, size_t *n)
{
	struct metadata_sql_actions *to = arena_new(a, struct metadata_sql_actions, e->nactions);

	*n = 0;
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			to[(*n)++] = action(a, e, o, &e->actions[i]);
	return to;
}
