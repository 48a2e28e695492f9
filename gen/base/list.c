#include "base/list.h"
#include "base/arena.h"
#include "base/bound.h"
#include "base/file.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

void
list_add(struct arena *a, struct list *l, const char *text)
{
	const char **items;

	if (l->n == l->cap) {
		l->cap = l->cap ? 2 * l->cap : 4;
		items = arena_new(a, const char *, l->cap);
		if (l->n)
			memcpy(items, l->items, l->n * sizeof(*items));
		l->items = items;
	}
	l->items[l->n++] = text;
}

void
list_append(struct arena *a, struct list *l, const char *const *texts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		list_add(a, l, texts[i]);
}

void
list_addall(struct arena *a, struct list *l, const char *const *texts)
{
	for (; texts && *texts; texts++)
		list_add(a, l, *texts);
}

void
list_sort(struct list *l)
{
	l->n = (uint32_t)word_sort(l->items, l->n);
}

bool
list_has(const struct list *l, const char *text)
{
	return l->n && bsearch(&text, l->items, l->n, sizeof(*l->items), word_order);
}

struct beginning {
	const char *text;
	size_t n;
};

static int
beginning_order(const void *key, const void *item)
{
	const struct beginning *b = key;

	return strncmp(b->text, *(const char *const *)item, b->n);
}

static bool
cover(const struct list *l, const char *path, size_t n, bool *marks)
{
	const struct beginning key = {path, n};
	size_t i = lower_bound(&key, l->items, l->n, sizeof(*l->items), beginning_order);
	bool is = i < l->n && strncmp(l->items[i], path, n) == 0 && !l->items[i][n];

	if (is && marks)
		marks[i] = true;
	return is;
}

bool
list_cover(const struct list *l, const char *path, bool *marks)
{
	bool any = cover(l, ".", 1, marks);

	for (size_t n = 0; l->n && path[n];) {
		n += strcspn(path + n + 1, "/") + 1;
		any = cover(l, path, n, marks) || any;
	}
	return any;
}

void
list_insert(struct arena *a, struct list *l, const char *text)
{
	size_t i = lower_bound(&text, l->items, l->n, sizeof(*l->items), word_order);

	if (i < l->n && strcmp(text, l->items[i]) == 0)
		return;
	text = arena_strdup(a, text);
	list_add(a, l, text);
	memmove(&l->items[i + 1], &l->items[i], (l->n - 1 - i) * sizeof(*l->items));
	l->items[i] = text;
}

void
list_join(struct strbuf *out, const struct list *l, const char *separator)
{
	for (size_t i = 0; i < l->n; i++) {
		if (i)
			str_add(out, separator);
		str_add(out, l->items[i]);
	}
}

void
list_cut(struct arena *a, struct list *l, char *text, char separator)
{
	char *end;

	l->n = 0;
	if (!*text)
		return;
	while ((end = strchr(text, separator))) {
		*end = '\0';
		list_add(a, l, text);
		text = end + 1;
	}
	list_add(a, l, text);
}

struct list
list_split(struct arena *a, char *text, char separator)
{
	struct list l = {0};
	char *end;

	if (!*text)
		return l;
	for (l.cap = 1, end = text; (end = strchr(end, separator)); end++)
		l.cap++;
	l.items = arena_new(a, const char *, l.cap);
	list_cut(a, &l, text, separator);
	return l;
}

void
list_write(struct strbuf *out, const struct list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		str_add(out, l->items[i]);
		str_addc(out, '\n');
	}
}

struct list
list_read(struct arena *a, const char *path)
{
	size_t len;
	char *text = file_read(a, path, 0, &len);
	struct list l = {0};

	if (!text)
		return l;
	if (len && text[len - 1] == '\n')
		text[len - 1] = '\0';
	return list_split(a, text, '\n');
}
