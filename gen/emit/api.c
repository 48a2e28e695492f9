#include "api_ts.h"
#include "emit/emit.h"

void
emit_api(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	(void)a;
	(void)c;
	(void)o;
	api_ts(out, &(struct api_ts){0});
}
