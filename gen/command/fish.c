/* Completion for fish. */
#include "command/completion.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"

#include <string.h>

static const char *
fish_offer(struct arena *a, enum complete c, const char *const *closed)
{
	static const char *const offers[] = {
	        [NOTHING] = " -x",
	        [FILES] = " -r -F",
	        [FOLDERS] = " -x -a '(__fish_complete_directories)'",
	        [ENTITIES] = " -x -a '(__fish_complete_suffix .yaml)'",
	        [COMMANDS] = NULL,
	};

	return !closed && offers[c] ? offers[c] : completion_offered(a, " -x -a ", closed);
}

static void
fish_line(struct strbuf *out, enum command_id id, const char *rest, const char *what)
{
	str_addf(out, "complete -c specql -n '__specql_is %s'%s", command_rows[id].name, rest);
	if (what) {
		str_add(out, " -d ");
		quote_shell(out, what);
	}
	str_addc(out, '\n');
}

static void
fish_command(struct arena *a, struct strbuf *out, enum command_id id)
{
	const struct command_row *c = &command_rows[id];
	struct strbuf second = STRBUF_INIT;

	for (size_t i = 0; i < NOPTIONS; i++) {
		const struct option_row *o = &option_rows[i];

		if (o->command == id)
			fish_line(
			        out, id,
			        arena_printf(a, " -l %s%s%s", o->name,
			                     o->letter ? arena_printf(a, " -s %c", o->letter) : "",
			                     o->argument ? fish_offer(a, o->complete,
			                                              closed_words(a, o->argument))
			                                 : ""),
			        o->help);
	}
	if (command_has_second(id)) {
		completion_names(&second, id);
		str_addf(out, "complete -c specql -n '__specql_ends %s' -a '%s'\n", c->name,
		         second.buf);
		str_free(&second);
	} else if (c->complete != NOTHING || closed_words(a, c->operands)) {
		fish_line(out, id, fish_offer(a, c->complete, closed_words(a, c->operands)), NULL);
	}
}

void
completion_fish(struct arena *a, struct strbuf *out)
{
	str_add(out, "# Completion of specql for fish; made by `specql completion fish`.\n"
	             "function __specql_is\n"
	             "\tset -l words (commandline -opc)\n"
	             "\tset -e words[1]\n"
	             "\tstring match -q -- \"$argv *\" \"$words \"\n"
	             "end\n"
	             "function __specql_ends\n"
	             "\tset -l words (commandline -opc)\n"
	             "\tset -e words[1]\n"
	             "\ttest \"$words\" = \"$argv\"\n"
	             "end\n"
	             "complete -c specql -f\n");
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (!strchr(command_rows[i].name, ' ')) {
			str_addf(out, "complete -c specql -n __fish_use_subcommand -a %s -d ",
			         command_rows[i].name);
			quote_shell(out, command_rows[i].brief);
			str_addc(out, '\n');
		}
	for (size_t i = 0; i < NCOMMANDS; i++)
		fish_command(a, out, (enum command_id)i);
	for (size_t i = 0; completion_linked[i]; i++)
		str_addf(out, "complete -c specql-%s -w 'specql %s'\n", completion_linked[i],
		         completion_linked[i]);
	str_add(out, "complete -c specql -l help -s h -d 'prints a short help'\n"
	             "complete -c specql -l version -d 'prints the version'\n");
}
