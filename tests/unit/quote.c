#include "test.h"

#include "base/quote.h"
#include "base/str.h"

static struct strbuf b = STRBUF_INIT;

#define CHECK_QUOTED(quote, text, want) \
	(str_reset(&b), quote(&b, text), test_check_str(b.buf, want, __FILE__, __LINE__))

static void
literals(void)
{
	CHECK_QUOTED(quote_literal, "", "''");
	CHECK_QUOTED(quote_literal, "it's", "'it''s'");
	CHECK_QUOTED(quote_literal, "a\\b\nc\"é", "'a\\b\nc\"é'");
	CHECK_QUOTED(quote_literal, "a / * b */ $$", "'a / * b */ $$'");
	CHECK_QUOTED(quote_literal, "src/*.c", "E'src/\\*.c'");
	CHECK_QUOTED(quote_literal, "//**", "E'//\\**'");
	CHECK_QUOTED(quote_literal, "it's\\\r\n", "E'it''s\\\\\\r\n'");
	CHECK_QUOTED(quote_literal, "$specql$", "E'$\\specql$'");
	CHECK_QUOTED(quote_literal, "$specql$specql$", "E'$\\specql$\\specql$'");
	CHECK_QUOTED(quote_literal, "$specql", "'$specql'");
}

static void
identifiers(void)
{
	CHECK_QUOTED(quote_ident, "tb_contact", "tb_contact");
	CHECK_QUOTED(quote_ident, "_a1", "_a1");
	CHECK_QUOTED(quote_ident, "1a", "\"1a\"");
	CHECK_QUOTED(quote_ident, "Contact", "\"Contact\"");
	CHECK_QUOTED(quote_ident, "a b", "\"a b\"");
	CHECK_QUOTED(quote_ident, "a\"b", "\"a\"\"b\"");
	CHECK_QUOTED(quote_ident, "a$b", "\"a$b\"");
	CHECK_QUOTED(quote_ident, "é", "\"é\"");
	CHECK_QUOTED(quote_ident, "", "\"\"");
	CHECK_QUOTED(quote_ident, "order", "\"order\"");
	CHECK_QUOTED(quote_ident, "position", "\"position\"");
	CHECK_QUOTED(quote_ident, "name", "name");
	CHECK_QUOTED(quote_ident, "by", "\"by\"");
	CHECK_QUOTED(quote_ident, "while", "\"while\"");
}

/* The first, the last, one of each sort: reserved, column name, type or
 * function name, unreserved. */
static void
keywords(void)
{
	CHECK(sql_keyword("all"));
	CHECK(sql_keyword("xmltable"));
	CHECK(sql_keyword("system_user")); /* since PostgreSQL 16 */
	CHECK(sql_keyword("user"));
	CHECK(sql_keyword("values"));
	CHECK(sql_keyword("left"));
	CHECK(!sql_keyword("action"));
	CHECK(!sql_keyword("zone"));
	CHECK(!sql_keyword("contact"));
	CHECK(!sql_keyword("USER"));
	CHECK(!sql_keyword(""));
}

static void
pages(void)
{
	CHECK_QUOTED(quote_html, "<a b=\"c\" d='e'>&lt;\n",
	             "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;lt;\n");
	CHECK_QUOTED(quote_html,
	             "a\x01\xff\xe2\x80\xae"
	             "b\xc3\xa9",
	             "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
	             "b\xc3\xa9");
	CHECK_QUOTED(quote_markdown, "- a_b|c <i>\n\n# d", "\\- a\\_b\\|c &lt;i&gt; # d");
	CHECK_QUOTED(quote_markdown, "1. see http://x [y](z) at a@b.c",
	             "1\\. see http&#58;//x \\[y\\](z) at a&#64;b.c");
	CHECK_QUOTED(quote_markdown, "2) (a) 3)", "2\\) (a) 3)");
	CHECK_QUOTED(quote_markdown, "\n  - a - b", "\\- a - b");
	CHECK_QUOTED(quote_markdown_code, "fk_a IS NULL", "`fk_a IS NULL`");
	CHECK_QUOTED(quote_markdown_code, "a|b`", "<code>a\\|b\\`</code>");
	CHECK_QUOTED(quote_markdown_code, "a < b", "`a < b`");
	CHECK_QUOTED(quote_markdown_code, "^[a-z]\\.$", "`^[a-z]\\.$`");
	CHECK_QUOTED(quote_markdown_code, " a", "<code> a</code>");
	/* Only where a line begins. */
	str_reset(&b);
	str_add(&b, "see ");
	quote_markdown(&b, "- 1. # d.");
	CHECK_STR(b.buf, "see - 1. # d.");
}

static void
others(void)
{
	CHECK_QUOTED(quote_js, "it's a \\ <b>\n", "'it\\'s a \\\\ <b>\\n'");
	CHECK_QUOTED(quote_js, "</script><!--<Script", "'\\x3c/script>\\x3c!--\\x3cScript'");
	CHECK_QUOTED(quote_js,
	             "a\xe2\x80\xa8"
	             "b\xe2\x80\xa9"
	             "c\x01\t\r",
	             "'a\\u2028b\\u2029c\\x01\\t\\x0d'");
	CHECK_QUOTED(quote_js, "é<", "'é<'");
	CHECK_QUOTED(quote_ninja, "a b:c$d\ne", "a$ b$:c$$d$^e");
	CHECK_QUOTED(quote_shell, "crm/a-b_c.json", "crm/a-b_c.json");
	CHECK_QUOTED(quote_shell, "", "''");
	CHECK_QUOTED(quote_shell, "it's $x", "'it'\\''s $x'");
	CHECK_QUOTED(quote_shell, "~", "'~'");
}

int
main(void)
{
	literals();
	identifiers();
	keywords();
	pages();
	others();
	str_free(&b);
	return TEST_RESULT();
}
