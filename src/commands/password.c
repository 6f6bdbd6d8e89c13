/* Passwords from a file, another program, or the terminal. Everything read lands in locked memory and is wiped
 * elsewhere. */
#include "password.h"

#include "../../data/timesheet.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <wordexp.h>

enum { LINE_MOST = TS_PASSWORD_MOST + 1 };

static enum password_source fail(char *reason, size_t size, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
static enum password_source fail(char *reason, size_t size, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	(void)vsnprintf(reason, size, format, arguments);
	va_end(arguments);
	return PASSWORD_FAILED;
}

/* The first line, byte by byte so that nothing of it stays in a buffer of the C library. NULL: no line, or it is too
 * long. */
static char *line_read(int descriptor, bool *too_long)
{
	char *line = ts_secret_allocate(LINE_MOST + 1);
	size_t size = 0;
	ssize_t got = 0;
	char byte = 0;
	*too_long = false;
	if (!line)
		return NULL;
	while ((got = read(descriptor, &byte, 1)) == 1 && byte != '\n') {
		if (size == LINE_MOST) {
			*too_long = true;
			break;
		}
		line[size++] = byte;
	}
	ts_wipe(&byte, sizeof byte);
	if (size > 0 && line[size - 1] == '\r')
		size--;
	line[size] = '\0';
	if (got < 0 || *too_long || (got == 0 && size == 0)) {
		ts_secret_free(line);
		return NULL;
	}
	return line;
}

static enum password_source line_take(int descriptor, const char *what, char **out, char *reason, size_t size)
{
	bool too_long;
	*out = line_read(descriptor, &too_long);
	if (*out)
		return PASSWORD_GIVEN;
	if (too_long)
		return fail(reason, size, "the password from %s is longer than %d bytes", what, TS_PASSWORD_MOST);
	return fail(reason, size, "%s gives no password", what);
}

static enum password_source password_from_file(const char *path, char **out, char *reason, size_t size)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (descriptor < 0)
		return fail(reason, size, "cannot read the password file '%s': %s", path, strerror(errno));
	enum password_source source = line_take(descriptor, "TIMESHEET_PASSWORD_FILE", out, reason, size);
	(void)close(descriptor);
	return source;
}

static enum password_source password_from_program(char *const *words, char **out, char *reason, size_t size)
{
	int pipes[2];
	if (pipe2(pipes, O_CLOEXEC) < 0)
		return fail(reason, size, "cannot run '%s': %s", words[0], strerror(errno));
	posix_spawn_file_actions_t actions;
	pid_t child;
	int error = posix_spawn_file_actions_init(&actions);
	if (error == 0)
		error = posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO);
	if (error == 0) {
		extern char **environ;
		error = posix_spawnp(&child, words[0], &actions, NULL, words, environ);
		(void)posix_spawn_file_actions_destroy(&actions);
	}
	(void)close(pipes[1]);
	enum password_source source;
	if (error != 0) {
		source = fail(reason, size, "cannot run '%s': %s", words[0], strerror(error));
	} else {
		source = line_take(pipes[0], "TIMESHEET_PASSWORD_COMMAND", out, reason, size);
		int status = 0;
		/* The rest of its output is read, so that it can end by itself. */
		char rest[256];
		while (read(pipes[0], rest, sizeof rest) > 0)
			;
		ts_wipe(rest, sizeof rest);
		if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
			if (source == PASSWORD_GIVEN)
				ts_secret_free(*out);
			source = fail(reason, size, "the password command '%s' failed", words[0]);
		}
	}
	(void)close(pipes[0]);
	return source;
}

static enum password_source password_from_command(const char *command, char **out, char *reason, size_t size)
{
	wordexp_t words = { 0 };
	/* No command substitution: nothing here may start a shell. */
	int error = wordexp(command, &words, WRDE_NOCMD | WRDE_UNDEF);
	enum password_source source;
	if (error != 0 || words.we_wordc == 0)
		source = fail(reason, size, "cannot understand TIMESHEET_PASSWORD_COMMAND '%s'", command);
	else
		source = password_from_program(words.we_wordv, out, reason, size);
	if (error == 0 || error == WRDE_NOSPACE)
		wordfree(&words);
	return source;
}

