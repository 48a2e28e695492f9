#include "results_ts.h"
#include "emit/emit.h"

void
emit_results(struct strbuf *out, struct arena *a, const struct catalog *c, const struct options *o)
{
	(void)a;
	(void)c;
	(void)o;
	results_ts(out, &(struct results_ts){0});
}
