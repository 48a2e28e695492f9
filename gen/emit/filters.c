#include "filters_ts.h"
#include "emit/emit.h"

void
emit_filters(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	(void)a;
	(void)c;
	(void)o;
	filters_ts(out, &(struct filters_ts){0});
}
