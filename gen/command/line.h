/*
 * Line: a command line, read by the table. Options may stand among the operands, -- ends them;
 * --name=value, --name value, -nvalue and -n value are one.
 * Nothing is abbreviated and nothing is passed over.
 */
#ifndef COMMAND_LINE_H
#define COMMAND_LINE_H

#include "command/table.h"

struct arena;

struct line {
	enum command_id command;      /* the one of two words, if there is one */
	const char *values[NOPTIONS]; /* NULL if not given; "" of a flag; of several the last */
	const char **all[NOPTIONS];   /* every value, in order; */
	size_t nall[NOPTIONS];
	const char **operands;
	size_t noperands;
	bool help, version;
	const char *fault; /* what is wrong with it, or NULL; the rest is not to be used then */
};

/* Reads what stands behind the name of a command. */
struct line *line_read(struct arena *, enum command_id, int argc, char **argv);

#endif
