/*
 * Completion: scripts for shells, of specql and of those of its programs that have a link on PATH:
 * specql-ninja is completed as `specql ninja` is. All append to a text.
 */
#ifndef COMMAND_COMPLETION_H
#define COMMAND_COMPLETION_H

#include "command/table.h"

struct arena;
struct strbuf;

/* The commands whose programs have one; ends with NULL. */
extern const char *const completion_linked[];

/* specql and these programs, each behind some text. */
void completion_programs(struct strbuf *, const char *before);

/* The commands below one, or those of one word for NCOMMANDS, by their last words. */
void completion_names(struct strbuf *, enum command_id above);

/* Words, with blanks between; the last is NULL. */
void completion_words(struct strbuf *, const char *const *);

/* What stands between quotes behind `before`: a closed set of words, else, for NULL, the commands.
 */
const char *completion_offered(struct arena *, const char *before, const char *const *closed);

/* The cases of a shell's `case` in which two words are one command, and what else is done then. */
void completion_two_words(struct strbuf *, const char *rest);

/* The whole scripts. */
void completion_bash(struct arena *, struct strbuf *);
void completion_zsh(struct arena *, struct strbuf *);
void completion_fish(struct arena *, struct strbuf *);

#endif
