#include "folder.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena a;
static struct diag d;
static struct strbuf out = STRBUF_INIT;

static bool
update(const char *path, const char *text)
{
	diag_init(&d, &a);
	return file_update(&d, path, text, strlen(text));
}

static const char *
printed(void)
{
	str_reset(&out);
	diag_print(&d, &out);
	return out.buf;
}

static int
entries(const char *path)
{
	DIR *dir = opendir(path);
	int n = -2; /* . and .. */

	while (dir && readdir(dir))
		n++;
	if (dir)
		closedir(dir);
	return n;
}

static void
reading(void)
{
	size_t len = 99;
	const char *text;

	put("some", "text\n");
	put("empty", "");
	CHECK_STR(file_read(&a, "some", 0, &len), "text\n");
	CHECK(len == 5);
	CHECK_STR(file_read(&a, "empty", 0, &len), "");
	CHECK(len == 0);
	CHECK_STR(file_read(&a, "some", 5, &len), "text\n");
	text = file_read(&a, "some", 4, &len);
	CHECK(!text && errno == EFBIG);
	text = file_read(&a, "none", 0, &len);
	CHECK(!text && errno == ENOENT);
	text = file_read(&a, ".", 0, &len);
	CHECK(!text && errno == EISDIR);
	CHECK(mkfifo("fifo", 0666) == 0);
	text = file_read(&a, "fifo", 0, &len);
	CHECK(!text && errno == ENOTSUP);
	text = file_read(&a, "/dev/zero", 0, &len);
	CHECK(!text && errno == ENOTSUP);
	CHECK(unlink("fifo") == 0);
}

static void
writing(void)
{
	struct stat before, after;
	mode_t mask = umask(027);

	CHECK(update("new/folder/x.sql", "one"));
	CHECK_STR(content("new/folder/x.sql"), "one");
	CHECK(stat("new/folder/x.sql", &before) == 0 && (before.st_mode & 0777) == 0640);
	CHECK(update("new/folder/x.sql", "one"));
	CHECK(stat("new/folder/x.sql", &after) == 0 && before.st_ino == after.st_ino);
	CHECK(update("new/folder/x.sql", "two"));
	CHECK_STR(content("new/folder/x.sql"), "two");
	CHECK(stat("new/folder/x.sql", &after) == 0 && before.st_ino != after.st_ino);
	CHECK(update("new/folder/x.sql", ""));
	CHECK_STR(content("new/folder/x.sql"), "");
	CHECK(update("new/folder/empty.sql", ""));
	CHECK_STR(content("new/folder/empty.sql"), "");
	CHECK(entries("new/folder") == 2);
	CHECK_STR(printed(), "");
	umask(mask);
}

/* Longer than what is compared at once; equal up to the last byte. */
static void
long_files(void)
{
	static char text[100001];
	struct stat st;
	FILE *f;

	memset(text, 'x', 100000);
	CHECK(update("long", text));
	text[99999] = 'y';
	CHECK(update("long", text));
	f = fopen("long", "r");
	CHECK(f && fseek(f, 99999, SEEK_SET) == 0 && fgetc(f) == 'y' && fclose(f) == 0);
	text[99999] = '\0';
	CHECK(update("long", text));
	CHECK(stat("long", &st) == 0 && st.st_size == 99999);
}

static void
in_the_way(void)
{
	CHECK(mkdir("is_folder", 0777) == 0);
	CHECK(!update("is_folder", "x"));
	CHECK_STR(printed(), "is_folder: error: cannot write: Is a directory; a folder lies where "
	                     "the file is needed, move it away\n");
	CHECK(!update("some/x.sql", "x"));
	CHECK_STR(printed(), "some/x.sql: error: cannot write: Not a directory; a file lies where "
	                     "a folder is needed, move it away\n");
	CHECK(!update("some/a/x.sql", "x"));
	CHECK(strstr(printed(), "Not a directory"));
	CHECK(mkfifo("fifo", 0666) == 0);
	CHECK(!update("fifo", "x"));
	CHECK(strstr(printed(), "fifo: error: cannot write: "));
	CHECK(!folder_make("some/x") && errno == ENOTDIR);
	CHECK(!folder_make("some/a/x") && errno == ENOTDIR);
	CHECK(folder_make("some"));
	CHECK(folder_make("/some"));
	CHECK(folder_make("m//n/o") && entries("m/n") == 0);
}

