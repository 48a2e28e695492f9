/* A text that matches a pattern, for examples: tried with each way and some repetitions,
 * and judged by the match. */
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "expr/pattern.h"

#include <string.h>

/* Work: what all attempts may cost together; a character of a set costs more, since it is tried. */
enum { LENGTH_MAX = 1000, WAYS = 8, MORE = 16, WORK = 1000000, WORK_SET = 200 };

struct sampler {
	struct arena *arena;
	struct strbuf out;
	int way, more; /* which of several alternatives; repetitions beyond the least */
	bool shared;   /* of all together, the first ones first; else of each */
	long *work;    /* that is left */
};

static void
any(struct sampler *x, const char *atom, size_t n)
{
	static const char likely[] = "Aa10-_ ./@", all[] = "#$%&'*+,:;<=>?!()[]{}|^~`\"\\\n\t";
	const char *pattern = arena_printf(x->arena, "^%.*s$", (int)n, atom);
	char text[] = "?";

	*x->work -= WORK_SET;
	for (const char *c = likely; *c; c++) {
		*text = *c;
		if (pattern_match(pattern, text) == MATCH_YES)
			break;
	}
	for (char c = '2'; c <= 'z' && pattern_match(pattern, text) != MATCH_YES; c++)
		*text = c;
	for (const char *c = all; *c && pattern_match(pattern, text) != MATCH_YES; c++)
		*text = *c;
	str_add(&x->out, text);
}

static void ways(struct sampler *, const char *p, const char *end);

static void
atom(struct sampler *x, const char *p, const char *end)
{
	--*x->work;
	if (*p == '\\' && (p[1] == 'A' || p[1] == 'Z'))
		return;
	if (*p == '(')
		ways(x, p + 1 + 2 * (p[1] == '?'), end - 1);
	else if (*p == '[' || *p == '\\' || *p == '.')
		any(x, p, (size_t)(end - p));
	else if (*p != '^' && *p != '$')
		str_addn(&x->out, p, (size_t)(end - p));
}

/* What is no group is looked for once. */
static void
repeat(struct sampler *x, const char *p, const char *end, int n)
{
	const char *once = NULL;
	size_t from = x->out.len;

	for (int i = 0; i < n && x->out.len <= LENGTH_MAX && *x->work > 0; i++) {
		if (once) {
			str_add(&x->out, once);
			continue;
		}
		atom(x, p, end);
		if (*p != '(' && x->out.len > from)
			once = arena_strndup(x->arena, x->out.buf + from, x->out.len - from);
	}
}

static void
sequence(struct sampler *x, const char *p, const char *end)
{
	while (p < end) {
		const char *after = pattern_atom_end(p), *rest;
		int min, max, n;

		rest = pattern_repetition(after, &min, &max);
		n = max - min < x->more ? max : min + x->more;
		x->more -= x->shared ? n - min : 0;
		repeat(x, p, after, n);
		p = rest;
	}
}

static void
ways(struct sampler *x, const char *p, const char *end)
{
	const char *from = p;
	int left = x->way;

	for (; p < end; p = pattern_atom_end(p))
		if (*p == '|') {
			if (left-- == 0)
				break;
			from = p + 1;
		}
	sequence(x, from, p);
}

static const char *
attempt(struct arena *a, const char *p, int way, int more, bool shared, long *work)
{
	struct sampler x = {a, STRBUF_INIT, way, more, shared, work};

	ways(&x, p, p + strlen(p));
	return str_done(&x.out, a);
}

const char *
pattern_sample(struct arena *a, const char *pattern, int min, int max)
{
	const char *p = pattern + (strncmp(pattern, "(?i)", 4) == 0 ? 4 : 0);
	long work = WORK;

	for (int k = 0; k < 2 * (MORE + 1) && work > 0; k++)
		for (int way = 0; way < WAYS; way++) {
			int more = k % (MORE + 1);
			const char *text =
			        attempt(a, p, way, more < MORE ? more : min, k > MORE, &work);
			size_t n = utf8_count(text, strlen(text));
			enum match match = pattern_match(pattern, text);

			if (match == MATCH_UNKNOWN)
				return NULL;
			if (match == MATCH_YES && n && n >= (size_t)min &&
			    (max <= 0 || n <= (size_t)max))
				return text;
		}
	return NULL;
}
