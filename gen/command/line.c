#include "command/line.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

enum { MOST_DIGITS = 4 };

struct reader {
	struct arena *arena;
	struct line *line;
	int argc, at;
	char **argv;
};

static bool
fault(struct reader *r, const char *text)
{
	if (!r->line->fault)
		r->line->fault = text;
	return false;
}

/* ---- names ---- */

static bool
ours(const struct reader *r, size_t option)
{
	return option_rows[option].command == r->line->command;
}

static size_t
by_name(const struct reader *r, const char *name, size_t n)
{
	size_t i = 0;

	while (i < NOPTIONS && !(ours(r, i) && strncmp(option_rows[i].name, name, n) == 0 &&
	                         !option_rows[i].name[n]))
		i++;
	return i;
}

static size_t
by_letter(const struct reader *r, char letter)
{
	size_t i = 0;

	while (i < NOPTIONS && !(ours(r, i) && option_rows[i].letter == letter))
		i++;
	return i;
}

/* What every program knows. */
static const char *const everywhere[] = {"help", "version"};

static bool
unknown(struct reader *r, const char *name, size_t n)
{
	const char **names = arena_new(r->arena, const char *, NOPTIONS + 3);
	const char *near, *word = arena_strndup(r->arena, name, n);
	size_t count = 0;

	for (size_t i = 0; i < NOPTIONS; i++)
		if (ours(r, i))
			names[count++] = option_rows[i].name;
	names[count++] = everywhere[0];
	names[count] = everywhere[1];
	near = nearest(word, names);
	return fault(r, near ? arena_printf(r->arena, "unknown option '--%s'; did you mean '--%s'?",
	                                    word, near)
	                     : arena_printf(r->arena, "unknown option '--%s'", word));
}

/* ---- values ---- */

static bool
chosen(struct reader *r, const struct option_row *o, const char *value)
{
	const char *const *words = closed_words(r->arena, o->argument);

	if (words && word_index(words, value) >= 0)
		return true;
	if (strcmp(o->argument, "N") == 0 &&
	    (strspn(value, "0123456789") != strlen(value) || strlen(value) > MOST_DIGITS))
		return fault(r, arena_printf(r->arena,
		                             "--%s takes a number of at most %d digits, not '%s'",
		                             o->name, MOST_DIGITS, value));
	return !words ||
	       fault(r, arena_printf(r->arena, "--%s takes %s, not '%s'%s", o->name, o->argument,
	                             value, nearest_cure(r->arena, value, words)));
}

static bool
take(struct reader *r, size_t option, const char *value)
{
	const struct option_row *o = &option_rows[option];
	struct line *l = r->line;

	if (o->argument && !value && r->at < r->argc)
		value = r->argv[r->at++];
	if (o->argument && !value)
		return fault(r, arena_printf(r->arena, "%s is missing after --%s", o->argument,
		                             o->name));
	if (!o->argument && value)
		return fault(r, arena_printf(r->arena, "--%s takes no value", o->name));
	if (o->argument && !*value)
		return fault(
		        r, arena_printf(r->arena, "the %s of --%s is empty", o->argument, o->name));
	if (value && !chosen(r, o, value))
		return false;
	l->values[option] = value ? value : "";
	if (!l->all[option])
		l->all[option] = arena_new(r->arena, const char *, (size_t)r->argc + 1);
	l->all[option][l->nall[option]++] = l->values[option];
	return true;
}

static bool
read_long(struct reader *r, const char *text)
{
	size_t n = strcspn(text, "="), option = by_name(r, text, n);

	if (option < NOPTIONS)
		return take(r, option, text[n] ? text + n + 1 : NULL);
	for (size_t i = 0; i < 2; i++)
		if (strlen(everywhere[i]) == n && strncmp(text, everywhere[i], n) == 0) {
			if (text[n])
				return fault(r, arena_printf(r->arena, "--%s takes no value",
				                             everywhere[i]));
			return *(i ? &r->line->version : &r->line->help) = true;
		}
	return unknown(r, text, n);
}

static bool
unknown_letter(struct reader *r, const char *text)
{
	size_t n;

	utf8_code(text, &n);
	return fault(r, arena_printf(r->arena, "unknown option '-%.*s'", (int)n, text));
}

