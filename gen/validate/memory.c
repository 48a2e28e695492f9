#include "validate/memory.h"
#include "base/arena.h"
#include "base/list.h"
#include "base/str.h"
#include "parse/origin.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT "specql-validate\t2\t"

enum { HEX = 16 };

/* ---- a file and the new one ---- */

static const char *
head(struct strbuf *out, uint64_t settings)
{
	str_addf(out, FORMAT "%0*" PRIx64, HEX, settings);
	return out->buf;
}

void
memory_open(struct memory *m, const char *path, uint64_t settings, struct diag *d)
{
	*m = (struct memory){.out = STRBUF_INIT, .writes = d};
	if (d)
		sink_open(&m->sink, d, path);
	lines_open(&m->lines, path);
	m->next = lines_next(&m->lines);
	if (m->next && strcmp(m->next, head(&m->out, settings)) == 0)
		m->next = lines_next(&m->lines);
	else
		m->next = NULL;
	str_reset(&m->out);
	head(&m->out, settings);
	str_addc(&m->out, '\n');
}

void
memory_flow(struct memory *m)
{
	if (m->writes)
		sink_flow(&m->sink, &m->out);
	else
		str_reset(&m->out);
}

bool
memory_close(struct memory *m)
{
	lines_close(&m->lines);
	m->next = NULL;
	if (m->writes)
		return sink_close(&m->sink, &m->out);
	str_free(&m->out);
	return false;
}

/* How the path in a line of the memory compares with another. */
static int
order(const char *line, const char *path)
{
	size_t n = strcspn(line + 2, "\t");
	int order = strncmp(line + 2, path, n);

	return order ? order : -(path[n] != '\0');
}

/* Moves to the line of a file, over those that come before it; false if there is none. */
static bool
seek(struct memory *m, const char *path)
{
	while (m->next && (*m->next != 'f' || order(m->next, path) < 0))
		m->next = lines_next(&m->lines);
	return m->next && order(m->next, path) == 0;
}

/* The parts of a line, which is cut at the tabs; false if there are fewer. */
static bool
cut(char *line, char **part, int n)
{
	part[0] = line;
	for (int i = 1; i < n; i++) {
		if (!(part[i] = strchr(part[i - 1], '\t')))
			return false;
		*part[i]++ = '\0';
	}
	return true;
}

bool
memory_known(struct memory *m, const char *path, struct known *k)
{
	enum { F, PATH, INODE, SIZE, MTIME, CTIME, HASH, SHAPE, PARTS };
	char *part[PARTS];

	if (!seek(m, path) || !cut(m->next, part, PARTS))
		return false;
	k->stamp = (struct stamp){strtoull(part[INODE], NULL, 10), strtoull(part[SIZE], NULL, 10),
	                          strtoll(part[MTIME], NULL, 10), strtoll(part[CTIME], NULL, 10)};
	k->hash = strtoull(part[HASH], NULL, 16);
	k->path = path;
	k->shape = part[SHAPE];
	return true;
}

uint64_t
memory_checked(struct arena *a, struct memory *m, const char *path, struct list *said)
{
	enum { F, PATH, KEY, PARTS };
	char *part[PARTS];
	uint64_t key;

	*said = (struct list){0};
	if (!seek(m, path) || !cut(m->next, part, PARTS))
		return 0;
	key = strtoull(part[KEY], NULL, 16);
	while ((m->next = lines_next(&m->lines)) && *m->next == 'm')
		list_add(a, said, arena_strdup(a, m->next));
	return key;
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

/* The text of a file that a message points into;
 * those of the last one and of an unsaved one are at hand. */
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
memory_say(struct arena *a, struct diag *d, const struct list *lines, const struct source *unsaved)
{
	const struct source *last[2] = {NULL, unsaved};

	for (size_t i = 0; i < lines->n; i++)
		say(a, d, arena_strdup(a, lines->items[i]), last);
}

bool
memory_say_all(struct arena *a, struct diag *d, const char *path, memory_wanted *wanted,
               const void *self)
{
	const struct source *last[2] = {NULL, NULL};
	struct lines lines;
	char *line, *part[3];
	bool ours, told = true;

	lines_open(&lines, path);
	line = lines_next(&lines);
	ours = line && strncmp(line, FORMAT, strlen(FORMAT)) == 0;
	while (ours && (line = lines_next(&lines)))
		if (*line == 'f')
			told = cut(line, part, 3) && wanted(self, part[1]);
		else if (*line == 'm' && told)
			say(a, d, arena_strdup(a, line), last);
	lines_close(&lines);
	return ours;
}

/* ---- writing ---- */

void
memory_add_known(struct strbuf *out, const struct known *k)
{
	str_addf(out,
	         "f\t%s\t%" PRIu64 "\t%" PRIu64 "\t%" PRId64 "\t%" PRId64 "\t%0*" PRIx64 "\t%s\n",
	         k->path, k->stamp.inode, k->stamp.size, k->stamp.mtime, k->stamp.ctime, HEX,
	         k->hash, k->shape);
}

void
memory_add_check(struct strbuf *out, const char *path, uint64_t key)
{
	str_addf(out, "f\t%s\t%0*" PRIx64 "\n", path, HEX, key);
}

size_t
memory_add_messages(struct strbuf *out, const struct diag *d)
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
