#include "emit/emit.h"
#include "emit/picture.h"
#include "model/catalog.h"
#include "model/part.h"

void
emit_docs_impacts_svg(struct strbuf *out, struct arena *a, struct catalog *c,
                      const struct options *o)
{
	struct parts parts = parts_read(a, c);

	(void)o;
	picture_impacts(out, a, &parts);
}
