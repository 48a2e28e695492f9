#include "base/arena.h"
#include "base/str.h"
#include "emit/clause.h"
#include "emit/emit.h"
#include "foreign_keys_sql.h"

#include <string.h>

struct keys {
	struct foreign_keys_sql_tables *tables;
	size_t ntables;
	struct foreign_keys_sql_unlinked *unlinked;
	size_t nunlinked;
};

/* The keys of a table that have a constraint; how many of the clauses are of that table. */
static size_t
table(struct arena *a, struct keys *k, const struct key_clause *from, size_t n)
{
	struct foreign_keys_sql_tables_keys *v =
	        arena_new(a, struct foreign_keys_sql_tables_keys, n);
	size_t i, nkeys = 0;

	for (i = 0; i < n && strcmp(from[i].table, from->table) == 0; i++)
		if (from[i].sql)
			v[nkeys++].clause = from[i].sql;
		else
			k->unlinked[k->nunlinked++] = (struct foreign_keys_sql_unlinked){
			        from[i].table, from[i].column, from[i].target};
	if (nkeys)
		k->tables[k->ntables++] =
		        (struct foreign_keys_sql_tables){.table = from->table, .keys = {v, nkeys}};
	return i;
}

void
emit_foreign_keys(struct strbuf *out, struct arena *a, const struct entity *e,
                  const struct options *o)
{
	struct key_clauses all = entity_key_clauses(a, e);
	struct keys k = {
	        .tables = arena_new(a, struct foreign_keys_sql_tables, all.n),
	        .unlinked = arena_new(a, struct foreign_keys_sql_unlinked, all.n),
	};

	(void)o;
	for (size_t i = 0; i < all.n;)
		i += table(a, &k, all.v + i, all.n - i);
	foreign_keys_sql(out, &(struct foreign_keys_sql){
	                              .entity = e->name,
	                              .schema = e->schema,
	                              .tables = {k.tables, k.ntables},
	                              .unlinked = {k.unlinked, k.nunlinked},
	                      });
}
