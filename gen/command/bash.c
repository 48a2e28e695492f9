/* Completion for bash. */
#include "command/completion.h"
#include "base/arena.h"
#include "base/str.h"

#include <string.h>

static const char bash_head[] =
        "# Completion of specql for bash; made by `specql completion bash`.\n"
        "_specql_names() {\n"
        "\tlocal line\n"
        "\tcompopt -o filenames 2>/dev/null\n"
        "\twhile IFS= read -r line; do COMPREPLY+=(\"$line\"); done < <(compgen \"$@\" -- "
        "\"$cur\")\n"
        "}\n"
        "_specql_words() {\n"
        "\tlocal line\n"
        "\twhile IFS= read -r line; do COMPREPLY+=(\"$line\"); done < <(compgen -W \"$1\" -- "
        "\"$cur\")\n"
        "}\n"
        "_specql() {\n"
        "\tlocal program=${COMP_WORDS[0]##*/}\n"
        "\tif [[ $program = specql-* ]]; then\n"
        "\t\tCOMP_WORDS=(specql \"${program#specql-}\" \"${COMP_WORDS[@]:1}\")\n"
        "\t\tCOMP_CWORD=$((COMP_CWORD + 1))\n"
        "\tfi\n"
        "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} "
        "command=${COMP_WORDS[1]-}\n"
        "\tCOMPREPLY=()\n"
        "\t# --format=json are three words.\n"
        "\tif [ \"$cur\" = = ]; then cur=; elif [ \"$prev\" = = ]; then "
        "prev=${COMP_WORDS[COMP_CWORD - 2]}; fi\n";

static const char *
bash_offer(struct arena *a, enum complete c, const char *const *closed)
{
	static const char *const offers[] = {
	        [NOTHING] = ":",
	        [FILES] = "_specql_names -f",
	        [FOLDERS] = "_specql_names -d",
	        [ENTITIES] = "_specql_names -d; _specql_names -f -X '!*.yaml'; _specql_names -f -X "
	                     "'!*.yml'",
	        [COMMANDS] = NULL,
	};

	return !closed && offers[c] ? offers[c] : completion_offered(a, "_specql_words ", closed);
}

static void
bash_values(struct arena *a, struct strbuf *out)
{
	str_add(out, "\tcase \"$command $prev\" in\n");
	for (size_t i = 0; i < NOPTIONS; i++) {
		const struct option_row *o = &option_rows[i];
		const char *command = command_rows[o->command].name;

		if (!o->argument)
			continue;
		str_addf(out, "\t'%s --%s'", command, o->name);
		if (o->letter)
			str_addf(out, " | '%s -%c'", command, o->letter);
		str_addf(out, ") %s; return ;;\n",
		         bash_offer(a, o->complete, closed_words(a, o->argument)));
	}
	str_add(out, "\tesac\n");
}

static void
bash_command(struct arena *a, struct strbuf *out, enum command_id id)
{
	const struct command_row *c = &command_rows[id];

	str_addf(out, "\t'%s -'*) _specql_words '", c->name);
	for (size_t i = 0; i < NOPTIONS; i++)
		if (option_rows[i].command == id)
			str_addf(out, "--%s ", option_rows[i].name);
	str_addf(out, "--help --version' ;;\n\t'%s '*) ", c->name);
	if (command_has_second(id)) {
		str_add(out, "_specql_words '");
		completion_names(out, id);
		str_addc(out, '\'');
	} else {
		str_add(out, bash_offer(a, c->complete, closed_words(a, c->operands)));
	}
	str_add(out, " ;;\n");
}

void
completion_bash(struct arena *a, struct strbuf *out)
{
	str_add(out, bash_head);
	str_add(out, "\tif [ \"$COMP_CWORD\" -le 1 ]; then _specql_words '");
	completion_names(out, NCOMMANDS);
	str_add(out,
	        "'; return; fi\n"
	        "\tif [ \"$COMP_CWORD\" -gt 2 ]; then case \"$command ${COMP_WORDS[2]}\" in\n");
	completion_two_words(out, "");
	str_add(out, "\tesac; fi\n");
	bash_values(a, out);
	str_add(out, "\tcase \"$command $cur\" in\n");
	/* Those of two words first: their patterns are the narrower ones. */
	for (int two = 1; two >= 0; two--)
		for (size_t i = 0; i < NCOMMANDS; i++)
			if ((strchr(command_rows[i].name, ' ') != NULL) == two)
				bash_command(a, out, (enum command_id)i);
	str_add(out, "\tesac\n}\ncomplete -F _specql");
	completion_programs(out, " ");
	str_addc(out, '\n');
}
