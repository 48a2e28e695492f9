#include "test.h"

#include "base/arena.h"
#include "base/str.h"
#include "parse/yaml.h"

#include <stdio.h>
#include <string.h>

static struct arena a;
static struct diag d;
static struct source source;
static bool broken;

static struct node *
read_bytes(const char *text, size_t len)
{
	arena_clear(&a);
	diag_init(&d, &a);
	source = (struct source){"x.yaml", text, len};
	return yaml_read(&a, &d, &source, &broken);
}

static struct node *
read(const char *text)
{
	return read_bytes(text, strlen(text));
}

/* What was reported, all of it. */
static const char *
reported(void)
{
	struct strbuf b = STRBUF_INIT;

	diag_print(&d, &b);
	return str_done(&b, &a);
}

static void
check_fault(const char *text, const char *expected)
{
	read(text);
	CHECK_STR(reported(), expected);
}

static const char *
spelled(const char *yaml, const char *word)
{
	struct node *value = node_get(read(yaml), "k");
	const char *at = strstr(value->text, word);
	struct span span = node_span(&source, value, (size_t)(at - value->text), strlen(word));

	return arena_printf(&a, "%d:%d+%d", span.line, span.col, span.n);
}

static void
scalars_keep_their_text(void)
{
	struct node *n = read("a: no\nb: 013211\nc: ~\nd: 'null'\ne:\n");

	CHECK_STR(node_get(n, "a")->text, "no");
	CHECK_STR(node_get(n, "b")->text, "013211");
	CHECK(node_null(node_get(n, "c")));
	CHECK(!node_null(node_get(n, "d")));
	CHECK(node_null(node_get(n, "e")));
	CHECK(node_get(n, "x") == NULL);
	CHECK(d.nerrors == 0 && !broken);
}

static void
aliases_and_merges(void)
{
	struct node *n = read("base: &b {x: 1, y: 2}\nuse: *b\nmore:\n  <<: *b\n  y: 3\n  z: 4\n");

	CHECK(d.nerrors == 0);
	CHECK_STR(node_get(node_get(n, "use"), "x")->text, "1");
	CHECK_STR(node_get(node_get(n, "more"), "x")->text, "1");
	CHECK_STR(node_get(node_get(n, "more"), "y")->text, "3");
	CHECK(node_get(n, "more")->n == 3);
}

static void
places(void)
{
	CHECK_STR(spelled("k: alpha beta\n", "beta"), "1:10+4");
	CHECK_STR(spelled("k: 'it''s beta'\n", "beta"), "1:11+4");
	CHECK_STR(spelled("k: \"a\\tb beta\"\n", "beta"), "1:10+4");
	CHECK_STR(spelled("k: \"\\u00e9 beta\"\n", "beta"), "1:12+4");
	CHECK_STR(spelled("k: é beta\n", "beta"), "1:6+4");
	CHECK_STR(spelled("k: alpha\n   beta gamma\n", "gamma"), "2:9+5");
	CHECK_STR(spelled("k: 'alpha\n\n   beta gamma'\n", "gamma"), "3:9+5");
	CHECK_STR(spelled("k: |\n  alpha\n  beta gamma\n", "gamma"), "3:8+5");
	CHECK_STR(spelled("k: >\n  alpha\n  beta gamma\n", "beta"), "3:3+4");
	CHECK_STR(spelled("k: >-\n\n  alpha\n\n  beta gamma\n", "gamma"), "5:8+5");
	CHECK_STR(spelled("k: |\r\n  alpha\r\n  beta\r\n", "beta"), "3:3+4");
	CHECK_STR(spelled("\xEF\xBB\xBFk: alpha beta\n", "beta"), "1:10+4");
}

