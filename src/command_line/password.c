/* Passwords from a file, another program, or the terminal. Everything read lands in locked memory and is wiped
 * elsewhere. */
#include "src/command_line/password.h"

#include "data/timesheet.h"

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

/* The carriage return of a CRLF counts until it is dropped. */
enum { LINE_MOST = TS_PASSWORD_MOST + 1, NO_INTERRUPT = -1 };

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

enum line { LINE_READ, LINE_EMPTY, LINE_TOO_LONG, LINE_INTERRUPTED };

/* Bytes up to a line end, or to the one that interrupts (NO_INTERRUPT: none does). */
static enum line bytes_read(int descriptor, int interrupt, char line[LINE_MOST + 1], size_t *size)
{
	enum line outcome = LINE_READ;
	char byte = 0;
	*size = 0;
	while (outcome == LINE_READ && read(descriptor, &byte, 1) == 1 && byte != '\n') {
		if (byte == interrupt)
			outcome = LINE_INTERRUPTED;
		else if (*size == LINE_MOST)
			outcome = LINE_TOO_LONG;
		else
			line[(*size)++] = byte;
	}
	ts_wipe(&byte, sizeof byte);
	if (*size > 0 && line[*size - 1] == '\r')
		--*size;
	line[*size] = '\0';
	return outcome == LINE_READ && *size > TS_PASSWORD_MOST ? LINE_TOO_LONG : outcome;
}

/* The first line, byte by byte so that nothing of it stays in a buffer of the C library. A NUL in it makes it empty:
 * what stands behind it would be no part of the password. out is filled for LINE_READ only. */
static enum line line_read(int descriptor, int interrupt, char **out)
{
	char *line = ts_secret_allocate(LINE_MOST + 1);
	size_t size;
	if (!line)
		return LINE_EMPTY;
	enum line outcome = bytes_read(descriptor, interrupt, line, &size);
	if (outcome == LINE_READ && (size == 0 || strlen(line) != size))
		outcome = LINE_EMPTY;
	if (outcome == LINE_READ)
		*out = line;
	else
		ts_secret_free(line);
	return outcome;
}

