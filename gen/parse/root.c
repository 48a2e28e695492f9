#include "parse/root.h"
#include "base/diag.h"

static void
no_entity(struct parse *p, const struct node *doc)
{
	static const char *const wanted[] = {"entity", NULL};
	const char *key;

	for (size_t i = 0; i < doc->n; i++) {
		key = doc->pairs[i].key->text;
		if (nearest(key, wanted)) {
			error_at(p->diag, p->source, doc->pairs[i].key->at,
			         "unknown key '%s'; did you mean 'entity'?", key);
			return;
		}
	}
	error_at(p->diag, p->source, doc->n ? doc->pairs[0].key->at : doc->at,
	         "the key 'entity' is missing; begin with 'entity: Name'");
}

const struct node *
root_entity(struct parse *p, const struct node *doc)
{
	static const char *const entity[] = {"entity", NULL};
	const struct pair *name;
	const struct node *n;

	if (!doc || node_null(doc)) {
		error_in_file(p->diag, p->source->path,
		              "the file is empty; begin with 'entity: Name'");
		return NULL;
	}
	if (doc->kind != NODE_MAPPING) {
		error_at(p->diag, p->source, doc->at,
		         "an entity file is a mapping that begins with 'entity: Name', not %s%s",
		         node_kind_name(doc), text_cure(p, doc, entity));
		return NULL;
	}
	n = node_get(doc, "entity");
	if (n)
		return n;
	name = node_pair(doc, "name");
	if (name)
		error_at(p->diag, p->source, name->key->at,
		         "the key 'entity' is missing; write 'entity' instead of 'name'");
	else
		no_entity(p, doc);
	return NULL;
}
