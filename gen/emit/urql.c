#include "urql_ts.h"
#include "base/arena.h"
#include "emit/emit.h"
#include "emit/hook.h"

void
emit_urql(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct hooks from = hooks_of(a, e, o);
	struct urql_ts_actions *to = arena_new(a, struct urql_ts_actions, from.n);

	for (size_t i = 0; i < from.n; i++)
		to[i] = (struct urql_ts_actions){
		        .name = from.v[i].name,
		        .operation = from.v[i].operation,
		        .mutation = from.v[i].mutation,
		        .word = from.v[i].word,
		        .impact = from.v[i].impact,
		        .patch = from.v[i].patch,
		        .removed = from.v[i].removed,
		        .row = from.v[i].row,
		        .returned = from.v[i].returned,
		};
	urql_ts(out, &(struct urql_ts){
	                     .entity = e->name,
	                     .stem = e->stem,
	                     .patched = from.patched,
	                     .foreseen = from.foreseen,
	                     .type = from.type,
	                     .query = from.query,
	                     .word = from.word,
	                     .list = from.list,
	                     .one = from.one,
	                     .many = from.many,
	                     .actions = {to, from.n},
	             });
}
