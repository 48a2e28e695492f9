/* A statement of a migration, or a comment in its place. */
#include "base/arena.h"
#include "base/str.h"
#include "diff/move.h"

#include <stdarg.h>

/* A comment whose text may hold ends of lines, each of which would end it. */
static const char *
commented(struct arena *a, const char *text)
{
	struct strbuf out = STRBUF_INIT;

	for (; *text; text++) {
		str_addc(&out, *text);
		if (*text == '\n' || *text == '\r')
			str_add(&out, "-- ");
	}
	return str_done(&out, a);
}

void
alter_add(struct alters *to, enum phase phase, enum aspect aspect, const char *owner,
          const char *fmt, ...)
{
	struct alter *one = arena_new(to->arena, struct alter, 1);
	struct strbuf sql = STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	str_addv(&sql, fmt, ap);
	va_end(ap);
	*one = (struct alter){phase, aspect, owner, str_done(&sql, to->arena), false};
	if (alter_asks(one))
		one->sql = commented(to->arena, one->sql);
	to->v = arena_grown(to->arena, to->v, to->n, sizeof *to->v);
	to->v[to->n++] = one;
}

bool
alter_asks(const struct alter *a)
{
	return a->phase == PHASE_PREPARE || a->phase == PHASE_FILL;
}
