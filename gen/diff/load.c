/* The functions and comments of an entity, so that after a migration those of the
 * new version hold. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "base/words.h"
#include "diff/move.h"
#include "emit/emit.h"
#include "model/name.h"
#include "model/rule.h"

#include <string.h>

typedef void emitter(struct strbuf *, struct arena *, const struct entity *,
                     const struct options *);

static const char *
text_of(struct arena *a, emitter *emit, const struct entity *e, const struct options *o)
{
	struct strbuf out = STRBUF_INIT;

	emit(&out, a, e, o);
	return str_done(&out, a);
}

bool
table_retyped(const struct entity *old, const struct entity *new)
{
	struct arena texts = {0};
	struct columns was = entity_columns(&texts, old), is = entity_columns(&texts, new);
	bool other = false;

	for (size_t i = 0; i < is.n && !other; i++) {
		const struct column *c = column_called(&was, is.v[i].name);

		other = c && strcmp(c->sql, is.v[i].sql) != 0;
	}
	arena_clear(&texts);
	return other;
}

const char *
action_functions(struct arena *a, const struct entity *e, const struct action *action,
                 const struct options *o)
{
	struct entity one = *e;
	struct action only = *action;

	one.actions = &only;
	one.nactions = 1;
	return text_of(a, emit_functions, &one, o);
}

/* Without the type, which is there already: statements of PHASE_API have changed it. */
static const char *
without_type(struct arena *a, const char *text, const char *api)
{
	const char *begin =
	        arena_printf(a, "CREATE TYPE app.%s AS (", ident_of(a, name_input_type(a, api)));
	const char *at = strstr(text, begin), *end = at ? strstr(at, ");\n") : NULL;

	return end ? arena_printf(a, "%.*s%s", (int)(at - text), text, end + 3) : text;
}

static const struct action *
action_called(struct arena *a, const struct entity *e, const char *api)
{
	for (size_t i = 0; e && i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING &&
		    strcmp(action_api(a, &e->actions[i]), api) == 0)
			return &e->actions[i];
	return NULL;
}

static void
load_action(struct alters *to, const struct versions *v, const struct action *new)
{
	struct arena texts = {0}, *a = &texts;
	const char *api = action_api(a, new),
	           *text = action_functions(a, v->new, new, v->new_options);
	const struct action *old = action_called(a, v->old, api);

	if (!old)
		alter_add(to, PHASE_LOAD, ASPECT_NONE, "", "%s", text);
	else if (strcmp(action_functions(a, v->old, old, v->old_options), text) != 0 ||
	         words_meet(v->retyped, text))
		alter_add(to, PHASE_LOAD, ASPECT_NONE, "", "%s", without_type(a, text, api));
	arena_clear(&texts);
}

static void
load_file(struct alters *to, const struct versions *v, emitter *emit, bool anyway)
{
	struct arena texts = {0};
	const char *text = text_of(&texts, emit, v->new, v->new_options);

	if (anyway || !v->old || strcmp(text_of(&texts, emit, v->old, v->old_options), text) != 0)
		alter_add(to, PHASE_LOAD, ASPECT_NONE, "", "%s", text);
	arena_clear(&texts);
}

static bool
says(const struct table_checks *in, const char *name, bool error)
{
	for (size_t i = 0; i < in->n; i++)
		if (in->v[i].authored && strcmp(in->v[i].name, name) == 0)
			return !in->v[i].authored->error == !error;
	return false;
}

/* Only rules have comments that may go while what they stand on stays. */
static void
clear_comments(struct alters *to, const struct versions *v)
{
	struct table_checks old = entity_checks(to->arena, v->old),
	                    new = entity_checks(to->arena, v->new);

	for (size_t i = 0; i < new.n; i++)
		if (says(&old, new.v[i].name, true) && says(&new, new.v[i].name, false))
			alter_add(to, PHASE_LOAD, ASPECT_NONE, "",
			          "COMMENT ON CONSTRAINT %s ON %s.%s IS NULL;",
			          ident_of(to->arena, new.v[i].name),
			          ident_of(to->arena, v->new->schema),
			          ident_of(to->arena, v->new->table));
}

/* Those of fields that are gone, or that take something else now. */
static void
clear_helpers(struct alters *to, const struct versions *v)
{
	struct arena texts = {0};

	drop_functions(to, PHASE_CLEAN, ASPECT_NONE,
	               text_of(&texts, emit_helpers, v->old, v->old_options),
	               text_of(&texts, emit_helpers, v->new, v->new_options));
	arena_clear(&texts);
}

void
loads_of(struct alters *to, const struct versions *v, bool altered)
{
	if (!v->new)
		return;
	if (v->old && !helpers_aspect(v->old, v->new))
		clear_helpers(to, v);
	load_file(to, v, emit_helpers,
	          v->old && (helpers_aspect(v->old, v->new) || table_retyped(v->old, v->new)));
	for (size_t i = 0; i < v->new->nactions; i++)
		if (v->new->actions[i].kind != ACTION_NOTHING)
			load_action(to, v, &v->new->actions[i]);
	if (v->old)
		clear_comments(to, v);
	load_file(to, v, emit_metadata, altered);
}
