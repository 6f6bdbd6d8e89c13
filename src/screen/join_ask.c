/* A command in the place of the screen, as a shell runs one: it has the terminal, and the keys that end it end nothing
 * else. */
#include "src/screen/join_ask.h"

#include "src/system/start_self.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void say(int terminal, const char *text)
{
	(void)!write(terminal, text, strlen(text));
}

static void line_wait(int terminal)
{
	struct pollfd wait = { .fd = terminal, .events = POLLIN };
	char byte = 0;
	ssize_t size;

	do {
		(void)poll(&wait, 1, -1);
		size = read(terminal, &byte, 1);
	} while ((size == 1 && byte != '\n') || (size < 0 && (errno == EINTR || errno == EAGAIN)));
}

/* One that is stopped by a key is ended: nobody could continue it. */
static int end_wait(pid_t process)
{
	int status = 0;

	for (;;) {
		if (waitpid(process, &status, WUNTRACED) < 0) {
			if (errno != EINTR)
				return -1;
			continue;
		}
		if (!WIFSTOPPED(status))
			return status;
		/* It may have read before it had the terminal, which it has by now. */
		if (WSTOPSIG(status) != SIGTTIN && WSTOPSIG(status) != SIGTTOU)
			(void)kill(-process, SIGTERM);
		(void)kill(-process, SIGCONT);
	}
}

/* What its user presses before it has the terminal, and after that, is not meant for this process; nor is that taking
 * the terminal back happens in the background. */
static const int unheard[] = { SIGINT, SIGQUIT, SIGTTOU };
enum { UNHEARD = sizeof unheard / sizeof unheard[0] };

static void signals_ignore(struct sigaction before[UNHEARD])
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	(void)sigemptyset(&ignore.sa_mask);
	for (int i = 0; i < UNHEARD; i++)
		(void)sigaction(unheard[i], &ignore, &before[i]);
}

static void signals_hear(const struct sigaction before[UNHEARD])
{
	for (int i = 0; i < UNHEARD; i++)
		(void)sigaction(unheard[i], &before[i], NULL);
}

bool join_ask_here(const char *database, const char *hub, int terminal)
{
	const char *const words[] = { "--db", database, "join", hub, NULL };
	struct sigaction before[UNHEARD];
	char line[128];
	pid_t process;
	int status = -1;

	signals_ignore(before);
	int error = start_self(words, START_BESIDE, &process);
	if (error == 0) {
		(void)tcsetpgrp(terminal, process);
		status = end_wait(process);
		(void)tcsetpgrp(terminal, getpgrp());
	} else {
		(void)snprintf(line, sizeof line, "cannot start 'timesheet join': %s\n", strerror(error));
		say(terminal, line);
	}
	say(terminal, "\n[Enter] back to the screen ");
	line_wait(terminal);
	signals_hear(before);
	return error == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
