#include "command/help.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

enum { COLUMN = 24 };

/* ---- laying out ---- */

static size_t
width_of(const char *text, size_t n)
{
	size_t width = 0;

	for (size_t i = 0; i < n; i++)
		width += ((unsigned char)text[i] & 0xc0) != 0x80;
	return width;
}

/* Words in lines of at most so many characters;
 * the first begins at column `at`, others at `indent`. */
static void
fill(struct strbuf *out, const char *text, size_t at, size_t indent, size_t width)
{
	bool first = true;

	while (*text) {
		size_t n = strcspn(text, " "), chars = width_of(text, n);

		if (!first && at + 1 + chars > width) {
			str_addf(out, "\n%*s", (int)indent, "");
			at = indent;
			first = true;
		}
		if (!first)
			str_addc(out, ' ');
		str_addn(out, text, n);
		at += chars + !first;
		first = false;
		text += n + (text[n] == ' ');
	}
	str_addc(out, '\n');
}

/* A term and what it means, in two columns. */
static void
entry(struct strbuf *out, const char *term, const char *meaning, size_t width)
{
	size_t at = width_of(term, strlen(term)) + 2;

	str_addf(out, "  %s", term);
	if (at + 2 > COLUMN)
		str_addf(out, "\n%*s", COLUMN, "");
	else
		str_addf(out, "%*s", (int)(COLUMN - at), "");
	fill(out, meaning, COLUMN, COLUMN, width);
}

/* ---- a command ---- */

static bool
has_options(enum command_id id)
{
	for (size_t i = 0; i < NOPTIONS; i++)
		if (option_rows[i].command == id)
			return true;
	return false;
}

void
help_usage(struct strbuf *out, enum command_id id)
{
	str_addf(out, "specql %s%s%s%s", command_rows[id].name, has_options(id) ? " [OPTION…]" : "",
	         *command_rows[id].operands ? " " : "", command_rows[id].operands);
}

static void
option(struct strbuf *out, const struct option_row *o, size_t width)
{
	struct strbuf term = STRBUF_INIT;

	if (o->letter)
		str_addf(&term, "-%c, ", o->letter);
	str_addf(&term, "--%s%s%s", o->name, o->argument ? " " : "",
	         o->argument ? o->argument : "");
	entry(out, term.buf, o->help, width);
	str_free(&term);
}

static void
options(struct strbuf *out, enum command_id id, size_t width)
{
	str_add(out, "\noptions:\n");
	for (size_t i = 0; i < NOPTIONS; i++)
		if (option_rows[i].command == id)
			option(out, &option_rows[i], width);
	entry(out, "-h, --help", "prints this", width);
	entry(out, "--version", "prints the version", width);
}

static void
commands(struct strbuf *out, enum command_id above, size_t width)
{
	str_add(out, "\ncommands:\n");
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (command_below((enum command_id)i, above))
			entry(out, command_rows[i].name, command_rows[i].brief, width);
}

static void
examples(struct strbuf *out, enum command_id id, size_t width)
{
	bool any = false;

	for (const struct example_row *e = example_rows; e->line; e++) {
		if (e->command != id)
			continue;
		if (!any)
			str_add(out, "\nexamples:\n");
		any = true;
		str_addf(out, "  %s\n%6s", e->line, "");
		fill(out, e->what, 6, 6, width);
	}
}

void
help_write(struct strbuf *out, enum command_id id, size_t width)
{
	str_add(out, "usage: ");
	help_usage(out, id);
	str_addc(out, '\n');
	if (*command_rows[id].text) {
		str_addc(out, '\n');
		fill(out, command_rows[id].text, 0, 0, width);
	}
	if (command_has_second(id))
		commands(out, id, width);
	options(out, id, width);
	examples(out, id, width);
}

void
help_list(struct strbuf *out, size_t width)
{
	str_add(out, "usage: specql COMMAND [OPTION…] [ARGUMENT…]\n\ncommands:\n");
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (!strchr(command_rows[i].name, ' '))
			entry(out, command_rows[i].name, command_rows[i].brief, width);
	str_addc(out, '\n');
	fill(out,
	     "`specql help COMMAND` says more. Exit codes: 0 done, 1 the input has errors, 2 "
	     "wrong usage.",
	     0, 0, width);
}
