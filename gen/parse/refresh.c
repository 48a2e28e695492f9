/* Reads the step refresh_table_view. */
#include "base/arena.h"
#include "parse/step_parse.h"

#include <string.h>

static const char *const scopes[] = {"self", "related", "propagate", "batch", NULL};
static const char *const strategies[] = {"immediate", "deferred", NULL};

static const struct key refresh_mapping_keys[] = {
        {.name = "scope", .form = FORM_WORD, .words = scopes},
        {.name = "propagate", .form = FORM_TEXTS},
        {.name = "strategy", .form = FORM_WORD, .words = strategies},
        {.name = NULL},
};

static void
names_read(struct parse *p, struct step *s, const struct node *names)
{
	if (names->n == 0)
		error_at(p->diag, p->source, names->at,
		         "'propagate' is empty; name at least one reference field");
	if (too_many(p, names, "references", FIELDS_MAX))
		return;
	s->names = arena_new(p->arena, const char *, names->n + 1);
	for (size_t i = 0; i < names->n; i++)
		if (!named_before(p, names, i))
			s->names[s->nnames++] = names->items[i]->text;
}

void
refresh_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	const char *scope = NULL, *strategy;
	const struct node *names;

	(void)step;
	if (node_null(n))
		return;
	if (n->kind != NODE_MAPPING) {
		wrong_kind(p, n, "refresh_table_view", "a mapping with 'scope'");
		return;
	}
	if (!keys_read(p, n, n->at, "refresh_table_view", refresh_mapping_keys, NULL))
		return;
	scope = key_text(n, "scope");
	strategy = key_text(n, "strategy");
	names = node_get(n, "propagate");
	for (size_t i = 0; scope && scopes[i]; i++)
		if (!strcmp(scope, scopes[i]))
			s->scope = (enum refresh_scope)i;
	s->deferred = strategy && !strcmp(strategy, "deferred");
	if (!scope && names)
		s->scope = REFRESH_PROPAGATE;
	if (names && s->scope != REFRESH_PROPAGATE)
		error_at(p->diag, p->source, names->at, "'propagate' goes with 'scope: propagate'");
	if (!names && s->scope == REFRESH_PROPAGATE)
		error_at(p->diag, p->source, n->at,
		         "'scope: propagate' needs 'propagate', a list of reference fields");
	if (names)
		names_read(p, s, names);
}
