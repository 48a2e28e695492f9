/* Manual pages in mdoc. */
#include "command/help.h"
#include "base/str.h"

#include <ctype.h>
#include <string.h>

enum { WIDTH = 76 };

/* Text of the table as roff reads it: escapes, characters beyond ASCII,
 * no control line by accident. */
static void
text(struct strbuf *out, const char *s)
{
	if (*s == '.' || *s == '\'')
		str_add(out, "\\&");
	for (; *s; s++)
		if (*s == '\\')
			str_add(out, "\\e");
		else if (*s == '-')
			str_add(out, "\\-");
		else if (*s == '`')
			str_add(out, "\\(ga");
		else if (strncmp(s, "…", 3) == 0) {
			str_add(out, "...");
			s += 2;
		} else
			str_addc(out, *s);
}

/* Ends the line of a sentence, or goes on with it. */
static void
add_word(struct strbuf *out, size_t *at, const char *s, size_t n)
{
	struct strbuf one = STRBUF_INIT, word = STRBUF_INIT;

	str_addn(&one, s, n);
	text(&word, one.buf);
	if (*at && *at + 1 + word.len > WIDTH) {
		str_addc(out, '\n');
		*at = 0;
	}
	str_addf(out, "%s%s", *at ? " " : "", word.buf);
	*at += word.len + 1;
	str_free(&one);
	str_free(&word);
}

/* Each sentence begins on a line of its own, and no line is long: so mdoc wants it. */
static void
prose(struct strbuf *out, const char *s)
{
	size_t n, at = 0;

	for (; *s; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		add_word(out, &at, s, n);
		if (!s[n] || (n && s[n - 1] == '.')) {
			str_addc(out, '\n');
			at = 0;
		}
	}
}

/* The words of an argument or operand, as arguments of a macro. */
static void
word(struct strbuf *out, const char *s)
{
	str_addc(out, '"');
	text(out, s);
	str_addc(out, '"');
}

static void
operands(struct strbuf *out, const char *s)
{
	size_t n;

	for (; *s; s += n + (s[n] == ' ')) {
		struct strbuf one = STRBUF_INIT;
		bool optional = *s == '[';

		n = strcspn(s, " ");
		str_addn(&one, s + optional, n - 2 * (size_t)optional);
		str_add(out, optional ? ".Op Ar " : ".Ar ");
		word(out, one.buf);
		str_addc(out, '\n');
		str_free(&one);
	}
}

static void
synopsis(struct strbuf *out, enum command_id id)
{
	str_addf(out, ".Nm specql %s\n", command_rows[id].name);
	for (size_t i = 0; i < NOPTIONS; i++) {
		const struct option_row *o = &option_rows[i];

		if (o->command != id)
			continue;
		str_add(out, ".Op Fl ");
		if (o->letter)
			str_addc(out, o->letter);
		else {
			str_add(out, "\\-");
			text(out, o->name);
		}
		if (o->argument) {
			str_add(out, " Ar ");
			word(out, o->argument);
		}
		str_addc(out, '\n');
	}
	operands(out, command_rows[id].operands);
}

static void
option(struct strbuf *out, const struct option_row *o)
{
	str_add(out, ".It ");
	if (o->letter)
		str_addf(out, "Fl %c , ", o->letter);
	str_add(out, "Fl \\-");
	text(out, o->name);
	if (o->argument) {
		str_add(out, " Ar ");
		word(out, o->argument);
	}
	str_addc(out, '\n');
	prose(out, o->help);
}

static void
options(struct strbuf *out, enum command_id id)
{
	str_add(out, ".Pp\nThe options are as follows:\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < NOPTIONS; i++)
		if (option_rows[i].command == id)
			option(out, &option_rows[i]);
	str_add(out, ".It Fl h , Fl \\-help\nprints a short help\n.It Fl \\-version\nprints the "
	             "version\n.El\n");
}

static void
list(struct strbuf *out, enum command_id above)
{
	bool any = false;

	for (size_t i = 0; i < NCOMMANDS; i++) {
		const struct command_row *c = &command_rows[i];

		if (above == NCOMMANDS ? strchr(c->name, ' ') != NULL
		                       : !command_below((enum command_id)i, above))
			continue;
		if (!any)
			str_add(out, ".Pp\nThe commands are as follows:\n.Bl -tag -width Ds\n");
		any = true;
		str_addf(out, ".It Ic %s\n", c->name);
		prose(out, c->brief);
	}
	if (any)
		str_add(out, ".El\n");
}

static void
examples(struct strbuf *out, enum command_id id)
{
	bool any = false;

	for (const struct example_row *e = example_rows; e->line; e++) {
		if (e->command != id)
			continue;
		str_add(out, any ? ".Pp\n" : ".Sh EXAMPLES\n");
		any = true;
		str_addc(out, (char)toupper((unsigned char)*e->what));
		text(out, e->what + 1);
		str_add(out, ":\n.Bd -literal -offset indent\n");
		text(out, e->line);
		str_add(out, "\n.Ed\n");
	}
}

/* The title is SPECQL, SPECQL-GENERATE or SPECQL-INIT-PROJECT. */
static void
head(struct strbuf *out, const char *name, const char *brief, const char *version)
{
	str_addf(out, ".Dd $Mdocdate$\n.Dt SPECQL%s", *name ? "-" : "");
	for (const char *p = name; *p; p++)
		str_addc(out, *p == ' ' ? '-' : (char)toupper((unsigned char)*p));
	str_addf(out, " 1\n.Os specql-ninja %s\n.Sh NAME\n.Nm specql%s", version, *name ? "-" : "");
	for (const char *p = name; *p; p++)
		str_addc(out, *p == ' ' ? '-' : *p);
	str_add(out, "\n.Nd ");
	text(out, brief);
	str_addc(out, '\n');
}

static void
foot(struct strbuf *out, enum command_id id)
{
	str_add(out, ".Sh ENVIRONMENT\n.Bl -tag -width NO_COLOR\n"
	             ".It Ev NINJA\nthe Ninja to run; without it\n.Ql ninja\nor\n.Ql samu\nis "
	             "looked for\n"
	             ".It Ev CONFITURE\nthe Confiture to run\n"
	             ".It Ev NO_COLOR\nif it is set and not empty, nothing is coloured\n.El\n"
	             ".Sh EXIT STATUS\n0 if all is done, 1 if the input has errors, 2 for wrong "
	             "usage.\n");
	if (id < NCOMMANDS)
		examples(out, id);
	str_add(out, ".Sh SEE ALSO\n.Xr ");
	str_add(out, id < NCOMMANDS ? "specql 1\n" : "specql-generate 1\n");
}

void
man_write(struct strbuf *out, enum command_id id, const char *version)
{
	static const struct command_row whole = {
	        "", "", NOTHING, "a business language that becomes a PostgreSQL backend",
	        "Runs a command, which is a program of its own."};
	const struct command_row *c = id == NCOMMANDS ? &whole : &command_rows[id];

	head(out, c->name, c->brief, version);
	str_add(out, ".Sh SYNOPSIS\n");
	if (id == NCOMMANDS)
		str_add(out, ".Nm specql\n.Ar command\n.Op Ar option ...\n.Op Ar argument ...\n");
	else
		synopsis(out, id);
	str_add(out, ".Sh DESCRIPTION\n");
	prose(out, *c->text ? c->text : c->brief);
	list(out, id);
	if (id < NCOMMANDS)
		options(out, id);
	foot(out, id);
}
