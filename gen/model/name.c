#include "model/name.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/str.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <strings.h>

/* PostgreSQL's own columns of every table (manual 5.6). */
static const char *const of_system[] = {"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"};

bool
name_valid(const char *name)
{
	const char *c = name;

	if (!isascii((unsigned char)*c) || !(isalpha((unsigned char)*c) || *c == '_'))
		return false;
	for (; *c; c++)
		if (!isascii((unsigned char)*c) || !(isalnum((unsigned char)*c) || *c == '_'))
			return false;
	return true;
}

/* Names are of ASCII (name_valid), whatever the locale. */
static bool
upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static char
to_lower(char c)
{
	return upper(c) ? (char)(c | 0x20) : c;
}

static char
to_upper(char c)
{
	return lower(c) ? (char)(c & ~0x20) : c;
}

/* A word begins at a capital after a small letter or digit, and at the last capital of several when
 * a small letter follows: HTTPServer is HTTP and Server. */
static bool
word_begins(const char *name, size_t i)
{
	if (i == 0 || !upper(name[i]) || name[i - 1] == '_')
		return false;
	return !upper(name[i - 1]) || lower(name[i + 1]);
}

/* Room for a name with something before each of its letters. */
static char *
room(struct arena *a, const char *name)
{
	return arena_alloc(a, 2 * strlen(name) + 1, 1);
}

const char *
name_snake(struct arena *a, const char *name)
{
	char *snake = room(a, name), *to = snake;

	for (size_t i = 0; name[i]; i++) {
		if (word_begins(name, i))
			*to++ = '_';
		*to++ = to_lower(name[i]);
	}
	return snake;
}

const char **
name_stems(struct arena *a, const char *word)
{
	static const struct {
		const char *plural, *singular;
	} endings[] = {{"", ""}, {"s", ""}, {"es", ""}, {"ies", "y"}};
	enum { N = sizeof endings / sizeof *endings };
	const char **stems = arena_new(a, const char *, N + 1), **next = stems;
	const char *snake = name_snake(a, word);
	size_t len = strlen(snake);

	for (size_t i = 0; i < N; i++) {
		size_t n = strlen(endings[i].plural);

		if (len > n && strcmp(snake + len - n, endings[i].plural) == 0)
			*next++ = arena_printf(a, "%.*s%s", (int)(len - n), snake,
			                       endings[i].singular);
	}
	return stems;
}

/* The words, each with a capital; between them a character, or nothing. */
static char *
capitalised(struct arena *a, const char *name, char between)
{
	char *words = room(a, name), *to = words;
	bool first = true;

	for (size_t i = 0; name[i]; i++) {
		if (name[i] == '_') {
			first = true;
		} else if (!first && !upper(name[i])) {
			*to++ = name[i];
		} else {
			first = first || word_begins(name, i);
			if (first && between && to != words)
				*to++ = between;
			*to++ = first ? to_upper(name[i]) : to_lower(name[i]);
			first = false;
		}
	}
	return words;
}

const char *
name_title(struct arena *a, const char *name)
{
	return capitalised(a, name, ' ');
}

const char *
name_pascal(struct arena *a, const char *name)
{
	return capitalised(a, name, '\0');
}

const char *
name_camel(struct arena *a, const char *name)
{
	char *camel = capitalised(a, name, '\0');

	*camel = to_lower(*camel);
	return camel;
}

const char *
name_object(struct arena *a, const char *fmt, ...)
{
	enum { HASH_DIGITS = 8, HEAD = 30, TAIL = NAME_MAX_BYTES - HEAD - HASH_DIGITS - 2 };
	struct strbuf b = STRBUF_INIT;
	va_list args;
	const char *full;
	size_t len;

	va_start(args, fmt);
	str_addv(&b, fmt, args);
	va_end(args);
	full = str_done(&b, a);
	len = strlen(full);
	if (len <= NAME_MAX_BYTES)
		return full;
	return arena_printf(a, "%.*s_%08" PRIx32 "_%s", HEAD, full,
	                    (uint32_t)hash_add(HASH_START, full, len), full + len - TAIL);
}

bool
name_of_system(const char *name)
{
	for (size_t i = 0; i < sizeof(of_system) / sizeof(*of_system); i++)
		if (strcasecmp(name, of_system[i]) == 0)
			return true;
	return false;
}

bool
name_of_constant(const char *name)
{
	return strcasecmp(name, "null") == 0 || strcasecmp(name, "true") == 0 ||
	       strcasecmp(name, "false") == 0;
}

/* Whether words joined by underscores stand in a name, not only as a part of other words. */
static bool
has_words(const char *name, const char *words)
{
	size_t n = strlen(words);

	for (const char *s = name; (s = strstr(s, words)); s++)
		if ((s == name || s[-1] == '_') && (s[n] == '_' || s[n] == '\0'))
			return true;
	return false;
}

const char *
name_api(struct arena *a, const char *action, const char *stem)
{
	const char *name = name_snake(a, action);

	return !stem || has_words(name, stem) ? name : arena_printf(a, "%s_%s", stem, name);
}

const char *
name_input_type(struct arena *a, const char *api)
{
	return name_object(a, "type_%s_input", api);
}
