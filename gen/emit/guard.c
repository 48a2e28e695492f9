/* What catches errors inside a body. */
#include "base/arena.h"
#include "base/str.h"
#include "emit/body.h"
#include "emit/sql_text.h"

void
body_guarded(struct strbuf *out, const char *guarded, const char *handler)
{
	str_add(out, "BEGIN\n");
	sql_indent(out, guarded, 2);
	str_add(out, "EXCEPTION\n");
	sql_indent(out, handler, 2);
	str_add(out, "END;\n");
}

void
body_diagnostics(struct strbuf *out, struct body *b, const char **variables)
{
	static const struct {
		const char *name, *item;
	} parts[DIAGNOSTICS] = {{"v_detail", "PG_EXCEPTION_DETAIL"},
	                        {"v_schema", "SCHEMA_NAME"},
	                        {"v_table", "TABLE_NAME"},
	                        {"v_column", "COLUMN_NAME"},
	                        {"v_constraint", "CONSTRAINT_NAME"}};
	const char *reads[DIAGNOSTICS];

	for (size_t i = 0; i < DIAGNOSTICS; i++) {
		variables[i] = body_variable(b, parts[i].name, "TEXT", NULL);
		reads[i] = arena_printf(b->arena, "%s = %s", variables[i], parts[i].item);
	}
	str_add(out, "  GET STACKED DIAGNOSTICS ");
	sql_fill(out, reads, DIAGNOSTICS, ";\n", 4, body_width(b) - 2);
}
