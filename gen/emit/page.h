/*
 * Page: the page of an entity, which is the same in HTML and in Markdown.
 */
#ifndef EMIT_PAGE_H
#define EMIT_PAGE_H

#include "emit/doc.h"
#include "model/impacts.h"

struct action;
struct arena;
struct entity;
struct field;
struct options;

struct page {
	struct doc doc;
	struct arena *arena;
	const struct entity *entity;
	const struct options *options;
	struct impacts_file impacts;
	const char **statuses; /* of each rule of `validation`, or NULL */
};

/* The whole page, without what stands around it. */
void page_write(struct page *);

/* The part about an action. */
void page_action(struct page *, const struct action *, const struct impacts_mutation *);

/* Its answers that are no success. */
void page_errors(struct page *, const struct action *, const struct impacts_mutation *);

/* In a cell: the range, the length and the pattern of a field, behind others if there are some;
 * whether there are some then. */
bool page_limits(struct page *, const struct field *, bool some);

/* In a cell or a paragraph: a link to another entity's page, by its name. */
void page_entity(struct page *, const char *schema, const char *entity);

/* action-qualify_lead, field-email: what links lead to. */
const char *page_anchor(struct arena *, const char *what, const char *name);

#endif
