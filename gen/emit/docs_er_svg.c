#include "emit/emit.h"
#include "emit/picture.h"

void
emit_docs_er_svg(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	(void)o;
	picture_relations(out, a, c);
}
