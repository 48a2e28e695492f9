#include "site_js.h"
#include "emit/emit.h"

void
emit_docs_script(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	(void)a;
	(void)c;
	(void)o;
	site_js(out, &(struct site_js){0});
}
