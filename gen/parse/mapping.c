#include "parse/mapping.h"
#include "base/arena.h"

#include <string.h>

struct mapping_pair {
	struct pair pair;
	struct mapping_pair *next;
};

static const struct pair *
find(const struct mapping *m, const char *key)
{
	for (const struct mapping_pair *p = m->first; p; p = p->next)
		if (strcmp(p->pair.key->text, key) == 0)
			return &p->pair;
	return NULL;
}

static void
append(struct mapping *m, struct pair pair)
{
	struct mapping_pair *p = arena_new(m->arena, struct mapping_pair, 1);

	p->pair = pair;
	if (m->last)
		m->last->next = p;
	else
		m->first = p;
	m->last = p;
	m->n++;
}

static void
full(struct mapping *m, const struct node *key)
{
	error_at(m->diag, m->source, key->at, "a mapping has at most %d keys", MAPPING_MAX);
}

bool
mapping_add(struct mapping *m, struct node *key, struct node *value)
{
	const struct pair *first;

	if (key->kind != NODE_SCALAR) {
		error_at(m->diag, m->source, key->at, "a key must be a word, not %s",
		         node_kind_name(key));
	} else if (key->plain && strcmp(key->text, "<<") == 0 && m->merge.key) {
		error_at(m->diag, m->source, key->at,
		         "the key '<<' is here twice; write both as a list, '<<: [*a, *b]', of "
		         "which the first counts where they differ");
		note_at(m->diag, m->source, m->merge.key->at, "first here");
	} else if (key->plain && strcmp(key->text, "<<") == 0) {
		m->merge = (struct pair){key, value};
	} else if ((first = find(m, key->text))) {
		error_at(m->diag, m->source, key->at, "the key '%s' is here twice", key->text);
		note_at(m->diag, m->source, first->key->at, "first here");
	} else if (m->n == MAPPING_MAX) {
		full(m, key);
		return false;
	} else {
		append(m, (struct pair){key, value});
	}
	return true;
}

/* A key of a merged mapping counts only if the mapping does not have it itself. */
static void
merge(struct mapping *m, const struct node *from)
{
	if (from->kind == NODE_SEQUENCE)
		for (size_t i = 0; i < from->n; i++)
			merge(m, from->items[i]);
	else if (from->kind == NODE_MAPPING)
		for (size_t i = 0; i < from->n; i++) {
			if (find(m, from->pairs[i].key->text))
				continue;
			if (m->n == MAPPING_MAX) {
				full(m, m->merge.key);
				return;
			}
			append(m, from->pairs[i]);
		}
	else
		error_at(m->diag, m->source, from->at, "'<<' takes a mapping, not %s",
		         node_kind_name(from));
}

void
mapping_done(struct mapping *m, struct node *n)
{
	const struct mapping_pair *p;

	if (m->merge.key)
		merge(m, m->merge.value);
	n->n = m->n;
	n->pairs = arena_new(m->arena, struct pair, n->n);
	p = m->first;
	for (size_t i = 0; i < n->n; i++, p = p->next)
		n->pairs[i] = p->pair;
}
