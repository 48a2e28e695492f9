/* Objects as JSON by their layouts, written. Not by cJSON: to make a tree of what is there was a
 * tenth of the time of an entity's process. */
#include "base/quote.h"
#include "base/str.h"
#include "model/layout.h"
#include "model/type.h"

static void write_object(struct strbuf *, const struct layout *, const char *object, size_t depth);
static void write_value(struct strbuf *, const struct member *, const char *object, size_t depth);

/* Whether a member is written. */
static bool
present(const struct member *m, const char *object)
{
	const void *at = object + m->offset;

	if (m->always)
		return true;
	switch (m->form) {
	case MEMBER_NAME:
	case MEMBER_TEXT:
	case MEMBER_JSON:
	case MEMBER_TYPE:
		return *(const void *const *)at;
	case MEMBER_BOOL:
		return *(const bool *)at;
	case MEMBER_INT:
		return *(const int *)at;
	case MEMBER_WORD:
		return *(const int *)at || m->needed;
	case MEMBER_TEXTS:
	case MEMBER_OBJECTS:
	case MEMBER_MAP:
		return *(const size_t *)(const void *)(object + m->count);
	case MEMBER_OBJECT:
		return true;
	}
	return false;
}

/* Each member of an object stands in a line of its own; first: none was written yet. */
static void
write_key(struct strbuf *out, const char *key, size_t depth, bool *first)
{
	str_add(out, *first ? "\n" : ",\n");
	*first = false;
	for (size_t i = 0; i < depth; i++)
		str_addc(out, '\t');
	quote_json(out, key);
	str_add(out, ":\t");
}

static void
write_end(struct strbuf *out, size_t depth)
{
	str_addc(out, '\n');
	for (size_t i = 1; i < depth; i++)
		str_addc(out, '\t');
	str_addc(out, '}');
}

/* Without a layout the items are texts. */
static void
write_list(struct strbuf *out, const struct layout *layout, const char *items, size_t n,
           size_t depth)
{
	str_addc(out, '[');
	for (size_t i = 0; i < n; i++) {
		if (i)
			str_add(out, ", ");
		if (layout)
			write_object(out, layout, items + i * layout->size, depth + 1);
		else
			quote_json(out, ((const char *const *)(const void *)items)[i]);
	}
	str_addc(out, ']');
}

static void
write_map(struct strbuf *out, const struct layout *layout, const char *items, size_t n,
          size_t depth)
{
	const struct layout rest = {layout->size, layout->members + 1};
	bool alone = !*rest.members->key, first = true;

	str_addc(out, '{');
	for (size_t i = 0; i < n; i++) {
		const char *item = items + i * layout->size;

		if (alone && !present(rest.members, item))
			continue;
		write_key(out, *(const char *const *)(const void *)item, depth, &first);
		if (alone)
			write_value(out, rest.members, item, depth + 1);
		else
			write_object(out, &rest, item, depth + 1);
	}
	write_end(out, depth);
}

/* A text, or what is one already; null where it is always written. */
static void
write_text(struct strbuf *out, const char *text, bool raw)
{
	if (text && !raw)
		quote_json(out, text);
	else
		str_add(out, text ? text : "null");
}

static void
write_value(struct strbuf *out, const struct member *m, const char *object, size_t depth)
{
	const void *at = object + m->offset;
	const char *const *text = at;
	const struct type *type;
	size_t n = m->count ? *(const size_t *)(const void *)(object + m->count) : 0;

	switch (m->form) {
	case MEMBER_NAME:
	case MEMBER_TEXT:
	case MEMBER_JSON:
		write_text(out, *text, m->form == MEMBER_JSON);
		break;
	case MEMBER_BOOL:
		str_add(out, *(const bool *)at ? "true" : "false");
		break;
	case MEMBER_INT:
		str_addf(out, "%d", *(const int *)at);
		break;
	case MEMBER_WORD:
		write_text(out, ((const char *const *)m->table)[*(const int *)at], false);
		break;
	case MEMBER_TYPE:
		type = *(const struct type *const *)at;
		write_text(out, type ? type->name : NULL, false);
		break;
	case MEMBER_TEXTS:
	case MEMBER_OBJECTS:
		write_list(out, m->table, *text, n, depth);
		break;
	case MEMBER_MAP:
		write_map(out, m->table, *text, n, depth);
		break;
	case MEMBER_OBJECT:
		write_object(out, m->table, at, depth);
		break;
	}
}

static void
write_members(struct strbuf *out, const struct layout *layout, const char *object, const char *only,
              size_t depth, bool *first)
{
	for (const struct member *m = layout->members; m->key; m++)
		if (present(m, object) && (!only || word_listed(only, m->key))) {
			write_key(out, m->key, depth, first);
			write_value(out, m, object, depth + 1);
		}
}

static void
write_object(struct strbuf *out, const struct layout *layout, const char *object, size_t depth)
{
	bool first = true;

	str_addc(out, '{');
	write_members(out, layout, object, NULL, depth, &first);
	write_end(out, depth);
}

void
layout_write_within(struct strbuf *out, const struct layout *layout, const void *object,
                    size_t tabs)
{
	write_object(out, layout, object, tabs);
}

void
layout_write(struct strbuf *out, const struct layout *head, const void *before,
             const struct layout *layout, const void *object, const char *only)
{
	bool first = true;

	str_addc(out, '{');
	if (head)
		write_members(out, head, before, NULL, 1, &first);
	write_members(out, layout, object, only, 1, &first);
	write_end(out, 1);
	str_addc(out, '\n');
}
