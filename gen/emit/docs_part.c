#include "emit/emit.h"
#include "model/part.h"

void
emit_docs_part(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	const struct part part = part_of(a, e, o);

	part_write(out, &part);
}
