#include "model/pack.h"
#include "base/arena.h"
#include "model/layout.h"

#include <string.h>

/* A text is its length and 1 more, its bytes and a NUL, so that it need not be copied when it is
 * read; NULL is 0. A list is its length and what it holds. */

void
pack_open(struct pack *p, struct diag *d, const char *path, const struct layout *layout)
{
	*p = (struct pack){.layout = layout, .ends = STRBUF_INIT};
	spool_open(&p->spool, d, path);
}

/* ---- writing ---- */

static void
put_number(struct spool *to, size_t n)
{
	const uint32_t number = (uint32_t)n;

	spool_add(to, &number, sizeof number);
}

static void
put_text(struct spool *to, const char *text)
{
	size_t n = text ? strlen(text) + 1 : 0;

	put_number(to, n);
	spool_add(to, text ? text : "", n);
}

static void put_object(struct spool *, const struct layout *, const char *object);

static void
put_list(struct spool *to, const struct layout *layout, const char *list, size_t n)
{
	put_number(to, n);
	for (size_t i = 0; i < n; i++)
		if (layout)
			put_object(to, layout, list + i * layout->size);
		else
			put_text(to, ((const char *const *)(const void *)list)[i]);
}

static void
put_member(struct spool *to, const struct member *m, const char *object)
{
	const void *at = object + m->offset;

	switch (m->form) {
	case MEMBER_NAME:
	case MEMBER_TEXT:
	case MEMBER_JSON:
		put_text(to, *(const char *const *)at);
		break;
	case MEMBER_BOOL:
		spool_add(to, at, sizeof(bool));
		break;
	case MEMBER_INT:
		spool_add(to, at, sizeof(int));
		break;
	case MEMBER_TEXTS:
	case MEMBER_OBJECTS:
	case MEMBER_MAP:
		put_list(to, m->table, *(const char *const *)at,
		         *(const size_t *)(const void *)(object + m->count));
		break;
	case MEMBER_OBJECT:
		put_object(to, m->table, at);
		break;
	case MEMBER_WORD:
	case MEMBER_TYPE:
		break;
	}
}

static void
put_object(struct spool *to, const struct layout *layout, const char *object)
{
	for (const struct member *m = layout->members; m->key; m++)
		put_member(to, m, object);
}

void
pack_add(struct pack *p, const void *object)
{
	uint64_t end;

	put_object(&p->spool, p->layout, object);
	end = spool_end(&p->spool);
	str_addn(&p->ends, (const char *)&end, sizeof end);
}

/* ---- reading ---- */

struct unpacking {
	struct arena *arena;
	const char *next;
};

static void
get(struct unpacking *from, void *to, size_t n)
{
	memcpy(to, from->next, n);
	from->next += n;
}

static size_t
get_number(struct unpacking *from)
{
	uint32_t n;

	get(from, &n, sizeof n);
	return n;
}

static const char *
get_text(struct unpacking *from)
{
	size_t n = get_number(from);
	const char *text = from->next;

	from->next += n;
	return n ? text : NULL;
}

static void get_object(struct unpacking *, const struct layout *, char *object);

static void *
get_list(struct unpacking *from, const struct layout *layout, size_t *n)
{
	size_t size = layout ? layout->size : sizeof(char *);
	char *list;

	*n = get_number(from);
	if (!*n)
		return NULL;
	list = arena_alloc(from->arena, *n, size);
	for (size_t i = 0; i < *n; i++)
		if (layout)
			get_object(from, layout, list + i * size);
		else
			((const char **)(void *)list)[i] = get_text(from);
	return list;
}

static void
get_member(struct unpacking *from, const struct member *m, char *object)
{
	void *at = object + m->offset;

	switch (m->form) {
	case MEMBER_NAME:
	case MEMBER_TEXT:
	case MEMBER_JSON:
		*(const char **)at = get_text(from);
		break;
	case MEMBER_BOOL:
		get(from, at, sizeof(bool));
		break;
	case MEMBER_INT:
		get(from, at, sizeof(int));
		break;
	case MEMBER_TEXTS:
	case MEMBER_OBJECTS:
	case MEMBER_MAP:
		*(void **)at = get_list(from, m->table, (size_t *)(void *)(object + m->count));
		break;
	case MEMBER_OBJECT:
		get_object(from, m->table, at);
		break;
	case MEMBER_WORD:
	case MEMBER_TYPE:
		break;
	}
}

static void
get_object(struct unpacking *from, const struct layout *layout, char *object)
{
	for (const struct member *m = layout->members; m->key; m++)
		get_member(from, m, object);
}

void
pack_read(struct pack *p, struct arena *a, size_t i, void *object)
{
	const uint64_t *ends = (const uint64_t *)(const void *)p->ends.buf;
	uint64_t at = i ? ends[i - 1] : 0;
	size_t n = (size_t)(ends[i] - at);
	char *bytes = arena_alloc(a, n + 1, 1);
	struct unpacking from = {a, bytes};

	if (spool_read(&p->spool, at, bytes, n))
		get_object(&from, p->layout, object);
}

void
pack_close(struct pack *p)
{
	spool_close(&p->spool);
	str_free(&p->ends);
}
