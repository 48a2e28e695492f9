#include "base/str.h"
#include "emit/doc.h"
#include "emit/emit.h"
#include "emit/picture.h"
#include "emit/shell.h"

static void
key(struct doc *d)
{
	static const char *const kinds[][2] = {
	        {"create", "creates rows: whole line"},
	        {"update", "updates rows: dashes"},
	        {"delete", "deletes rows: dots"},
	};

	str_add(d->out, "<ul class=\"key\">\n");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		str_add(d->out, "<li>");
		doc_badge(d, kinds[i][0], kinds[i][1]);
		str_add(d->out, "</li>\n");
	}
	str_add(d->out, "</ul>\n");
}

void
emit_docs_impacts(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct shell shell = {.title = "Impacts",
	                      .site = shell_title(o),
	                      .root = "",
	                      .place = SHELL_IMPACTS,
	                      .wide = true};
	struct doc d = {.out = out, .html = true};

	shell_open(out, a, &shell);
	doc_heading(&d, 1, "top", "Impacts");
	doc_begin(&d);
	doc_words(&d, "An arrow leads from an entity to those that its actions change beside it. "
	              "As a list: ");
	doc_link(&d, "actions.html", "all actions");
	doc_words(&d, ". The picture alone: ");
	doc_link(&d, "impacts.svg", "impacts.svg");
	doc_words(&d, ".");
	doc_end(&d);
	key(&d);
	str_add(out, "<div class=\"picture\">\n");
	picture_impacts(out, a, c);
	str_add(out, "</div>\n");
	shell_close(out, &shell);
}
