/* The row of the own entity that an action works on: whether it is there. */
#include "action/compiler.h"
#include "base/arena.h"

#include <string.h>

bool
row_certain(const struct compiler *c)
{
	return c->action->subject != SUBJECT_NEW || c->inserted;
}

struct frame
own_frame(struct compiler *c)
{
	bool made = row_certain(c);

	c->row_read |= made && !c->row_written;
	return (struct frame){
	        .c = c, .entity = c->entity, .row = made ? c->row : NULL, .own = true};
}

bool
row_there(struct compiler *c)
{
	return c->row && (own_frame(c).row || c->maybe_made);
}

bool
row_made(struct compiler *c, const struct step *s)
{
	if (row_certain(c))
		return true;
	error_at(c->diag, c->source, s->target.at, "the row is not there before 'insert: %s'%s",
	         c->entity->name,
	         s->kind == STEP_UPDATE   ? "; for other rows, write 'update_all' and WHERE"
	         : s->kind == STEP_DELETE ? "; for other rows, write 'delete_all' and WHERE"
	                                  : "");
	return false;
}

void
reload_set(struct compiler *c, struct statement *st)
{
	const char *title = arena_printf(c->arena, "%s.%s", st->schema, st->entity);

	st->reload = row_there(c) && (st->action || strcmp(title, entity_title(c, c->entity)) == 0);
}

void
input_or_row(struct compiler *c, struct diag *d, const struct locator *locator,
             const struct word *w, const struct input *in)
{
	if (in && c->made_in_way)
		warning_at(
		        d, locator->source, locator->span(locator->context, w->offset, w->n),
		        "'%s' is the input here, though 'insert: %s' may have made the row before this; "
		        "write 'input.%s', or set a variable where the row is made",
		        w->text, c->entity->name, in->word);
}
