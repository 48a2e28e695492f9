#include "emit/emit.h"
#include "emit/picture.h"

void
emit_docs_impacts_svg(struct strbuf *out, struct arena *a, struct catalog *c,
                      const struct options *o)
{
	(void)o;
	picture_impacts(out, a, c);
}
