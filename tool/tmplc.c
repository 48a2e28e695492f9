/*
 * tmplc: compiles a template to a C function (gen/tmpl/tmpl.h), while specql-ninja itself is built.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "tmpl/tmpl.h"

#include <stdio.h>
#include <string.h>

static const char usage[] = "usage: tmplc TEMPLATE OUT.h OUT.c\n"
                            "Compiles a template to a C function (gen/tmpl/tmpl.h).\n";

static bool
compile(struct diag *d, struct source *s, const char *header, const char *code)
{
	struct strbuf h = STRBUF_INIT, c = STRBUF_INIT;
	bool ok;

	s->text = file_read(d->arena, s->path, 0, &s->len);
	if (!s->text) {
		error_in_file(d, s->path, "cannot read: %m");
		return false;
	}
	ok = tmpl_compile(d, s, &h, &c) && file_update(d, header, h.buf, h.len) &&
	     file_update(d, code, c.buf, c.len);
	str_free(&h);
	str_free(&c);
	return ok;
}

int
main(int argc, char **argv)
{
	struct arena a = {0};
	struct diag d;
	struct source s = {0};
	struct strbuf out = STRBUF_INIT;
	bool ok;

	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		fputs(usage, stdout);
		return 0;
	}
	if (argc != 4) {
		fputs(usage, stderr);
		return 2;
	}
	diag_init(&d, &a);
	s.path = argv[1];
	ok = compile(&d, &s, argv[2], argv[3]);
	diag_print(&d, &out);
	fputs(out.buf, stderr);
	str_free(&out);
	arena_clear(&a);
	return ok ? 0 : 1;
}
