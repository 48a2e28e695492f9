/* Functions that a text makes, and that nobody makes any more. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "diff/move.h"

#include <string.h>

/* app.to_uuid(p_text TEXT): how DROP names the function whose name and parameters begin here;
 * *behind is the end of these. */
static const char *
signature(struct arena *a, const char *at, const char **behind)
{
	struct strbuf out = STRBUF_INIT;

	while (*at && *at != ')') {
		if (strncmp(at, " DEFAULT ", 9) == 0)
			at += strcspn(at, ",)");
		else if (*at == '\n')
			at += strspn(at, "\n ");
		else
			str_addc(&out, *at++);
	}
	str_addc(&out, ')');
	*behind = at;
	return str_done(&out, a);
}

/* The next function that a text makes, or NULL. */
static const char *
next(struct arena *a, const char **text)
{
	static const char *const words[] = {"\nCREATE OR REPLACE FUNCTION ", "\nCREATE FUNCTION "};
	const char *found = NULL, *at = NULL;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *one = strstr(*text, words[i]);

		if (one && (!found || one < found)) {
			found = one;
			at = one + strlen(words[i]);
		}
	}
	return found ? signature(a, at, text) : NULL;
}

struct list
functions_made(struct arena *a, const char *text)
{
	struct list all = {0};
	const char *function;

	while ((function = next(a, &text)))
		list_add(a, &all, function);
	return all;
}

static bool
makes(struct arena *a, const char *text, const char *function)
{
	const char *one;

	while (text && (one = next(a, &text)))
		if (strcmp(one, function) == 0)
			return true;
	return false;
}

void
drop_functions(struct alters *to, enum phase phase, enum aspect aspect, const char *old,
               const char *new)
{
	const char *function;

	while ((function = next(to->arena, &old)))
		if (!makes(to->arena, new, function))
			alter_add(to, phase, aspect, "", "DROP FUNCTION IF EXISTS %s;", function);
}

void
drop_view(struct alters *to, const char *schema, const struct object *view, const char *new)
{
	drop_functions(to, PHASE_DROP, ASPECT_VIEW, view->sql, new);
	alter_add(to, PHASE_DROP, ASPECT_VIEW, "", "DROP TABLE %s.%s;", ident_of(to->arena, schema),
	          ident_of(to->arena, view->name));
}

/* Where the functions of a table view begin, behind what makes the table: the comment of the first.
 */
static const char *
functions_begin(const char *view)
{
	const char *at = strstr(view, "\nCREATE OR REPLACE FUNCTION ");

	while (at && at > view && !(at[0] == '\n' && at[1] == '\n'))
		at--;
	return at;
}

const char *
view_functions(const char *old, const char *new)
{
	const char *was = functions_begin(old), *is = functions_begin(new);

	if (!was || !is || was - old != is - new || strncmp(old, new, (size_t)(is - new)) != 0)
		return NULL;
	return is + strspn(is, "\n");
}

void
drop_action(struct alters *to, const char *schema, const struct object *type, enum aspect aspect,
            const char *owner)
{
	const char *name = ident_of(to->arena, type->name);

	alter_add(to, PHASE_API, aspect, owner,
	          "DROP FUNCTION app.%s;\nDROP FUNCTION %s.%s;\nDROP TYPE app.%s;", name,
	          ident_of(to->arena, schema), name, ident_of(to->arena, type->table));
}
