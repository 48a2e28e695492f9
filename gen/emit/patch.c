#include "emit/patch.h"
#include "base/arena.h"
#include "base/str.h"
#include "emit/script.h"
#include "model/name.h"
#include "model/optimistic.h"

#include <string.h>

/* What is shown is what was sent: of a decimal or a time the answer may have another spelling. */
static bool
same_in_answer(const struct field *f)
{
	bool text = f->type->value == VALUE_TEXT && !f->list && !f->max;

	return text || f->type->value == VALUE_BOOLEAN ||
	       (f->type->value == VALUE_NUMBER && !script_branded(f->type));
}

/* A constant is a plain string or number, and so of no kind of its own. */
static bool
constant_fits(const struct field *f, const char *json)
{
	return strcmp(json, "null") == 0 || f->nvalues || !script_branded(f->type);
}

static const struct input *
input_of(const struct action *action, const char *name)
{
	for (size_t i = 0; i < action->ninputs; i++)
		if (strcmp(action->inputs[i].name, name) == 0)
			return &action->inputs[i];
	return NULL;
}

/* Whether the input is that of the field, and so has its type;
 * null, where it is one, is none of the row. */
static bool
is_own(const struct entity *e, const struct action *action, const struct field *f,
       const struct input *in)
{
	return in && in->field && !in->typed && strcmp(in->field, f->name) == 0 &&
	       !(f->required && api_nullable(e, action, in));
}

/* What the field becomes where the input is not given: its default, NULL; kept, or where NULL is
 * refused: nothing. False if the client does not know. */
static bool
add_input(struct strbuf *out, const struct field *f, const struct input *in, bool kept,
          const char *name, const char *key)
{
	bool given = in->value && !kept;

	if (!kept && (in->value_sql || (given && !constant_fits(f, in->value))))
		return false;
	if (in->required)
		str_addf(out, ", %s: input.%s", name, key);
	else if (given)
		str_addf(out, ", %s: input.%s === undefined ? %s : input.%s", name, key, in->value,
		         key);
	else if (kept || f->required)
		str_addf(out, ", ...(input.%s === undefined ? {} : { %s: input.%s })", key, name,
		         key);
	else
		str_addf(out, ", %s: input.%s ?? null", name, key);
	return true;
}

static bool
add(struct strbuf *out, struct arena *a, const struct entity *e, const struct action *action,
    const struct optimistic_value *v)
{
	const struct field *f = v->field;
	const struct input *in = v->json ? NULL : input_of(action, v->input);
	const char *name = name_camel(a, f->name), *key = in ? name_camel(a, in->name) : NULL;

	if (f->list)
		return false;
	if (v->json ? !constant_fits(f, v->json) : !same_in_answer(f) || !is_own(e, action, f, in))
		return false;
	if (!v->json)
		return add_input(out, f, in, v->kept, name, key);
	str_addf(out, ", %s: %s", name, v->json);
	return true;
}

const char *
patch_members(struct arena *a, const struct entity *e, const struct action *action)
{
	const struct optimistic from = optimistic_of(a, e, action);
	struct strbuf out = STRBUF_INIT;

	if (!from.possible || !from.whole || from.removed || !api_row_certain(action))
		return NULL;
	str_add(&out, "id: input.id");
	for (size_t i = 0; i < from.nvalues; i++)
		if (!add(&out, a, e, action, &from.values[i])) {
			str_free(&out);
			return NULL;
		}
	return str_done(&out, a);
}

bool
patch_removes(struct arena *a, const struct entity *e, const struct action *action)
{
	const struct optimistic from = optimistic_of(a, e, action);

	return from.possible && from.removed;
}
