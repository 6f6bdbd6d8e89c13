/* The full screen in a terminal of 80x24: started, read, ended. */
#include "bench.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { ENDS = 300 /* milliseconds */, PATIENCE = 4000 };

bool bench_terminal_start(struct bench_terminal *screen)
{
	const struct winsize size = { .ws_row = 24, .ws_col = 80 };
	int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0 ||
	    ioctl(terminal, TIOCSWINSZ, &size) != 0)
		return false;
	const char *name = ptsname(terminal);
	*screen = (struct bench_terminal){ .terminal = terminal, .begun = bench_now() };
	screen->process = fork();
	if (screen->process != 0)
		return screen->process > 0;
	(void)setsid();
	int side = open(name, O_RDWR | O_CLOEXEC);
	if (side < 0 || dup2(side, 0) < 0 || dup2(side, 1) < 0 || dup2(side, 2) < 0)
		_exit(1);
	(void)setenv("TERM", "xterm-256color", 1);
	(void)execl(BENCH_PROGRAM, "timesheet", (char *)NULL);
	_exit(1);
}

/* Reads until nothing comes for so long. */
struct bench_burst bench_burst_wait(const struct bench_terminal *screen, double since, int quiet, int patience)
{
	struct bench_burst burst = { 0 };
	struct pollfd wait = { screen->terminal, POLLIN, 0 };
	char bytes[32768];

	while (poll(&wait, 1, burst.bytes > 0 ? quiet : patience) > 0) {
		ssize_t size = read(screen->terminal, bytes, sizeof bytes);
		double now = bench_now() - since;
		if (size <= 0)
			break;
		if (burst.bytes == 0)
			burst.first = now;
		burst.last = now;
		burst.bytes += (size_t)size;
	}
	return burst;
}

struct bench_burst bench_burst_read(const struct bench_terminal *screen, double since, int quiet)
{
	return bench_burst_wait(screen, since, quiet, PATIENCE);
}

void bench_terminal_end(struct bench_terminal *screen)
{
	(void)kill(screen->process, SIGTERM);
	(void)bench_burst_wait(screen, bench_now(), ENDS, ENDS);
	(void)waitpid(screen->process, NULL, 0);
	(void)close(screen->terminal);
}

/* A number of /proc/PID/status. */
long bench_process_number(pid_t process, const char *name)
{
	char path[64], line[256];
	long number = 0;

	(void)snprintf(path, sizeof path, "/proc/%d/status", (int)process);
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file)) {
		if (strncmp(line, name, strlen(name)) == 0)
			number = strtol(line + strlen(name), NULL, 10);
	}
	if (file)
		(void)fclose(file);
	return number;
}
