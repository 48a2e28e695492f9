"""What the measurements share: how a command is measured, and the programs that ours are compared with."""
import os
import re
import shutil
import subprocess
import sys

# Creates its outputs and does nothing else: what Ninja, the shell and a process cost.
NOOP = r"""
#include <fcntl.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		close(open(argv[i], O_CREAT | O_TRUNC | O_WRONLY, 0666));
	return 0;
}
"""

# Walks a folder, its argument, and stats every file in it.
WALK = r"""
#include <fts.h>
#include <stdio.h>
#include <sys/stat.h>
int main(int argc, char **argv)
{
	char *paths[] = {argc > 1 ? argv[1] : ".", NULL};
	FTS *all = fts_open(paths, FTS_PHYSICAL | FTS_NOSTAT | FTS_NOCHDIR, NULL);
	struct stat st;
	unsigned long n = 0;
	for (FTSENT *e; (e = fts_read(all));)
		if (e->fts_info != FTS_DP && stat(e->fts_accpath, &st) == 0)
			n += st.st_mtim.tv_nsec != 0;
	printf("%lu\n", n);
	return 0;
}
"""

# Runs its further arguments and writes the kB of the largest process among them to the file of the first. A process that
# Python starts counts as large as Python itself.
PEAK = r"""
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	struct rusage used;
	int status;
	FILE *f;
	pid_t child = fork();
	if (child == 0) {
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	if (argc < 3 || wait4(child, &status, 0, &used) != child || !(f = fopen(argv[1], "w")))
		return 1;
	fprintf(f, "%ld\n", used.ru_maxrss);
	return fclose(f) || !WIFEXITED(status) || WEXITSTATUS(status);
}
"""


def cpu(command, cwd=None):
    """CPU seconds of a command and all its children, and the largest of them in MB; it must succeed."""
    child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if status:
        sys.exit("failed: " + " ".join(command))
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def megabytes(peak, command, cwd):
    """The largest process of a command, by the program PEAK."""
    size = peak + ".kB"
    cpu([peak, size, *command], cwd)
    with open(size, encoding="ascii") as f:
        return int(f.read()) / 1024


def compiled(folder, name, text, compiler=("cc",)):
    """The path of the program made of a C text."""
    source, program = os.path.join(folder, name + ".c"), os.path.join(folder, name)
    with open(source, "w", encoding="ascii") as f:
        f.write(text)
    subprocess.run([*compiler, "-O2", "-o", program, source], check=True)
    return program


def compiled_noop(folder):
    """The static program that does nothing, and the compiler that made it."""
    cc = "musl-gcc" if shutil.which("musl-gcc") else "cc"
    return compiled(folder, "noop", NOOP, (cc, "-static")), cc


def noop_graph(text, program):
    """The build file with other commands, which make what ours write beside their outputs, too."""
    text = re.sub(r"^(build [^:|]*) \| ([^:]*:)", r"\1 \2", text, flags=re.M)
    return re.sub(r"^  command = .*", "  command = %s $out" % program, text, flags=re.M)


def memory():
    """A folder in memory, if there is one: how long a disk takes to make a file varies too much."""
    return None if "TMPDIR" in os.environ or not os.access("/dev/shm", os.W_OK) else "/dev/shm"