static bool
read_letters(struct reader *r, const char *text)
{
	for (; *text; text++) {
		size_t option = by_letter(r, *text);

		if (option == NOPTIONS && *text == 'h')
			r->line->help = true;
		else if (option == NOPTIONS)
			return unknown_letter(r, text);
		else if (option_rows[option].argument)
			return take(r, option, text[1] ? text + 1 : NULL);
		else
			take(r, option, NULL);
	}
	return true;
}

/* A second word that is a command's: init project. */
static bool
second(struct reader *r, const char *word)
{
	struct line *l = r->line;
	const char *name = arena_printf(r->arena, "%s %s", command_rows[l->command].name, word);
	enum command_id id = command_find(name);

	if (l->noperands || id == NCOMMANDS)
		return false;
	l->command = id;
	return true;
}

/* ---- operands ---- */

/* The second words of a command, or NULL if it has none. */
static const char **
second_words(struct arena *a, enum command_id id)
{
	const char **words = arena_new(a, const char *, NCOMMANDS + 1);
	size_t n = 0;

	for (size_t i = 0; i < NCOMMANDS; i++)
		if (command_below((enum command_id)i, id))
			words[n++] = strchr(command_rows[i].name, ' ') + 1;
	return n ? words : NULL;
}

/* A word that should be a second one, or none at all. */
static void
choose_second(struct reader *r, const char **words)
{
	const struct line *l = r->line;

	if (l->noperands)
		fault(r, arena_printf(r->arena, "unknown word '%s'%s", l->operands[0],
		                      nearest_cure(r->arena, l->operands[0], words)));
	else
		fault(r, arena_printf(r->arena, "%s what?", command_rows[l->command].name));
}

/* The operand that is missing first. */
static const char *
missing(struct reader *r, const char *operands)
{
	for (size_t i = 0; i < r->line->noperands; i++)
		operands += strcspn(operands, " ") + 1;
	return arena_strndup(r->arena, operands, strcspn(operands, " "));
}

/* The text of the operands says how many: "", NAME, [NAME], NAME…, [NAME…],
 * several of them with blanks between. */
static void
count(struct reader *r)
{
	struct line *l = r->line;
	const struct command_row *c = &command_rows[l->command];
	const char **words = second_words(r->arena, l->command);
	size_t least = 0, most = 0;
	bool many = strstr(c->operands, "…");

	for (const char *p = c->operands; *p; p += strcspn(p, " ") + (strchr(p, ' ') != NULL)) {
		most++;
		least += *p != '[';
	}
	if (words)
		choose_second(r, words);
	else if (l->noperands < least)
		fault(r, arena_printf(r->arena, "%s is missing", missing(r, c->operands)));
	else if (l->noperands > most && !many)
		fault(r, arena_printf(r->arena, "'%s' is one word too many", l->operands[most]));
}

/* The only operand may be of a closed set. */
static void
choose(struct reader *r)
{
	struct line *l = r->line;
	const char *all = command_rows[l->command].operands;
	const char *const *words = closed_words(r->arena, all);

	if (words && l->noperands && word_index(words, l->operands[0]) < 0)
		fault(r, arena_printf(r->arena, "'%s' is none of %s%s", l->operands[0], all,
		                      nearest_cure(r->arena, l->operands[0], words)));
}

static void
exclude(struct reader *r)
{
	for (size_t i = 0; i < exclude_count; i++) {
		enum option_id one = exclude_rows[i].one, other = exclude_rows[i].other;

		if (r->line->values[one] && r->line->values[other])
			fault(r, arena_printf(r->arena, "--%s and --%s exclude each other",
			                      option_rows[one].name, option_rows[other].name));
	}
}

struct line *
line_read(struct arena *a, enum command_id command, int argc, char **argv)
{
	struct line *l = arena_new(a, struct line, 1);
	struct reader r = {a, l, argc, 0, argv};
	bool options = true;

	l->command = command;
	l->operands = arena_new(a, const char *, (size_t)argc + 1);
	while (r.at < argc && !l->fault) {
		const char *text = argv[r.at++];

		if (options && strcmp(text, "--") == 0)
			options = false;
		else if (options && strncmp(text, "--", 2) == 0)
			read_long(&r, text + 2);
		else if (options && *text == '-' && text[1])
			read_letters(&r, text + 1);
		else if (!*text)
			fault(&r, "an argument is empty; leave it out");
		else if (!second(&r, text))
			l->operands[l->noperands++] = text;
	}
	if (l->help || l->version)
		return l;
	if (!l->fault)
		exclude(&r);
	if (!l->fault)
		count(&r);
	if (!l->fault)
		choose(&r);
	return l;
}
