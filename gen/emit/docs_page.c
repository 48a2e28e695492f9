#include "base/arena.h"
#include "base/str.h"
#include "emit/emit.h"
#include "emit/page.h"
#include "emit/shell.h"
#include "model/entity.h"

/* What a page has, for the list beside it. */
static size_t
contents(struct arena *a, const struct entity *e, struct shell_link *to)
{
	size_t n = 0;

	to[n++] = (struct shell_link){"#fields", "Fields", false};
	if (e->nchecks)
		to[n++] = (struct shell_link){"#rules", "Rules", false};
	if (e->nindexes)
		to[n++] = (struct shell_link){"#indexes", "Indexes", false};
	if (e->table_view)
		to[n++] = (struct shell_link){"#table-view", "Table view", false};
	if (entity_acts(e))
		to[n++] = (struct shell_link){"#actions", "Actions", false};
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			to[n++] = (struct shell_link){
			        arena_printf(a, "#%s",
			                     page_anchor(a, "action", e->actions[i].name)),
			        e->actions[i].name, true};
	return n;
}

void
emit_docs_page(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct shell_link *links = arena_new(a, struct shell_link, e->nactions + 5);
	struct shell shell = {.title = e->name,
	                      .site = shell_title(o),
	                      .root = "../",
	                      .entity = e,
	                      .contents = links};
	struct page p = {.doc = {.out = out, .html = true}, .arena = a, .entity = e, .options = o};

	shell.ncontents = contents(a, e, links);
	shell_open(out, a, &shell);
	page_write(&p);
	shell_close(out, &shell);
}
