#include "emit/emit.h"
#include "emit/page.h"

void
emit_docs_markdown(struct strbuf *out, struct arena *a, const struct entity *e,
                   const struct options *o)
{
	struct page p = {.doc = {.out = out}, .arena = a, .entity = e, .options = o};

	page_write(&p);
}
