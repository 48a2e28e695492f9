#include "style_css.h"
#include "emit/emit.h"

void
emit_docs_style(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	(void)a;
	(void)c;
	(void)o;
	style_css(out, &(struct style_css){0});
}
