/*
 * specql-schema: the JSON Schema of entity files.
 */
#include "terminal.h"

#include "parse/tables.h"

int
main(int argc, char **argv)
{
	struct arena a = {0};
	struct strbuf out = STRBUF_INIT;
	int status;

	if (!terminal_line(&a, "schema", argc, argv, &status))
		return status;
	schema_write(&out);
	fwrite(out.buf, 1, out.len, stdout);
	str_free(&out);
	arena_clear(&a);
	return terminal_end("specql schema", 0);
}