/* A file that can grow to 10 bytes only, as on a full disk. */
static void
no_room(void)
{
	struct rlimit old, small;

	CHECK(mkdir("full", 0777) == 0 && update("full/x.sql", "before"));
	CHECK(getrlimit(RLIMIT_FSIZE, &old) == 0);
	small = old;
	small.rlim_cur = 10;
	signal(SIGXFSZ, SIG_IGN);
	CHECK(setrlimit(RLIMIT_FSIZE, &small) == 0);
	CHECK(!update("full/x.sql", "more than ten bytes"));
	CHECK(setrlimit(RLIMIT_FSIZE, &old) == 0);
	CHECK_STR(printed(), "full/x.sql: error: cannot write: File too large; raise the limit on "
	                     "the size of files (ulimit -f)\n");
	CHECK_STR(content("full/x.sql"), "before");
	CHECK(setrlimit(RLIMIT_FSIZE, &small) == 0);
	CHECK(!update("full/new.sql", "more than ten bytes"));
	CHECK(setrlimit(RLIMIT_FSIZE, &old) == 0);
	CHECK_STR(printed(), "full/new.sql: error: cannot write: File too large; raise the limit "
	                     "on the size of files (ulimit -f)\n");
	CHECK(entries("full") == 1);
}

/* A new file; one that came first is replaced. */
static void
created(void)
{
	struct stat st;

	CHECK(mkdir("created", 0777) == 0);
	diag_init(&d, &a);
	CHECK(file_create(&d, "created/x.sql", "one", 3));
	CHECK_STR(content("created/x.sql"), "one");
	CHECK(entries("created") == 1);
	CHECK(stat("created/x.sql", &st) == 0 && st.st_nlink == 1);
	CHECK(file_create(&d, "created/x.sql", "two", 3));
	CHECK_STR(content("created/x.sql"), "two");
	CHECK(file_create(&d, "made/for/x.sql", "one", 3));
	CHECK_STR(content("made/for/x.sql"), "one");
	CHECK(file_create(&d, "here.sql", "one", 3));
	CHECK_STR(content("here.sql"), "one");
	CHECK_STR(printed(), "");
}

/* What a killed process left behind is taken over; what another process is writing is not. */
static void
left_behind(void)
{
	const char *name = "left/.x.sql.tmp";
	int fd;

	CHECK(mkdir("left", 0777) == 0);
	put("left/x.sql", "before");
	put(name, "half of something longer");
	CHECK(update("left/x.sql", "whole"));
	CHECK_STR(content("left/x.sql"), "whole");
	CHECK(entries("left") == 1);
	put(name, "half");
	fd = open(name, O_RDWR);
	CHECK(fd >= 0 && flock(fd, LOCK_EX) == 0);
	CHECK(update("left/x.sql", "more"));
	CHECK_STR(content("left/x.sql"), "more");
	CHECK_STR(content(name), "half");
	CHECK(entries("left") == 2);
	close(fd);
	CHECK(link(name, "left/other") == 0);
	CHECK(update("left/x.sql", "third"));
	CHECK_STR(content("left/other"), "half");
	CHECK(file_remove("left/x.sql") == 0 && entries("left") == 1);
	CHECK(file_remove("left/x.sql") != 0 && errno == ENOENT);
}

/* A file with two names, such as a cache may have restored. */
static void
two_names(void)
{
	struct stat before, after;

	CHECK(mkdir("two", 0777) == 0);
	put("two/one", "text");
	CHECK(file_own("two/one") && file_own("two/none") && entries("two") == 1);
	CHECK(link("two/one", "two/other") == 0 && stat("two/other", &before) == 0);
	CHECK(file_own("two/one") && stat("two/one", &after) == 0);
	CHECK(after.st_nlink == 1 && after.st_ino != before.st_ino);
	CHECK(after.st_mtim.tv_sec == before.st_mtim.tv_sec &&
	      after.st_mtim.tv_nsec == before.st_mtim.tv_nsec);
	CHECK_STR(content("two/one"), "text");
}

static void
long_names(void)
{
	char name[256];

	memset(name, 'n', 255);
	name[255] = '\0';
	CHECK(update(name, "x"));
	CHECK_STR(content(name), "x");
}

static void
hashes(void)
{
	CHECK(hash_add(HASH_START, "", 0) == HASH_START);
	CHECK(hash_add(HASH_START, "a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
	CHECK(hash_add(HASH_START, "foobar", 6) == UINT64_C(0x85944171f73967e8));
	CHECK(hash_add(hash_add(HASH_START, "foo", 3), "bar", 3) ==
	      hash_add(HASH_START, "foobar", 6));
}

int
main(void)
{
	folder_enter();
	reading();
	writing();
	long_files();
	in_the_way();
	no_room();
	created();
	left_behind();
	two_names();
	long_names();
	hashes();
	folder_leave();
	str_free(&out);
	arena_clear(&a);
	return TEST_RESULT();
}
