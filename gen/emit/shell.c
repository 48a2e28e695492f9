#include "emit/shell.h"
#include "base/arena.h"
#include "model/entity.h"
#include "model/options.h"
#include "shell_close_html.h"
#include "shell_open_html.h"

const char *
shell_title(const struct options *o)
{
	return o->docs_title ? o->docs_title : "Reference";
}

void
shell_open(struct strbuf *out, struct arena *a, const struct shell *s)
{
	static const struct {
		const char *href, *text;
	} places[] = {
	        [SHELL_INDEX] = {"index.html", "Entities"},
	        [SHELL_ACTIONS] = {"actions.html", "Actions"},
	        [SHELL_ER] = {"er.html", "Relationships"},
	        [SHELL_IMPACTS] = {"impacts.html", "Impacts"},
	};
	struct shell_open_html_places to[sizeof places / sizeof *places];
	struct shell_open_html_contents *contents =
	        arena_new(a, struct shell_open_html_contents, s->ncontents);
	size_t n = 0;

	for (size_t i = SHELL_INDEX; i <= SHELL_IMPACTS; i++)
		to[n++] = (struct shell_open_html_places){
		        .root = s->root,
		        .href = places[i].href,
		        .text = places[i].text,
		        .current = i == s->place,
		};
	for (size_t i = 0; i < s->ncontents; i++)
		contents[i] = (struct shell_open_html_contents){.href = s->contents[i].href,
		                                                .below = s->contents[i].below,
		                                                .text = s->contents[i].text};
	shell_open_html(out, &(struct shell_open_html){
	                             .title = s->title,
	                             .site = s->site,
	                             .root = s->root,
	                             .wide = s->wide,
	                             .schema = s->entity ? s->entity->schema : NULL,
	                             .entity = s->entity ? s->entity->name : NULL,
	                             .places = {to, n},
	                             .contents = {contents, s->ncontents},
	                     });
}

void
shell_close(struct strbuf *out, const struct shell *s)
{
	shell_close_html(out, &(struct shell_close_html){
	                              .root = s->root,
	                              .used = s->entity,
	                              .type = s->entity ? s->entity->name : NULL,
	                              .schema = s->entity ? s->entity->schema : NULL,
	                      });
}
