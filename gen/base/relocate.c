/* Sources of messages under other paths (diag.h). */
#include "base/diag.h"
#include "base/arena.h"

void
diag_relocate(struct arena *a, struct diag_message *first,
              const char *(*shown)(void *self, const char *path), void *self)
{
	const struct source *last = NULL;
	struct source *moved = NULL;

	for (struct diag_message *m = first; m; m = m->next) {
		if (m->source != last) {
			last = m->source;
			moved = arena_new(a, struct source, 1);
			*moved = *last;
			moved->path = shown(self, last->path);
		}
		m->source = moved;
	}
}
