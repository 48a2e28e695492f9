#include "test.h"

#include "diff/convert.h"

static const struct {
	const char *from, *to;
	enum conversion as;
} rows[] = {
        {"TEXT", "TEXT", CONVERT_SAME},
        {"VARCHAR(10)", "VARCHAR(20)", CONVERT_WIDENED},
        {"VARCHAR(20)", "VARCHAR(10)", CONVERT_NARROWED},
        {"VARCHAR(20)", "TEXT", CONVERT_WIDENED},
        {"TEXT", "VARCHAR(20)", CONVERT_NARROWED},
        {"CHAR(2)", "CHAR(3)", CONVERT_REWRITTEN},
        {"NUMERIC(10,2)", "NUMERIC(12,2)", CONVERT_WIDENED},
        {"NUMERIC(10,2)", "NUMERIC", CONVERT_WIDENED},
        {"NUMERIC(10,2)", "NUMERIC(12,4)", CONVERT_REWRITTEN},
        {"NUMERIC(10,2)", "NUMERIC(10,4)", CONVERT_NARROWED},
        {"NUMERIC(10,2)", "NUMERIC(10,1)", CONVERT_LOSSY},
        {"NUMERIC", "NUMERIC(10,2)", CONVERT_LOSSY},
        {"INTEGER", "BIGINT", CONVERT_REWRITTEN},
        {"BIGINT", "INTEGER", CONVERT_NARROWED},
        {"INTEGER", "NUMERIC(3,0)", CONVERT_NARROWED},
        {"INTEGER", "TEXT", CONVERT_REWRITTEN},
        {"TEXT", "INTEGER", CONVERT_NARROWED},
        {"TEXT", "NUMERIC(6,2)", CONVERT_LOSSY},
        {"VARCHAR(10)", "DATE", CONVERT_LOSSY},
        {"TIMESTAMPTZ", "DATE", CONVERT_LOSSY},
        {"POINT", "BOOLEAN", CONVERT_NONE},
        {"VARCHAR(10)[]", "VARCHAR(20)[]", CONVERT_REWRITTEN},
        {"TEXT", "TEXT[]", CONVERT_NONE},
};

int
main(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK(convert(rows[i].from, rows[i].to) == rows[i].as);
	CHECK(convert_fails("TEXT", "VARCHAR(5)") && convert_fails("TEXT", "NUMERIC(6,2)") &&
	      convert_fails("NUMERIC", "SMALLINT") &&
	      convert_fails("NUMERIC(6,2)", "NUMERIC(4,1)"));
	CHECK(!convert_fails("TIMESTAMPTZ", "DATE") && !convert_fails("INTERVAL", "TIME") &&
	      !convert_fails("NUMERIC(6,2)", "NUMERIC(8,1)"));
	CHECK(convert_merges("TIMESTAMPTZ", "DATE") && convert_merges("TEXT", "INTEGER") &&
	      !convert_merges("TEXT", "VARCHAR(5)") && !convert_merges("BIGINT", "INTEGER"));
	CHECK(convert_assigns("CHAR(3)[]") && !convert_assigns("TEXT"));
	return TEST_RESULT();
}
