#include "urql_cache_ts.h"
#include "emit/emit.h"

void
emit_urql_cache(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	(void)a;
	(void)c;
	(void)o;
	urql_cache_ts(out, &(struct urql_cache_ts){0});
}
