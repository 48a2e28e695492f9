#include "apollo_cache_ts.h"
#include "emit/emit.h"

void
emit_apollo_cache(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	(void)a;
	(void)c;
	(void)o;
	apollo_cache_ts(out, &(struct apollo_cache_ts){0});
}
