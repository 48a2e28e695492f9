#include "emit/patch.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/entity.h"
#include "model/name.h"

static void
add(struct strbuf *out, struct arena *a, const struct reaction_value *v)
{
	const char *name = name_camel(a, v->field), *key = v->input ? name_camel(a, v->input) : "";

	switch (v->source) {
	case REACTION_CONSTANT:
		str_addf(out, ", %s: %s", name, v->json);
		break;
	case REACTION_INPUT:
		str_addf(out, ", %s: input.%s", name, key);
		break;
	case REACTION_DEFAULT:
		str_addf(out, ", %s: input.%s === undefined ? %s : input.%s", name, key, v->json,
		         key);
		break;
	case REACTION_GIVEN:
		str_addf(out, ", ...(input.%s === undefined ? {} : { %s: input.%s })", key, name,
		         key);
		break;
	case REACTION_NULL:
		str_addf(out, ", %s: input.%s ?? null", name, key);
		break;
	}
}

const char *
patch_members(struct arena *a, const struct reaction *r)
{
	struct strbuf out = STRBUF_INIT;

	if (!r->nvalues)
		return NULL;
	str_add(&out, "id: input.id");
	for (size_t i = 0; i < r->nvalues; i++)
		add(&out, a, &r->values[i]);
	return str_done(&out, a);
}