static enum password_source line_take(int descriptor, const char *what, char **out, char *reason, size_t size)
{
	switch (line_read(descriptor, NO_INTERRUPT, out)) {
	case LINE_READ:
		return PASSWORD_GIVEN;
	case LINE_TOO_LONG:
		return fail(reason, size, "the password from %s is longer than %d bytes", what, TS_PASSWORD_MOST);
	default:
		return fail(reason, size, "%s gives no password", what);
	}
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

/* Its standard output goes to the pipe; a broken pipe ends it, as it does every other program. Returns errno's value.
 */
static int program_start(char *const *words, int output, pid_t *child)
{
	extern char **environ;
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t usual;
	int error = posix_spawn_file_actions_init(&actions);
	if (error != 0)
		return error;
	error = posix_spawnattr_init(&attributes);
	if (error == 0) {
		(void)sigemptyset(&usual);
		(void)sigaddset(&usual, SIGPIPE);
		(void)sigaddset(&usual, SIGXFSZ);
		(void)posix_spawnattr_setsigdefault(&attributes, &usual);
		(void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
		error = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
		if (error == 0)
			error = posix_spawnp(child, words[0], &actions, &attributes, words, environ);
		(void)posix_spawnattr_destroy(&attributes);
	}
	(void)posix_spawn_file_actions_destroy(&actions);
	return error;
}

/* Reads the rest of its output, so that it can end by itself. False: it has failed. */
static bool program_finish(int output, pid_t child)
{
	char rest[256];
	int status = 0;
	while (read(output, rest, sizeof rest) > 0)
		;
	ts_wipe(rest, sizeof rest);
	return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static enum password_source password_from_program(char *const *words, char **out, char *reason, size_t size)
{
	int pipes[2];
	pid_t child = -1;
	if (pipe2(pipes, O_CLOEXEC) < 0)
		return fail(reason, size, "cannot run '%s': %s", words[0], strerror(errno));
	int error = program_start(words, pipes[1], &child);
	(void)close(pipes[1]);
	if (error != 0) {
		(void)close(pipes[0]);
		return fail(reason, size, "cannot run '%s': %s", words[0], strerror(error));
	}
	enum password_source source = line_take(pipes[0], "TIMESHEET_PASSWORD_COMMAND", out, reason, size);
	if (!program_finish(pipes[0], child)) {
		if (source == PASSWORD_GIVEN)
			ts_secret_free(*out);
		*out = NULL;
		source = fail(reason, size, "the password command '%s' failed", words[0]);
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

/* Echo off, with the signals that would leave it off held back until it is on again. The key that interrupts ends the
 * line instead. */
struct quiet {
	int descriptor;
	int interrupt; /* what that key sends; NO_INTERRUPT: there is none */
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
	*quiet = (struct quiet){ .descriptor = descriptor, .interrupt = NO_INTERRUPT };
	if (tcgetattr(descriptor, &quiet->before) < 0 || sigprocmask(SIG_BLOCK, &held, &quiet->signals) < 0)
		return false;
	struct termios silent = quiet->before;
	silent.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ISIG);
	silent.c_lflag |= ICANON | ECHONL;
	if (quiet->before.c_cc[VINTR] != _POSIX_VDISABLE) {
		quiet->interrupt = quiet->before.c_cc[VINTR];
		silent.c_cc[VEOL] = quiet->before.c_cc[VINTR];
	}
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

static enum line prompt_answer(int descriptor, const char *prompt, int interrupt, char **out)
{
	if (write(descriptor, prompt, strlen(prompt)) != (ssize_t)strlen(prompt))
		return LINE_EMPTY;
	return line_read(descriptor, interrupt, out);
}

static enum password_source ask(const char *prompt, bool echo, char **out, char *reason, size_t size)
{
	struct quiet quiet = { .interrupt = NO_INTERRUPT };
	int descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC);
	if (descriptor < 0)
		return fail(reason, size, "there is no terminal to ask on");
	if (!echo && !quiet_begin(&quiet, descriptor)) {
		(void)close(descriptor);
		return fail(reason, size, "the terminal cannot hide a password");
	}
	enum line outcome = prompt_answer(descriptor, prompt, quiet.interrupt, out);
	if (!echo && outcome == LINE_INTERRUPTED)
		(void)!write(descriptor, "\n", 1);
	if (!echo)
		quiet_end(&quiet);
	(void)close(descriptor);
	if (outcome == LINE_READ)
		return PASSWORD_GIVEN;
	return fail(reason, size, outcome == LINE_TOO_LONG ? "that is too long" : "nothing was typed");
}

enum password_source password_ask(const char *prompt, char **out, char *reason, size_t size)
{
	return ask(prompt, false, out, reason, size);
}

enum password_source password_ask_line(const char *prompt, char **out, char *reason, size_t size)
{
	return ask(prompt, true, out, reason, size);
}

/* Once, twice. out is filled when both are the same; NULL when they differ. */
static enum password_source ask_twice(const char *first_prompt, const char *second_prompt, char **out, char *reason,
                                      size_t size)
{
	char *first = NULL, *second = NULL;
	enum password_source source = ask(first_prompt, false, &first, reason, size);
	if (source == PASSWORD_GIVEN)
		source = ask(second_prompt, false, &second, reason, size);
	*out = NULL;
	if (source == PASSWORD_GIVEN && first && second && strcmp(first, second) == 0) {
		*out = first;
		first = NULL;
	}
	ts_secret_free(first);
	ts_secret_free(second);
	return source;
}

enum password_source password_ask_new(const char *prompt, char **out, char *reason, size_t size)
{
	enum { TRIES = 3 };
	char first[64], second[64];
	(void)snprintf(first, sizeof first, "%s", prompt);
	(void)snprintf(second, sizeof second, "Again: ");
	for (int try = 2; try <= TRIES + 1; try++) {
		enum password_source source = ask_twice(first, second, out, reason, size);
		if (source != PASSWORD_GIVEN || *out)
			return source;
		(void)snprintf(first, sizeof first, "They differ. Password, try %d of %d: ", try, TRIES);
		(void)snprintf(second, sizeof second, "Again, try %d of %d: ", try, TRIES);
	}
	return fail(reason, size, "the passwords differ");
}
