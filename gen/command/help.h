/*
 * Help: the table as text for people, as manual pages and as completion of shells.
 * All append to a text.
 */
#ifndef COMMAND_HELP_H
#define COMMAND_HELP_H

#include "command/table.h"

struct strbuf;

/* `specql generate [FILE…]`: name, options if there are any, operands. */
void help_usage(struct strbuf *, enum command_id);

/* The whole help of a command, in lines of at most so many characters. */
void help_write(struct strbuf *, enum command_id, size_t width);

/* All commands, one a line. */
void help_list(struct strbuf *, size_t width);

/* The manual page of a command, or of specql itself for NCOMMANDS, in mdoc;
 * the version is in its foot. */
void man_write(struct strbuf *, enum command_id, const char *version);

/* Scripts for three shells: bash, zsh, fish. False if the shell is none of them. */
bool completion_write(struct strbuf *, const char *shell);

#endif