enum password_source password_configured(char **out, char *reason, size_t size)
{
	const char *file = getenv("TIMESHEET_PASSWORD_FILE");
	const char *command = getenv("TIMESHEET_PASSWORD_COMMAND");
	if (file && *file)
		return password_from_file(file, out, reason, size);
	if (command && *command)
		return password_from_command(command, out, reason, size);
	return PASSWORD_NONE;
}

/* Echo off, with the signals that would leave it off held back until it is on again. */
struct quiet {
	int descriptor;
	bool changed;
	struct termios before;
	sigset_t signals;
};

static bool quiet_begin(struct quiet *quiet, int descriptor)
{
	sigset_t held;
	(void)sigemptyset(&held);
	(void)sigaddset(&held, SIGINT);
	(void)sigaddset(&held, SIGTERM);
	(void)sigaddset(&held, SIGQUIT);
	(void)sigaddset(&held, SIGTSTP);
	(void)sigaddset(&held, SIGHUP);
	*quiet = (struct quiet){ .descriptor = descriptor };
	if (tcgetattr(descriptor, &quiet->before) < 0 || sigprocmask(SIG_BLOCK, &held, &quiet->signals) < 0)
		return false;
	struct termios silent = quiet->before;
	silent.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ISIG);
	silent.c_lflag |= ICANON | ECHONL;
	quiet->changed = tcsetattr(descriptor, TCSAFLUSH, &silent) == 0;
	if (!quiet->changed)
		(void)sigprocmask(SIG_SETMASK, &quiet->signals, NULL);
	return quiet->changed;
}

static void quiet_end(struct quiet *quiet)
{
	(void)tcsetattr(quiet->descriptor, TCSAFLUSH, &quiet->before);
	(void)sigprocmask(SIG_SETMASK, &quiet->signals, NULL);
}

static enum password_source ask(const char *prompt, bool echo, char **out, char *reason, size_t size)
{
	int descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC);
	if (descriptor < 0)
		return fail(reason, size, "there is no terminal to ask for a password on");
	enum password_source source = PASSWORD_GIVEN;
	struct quiet quiet;
	if (!echo && !quiet_begin(&quiet, descriptor)) {
		(void)close(descriptor);
		return fail(reason, size, "the terminal cannot hide a password");
	}
	bool too_long = false;
	*out = NULL;
	if (write(descriptor, prompt, strlen(prompt)) == (ssize_t)strlen(prompt))
		*out = line_read(descriptor, &too_long);
	/* With signals off, C-c arrives as a character: it means what it always means. */
	bool given_up = *out && strchr(*out, '\003');
	if (!*out || given_up)
		source = fail(reason, size, too_long ? "that is too long" : "nothing was typed");
	if (given_up)
		ts_secret_free(*out);
	if (!echo)
		quiet_end(&quiet);
	(void)close(descriptor);
	return source;
}

enum password_source password_ask(const char *prompt, char **out, char *reason, size_t size)
{
	return ask(prompt, false, out, reason, size);
}

enum password_source password_ask_line(const char *prompt, char **out, char *reason, size_t size)
{
	return ask(prompt, true, out, reason, size);
}

enum password_source password_ask_new(const char *prompt, char **out, char *reason, size_t size)
{
	enum { TRIES = 3 };
	for (int i = 0; i < TRIES; i++) {
		char *first = NULL, *second = NULL;
		enum password_source source =
		        ask(i == 0 ? prompt : "They differ. Password: ", false, &first, reason, size);
		if (source != PASSWORD_GIVEN)
			return source;
		source = ask("Again: ", false, &second, reason, size);
		if (source == PASSWORD_GIVEN && strcmp(first, second) == 0) {
			ts_secret_free(second);
			*out = first;
			return PASSWORD_GIVEN;
		}
		ts_secret_free(first);
		if (source != PASSWORD_GIVEN)
			return source;
		ts_secret_free(second);
	}
	return fail(reason, size, "the passwords differ");
}
