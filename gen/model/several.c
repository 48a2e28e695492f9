#include "model/several.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/name.h"

#include <string.h>

/* Whether a step stores all columns of the field in the action's row. */
static bool
stores(const struct statement *s, const void *context)
{
	const struct field *f = context;
	size_t n = 0;

	if (!s->own || (s->kind != STATEMENT_INSERT && s->kind != STATEMENT_UPDATE))
		return false;
	for (size_t i = 0; i < s->nvalues; i++)
		for (size_t k = 0; k < f->nrefs; k++)
			n += strcmp(s->values[i].name, f->refs[k].column) == 0;
	return n == f->nrefs;
}

struct several
several_of(struct arena *a, const struct entity *e, const struct action *action, const char *field)
{
	const struct field *f = field ? field_find(e, field) : NULL;
	struct several to = {0};

	if (!f || f->nrefs < 2 ||
	    !statements_any(action->statements, action->nstatements, stores, f))
		return to;
	to.names = arena_new(a, const char *, action->ninputs);
	for (size_t i = 0; i < action->ninputs; i++) {
		const struct input *in = &action->inputs[i];

		if (in->field && strcmp(in->field, field) == 0 && in->nrefs)
			to.names[to.n++] = in->name;
	}
	to.n = to.n == f->nrefs ? to.n : 0;
	to.required = f->required;
	to.patch = action->subject != SUBJECT_NEW;
	return to;
}

const char *
several_text(struct arena *a, const struct several *of, const char *before)
{
	struct strbuf out = STRBUF_INIT;

	if (!of->n)
		return before;
	if (before) {
		str_add(&out, before);
		while (out.len && strchr(" \t\r\n", out.buf[out.len - 1]))
			out.buf[--out.len] = '\0';
		str_add(&out, out.len && !strchr(".!?", out.buf[out.len - 1]) ? ". " : " ");
	}
	str_add(&out, of->patch      ? of->required ? "The row has exactly one of "
	                                            : "The row has at most one of "
	              : of->required ? "Exactly one of "
	                             : "At most one of ");
	for (size_t i = 0; i < of->n; i++)
		str_addf(&out, "%s%s", i ? ", " : "", name_camel(a, of->names[i]));
	str_add(&out, of->patch ? "; null clears one" : "");
	return str_done(&out, a);
}
