#include "emit/emit.h"
#include "typed_document_ts.h"

void
emit_typed_document(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	(void)a;
	(void)c;
	(void)o;
	typed_document_ts(out, &(struct typed_document_ts){0});
}
