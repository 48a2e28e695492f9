#include "graph/alias.h"
#include "base/file.h"

#include <errno.h>
#include <unistd.h>

static const char *const names[] = {".specql/0", ".specql/1"};

/* Which is there; the second if none is. */
static int
current(void)
{
	return access(names[0], F_OK) != 0;
}

const char *
alias_next(void)
{
	return names[!current()];
}

bool
alias_turn(struct diag *d)
{
	const char *old = names[current()], *new = alias_next();

	unlink(new);
	if (symlink(".", new) != 0)
		return file_failed(d, new, errno);
	if (unlink(old) != 0 && errno != ENOENT)
		return file_failed(d, old, errno);
	return true;
}
