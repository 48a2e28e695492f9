#include "base/arena.h"
#include "emit/emit.h"
#include "model/entity.h"
#include "model/mutation.h"

void
emit_impacts(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct impacts_file file = {.entity = {e->name, e->schema, e->table, e->table_view}};

	(void)a;
	(void)o;
	impacts_write(out, &file);
}
