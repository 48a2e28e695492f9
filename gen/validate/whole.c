/* What is wrong with all files together, though not with one of them. */
#include "base/arena.h"
#include "base/diag.h"
#include "graph/codes.h"
#include "graph/emissions.h"
#include "graph/review.h"
#include "graph/walk.h"
#include "parse/parse.h"
#include "parse/project.h"
#include "validate/validator.h"

#include <string.h>

/* Whether a message, or a note behind it, is of the settings or of a file that is checked. */
static bool
concerns(const struct validator *w, const struct diag_message *m)
{
	const char *settings = w->project->source->path;

	do
		if (strcmp(m->source->path, settings) == 0 ||
		    strcmp(m->source->path, "specql.yaml") == 0 ||
		    wanted(&w->v->files, m->source->path))
			return true;
	while ((m = m->next) && m->severity == SEV_NOTE);
	return false;
}

/* Where the code stands, else the name, in the text of an editor. */
static struct span
unsaved_code(struct validator *w)
{
	struct source *source = look_source(w->arena, w->diag, w->v, w->v->stdin_path);
	struct diag silent;
	struct entity *e;
	bool broken;

	diag_init(&silent, w->arena);
	e = entity_read(w->arena, &silent, source, &w->project->options, &broken);
	return e ? e->code_at.line ? e->code_at : e->at : (struct span){0};
}

/* A message on a file that an editor has not saved was found in what is saved. */
static void
say_one(struct validator *w, const struct diag_message *m)
{
	const struct source *source = m->source;
	struct span at = m->span;

	if (w->unsaved && strcmp(source->path, w->unsaved->path) == 0) {
		source = w->unsaved;
		at = unsaved_code(w);
	}
	(m->severity == SEV_ERROR     ? error_at
	 : m->severity == SEV_WARNING ? warning_at
	                              : note_at)(w->diag, source, at, "%s", m->text);
}

void
whole(struct validator *w, struct names *names)
{
	struct arena scratch = {0};
	struct title *titles = titles_of(&scratch, w->shapes.v, w->shapes.n);
	struct diag found;
	bool said = false;

	diag_init(&found, w->arena);
	found.strict = w->diag->strict;
	if (!w->project->registry)
		codes_assign(w->arena, &found, w->project, ".", titles, w->shapes.n);
	if (w->sound && !w->walk->lost)
		schemas_review(w->arena, &found, w->project, titles, w->shapes.n);
	arena_clear(&scratch);
	emissions_new(w->arena, &found, &w->shapes, names);
	w->nmessages += memory_add_messages(&w->checks.out, &found);
	for (const struct diag_message *m = found.messages; m; m = m->next) {
		said = m->severity == SEV_NOTE ? said : concerns(w, m);
		if (said)
			say_one(w, m);
	}
}
