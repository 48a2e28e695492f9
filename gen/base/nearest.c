/* Did you mean: the name that is nearest to a word (diag.h). */
#include "base/diag.h"
#include "base/arena.h"

#include <ctype.h>
#include <string.h>

enum {
	MAX_WORD = 64,       /* bytes; nobody mistypes longer ones */
	MAX_PAIRS = 2000000, /* compared in a process; after them nothing is suggested */
};

static size_t pairs;

static int
least(int a, int b)
{
	return a < b ? a : b;
}

static int
lower(char c)
{
	return tolower((unsigned char)c);
}

/* Letters to add, drop, change, or swap with their neighbour, to make b of a (optimal string
 * alignment). n and m are their lengths, at most MAX_WORD. */
static int
distance(const char *a, int n, const char *b, int m)
{
	int d[MAX_WORD + 1][MAX_WORD + 1];

	for (int i = 0; i <= n; i++)
		d[i][0] = i;
	for (int j = 0; j <= m; j++)
		d[0][j] = j;
	for (int i = 1; i <= n; i++)
		for (int j = 1; j <= m; j++) {
			bool same = lower(a[i - 1]) == lower(b[j - 1]);

			d[i][j] =
			        least(d[i - 1][j - 1] + !same, least(d[i - 1][j], d[i][j - 1]) + 1);
			if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
			    lower(a[i - 2]) == lower(b[j - 1]))
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[n][m];
}

const char *
nearest(const char *word, const char *const *names)
{
	size_t n = strlen(word);
	int best = (int)(n < 6 ? 1 : n / 3) + 1;
	const char *found = NULL;

	if (n > MAX_WORD)
		return NULL;
	best = least(best, (int)n); /* a word of which no letter is right is no typing error */
	for (; *names; names++) {
		size_t m = strlen(*names);
		int far;

		if (m > MAX_WORD || m + (size_t)best <= n || n + (size_t)best <= m)
			continue;
		if (pairs++ == MAX_PAIRS) {
			pairs--;
			return NULL;
		}
		far = distance(word, (int)n, *names, (int)m);
		if (far < best) {
			best = far;
			found = *names;
		}
	}
	return found;
}

const char *
nearest_cure(struct arena *a, const char *word, const char *const *names)
{
	const char *near = nearest(word, names);

	return near ? arena_printf(a, "; did you mean '%s'?", near) : "";
}
