#include "test.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "tmpl/tmpl.h"

#include "sample_sql.h"
#include "sample_ts.h"

static struct arena a;
static struct diag d;
static struct strbuf out = STRBUF_INIT, header = STRBUF_INIT, code = STRBUF_INIT;

static void
all_there(void)
{
	static const struct sample_sql_columns columns[] = {
	        {.name = "id", .type = "UUID", .required = true},
	        {.name = "order", .type = "TEXT"},
	};
	static const struct sample_sql_indexes_parts parts[] = {{"a"}, {"B"}};
	static const struct sample_sql_indexes indexes[] = {
	        {.name = "one", .parts = {parts, 1}},
	        {.name = "two", .parts = {parts, 2}},
	        {.name = "none"},
	};

	str_reset(&out);
	sample_sql(&out, &(struct sample_sql){
	                         .title = "it's",
	                         .schema = "crm",
	                         .table = "user",
	                         .owner = "api",
	                         .shown = true,
	                         .columns = {columns, 2},
	                         .indexes = {indexes, 3},
	                 });
	CHECK_STR(out.buf, "-- it's 'it''s' \"it's\" \\ \"quoted\" \?\?/ \té\n"
	                   "CREATE TABLE crm.\"user\" (\n"
	                   "  id UUID NOT NULL,\n"
	                   "  \"order\" TEXT\n"
	                   ");\n"
	                   "ALTER TABLE \"user\" OWNER TO api;\n"
	                   "-- columns: 'id', 'order'\n"
	                   "INDEX one (a of \"user\"),\n"
	                   "INDEX two (a of \"user\", \"B\" of \"user\"),\n"
	                   "INDEX none ()\n");
}

static void
nothing_there(void)
{
	str_reset(&out);
	sample_sql(&out, &(struct sample_sql){
	                         .title = "x",
	                         .schema = "crm",
	                         .table = "t",
	                         .shown = true,
	                 });
	CHECK_STR(out.buf, "-- x 'x' x \\ \"quoted\" \?\?/ \té\n"
	                   "CREATE TABLE crm.t (\n"
	                   ");\n"
	                   "-- no owner\n");
	str_reset(&out);
	sample_ts(&out, &(struct sample_ts){.name = "it's"});
	CHECK_STR(out.buf, "export const it's = 'it\\'s';");
}

static bool
compile(const char *path, const char *text, size_t len)
{
	struct source s = {path, text, len};
	bool ok;

	arena_clear(&a);
	diag_init(&d, &a);
	str_reset(&header);
	str_reset(&code);
	ok = tmpl_compile(&d, &s, &header, &code);
	str_reset(&out);
	diag_print(&d, &out);
	return ok;
}

static void
made(void)
{
	CHECK(compile("templates/a-b.md", "{{x}}\n", 6));
	CHECK_STR(out.buf, "");
	CHECK_STR(header.buf, "/* Made from templates/a-b.md; do not edit. */\n"
	                      "#ifndef A_B_MD_H\n"
	                      "#define A_B_MD_H\n"
	                      "\n"
	                      "#include <stdbool.h>\n"
	                      "#include <stddef.h>\n"
	                      "\n"
	                      "struct strbuf;\n"
	                      "\n"
	                      "struct a_b_md {\n"
	                      "\tconst char *x;\n"
	                      "};\n"
	                      "\n"
	                      "void a_b_md(struct strbuf *, const struct a_b_md *);\n"
	                      "\n"
	                      "#endif\n");
	CHECK_STR(code.buf, "/* Made from templates/a-b.md; do not edit. */\n"
	                    "#include \"a_b_md.h\"\n"
	                    "#include \"base/quote.h\"\n"
	                    "#include \"base/str.h\"\n"
	                    "\n"
	                    "#include <assert.h>\n"
	                    "\n"
	                    "void\n"
	                    "a_b_md(struct strbuf *b, const struct a_b_md *t)\n"
	                    "{\n"
	                    "\tassert(t->x);\n"
	                    "\tstr_add(b, t->x);\n"
	                    "\tstr_add(b, \"\\n\");\n"
	                    "}\n");
	CHECK(compile("empty", "", 0));
	CHECK(strstr(code.buf, "\t(void)t;\n\t(void)b;\n"));
}

/* One name in several blocks is one parameter; the same name in two scopes are two. */
static void
types(void)
{
	static const char text[] = "{{?x}}{{#r}}{{.x}}{{/r}}{{/x}}{{?r}}{{#r}}{{?.y}}{{/.y}}{{/r}}"
	                           "{{/r}}";

	CHECK(compile("t", text, sizeof(text) - 1));
	CHECK(strstr(header.buf, "struct t_r {\n\tconst char *x;\n\tbool y;\n};\n"));
	CHECK(strstr(header.buf, "struct t {\n\tbool x;\n\tstruct {\n"
	                         "\t\tconst struct t_r *v;\n\t\tsize_t n;\n\t} r;\n};\n"));
	CHECK(strstr(code.buf, "if (t->r.n) {"));
}

