#include "emit/emit.h"
#include "model/impacts.h"

void
emit_impacts(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	const struct impacts_file file = impacts_of(a, e, o);

	impacts_write(out, &file);
}
