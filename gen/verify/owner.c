#include "verify/owner.h"
#include "base/arena.h"
#include "model/options.h"
#include "parse/origin.h"
#include "parse/parse.h"
#include "parse/step.h"

#include <string.h>

static void
read_file(struct arena *a, struct owner *s)
{
	struct diag silent;
	bool broken;

	if (s->read)
		return;
	s->read = true;
	diag_init(&silent, a);
	s->source = origin_read(a, &silent, s->copy);
	if (s->source)
		s->authored = entity_read(a, &silent, s->source, &options_default, &broken);
}

static struct span
of_field(const struct entity *e, const char *name)
{
	const struct field *f = field_find(e, name);

	return f ? f->at : e->at;
}

static struct span
of_index(const struct entity *e, const char *name)
{
	const struct index *found = index_find(e, name);

	return found ? found->at : e->at;
}

static struct span
of_check(const struct entity *e, const char *name)
{
	const struct check *found = check_find(e, name);

	return found ? found->at : e->at;
}

static struct span
of_key(const struct entity *e, const char *column)
{
	const struct foreign_key *found = foreign_key_find(e, column);

	return found ? found->at : e->at;
}

static struct span
of_filter(const struct entity *e, const char *name)
{
	const struct filter_column *found = filter_find(e, name);

	return found ? found->at : e->at;
}

/* A parameter, else the field that it stands for, else the action. */
static struct span
of_input(const struct entity *e, const struct action *a, const char *name)
{
	const struct field *f;

	for (size_t i = 0; a->form && i < a->form->nparameters; i++)
		if (strcmp(a->form->parameters[i].name, name) == 0)
			return a->form->parameters[i].at;
	f = field_find(e, name);
	return f ? f->at : a->at;
}

static struct span
place(const struct entity *e, const struct origin *o)
{
	const struct action *a;

	switch (o->kind) {
	case ORIGIN_FIELD:
		return of_field(e, o->name);
	case ORIGIN_INDEX:
		return of_index(e, o->name);
	case ORIGIN_CHECK:
		return of_check(e, o->name);
	case ORIGIN_KEY:
		return of_key(e, o->name);
	case ORIGIN_FILTER:
		return of_filter(e, o->name);
	case ORIGIN_ACTION:
	case ORIGIN_INPUT:
		a = action_find(e, o->action);
		if (!a)
			return e->at;
		return o->kind == ORIGIN_INPUT ? of_input(e, a, o->name) : a->at;
	default:
		return e->at;
	}
}

struct span
owner_place(struct arena *a, struct owner *s, const struct origin *o, const struct source **source)
{
	read_file(a, s);
	*source = s->source;
	return s->authored ? place(s->authored, o) : (struct span){0};
}