static const struct {
	const char *text, *want;
} faulty[] = {
        {"a\n\t{{#rows}}\n", "t:2:2: error: '{{#rows}}' is not closed\n"},
        {"{{?f}}{{:}}", "t:1:1: error: '{{?f}}' is not closed\n"},
        {"{{#a}}{{?b}}{{/a}}", "t:1:7: error: '{{?b}}' is not closed\n"},
        {"{{#a}}{{/b}}{{/a}}", "t:1:7: error: '{{/b}}' closes nothing that is open\n"},
        {"{{#a}}{{/.a}}{{/a}}", "t:1:7: error: '{{/.a}}' closes nothing that is open\n"},
        {"{{/a}}", "t:1:1: error: '{{/a}}' closes nothing that is open\n"},
        {"{{:}}", "t:1:1: error: '{{:}}' stands in no {{?flag}}, or for the second time\n"},
        {"{{#r}}{{:}}{{/r}}",
         "t:1:7: error: '{{:}}' stands in no {{?flag}}, or for the second time\n"},
        {"{{?f}}{{:}}{{:}}{{/f}}",
         "t:1:12: error: '{{:}}' stands in no {{?flag}}, or for the second time\n"},
        {"é{{}}", "t:1:2: error: the tag has no name\n"},
        {"{{''}}", "t:1:1: error: the tag has no name\n"},
        {"{{.}}", "t:1:1: error: the tag has no name\n"},
        {"{{#}}", "t:1:1: error: the tag has no name\n"},
        {"{{&x}}", "t:1:1: error: unknown tag '{{&x}}'; names are lower case letters, digits and "
                   "_\n"},
        {"{{ x }}", "t:1:1: error: unknown tag '{{ x }}'; names are"},
        {"{{X}}", "t:1:1: error: unknown tag '{{X}}'; names are"},
        {"{{'x\"}}", "t:1:1: error: unknown tag '{{'x\"}}'; names are"},
        {"{{'}}", "t:1:1: error: unknown tag '{{'}}'; names are"},
        {"{{for}}", "t:1:1: error: 'for' is a key word of C; choose another name\n"},
        {"{{,}}", "t:1:1: error: '{{,}}' stands in no {{#rows}}\n"},
        {"{{#r}}{{;}}{{/r}}", "t:1:7: error: unknown tag '{{;}}'"},
        {"{{#r}}{{,x}}{{/r}}", "t:1:7: error: unknown tag '{{,x}}'\n"},
        {"{{:x}}", "t:1:1: error: unknown tag '{{:x}}'\n"},
        {"{{.x}}", "t:1:1: error: '.x' is a row's field, and here is no {{#rows}} around it\n"},
        {"{{?f}}{{#.x}}{{/.x}}{{/f}}", "t:1:7: error: '.x' is a row's field"},
        {"{{x}}\n{{#x}}{{/x}}", "t:2:1: error: 'x' is used as text and as rows\n"
                                "    2 | {{#x}}{{/x}}\n"
                                "      | ^~~~~~\n"
                                "t:1:1: note: used as text here\n"},
        {"{{?x}}{{#x}}{{/x}}{{/x}}\n{{'x'}}", "t:2:1: error: 'x' is used as text and as rows\n"
                                              "    2 | {{'x'}}\n"
                                              "      | ^~~~~~~\n"
                                              "t:1:7: note: used as rows here\n"},
        {"{{x\n}}", "t:1:1: error: '{{' without '}}' in its line\n"},
        {"{{", "t:1:1: error: '{{' without '}}' in its line\n"},
        {"{{x}", "t:1:1: error: '{{' without '}}' in its line\n"},
};

static void
faults(void)
{
	for (size_t i = 0; i < sizeof(faulty) / sizeof(*faulty); i++) {
		CHECK(!compile("t", faulty[i].text, strlen(faulty[i].text)));
		CHECK(d.nerrors == 1);
		if (strncmp(out.buf, faulty[i].want, strlen(faulty[i].want)) != 0)
			CHECK_STR(out.buf, faulty[i].want);
	}
	CHECK(!compile("t", "a\0b", 3));
	CHECK_STR(out.buf, "t:1:2: error: NUL byte\n    1 | a�b\n      |  ^\n");
	CHECK(!compile("t", "{{a\0}}", 6));
}

static void
deep(void)
{
	static char text[66 * 6 + 1];

	for (int i = 0; i < 66; i++)
		memcpy(text + 6 * i, i < 33 ? "{{?x}}" : "{{/x}}", 6);
	CHECK(!compile("t", text, 66 * 6));
	CHECK(strstr(out.buf, "t:1:193: error: more than 32 blocks in each other\n"));
}

int
main(void)
{
	all_there();
	nothing_there();
	made();
	types();
	faults();
	deep();
	str_free(&out);
	str_free(&header);
	str_free(&code);
	arena_clear(&a);
	return TEST_RESULT();
}
