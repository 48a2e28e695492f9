#include "tanstack_cache_ts.h"
#include "emit/emit.h"

void
emit_tanstack_cache(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	(void)a;
	(void)c;
	(void)o;
	tanstack_cache_ts(out, &(struct tanstack_cache_ts){0});
}
