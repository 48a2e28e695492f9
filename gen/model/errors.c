#include "model/errors.h"
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

static struct list *
messages_of(struct arena *a, struct errors *to, const char *status)
{
	for (size_t i = 0; i < to->n; i++)
		if (strcmp(to->v[i].status, status) == 0)
			return &to->v[i].messages;
	to->v = arena_grown(a, to->v, to->n, sizeof *to->v);
	to->v[to->n] = (struct errors_status){.status = status};
	return &to->v[to->n++].messages;
}

void
errors_add(struct arena *a, struct errors *to, const char *status, const char *message)
{
	list_add(a, messages_of(a, to, status), message);
}

void
errors_addall(struct arena *a, struct errors *to, const struct impacts_mutation *from)
{
	for (size_t i = 0; i < from->nerrors; i++)
		errors_add(a, to, from->errors[i].status, from->errors[i].message);
	for (size_t i = 0; i < from->nmessages; i++)
		list_append(a, messages_of(a, to, from->messages[i].status),
		            from->messages[i].messages, from->messages[i].nmessages);
}

static int
by_status(const void *left, const void *right)
{
	const struct errors_status *a = left, *b = right;

	return strcmp(a->status, b->status);
}

void
errors_end(struct arena *a, struct errors *from, struct impacts_mutation *to)
{
	to->errors = arena_new(a, struct impacts_error, from->n);
	to->messages = arena_new(a, struct impacts_messages, from->n);
	to->nerrors = to->nmessages = 0;
	if (from->n)
		qsort(from->v, from->n, sizeof *from->v, by_status);
	for (size_t i = 0; i < from->n; i++) {
		struct errors_status *s = &from->v[i];

		list_sort(&s->messages);
		to->errors[to->nerrors++] = (struct impacts_error){s->status, s->messages.items[0]};
		if (s->messages.n > 1)
			to->messages[to->nmessages++] = (struct impacts_messages){
			        s->status, s->messages.items, s->messages.n};
	}
}
