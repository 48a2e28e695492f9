/* Gives a fuzz target files instead of what libFuzzer makes: the sanitizers watch, and nobody
 * counts branches. usage: replay AT <NAMES NAMES: a file's name a line. AT always has the name of
 * the one that is tried, for nothing can be said by a process that dies. One that takes a minute is
 * killed. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { A_MINUTE = 60, LONGEST = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
try_file(const char *path)
{
	static uint8_t buffer[LONGEST];
	FILE *f = fopen(path, "rb");
	size_t n = f ? fread(buffer, 1, sizeof(buffer), f) : 0;
	uint8_t *bytes = malloc(n + !n); /* a block of its own: what is read behind its
	                                  * end is found */

	if (!f || !bytes || fclose(f) != 0)
		abort();
	memcpy(bytes, buffer, n);
	alarm(A_MINUTE);
	LLVMFuzzerTestOneInput(bytes, n);
	free(bytes);
}

int
main(int argc, char **argv)
{
	char path[4096];
	FILE *at = argc == 2 ? fopen(argv[1], "w") : NULL;
	unsigned long n = 0;

	if (!at) {
		fputs("usage: replay AT <NAMES\n", stderr);
		return 2;
	}
	setbuf(at, NULL);
	while (fgets(path, sizeof(path), stdin)) {
		rewind(at);
		fputs(path, at);
		path[strcspn(path, "\n")] = '\0';
		try_file(path);
		n++;
	}
	printf("Done %lu files\n", n);
	return 0;
}
