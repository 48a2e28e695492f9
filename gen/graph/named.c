#include "graph/named.h"
#include "base/arena.h"
#include "base/str.h"

#include <string.h>

struct reader {
	struct arena *arena;
	struct list paths;
	struct strbuf word;
	bool expands; /* the word is not what stands there */
	char quote;   /* inside of such quotes; NUL: of none */
};

static void
end_word(struct reader *r)
{
	char *word = arena_strndup(r->arena, r->word.len ? r->word.buf : "", r->word.len);
	char *is = strrchr(word, '=');

	if (!r->expands && strchr(word, '/'))
		list_add(r->arena, &r->paths, word);
	if (!r->expands && is && strchr(is, '/'))
		list_add(r->arena, &r->paths, is + 1);
	r->word.len = 0;
	r->expands = false;
}

/* One character, or one that is escaped; how many bytes it takes. */
static size_t
read_character(struct reader *r, const char *c)
{
	size_t n = r->quote != '\'' && *c == '\\' && c[1] ? 2 : 1;

	if (n == 1 && (r->quote ? *c == r->quote : *c == '"' || *c == '\'')) {
		r->quote = r->quote ? '\0' : *c;
		return 1;
	}
	if (n == 1 && !r->quote && strchr(" \t\n;&|()<>", *c)) {
		end_word(r);
		return 1;
	}
	r->expands = r->expands || (n == 1 && r->quote != '\'' && (*c == '$' || *c == '`'));
	str_addc(&r->word, c[n - 1]);
	return n;
}

struct list
named_paths(struct arena *a, const char *command)
{
	struct reader r = {.arena = a, .word = STRBUF_INIT};

	while (*command)
		command += read_character(&r, command);
	end_word(&r);
	str_free(&r.word);
	return r.paths;
}
