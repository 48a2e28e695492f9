#include "command/table.h"
#include "base/arena.h"

#include <string.h>

const struct command_row command_rows[NCOMMANDS] = {
#define COMMAND(id, name, operands, complete, brief, text) {name, operands, complete, brief, text},
#define OPTION(command, id, name, letter, argument, complete, help)
#define EXAMPLE(command, line, what)
#include "command/commands.def"
};

const struct option_row option_rows[NOPTIONS] = {
#define COMMAND(id, name, operands, complete, brief, text)
#define OPTION(command, id, name, letter, argument, complete, help) \
	{command_##command, name, letter, argument, complete, help},
#define EXAMPLE(command, line, what)
#include "command/commands.def"
};

const struct exclude_row exclude_rows[] = {
#define COMMAND(id, name, operands, complete, brief, text)
#define OPTION(command, id, name, letter, argument, complete, help)
#define EXCLUDE(command, one, other) {command##_##one, command##_##other},
#define EXAMPLE(command, line, what)
#include "command/commands.def"
};

const size_t exclude_count = sizeof(exclude_rows) / sizeof(*exclude_rows);

const struct example_row example_rows[] = {
#define COMMAND(id, name, operands, complete, brief, text)
#define OPTION(command, id, name, letter, argument, complete, help)
#define EXAMPLE(command, line, what) {command_##command, line, what},
#include "command/commands.def"
        {NCOMMANDS, NULL, NULL},
};

enum command_id
command_find(const char *name)
{
	size_t i = 0;

	while (i < NCOMMANDS && strcmp(command_rows[i].name, name) != 0)
		i++;
	return (enum command_id)i;
}

bool
command_below(enum command_id id, enum command_id above)
{
	const char *name = command_rows[above].name;
	size_t n = strlen(name);

	return strncmp(command_rows[id].name, name, n) == 0 && command_rows[id].name[n] == ' ';
}

bool
command_has_second(enum command_id id)
{
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (command_below((enum command_id)i, id))
			return true;
	return false;
}

const char *const *
closed_words(struct arena *a, const char *text)
{
	const char **words;
	size_t n = 0;

	if (!text || !strchr(text, '|') || strpbrk(text, " []"))
		return NULL;
	words = arena_new(a, const char *, strlen(text) + 1);
	for (size_t len; *text; text += len + (text[len] == '|')) {
		len = strcspn(text, "|");
		words[n++] = arena_strndup(a, text, len);
	}
	return words;
}
