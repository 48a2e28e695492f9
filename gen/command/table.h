/*
 * Table: the commands of specql and their options, from commands.def.
 */
#ifndef COMMAND_TABLE_H
#define COMMAND_TABLE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* What a shell offers where an argument is missing. */
enum complete { NOTHING, FILES, FOLDERS, ENTITIES, COMMANDS };

enum command_id {
#define COMMAND(id, name, operands, complete, brief, text) command_##id,
#define OPTION(command, id, name, letter, argument, complete, help)
#define EXAMPLE(command, line, what)
#include "command/commands.def"
	NCOMMANDS
};

/* generate_check, validate_format … */
enum option_id {
#define COMMAND(id, name, operands, complete, brief, text)
#define OPTION(command, id, name, letter, argument, complete, help) command##_##id,
#define EXAMPLE(command, line, what)
#include "command/commands.def"
	NOPTIONS
};

struct command_row {
	const char *name;     /* init project */
	const char *operands; /* words with | between are a closed set */
	enum complete complete;
	const char *brief, *text;
};

struct option_row {
	enum command_id command;
	const char *name; /* without -- */
	char letter;
	const char *argument; /* NULL for a flag */
	enum complete complete;
	const char *help;
};

struct exclude_row {
	enum option_id one, other;
};

struct example_row {
	enum command_id command;
	const char *line, *what;
};

/* By their ids. */
extern const struct command_row command_rows[NCOMMANDS];
extern const struct option_row option_rows[NOPTIONS];

extern const struct exclude_row exclude_rows[];
extern const size_t exclude_count;

/* Ends with a NULL line. */
extern const struct example_row example_rows[];

/* The command of a name ("init project"); NCOMMANDS if there is none. */
enum command_id command_find(const char *name);

/* Whether a command is a word of another: init project of init. */
bool command_below(enum command_id, enum command_id above);

/* Whether a command has some below it, as init has. */
bool command_has_second(enum command_id);

/* The words of a closed set, ending with NULL; NULL if the text is none, or no text. */
const char *const *closed_words(struct arena *, const char *text);

#endif