static void
faults(void)
{
	check_fault("b: &b {x: 1}\nd:\n  <<: *b\n  <<: *b\n",
	            "x.yaml:4:3: error: the key '<<' is here twice; write both as a list, "
	            "'<<: [*a, *b]', of which the first counts where they differ\n"
	            "    4 |   <<: *b\n      |   ^~\n"
	            "x.yaml:3:3: note: first here\n    3 |   <<: *b\n      |   ^~\n");
	check_fault("a: 1\nb: 2\na: 3\n", "x.yaml:3:1: error: the key 'a' is here twice\n"
	                                  "    3 | a: 3\n      | ^\n"
	                                  "x.yaml:1:1: note: first here\n"
	                                  "    1 | a: 1\n      | ^\n");
	check_fault("a: *b\n", "x.yaml:1:4: error: unknown alias '*b'; no '&b' stands before it\n  "
	                       "  1 | a: *b\n      |    ^~\n");
	check_fault("a: &b [*b]\n", "x.yaml:1:8: error: '*b' stands inside what it names\n    1 | "
	                            "a: &b [*b]\n      |        ^~\n");
	check_fault("entity: A\n---\nb: 2\n",
	            "x.yaml:2:1: error: a second document; put each "
	            "entity into a file of its own\n    2 | ---\n      | ^\n");
	check_fault("a: 1\n---\nb: 2\n", "x.yaml:2:1: error: a second document; a file has one\n"
	                                 "    2 | ---\n      | ^\n");
	check_fault("a: [*]\n",
	            "x.yaml:1:6: error: '*' and '&' begin a name; put a value that begins "
	            "with one in quotes\n    1 | a: [*]\n      |      ^\n");
	check_fault("a: 'it's'\n",
	            "x.yaml:1:8: error: the quotes end before this; inside of them a "
	            "quote is '' between single ones and \\\" between double ones\n"
	            "    1 | a: 'it's'\n      |        ^\n");
	check_fault("é: [A-Z]{3}\n",
	            "x.yaml:1:9: error: a list or mapping ends before this; put a text "
	            "that begins with [ or { in quotes\n"
	            "    1 | é: [A-Z]{3}\n      |         ^\n");
	check_fault("entity: Contact\n  schema: crm\n",
	            "x.yaml:2:9: error: the keys below 'entity:' must not be indented when it has "
	            "a name beside it\n"
	            "    2 |   schema: crm\n      |         ^\n");
	check_fault("c: ref(Company, on_delete: cascade)\n",
	            "x.yaml:1:26: error: YAML reads 'on_delete:' as a key; put the type in quotes, "
	            "or write on_delete=cascade\n"
	            "    1 | c: ref(Company, on_delete: cascade)\n      |                          "
	            "^\n");
	check_fault(
	        "a:\n\tb: 1\n",
	        "x.yaml:2:1: error: a tab cannot indent; use blanks\n    2 | \tb: 1\n      | ^\n");
	check_fault("a: !!python/object x\n",
	            "x.yaml:1:4: error: unknown tag 'python/object'; remove it\n    1 | a: "
	            "!!python/object x\n      |    ^\n");
	check_fault("a: &b !x y\n", "x.yaml:1:4: error: unknown tag '!x'; remove it\n    1 | a: &b "
	                            "!x y\n      |    ^\n");
	check_fault("a: 'b\n", "x.yaml:1:4: error: a quote that begins here is not closed\n    1 | "
	                       "a: 'b\n      |    ^\n");
	/* Only LF ends a line, whatever libyaml counts. */
	check_fault("a: x\xE2\x80\xA8 y\nb: *c\n",
	            "x.yaml:2:4: error: unknown alias '*c'; no '&c' stands before it\n    2 | b: "
	            "*c\n      |    ^~\n");
	check_fault(
	        "[a]: 1\n",
	        "x.yaml:1:1: error: a key must be a word, not a list\n    1 | [a]: 1\n      | ^\n");
}

