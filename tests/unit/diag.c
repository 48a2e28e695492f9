#include "test.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

static struct arena a;
static struct diag d;
static struct strbuf out = STRBUF_INIT;

static void
start(void)
{
	arena_clear(&a);
	diag_init(&d, &a);
}

static const char *
printed(void)
{
	str_reset(&out);
	diag_print(&d, &out);
	return out.buf;
}

static struct source
source(const char *path, const char *text)
{
	return (struct source){path, text, strlen(text)};
}

static void
form(void)
{
	struct source s = source("contact.yaml", "entity: Contact\nfields:\n  x: txet\n");

	start();
	CHECK_STR(printed(), "");
	error_at(&d, &s, (struct span){3, 6, 4}, "unknown type '%s'", "txet");
	note_at(&d, &s, (struct span){1, 1, 0}, "in entity '%s'", "Contact");
	CHECK(d.nerrors == 1 && d.nwarnings == 0);
	CHECK_STR(printed(), "contact.yaml:3:6: error: unknown type 'txet'\n"
	                     "    3 |   x: txet\n"
	                     "      |      ^~~~\n"
	                     "contact.yaml:1:1: note: in entity 'Contact'\n"
	                     "    1 | entity: Contact\n"
	                     "      | ^\n");
}

/* Files in the order in which they are first spoken of; two sources of a path are one file. */
static void
many_files(void)
{
	struct source b = source("b.yaml", "x\ny\n"), a_ = source("a.yaml", "x\n"),
	              again = source("b.yaml", "x\ny\n");

	start();
	error_at(&d, &b, (struct span){2, 1, 1}, "second");
	error_at(&d, &a_, (struct span){1, 1, 1}, "other");
	error_at(&d, &again, (struct span){1, 1, 1}, "first");
	CHECK_STR(printed(), "b.yaml:1:1: error: first\n"
	                     "    1 | x\n"
	                     "      | ^\n"
	                     "b.yaml:2:1: error: second\n"
	                     "    2 | y\n"
	                     "      | ^\n"
	                     "a.yaml:1:1: error: other\n"
	                     "    1 | x\n"
	                     "      | ^\n");
}

static void
without_line(void)
{
	struct source s = {.path = "a.yaml"}, t = source("b.yaml", "x");

	start();
	error_at(&d, &s, (struct span){0}, "cannot read");
	error_at(&d, &s, (struct span){4, 2, 1}, "no text");
	error_at(&d, &t, (struct span){9, 1, 1}, "no such line");
	CHECK_STR(printed(), "a.yaml: error: cannot read\n"
	                     "a.yaml:4:2: error: no text\n"
	                     "b.yaml:9:1: error: no such line\n");
}

/* The path of a file as a whole need not outlive the report. */
static void
whole_file(void)
{
	char path[] = "c.yaml";

	start();
	error_in_file(&d, path, "cannot read: %s", "no such file");
	path[0] = 'x';
	CHECK(d.nerrors == 1);
	CHECK_STR(printed(), "c.yaml: error: cannot read: no such file\n");
}

static void
lines(void)
{
	struct source s = source("a.yaml", "one\r\n\nthree");
	size_t len = 9;
	const char *line = source_line(&s, 1, &len);

	CHECK(line == s.text && len == 3);
	line = source_line(&s, 2, &len);
	CHECK(line == s.text + 5 && len == 0);
	line = source_line(&s, 3, &len);
	CHECK(line == s.text + 6 && len == 5);
	CHECK(source_line(&s, 4, &len) == NULL);
	CHECK(source_line(&s, 0, &len) == NULL);
	CHECK(source_line(&(struct source){.path = "b"}, 1, &len) == NULL);
}

static void
carets(void)
{
	struct source s = source("x", "\té\t日本: Größe\r\nlast");

	start();
	error_at(&d, &s, (struct span){1, 4, 2}, "a");
	error_at(&d, &s, (struct span){1, 8, 99}, "b");
	error_at(&d, &s, (struct span){2, 5, 3}, "c");
	error_at(&d, &s, (struct span){2, 50, 3}, "d");
	CHECK_STR(printed(), "x:1:4: error: a\n"
	                     "    1 | \té\t日本: Größe\n"
	                     "      | \t \t^~\n"
	                     "x:1:8: error: b\n"
	                     "    1 | \té\t日本: Größe\n"
	                     "      | \t \t    ^~~~~\n"
	                     "x:2:5: error: c\n"
	                     "    2 | last\n"
	                     "      |     ^\n"
	                     "x:2:50: error: d\n"
	                     "    2 | last\n"
	                     "      |     ^\n");
}

/* Control characters and broken UTF-8 reach no terminal and shift no caret. */
static void
unprintable(void)
{
	struct source s = source("x", "a\x1b[2J\xff\xc3(b");

	start();
	error_at(&d, &s, (struct span){1, 9, 1}, "unknown '\x1b\n'");
	CHECK_STR(printed(), "x:1:9: error: unknown '��'\n"
	                     "    1 | a�[2J��(b\n"
	                     "      |         ^\n");
	start(); /* C1 controls, and what turns the direction of text */
	error_at(&d, &s, (struct span){0},
	         "a\xc2\x9b"
	         "b\xe2\x80\xae"
	         "c\xe2\x81\xa6"
	         "d\xc2\xa0");
	CHECK_STR(printed(), "x: error: a�b�c�d\xc2\xa0\n");
}

static void
long_messages(void)
{
	struct source s = source("x", "a");
	char word[1001];

	for (size_t i = 0; i < 1000; i += 2)
		memcpy(word + i, "é", 2);
	word[1000] = '\0';
	start();
	error_at(&d, &s, (struct span){0}, "unknown word '%s'; remove it", word);
	CHECK(strncmp(printed(), "x: error: unknown word 'éé", 28) == 0);
	CHECK(out.len < 430 && strstr(out.buf, "é…é") && strstr(out.buf, "é'; remove it\n"));
}

