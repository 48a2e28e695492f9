/* Completion for zsh. */
#include "command/completion.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"

#include <string.h>

/* A text in an _arguments spec: brackets and colons have a meaning. */
static const char *
zsh_text(struct arena *a, const char *s)
{
	struct strbuf out = STRBUF_INIT;

	for (; *s; s++) {
		if (strchr("[]:\\", *s))
			str_addc(&out, '\\');
		str_addc(&out, *s);
	}
	return str_done(&out, a);
}

static const char *
zsh_action(struct arena *a, enum complete c, const char *const *closed)
{
	static const char *const actions[] = {
	        [NOTHING] = " ",
	        [FILES] = "_files",
	        [FOLDERS] = "_files -/",
	        [ENTITIES] = "_files -g \"*.(yaml|yml)\"",
	        [COMMANDS] = "_specql_commands",
	};
	struct strbuf out = STRBUF_INIT;

	if (!closed)
		return actions[c];
	str_addc(&out, '(');
	completion_words(&out, closed);
	str_addc(&out, ')');
	return str_done(&out, a);
}

static void
zsh_spec(struct arena *a, struct strbuf *out, const char *name, const struct option_row *o)
{
	struct strbuf spec = STRBUF_INIT;

	str_addf(&spec, "*%s%s[%s]", name,
	         o->argument && name[1] == '-' ? "="
	         : o->argument                 ? "+"
	                                       : "",
	         zsh_text(a, o->help));
	if (o->argument)
		str_addf(&spec, ":%s:%s", zsh_text(a, o->argument),
		         zsh_action(a, o->complete, closed_words(a, o->argument)));
	str_add(out, " \\\n\t\t\t");
	quote_shell(out, spec.buf);
	str_free(&spec);
}

static void
zsh_command(struct arena *a, struct strbuf *out, enum command_id id)
{
	const struct command_row *c = &command_rows[id];
	struct strbuf spec = STRBUF_INIT;

	str_addf(out,
	         "\t'%s') _arguments -s '*--help[prints a short help]' '*--version[prints the "
	         "version]'",
	         c->name);
	for (size_t i = 0; i < NOPTIONS; i++) {
		const struct option_row *o = &option_rows[i];

		if (o->command != id)
			continue;
		zsh_spec(a, out, arena_printf(a, "--%s", o->name), o);
		if (o->letter)
			zsh_spec(a, out, arena_printf(a, "-%c", o->letter), o);
	}
	if (command_has_second(id)) {
		str_add(&spec, "1: :(");
		completion_names(&spec, id);
		str_addc(&spec, ')');
	} else if (*c->operands && c->complete == NOTHING && !closed_words(a, c->operands)) {
		/* Not a message: that would keep zsh from putting in a single option. */
		str_add(&spec, "*: :{:}");
	} else if (*c->operands) {
		str_addf(&spec, "*: :%s", zsh_action(a, c->complete, closed_words(a, c->operands)));
	}
	if (spec.len) {
		str_add(out, " \\\n\t\t\t");
		quote_shell(out, spec.buf);
	}
	str_add(out, " ;;\n");
	str_free(&spec);
}

void
completion_zsh(struct arena *a, struct strbuf *out)
{
	str_add(out, "#compdef");
	completion_programs(out, " ");
	str_add(out, "\n# Completion of specql for zsh; made by `specql completion zsh`.\n"
	             "_specql_commands() {\n\tlocal -a commands=(\n");
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (!strchr(command_rows[i].name, ' ')) {
			str_add(out, "\t\t");
			quote_shell(out, arena_printf(a, "%s:%s", command_rows[i].name,
			                              zsh_text(a, command_rows[i].brief)));
			str_addc(out, '\n');
		}
	str_add(out, "\t)\n\t_describe command commands\n}\n_specql() {\n\tlocal command "
	             "program=${words[1]:t}\n"
	             "\tif [[ $program = specql-* ]]; then\n"
	             "\t\twords=(specql ${program#specql-} \"${(@)words[2,-1]}\")\n"
	             "\t\t((CURRENT++))\n"
	             "\tfi\n"
	             "\tif ((CURRENT == 2)); then _specql_commands; return; fi\n"
	             "\tcommand=$words[2]\n"
	             "\tshift words; ((CURRENT--))\n"
	             "\tif ((CURRENT > 2)); then case \"$command $words[2]\" in\n");
	completion_two_words(out, "; shift words; ((CURRENT--))");
	str_add(out, "\tesac; fi\n\tcase $command in\n");
	for (size_t i = 0; i < NCOMMANDS; i++)
		zsh_command(a, out, (enum command_id)i);
	str_add(out,
	        "\tesac\n}\n"
	        "if [ \"$funcstack[1]\" = _specql ]; then _specql \"$@\"; else compdef _specql");
	completion_programs(out, " ");
	str_add(out, "; fi\n");
}