static void
bytes(void)
{
	read_bytes("a: \0\n", 5);
	CHECK(strstr(reported(), "x.yaml:1:4: error: a NUL byte; remove it\n") != NULL);
	CHECK(broken);
	read("a: \xff\n");
	CHECK(strstr(reported(), "x.yaml:1:4: error: this is no UTF-8; save the file as UTF-8\n") !=
	      NULL);
	read("a: \"\\0\"\n");
	CHECK(strstr(reported(), "x.yaml:1:4: error: a text cannot hold the character NUL\n") !=
	      NULL);
	CHECK(read("") == NULL && !broken && d.nerrors == 0);
	CHECK(read("# only a comment\n") == NULL && d.nerrors == 0);
}

/* What stood before a fault of syntax is kept. */
static void
broken_files(void)
{
	struct node *n = read("entity: Contact\nschema: crm\nfields:\n  a: text\n  b: [x\n");

	CHECK(broken);
	CHECK(d.nerrors == 1);
	CHECK_STR(node_get(n, "entity")->text, "Contact");
	CHECK_STR(node_get(n, "schema")->text, "crm");
}

/* A file that would grow without end, or a stack that would, is refused. */
static void
bombs(void)
{
	struct strbuf b = STRBUF_INIT;

	str_add(&b, "a: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
	for (int i = 1; i < 10; i++)
		str_addf(&b, "b%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i, i - 1,
		         i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
	read(b.buf);
	CHECK(broken);
	CHECK(strstr(reported(), "more than 100000 values") != NULL);

	str_reset(&b);
	for (int i = 0; i < 100000; i++)
		str_addc(&b, '[');
	read(b.buf);
	CHECK(broken && d.nerrors > 0);

	str_reset(&b);
	for (int i = 0; i < 1001; i++)
		str_addf(&b, "k%d: &a%d 1\n", i, i);
	read(b.buf);
	CHECK(strstr(reported(), "x.yaml:1001:15: error: the file has more than 1000 anchors") !=
	      NULL);

	/* 64 times 64 KiB, and the keys. */
	str_reset(&b);
	str_add(&b, "a: &a ");
	for (int i = 0; i < 1 << 16; i++)
		str_addc(&b, 'x');
	str_add(&b, "\nb: [*a");
	for (int i = 2; i < 62; i++)
		str_add(&b, ", *a");
	str_add(&b, "]\nc: *a\nd: [*a]\n");
	read(b.buf);
	CHECK(broken);
	CHECK(strstr(reported(),
	             "x.yaml:4:5: error: the file has more than 4194304 bytes of text, aliases "
	             "expanded") != NULL);

	/* The root, its value and 61 lists; one list more in front of the alias. */
	str_reset(&b);
	str_add(&b, "a: &a0 [x, [y]]\nb0: *a0\n");
	for (int i = 1; i < 60; i++)
		str_addf(&b, "b%d: &a%d [*a%d]\n", i, i, i - 1);
	read(b.buf);
	CHECK(!broken && d.nerrors == 0);
	str_add(&b, "c: [[*a59]]\n");
	read(b.buf);
	CHECK(broken);
	CHECK(strstr(reported(), "more than 64 levels deep, aliases expanded") != NULL);

	str_reset(&b);
	for (int i = 0; i < 20000; i++)
		str_addf(&b, "k%d: 1\n", i);
	read(b.buf);
	CHECK(strstr(reported(), "at most 10000 keys") != NULL);

	str_reset(&b);
	str_add(&b, "<<:\n-\n");
	for (int i = 0; i < 12000; i++)
		str_addf(&b, "%s  k%d: 1\n", i == 6000 ? "-\n" : "", i);
	read(b.buf);
	CHECK(strstr(reported(), "x.yaml:1:1: error: a mapping has at most 10000 keys") != NULL);

	str_reset(&b);
	while (b.len <= 1024 * 1024)
		str_add(&b, "# padding\n");
	read(b.buf);
	CHECK_STR(reported(), "x.yaml: error: longer than 1 MiB\n");
	str_free(&b);
}

int
main(void)
{
	scalars_keep_their_text();
	aliases_and_merges();
	places();
	faults();
	bytes();
	broken_files();
	bombs();
	arena_clear(&a);
	return TEST_RESULT();
}