static void
long_lines(void)
{
	char text[1001];
	struct source s = {"x", text, 1000};
	const char *p;

	memset(text, '.', 1000);
	text[1000] = '\0';
	text[499] = '!';
	start();
	error_at(&d, &s, (struct span){1, 500, 900}, "far");
	p = strstr(printed(), "    1 | …");
	CHECK(p && strlen(out.buf) < 600);
	p = p ? strchr(p, '\n') : NULL;
	CHECK(p && strchr(p, '^') - p - 1 == strchr(out.buf, '!') - strstr(out.buf, "    1 |") - 2);
	start();
	error_at(&d, &s, (struct span){1, 1, 1}, "near");
	CHECK(strstr(printed(), "    1 | ..."));
	CHECK(strstr(out.buf, "...…\n      | ^\n"));
}

static void
order(void)
{
	struct source s = {.path = "s"}, t = {.path = "t"}, again = {.path = "s"};

	start();
	error_at(&d, &s, (struct span){5, 1, 1}, "fifth");
	note_at(&d, &t, (struct span){9, 1, 1}, "note of fifth");
	warning_at(&d, &t, (struct span){1, 1, 1}, "other");
	error_at(&d, &s, (struct span){2, 9, 1}, "second");
	error_at(&d, &again, (struct span){2, 3, 1}, "first");
	error_at(&d, &s, (struct span){5, 1, 1}, "sixth");
	CHECK_STR(printed(), "s:2:3: error: first\n"
	                     "s:2:9: error: second\n"
	                     "s:5:1: error: fifth\n"
	                     "t:9:1: note: note of fifth\n"
	                     "s:5:1: error: sixth\n"
	                     "t:1:1: warning: other\n");
	CHECK(d.nerrors == 4 && d.nwarnings == 1);
}

static void
repetitions(void)
{
	struct source s = {.path = "s"};

	start();
	for (int i = 0; i < 2; i++) {
		error_at(&d, &s, (struct span){1, 1, 1}, "one");
		error_at(&d, &s, (struct span){1, 1, 1}, "two");
		error_at(&d, &s, (struct span){1, 1, 1}, "noted");
		note_at(&d, &s, (struct span){2 + i, 1, 1}, "here");
	}
	CHECK_STR(printed(), "s:1:1: error: one\n"
	                     "s:1:1: error: two\n"
	                     "s:1:1: error: noted\n"
	                     "s:2:1: note: here\n"
	                     "s:1:1: error: noted\n"
	                     "s:3:1: note: here\n");
}

static void
many(void)
{
	struct source s = {.path = "s"}, t = {.path = "t"};
	const char *p;

	start();
	for (int i = 1010; i > 0; i--)
		error_at(&d, &s, (struct span){i, 1, 1}, "wrong");
	warning_at(&d, &s, (struct span){1011, 1, 1}, "odd");
	for (int i = 1; i <= 1001; i++)
		error_at(&d, &t, (struct span){i, 1, 1}, "wrong");
	p = printed();
	CHECK(d.nerrors == 2011);
	CHECK(strstr(p,
	             "s:1000:1: error: wrong\ns:1011:1: warning: odd\ns: note: 10 more errors\n"));
	CHECK(strstr(p, "t:1000:1: error: wrong\nt: note: 1 more error\n"));
	start();
	for (int i = 1; i <= 1001; i++)
		warning_at(&d, &s, (struct span){i, 1, 1}, "odd");
	error_at(&d, &s, (struct span){1002, 1, 1}, "wrong");
	p = printed();
	CHECK(strstr(p,
	             "s:1000:1: warning: odd\ns:1002:1: error: wrong\ns: note: 1 more warning\n"));
}

static void
strict(void)
{
	struct source s = {.path = "s"};

	start();
	d.strict = true;
	warning_at(&d, &s, (struct span){1, 1, 1}, "odd");
	CHECK(d.nerrors == 1 && d.nwarnings == 0);
	CHECK_STR(printed(), "s:1:1: error: odd\n");
}

static void
near_words(void)
{
	static const char *const names[] = {"text", "integer", "date", "datetime", "email", NULL};
	static const char *const none[] = {NULL};

	CHECK_STR(nearest("txet", names), "text");
	CHECK_STR(nearest("TEXT", names), "text");
	CHECK_STR(nearest("tex", names), "text");
	CHECK_STR(nearest("integr", names), "integer");
	CHECK_STR(nearest("intgre", names), "integer");
	CHECK_STR(nearest("dat", names), "date");
	CHECK_STR(nearest("mail", names), "email");
	CHECK_STR(nearest("tt", names), NULL);
	CHECK_STR(nearest("x", names), NULL);
	CHECK_STR(nearest("", names), NULL);
	CHECK_STR(nearest("money", names), NULL);
	CHECK_STR(nearest("text", none), NULL);
	CHECK_STR(nearest_cure(&a, "txet", names), "; did you mean 'text'?");
	CHECK_STR(nearest_cure(&a, "text", none), "");
	CHECK_STR(nearest("texttexttexttexttexttexttexttexttexttexttexttexttexttexttexttexttext",
	                  names),
	          NULL);
}

int
main(void)
{
	form();
	many_files();
	without_line();
	whole_file();
	lines();
	carets();
	unprintable();
	long_messages();
	long_lines();
	order();
	repetitions();
	many();
	strict();
	near_words();
	str_free(&out);
	arena_clear(&a);
	return TEST_RESULT();
}
