#include "diff/revision.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/list.h"
#include "base/str.h"
#include "base/words.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- git ---- */

/* Starts git, which reads from and writes to descriptors; the process, or -1. */
static pid_t
start(const char *const *words, int in, int out, int err)
{
	static const char null[] = "/dev/null";
	posix_spawn_file_actions_t to;
	const int given[] = {in, out, err};
	pid_t pid;
	int error;

	if (posix_spawn_file_actions_init(&to) != 0)
		return -1;
	for (int i = 0; i < 3; i++)
		if (given[i] < 0)
			posix_spawn_file_actions_addopen(&to, i, null, i ? O_WRONLY : O_RDONLY, 0);
		else
			posix_spawn_file_actions_adddup2(&to, given[i], i);
	error = posix_spawnp(&pid, words[0], &to, NULL, (char *const *)(void *)words, environ);
	posix_spawn_file_actions_destroy(&to);
	return error ? -1 : pid;
}

static bool
succeeded(pid_t pid)
{
	int status;

	while (pid > 0 && waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool
drain(int fd, struct strbuf *to)
{
	char part[16 * 1024];
	ssize_t n;

	while ((n = read(fd, part, sizeof part)) != 0) {
		if (n > 0)
			str_addn(to, part, (size_t)n);
		else if (errno != EINTR)
			return false;
	}
	return true;
}

/* Adds what git writes, or what it says of its failure; whether it succeeded. */
static bool
ask(const char *const *words, int in, struct strbuf *out, bool failure)
{
	int ends[2];
	bool whole;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	pid = start(words, in, failure ? -1 : ends[1], failure ? ends[1] : -1);
	close(ends[1]);
	whole = drain(ends[0], out);
	close(ends[0]);
	return succeeded(pid) && whole;
}

/* HEAD^{tree}; HEAD:./ is the current folder as it was. */
static bool
known(const char *object)
{
	const char *const words[] = {"git",  "rev-parse", "--verify", "--quiet", "--end-of-options",
	                             object, NULL};

	return succeeded(start(words, -1, -1, -1));
}

bool
revision_known(struct arena *a, const char *name)
{
	return *name != '-' && known(arena_printf(a, "%s^{tree}", name));
}

const char *
revision_refused(struct arena *a)
{
	static const char *const words[] = {"git", "rev-parse", "--git-dir", NULL};
	struct strbuf said = STRBUF_INIT;
	const char *cure = NULL, *at;

	if (!ask(words, -1, &said, true) && (at = strstr(said.buf, "git config --global --add")))
		cure = arena_printf(
		        a,
		        "git does not trust this repository, which belongs to somebody else; run "
		        "`%.*s`",
		        (int)strcspn(at, "\n"), at);
	str_free(&said);
	return cure;
}

/* ---- its files ---- */

struct blob {
	const char *object, *path;
	bool link;
};

struct blobs {
	struct blob *v;
	size_t n;
};

/* A tree may be made to hold any names. */
static bool
inside(const char *path)
{
	for (const char *p = path; p; p = strchr(p, '/')) {
		p += *p == '/';
		if (*p == '/' || !*p || strncmp(p, "../", 3) == 0)
			return false;
	}
	return true;
}

/* A line of git ls-tree: 100644 blob OBJECT, a tab, and the path. A link of any name may lead to a
 * folder of entities. */
static void
add(struct arena *a, struct blobs *to, const char *line)
{
	bool link = strncmp(line, "120000 ", 7) == 0;
	const char *path = strchr(line, '\t');
	struct list words;

	if (!path || !(link || word_ends(path, ".yaml") || word_ends(path, ".yml")) ||
	    !inside(path + 1))
		return;
	words = list_split(a, arena_strndup(a, line, (size_t)(path - line)), ' ');
	if (words.n != 3 || strcmp(words.items[1], "blob") != 0)
		return;
	to->v = arena_grown(a, to->v, to->n, sizeof *to->v);
	to->v[to->n++] = (struct blob){words.items[2], arena_strdup(a, path + 1), link};
}

static bool
list_blobs(struct arena *a, const char *name, struct blobs *to)
{
	const char *const words[] = {"git", "ls-tree", "-r", "-z", name, NULL};
	struct strbuf out = STRBUF_INIT;
	bool done = ask(words, -1, &out, false);

	for (size_t i = 0; done && i < out.len; i += strlen(out.buf + i) + 1)
		add(a, to, out.buf + i);
	str_free(&out);
	return done;
}

/* What git has of all these, one behind the other. The names are in a file, for git does not read
 * them all before it writes. */
static bool
fetch(struct arena *a, const struct blobs *all, const char *folder, struct strbuf *out)
{
	static const char *const words[] = {"git", "cat-file", "--batch", NULL};
	struct strbuf names = STRBUF_INIT;
	char *file;
	int fd = file_temporary(a, arena_printf(a, "%s/objects", folder), &file);
	bool done;

	for (size_t i = 0; i < all->n; i++)
		str_addf(&names, "%s\n", all->v[i].object);
	done = fd >= 0 && file_drain(fd, names.buf, names.len) && lseek(fd, 0, SEEK_SET) == 0 &&
	       ask(words, fd, out, false);
	str_free(&names);
	if (fd >= 0) {
		unlink(file);
		close(fd);
	}
	return done;
}

/* The content at *at, behind a line `OBJECT blob LENGTH`, and a line break behind it; NULL if git
 * does not have it. */
static const char *
content(const struct strbuf *all, size_t *at, size_t *len)
{
	const char *line = all->buf + *at, *end = memchr(line, '\n', all->len - *at);
	const char *kind = end ? strstr(line, " blob ") : NULL;
	size_t begin;

	if (!kind || kind > end)
		return NULL;
	*len = strtoull(kind + 6, NULL, 10);
	begin = (size_t)(end + 1 - all->buf);
	if (*len >= all->len - begin)
		return NULL;
	*at = begin + *len + 1;
	return all->buf + begin;
}

/* Whether a folder on the way to a path is a link that was written before: a tree may be made to
 * hold a name twice. */
static bool
behind_link(struct arena *a, const char *folder, const char *path)
{
	size_t n = strlen(folder);
	char *text = arena_printf(a, "%s/%s", folder, path);
	struct stat st;

	for (char *at = text + n + 1; (at = strchr(at, '/')); *at++ = '/') {
		*at = '\0';
		if (lstat(text, &st) == 0 && S_ISLNK(st.st_mode))
			return true;
	}
	return false;
}

/* Makes a link; where it leads to is its content. */
static bool
write_link(struct arena *a, struct diag *d, const struct blob *b, const char *to,
           const char *folder)
{
	const char *path = arena_printf(a, "%s/%s", folder, b->path);

	if (behind_link(a, folder, b->path)) {
		error_in_file(d, b->path, "lies behind a link of the same revision");
		return false;
	}
	return (folder_make(path) && symlink(to, path) == 0) || file_failed(d, path, errno);
}

/* Links come last, so that none leads out of the folder what is written behind it. */
static bool
write_all(struct arena *a, struct diag *d, const struct blobs *all, const struct strbuf *out,
          const char *folder, bool links)
{
	size_t at = 0, len;

	for (size_t i = 0; i < all->n; i++) {
		const char *text = content(out, &at, &len);
		const char *path = arena_printf(a, "%s/%s", folder, all->v[i].path);

		if (!text) {
			error_in_file(d, all->v[i].path, "git cannot read it of this revision");
			return false;
		}
		if (all->v[i].link != links)
			continue;
		if (!links && !file_create(d, path, text, len))
			return false;
		if (links && !write_link(a, d, &all->v[i], arena_strndup(a, text, len), folder))
			return false;
	}
	return true;
}

bool
revision_read(struct arena *a, struct diag *d, const char *name, const char *folder)
{
	struct blobs all = {0};
	struct strbuf out = STRBUF_INIT;
	bool done = true;

	if (!known(arena_printf(a, "%s:./", name)))
		return true;
	if (!list_blobs(a, name, &all) || (all.n && !fetch(a, &all, folder, &out))) {
		error_in_file(d, name, "git cannot read this revision here");
		done = false;
	}
	done = done && write_all(a, d, &all, &out, folder, false) &&
	       write_all(a, d, &all, &out, folder, true);
	str_free(&out);
	return done;
}
