#include "base/arena.h"
#include "base/str.h"
#include "checks_ts.h"
#include "emit/emit.h"
#include "emit/rule_ts.h"
#include "model/type.h"

#include <string.h>

/* A rule as the module itself says it: without its own name. */
static const char *
bare(struct arena *a, const char *rule)
{
	static const char own[] = "check.";
	struct strbuf out = STRBUF_INIT;

	for (const char *at; (at = strstr(rule, own)); rule = at + strlen(own))
		str_addn(&out, rule, (size_t)(at - rule));
	str_add(&out, rule);
	return str_done(&out, a);
}

void
emit_checks(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct checks_ts_kept *v = arena_new(a, struct checks_ts_kept, type_count());
	const struct type *t;
	size_t n = 0;

	(void)c;
	(void)o;
	for (size_t i = 0; (t = type_at(i)); i++) {
		const char *rule = rule_ts_kept(a, t);

		if (rule)
			v[n++] = (struct checks_ts_kept){t->name, bare(a, rule)};
	}
	checks_ts(out, &(struct checks_ts){.kept = {v, n}});
}
