#include "validate/memory.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/list.h"
#include "base/str.h"
#include "parse/origin.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT "specql-validate\t1\t"

enum { HEX = 16 };

struct memory *
memory_open(struct arena *a, const char *path)
{
	struct memory *m = arena_new(a, struct memory, 1);
	size_t len, n = strlen(FORMAT);
	char *end;

	m->text = file_read(a, path, 0, &len);
	if (!m->text || strncmp(m->text, FORMAT, n) != 0)
		return NULL;
	m->settings = strtoull(m->text + n, &end, 16);
	m->text = end + (*end == '\n');
	return m;
}

/* ---- what was said ---- */

/* Undoes escaped, in place. */
static char *
plain(char *s)
{
	char *to = s, *result = s;

	for (; *s; s++)
		if (*s == '\\' && s[1])
			*to++ = *++s == 't' ? '\t' : *s == 'n' ? '\n' : *s == 'r' ? '\r' : *s;
		else
			*to++ = *s;
	*to = '\0';
	return result;
}

static void
escaped(struct strbuf *out, const char *s)
{
	for (; *s; s++)
		if (*s == '\\' || *s == '\t' || *s == '\n' || *s == '\r')
			str_addf(out, "\\%c",
			         *s == '\t'   ? 't'
			         : *s == '\n' ? 'n'
			         : *s == '\r' ? 'r'
			                      : '\\');
		else
			str_addc(out, *s);
}

/* The text of a file that a message points into; those of the last one and of an unsaved one are at
 * hand. */
static const struct source *
source_of(struct arena *a, const struct source **last, const char *path, int line)
{
	struct diag silent;
	struct source *source;

	for (int i = 0; i < 2; i++)
		if (last[i] && strcmp(last[i]->path, path) == 0)
			return last[i];
	diag_init(&silent, a);
	source = line ? origin_read(a, &silent, path) : NULL;
	if (!source) {
		source = arena_new(a, struct source, 1);
		source->path = path;
	}
	*last = source;
	return source;
}

/* m severity line column length path text */
static void
say(struct arena *a, struct diag *d, char *line, const struct source **last)
{
	static void (*const reports[])(struct diag *, const struct source *, struct span,
	                               const char *, ...) = {error_at, warning_at, note_at};
	struct list parts = list_split(a, line, '\t');
	struct span at;
	int severity;

	if (parts.n != 7)
		return;
	severity = atoi(parts.items[1]);
	at = (struct span){atoi(parts.items[2]), atoi(parts.items[3]), atoi(parts.items[4])};
	if (severity < 0 || severity > SEV_NOTE)
		return;
	reports[severity](d, source_of(a, last, plain((char *)parts.items[5]), at.line), at, "%s",
	                  plain((char *)parts.items[6]));
}

void
memory_say(struct arena *a, struct diag *d, const struct remembered *said,
           const struct source *unsaved)
{
	const struct source *last[2] = {NULL, unsaved};

	for (size_t i = 0; i < said->n; i++)
		say(a, d, arena_strdup(a, said->lines[i]), last);
}

/* The part behind so many tabs. */
static char *
part(struct arena *a, const char *line, int n)
{
	while (n-- > 0 && line)
		line = strchr(line, '\t') ? strchr(line, '\t') + 1 : NULL;
	return line ? arena_strndup(a, line, strcspn(line, "\t\n")) : arena_strdup(a, "");
}

void
memory_say_all(struct arena *a, struct diag *d, const struct memory *m, memory_wanted *wanted,
               const void *self)
{
	const struct source *last[2] = {NULL, NULL};
	const char *file = NULL;

	for (char *line = m->text, *end; (end = strchr(line, '\n')); line = end + 1)
		if (*line == 'f')
			file = line;
		else if (*line == 'm' && (!file || wanted(self, part(a, file, 8))))
			say(a, d, arena_strndup(a, line, (size_t)(end - line)), last);
}

/* ---- the files ---- */

/* The line is cut before the path and behind it. */
static bool
read_known(char *line, struct known *k)
{
	enum { PATH = 8, SHAPE };
	char *part[SHAPE + 1] = {line};

	for (int i = 1; i <= SHAPE; i++) {
		if (!(part[i] = strchr(part[i - 1], '\t')))
			return false;
		*part[i]++ = '\0';
	}
	k->stamp = (struct stamp){strtoull(part[1], NULL, 10), strtoull(part[2], NULL, 10),
	                          strtoll(part[3], NULL, 10), strtoll(part[4], NULL, 10)};
	k->hash = strtoull(part[5], NULL, 16);
	k->key = strtoull(part[6], NULL, 16);
	k->path = part[PATH];
	k->shape = part[SHAPE];
	return true;
}

void
memory_read(struct arena *a, struct memory *m)
{
	struct remembered *said = &m->said;
	size_t lines = 1;
	char **all;

	for (const char *p = m->text; (p = strchr(p, '\n')); p++)
		lines++;
	all = arena_new(a, char *, lines);
	m->v = arena_new(a, struct known, lines);
	said->lines = all;
	for (char *line = m->text, *end; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		if (*line == 'm') {
			*all++ = line;
			said->n++;
		} else if (*line == 'f' && read_known(line, &m->v[m->n])) {
			said = &m->v[m->n++].said;
			said->lines = all;
		}
	}
}

const struct known *
memory_find(const struct memory *m, const char *path)
{
	size_t low = 0, high = m ? m->n : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(path, m->v[middle].path);

		if (order == 0)
			return &m->v[middle];
		if (order > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* ---- writing ---- */

void
memory_head(struct strbuf *out, uint64_t settings)
{
	str_addf(out, FORMAT "%0*" PRIx64 "\n", HEX, settings);
}

void
memory_file(struct strbuf *out, const struct known *k)
{
	str_addf(out,
	         "f\t%" PRIu64 "\t%" PRIu64 "\t%" PRId64 "\t%" PRId64 "\t%0*" PRIx64 "\t%0*" PRIx64
	         "\ts\t",
	         k->stamp.inode, k->stamp.size, k->stamp.mtime, k->stamp.ctime, HEX, k->hash, HEX,
	         k->key);
	str_addf(out, "%s\t%s\n", k->path, k->shape);
	for (size_t i = 0; i < k->said.n; i++)
		str_addf(out, "%s\n", k->said.lines[i]);
}

size_t
memory_messages(struct strbuf *out, const struct diag *d)
{
	size_t n = 0;

	for (const struct diag_message *m = d->messages; m; m = m->next, n++) {
		str_addf(out, "m\t%d\t%d\t%d\t%d\t", m->severity, m->span.line, m->span.col,
		         m->span.n);
		escaped(out, m->source->path);
		str_addc(out, '\t');
		escaped(out, m->text);
		str_addc(out, '\n');
	}
	return n;
}
