/* Completion for three shells. */
#include "command/help.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"

#include <string.h>

/* The first word of a command of two words: init of init project. */
static bool
has_second(enum command_id id)
{
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (command_below((enum command_id)i, id))
			return true;
	return false;
}

/* The commands below one, or those of one word for NCOMMANDS, by their last words. */
static void
names(struct strbuf *out, enum command_id above)
{
	bool any = false;

	for (size_t i = 0; i < NCOMMANDS; i++) {
		const char *name = command_rows[i].name, *last = strrchr(name, ' ');

		if (above == NCOMMANDS ? last != NULL : !command_below((enum command_id)i, above))
			continue;
		str_addf(out, "%s%s", any ? " " : "", last ? last + 1 : name);
		any = true;
	}
}

static void
words(struct strbuf *out, const char *const *all)
{
	for (size_t i = 0; all[i]; i++)
		str_addf(out, "%s%s", i ? " " : "", all[i]);
}

/* What stands between quotes behind `before`: a closed set of words, else the commands. */
static const char *
offered(struct arena *a, const char *before, const char *const *closed)
{
	struct strbuf out = STRBUF_INIT;

	str_addf(&out, "%s'", before);
	if (closed)
		words(&out, closed);
	else
		names(&out, NCOMMANDS);
	str_addc(&out, '\'');
	return str_done(&out, a);
}

/* The cases of a shell's `case` in which two words are one command, and what else is done then. */
static void
two_words(struct strbuf *out, const char *rest)
{
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (strchr(command_rows[i].name, ' '))
			str_addf(out, "\t'%s') command='%s'%s ;;\n", command_rows[i].name,
			         command_rows[i].name, rest);
}

/* ---- bash ---- */

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

	return !closed && offers[c] ? offers[c] : offered(a, "_specql_words ", closed);
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
	if (has_second(id)) {
		str_add(out, "_specql_words '");
		names(out, id);
		str_addc(out, '\'');
	} else {
		str_add(out, bash_offer(a, c->complete, closed_words(a, c->operands)));
	}
	str_add(out, " ;;\n");
}

static void
bash(struct arena *a, struct strbuf *out)
{
	str_add(out, bash_head);
	str_add(out, "\tif [ \"$COMP_CWORD\" -le 1 ]; then _specql_words '");
	names(out, NCOMMANDS);
	str_add(out,
	        "'; return; fi\n"
	        "\tif [ \"$COMP_CWORD\" -gt 2 ]; then case \"$command ${COMP_WORDS[2]}\" in\n");
	two_words(out, "");
	str_add(out, "\tesac; fi\n");
	bash_values(a, out);
	str_add(out, "\tcase \"$command $cur\" in\n");
	/* Those of two words first: their patterns are the narrower ones. */
	for (int two = 1; two >= 0; two--)
		for (size_t i = 0; i < NCOMMANDS; i++)
			if ((strchr(command_rows[i].name, ' ') != NULL) == two)
				bash_command(a, out, (enum command_id)i);
	str_add(out, "\tesac\n}\ncomplete -F _specql specql\n");
}

/* ---- zsh ---- */

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
	words(&out, closed);
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
	if (has_second(id)) {
		str_add(&spec, "1: :(");
		names(&spec, id);
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

static void
zsh(struct arena *a, struct strbuf *out)
{
	str_add(out, "#compdef specql\n# Completion of specql for zsh; made by `specql completion "
	             "zsh`.\n"
	             "_specql_commands() {\n\tlocal -a commands=(\n");
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (!strchr(command_rows[i].name, ' ')) {
			str_add(out, "\t\t");
			quote_shell(out, arena_printf(a, "%s:%s", command_rows[i].name,
			                              zsh_text(a, command_rows[i].brief)));
			str_addc(out, '\n');
		}
	str_add(out, "\t)\n\t_describe command commands\n}\n_specql() {\n\tlocal command\n"
	             "\tif ((CURRENT == 2)); then _specql_commands; return; fi\n"
	             "\tcommand=$words[2]\n"
	             "\tshift words; ((CURRENT--))\n"
	             "\tif ((CURRENT > 2)); then case \"$command $words[2]\" in\n");
	two_words(out, "; shift words; ((CURRENT--))");
	str_add(out, "\tesac; fi\n\tcase $command in\n");
	for (size_t i = 0; i < NCOMMANDS; i++)
		zsh_command(a, out, (enum command_id)i);
	str_add(out, "\tesac\n}\n"
	             "if [ \"$funcstack[1]\" = _specql ]; then _specql \"$@\"; else compdef "
	             "_specql specql; fi\n");
}

/* ---- fish ---- */

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

	return !closed && offers[c] ? offers[c] : offered(a, " -x -a ", closed);
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
	if (has_second(id)) {
		names(&second, id);
		str_addf(out, "complete -c specql -n '__specql_ends %s' -a '%s'\n", c->name,
		         second.buf);
		str_free(&second);
	} else if (c->complete != NOTHING || closed_words(a, c->operands)) {
		fish_line(out, id, fish_offer(a, c->complete, closed_words(a, c->operands)), NULL);
	}
}

static void
fish(struct arena *a, struct strbuf *out)
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
	str_add(out, "complete -c specql -l help -s h -d 'prints a short help'\n"
	             "complete -c specql -l version -d 'prints the version'\n");
}

bool
completion_write(struct strbuf *out, const char *shell)
{
	static const struct {
		const char *name;
		void (*write)(struct arena *, struct strbuf *);
	} shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
	struct arena a = {0};
	size_t i = 0, n = sizeof(shells) / sizeof(*shells);

	while (i < n && strcmp(shells[i].name, shell) != 0)
		i++;
	if (i < n)
		shells[i].write(&a, out);
	arena_clear(&a);
	return i < n;
}
