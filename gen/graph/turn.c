#include "graph/turn.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 10, TRIES_A_SECOND = 200 };

int
turn_begin(void)
{
	const struct timespec pause = {.tv_nsec = 1000000000 / TRIES_A_SECOND};
	int turn = open(".specql/turn", O_RDWR | O_CREAT | O_CLOEXEC, 0666);

	for (int i = 0; turn >= 0 && i < SECONDS * TRIES_A_SECOND; i++) {
		if (flock(turn, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR))
			break;
		nanosleep(&pause, NULL);
	}
	return turn;
}

void
turn_end(int turn)
{
	if (turn >= 0)
		close(turn);
}
