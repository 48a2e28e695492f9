/* What changed of the inputs of actions. */
#include "base/arena.h"
#include "base/str.h"
#include "diff/compare.h"
#include "model/api.h"

#include <string.h>

/* Of one that leads to the row of a target: with its schema, if another one has the name. */
static const char *
input_type(struct comparison *c, const struct input *i, const struct ref *r, bool schema)
{
	const char *name = !r       ? i->type->name
	                   : schema ? arena_printf(c->arena, "ref(%s.%s)", r->schema, r->entity)
	                            : arena_printf(c->arena, "ref(%s)", r->entity);

	if (i->sql && strstr(i->sql, "CHAR("))
		name = arena_printf(c->arena, "%s%.*s", *i->sql == 'V' ? "varchar" : "char",
		                    (int)strcspn(strchr(i->sql, '('), ")") + 1,
		                    strchr(i->sql, '('));
	return i->list ? arena_printf(c->arena, "list(%s)", name) : name;
}

static void
add_change(struct comparison *c, struct two_actions p, const struct input *old,
           const struct input *new, enum change_kind kind, const char *was, const char *is)
{
	struct telling t = {new ? new->name : old->name, p.new->name, was, is};
	struct span before = old && old->at.line ? old->at : p.old->at;
	struct span after = !new || !new->at.line ? p.new->at : new->at;

	compare_add(c, kind, p.new->name, t, old ? before : (struct span){0},
	            new ? after : (struct span){0});
}

static const char *
values_of(struct comparison *c, const struct input *i)
{
	return i->nvalues ? compare_list(c->arena, i->values, i->nvalues) : NULL;
}

static const char *
default_of(const struct input *i)
{
	return i->value ? i->value : i->value_sql;
}

/* The description of a field is told there. */
static const char *
described(const struct entity *e, const struct input *i)
{
	const struct field *f = i->field ? field_find(e, i->field) : NULL;

	return f && word_same(f->description, i->description) ? NULL : i->description;
}

static void
add_limit(struct strbuf *to, const char *text)
{
	str_addf(to, "%s%s", to->len ? ", " : "", text);
}

/* The length of a varchar is told with its type. */
static bool
has_length(const struct input *i)
{
	return (i->min_length || i->max_length) && !strchr(i->sql, '(');
}

static const char *
limits_of(struct comparison *c, const struct input *i)
{
	struct strbuf out = STRBUF_INIT;

	if (i->pattern)
		add_limit(&out, arena_printf(c->arena, "a text that matches %s", i->pattern));
	if (i->min || i->max)
		add_limit(&out, compare_between(c, i->min, i->max));
	if (has_length(i))
		add_limit(&out, compare_characters(c, i->min_length, i->max_length));
	if (!out.len)
		add_limit(&out, "anything of its type");
	return str_done(&out, c->arena);
}

static bool
tighter(const struct input *old, const struct input *new)
{
	return (new->pattern && !word_same(old->pattern, new->pattern)) ||
	       compare_tighter(old->min, new->min, old->max, new->max) ||
	       (has_length(new) && compare_shorter(old->min_length, new->min_length,
	                                           old->max_length, new->max_length));
}

static void
compare_limits(struct comparison *c, struct two_actions p, const struct input *old,
               const struct input *new)
{
	const char *was = limits_of(c, old), *is = limits_of(c, new);

	if (strcmp(was, is) != 0)
		add_change(c, p, old, new,
		           tighter(old, new) ? CHANGE_input_limited : CHANGE_input_loosened, was,
		           is);
}

/* Whether it must be there, else whether it may be null. */
static void
compare_need(struct comparison *c, struct two_actions p, const struct input *old,
             const struct input *new)
{
	bool was = api_nullable(c->old, p.old, old), is = api_nullable(c->new, p.new, new);

	if (old->required != new->required)
		add_change(c, p, old, new,
		           new->required ? CHANGE_input_required : CHANGE_input_optional, NULL,
		           NULL);
	else if (was != is)
		add_change(c, p, old, new, is ? CHANGE_input_cleared : CHANGE_input_filled, NULL,
		           NULL);
}

/* The rules of an input that stands for a field are told there. */
static void
compare_input(struct comparison *c, struct two_actions p, const struct input *old,
              const struct input *new)
{
	const struct ref *from = old->nrefs ? &old->refs[0] : NULL;
	const struct ref *to = new->nrefs ? &new->refs[0] : NULL;
	bool same = from && to && target_same(c->versions, from, to),
	     namesake = !same && from && to && strcmp(from->entity, to->entity) == 0;
	const char *was = input_type(c, old, same ? to : from, namesake);
	const char *is = input_type(c, new, to, namesake);

	if (strcmp(was, is) != 0)
		add_change(c, p, old, new, CHANGE_input_type, was, is);
	compare_need(c, p, old, new);
	if (!word_same(default_of(old), default_of(new)))
		add_change(c, p, old, new, CHANGE_input_default, default_of(old), default_of(new));
	if (!word_same(described(c->old, old), described(c->new, new)))
		add_change(c, p, old, new, CHANGE_input_description, NULL, NULL);
	if (!new->field && !old->field)
		compare_limits(c, p, old, new);
	if (!new->field && !word_same(values_of(c, old), values_of(c, new)))
		add_change(c, p, old, new, CHANGE_input_values, values_of(c, old),
		           values_of(c, new));
}

void
compare_inputs(struct comparison *c, struct two_actions p)
{
	for (size_t i = 0; i < p.old->ninputs; i++) {
		const struct input *old = &p.old->inputs[i];

		if (!old->system && !action_input(p.new, old->name))
			add_change(c, p, old, NULL, CHANGE_input_removed, NULL, NULL);
	}
	for (size_t i = 0; i < p.new->ninputs; i++) {
		const struct input *new = &p.new->inputs[i], *old = action_input(p.old, new->name);

		if (old)
			compare_input(c, p, old, new);
		else if (!new->system)
			add_change(c, p, NULL, new,
			           new->required    ? CHANGE_input_added_required
			           : p.old->ninputs ? CHANGE_input_added
			                            : CHANGE_input_first,
			           NULL, NULL);
	}
}
