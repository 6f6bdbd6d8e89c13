/* Passwords from a file, another program, or the terminal. Everything read lands in locked memory and is wiped
 * elsewhere. */
#include "src/command_line/password.h"

#include "data/timesheet.h"
#include "src/command_line/complain.h"
#include "src/system/charset.h"
#include "src/system/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
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

enum line { LINE_READ, LINE_EMPTY, LINE_TOO_LONG, LINE_INTERRUPTED, LINE_FAILED, LINE_FOREIGN };

/* A program may ask somebody for the password of passwords; one that says nothing for longer will say nothing. Once it
 * has given its line it has this long to end. */
#ifdef TIMESHEET_TEST_BUILD
enum { LINE_SECONDS = 4, END_SECONDS = 1 };
#else
enum { LINE_SECONDS = 120, END_SECONDS = 5 };
#endif

/* Where a line is read from. */
struct source {
	int descriptor;
	int interrupt; /* the byte that interrupts; NO_INTERRUPT: none does */
	int64_t until; /* milliseconds of the monotonic clock; 0: it is waited for as long as it takes */
};

static int64_t milliseconds_now(void)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits for something to read, or for the end of a process. False: too long. */
static bool awaited(int descriptor, int64_t until)
{
	struct pollfd wanted = { .fd = descriptor, .events = POLLIN };
	int ready;
	do {
		int64_t left = until - milliseconds_now();
		ready = poll(&wanted, 1, left > 0 ? (int)left : 0);
	} while (ready < 0 && errno == EINTR);
	errno = ETIMEDOUT;
	return ready != 0;
}

/* One byte, whatever signals come: what was cut off by one would be another password. */
static ssize_t byte_read(const struct source *source, char *byte)
{
	ssize_t got;
	if (source->until > 0 && !awaited(source->descriptor, source->until))
		return -1;
	do
		got = read(source->descriptor, byte, 1);
	while (got < 0 && errno == EINTR);
	return got;
}

/* Bytes up to a line end, or to the one that interrupts. LINE_FAILED: errno says why. */
static enum line bytes_read(const struct source *source, char line[LINE_MOST + 1], size_t *size)
{
	enum line outcome = LINE_READ;
	char byte = 0;
	ssize_t got = 0;
	*size = 0;
	while (outcome == LINE_READ && (got = byte_read(source, &byte)) == 1 && byte != '\n') {
		if ((unsigned char)byte == source->interrupt)
			outcome = LINE_INTERRUPTED;
		else if (*size == LINE_MOST)
			outcome = LINE_TOO_LONG;
		else
			line[(*size)++] = byte;
	}
	ts_wipe(&byte, sizeof byte);
	if (got < 0)
		return LINE_FAILED;
	if (*size > 0 && line[*size - 1] == '\r')
		--*size;
	line[*size] = '\0';
	return outcome == LINE_READ && *size > TS_PASSWORD_MOST ? LINE_TOO_LONG : outcome;
}

/* What editors of some systems put in front of UTF-8 is no part of the text. */
static bool mark_skip(char *line, size_t *size)
{
	static const char mark[] = { '\xef', '\xbb', '\xbf' };
	if (*size < sizeof mark || memcmp(line, mark, sizeof mark) != 0)
		return false;
	*size -= sizeof mark;
	memmove(line, line + sizeof mark, *size + 1);
	return true;
}

/* From the locale's code set, unless it says itself that it is UTF-8. */
static enum line line_decode(char *line, size_t size, char out[LINE_MOST + 1])
{
	size_t written;
	if (mark_skip(line, &size)) {
		memcpy(out, line, size + 1);
		return size > 0 ? LINE_READ : LINE_EMPTY;
	}
	if (charset_decode(line, size, out, LINE_MOST + 1, &written))
		return written > TS_PASSWORD_MOST ? LINE_TOO_LONG : LINE_READ;
	return errno == E2BIG ? LINE_TOO_LONG : LINE_FOREIGN;
}

/* The first line, byte by byte so that nothing of it stays in a buffer of the C library. A NUL in it makes it empty:
 * what stands behind it would be no part of the password. out is filled for LINE_READ only. */
static enum line line_read(const struct source *source, char **out)
{
	char *line = ts_secret_allocate(LINE_MOST + 1), *text = ts_secret_allocate(LINE_MOST + 1);
	size_t size = 0;
	enum line outcome = line && text ? bytes_read(source, line, &size) : LINE_EMPTY;
	int error = errno;
	if (outcome == LINE_READ && (size == 0 || strlen(line) != size))
		outcome = LINE_EMPTY;
	if (outcome == LINE_READ)
		outcome = line_decode(line, size, text);
	ts_secret_free(line);
	if (outcome == LINE_READ)
		*out = text;
	else
		ts_secret_free(text);
	errno = error;
	return outcome;
}

static enum password_source line_take(const struct source *from, const char *what, char **out, char *reason,
                                      size_t size)
{
	switch (line_read(from, out)) {
	case LINE_READ:
		return PASSWORD_GIVEN;
	case LINE_TOO_LONG:
		return fail(reason, size, "the password from %s is longer than %d bytes", what, TS_PASSWORD_MOST);
	case LINE_FOREIGN:
		return fail(reason, size, "the password from %s has a byte that is no character in %s", what,
		            charset_name());
	case LINE_FAILED:
		if (errno == ETIMEDOUT)
			return fail(reason, size, "%s has given no password within %d seconds", what,
			            (int)LINE_SECONDS);
		return fail(reason, size, "cannot read the password from %s: %s", what, strerror(errno));
	default:
		return fail(reason, size, "%s gives no password", what);
	}
}

/* Said, and read all the same: somebody may have their reasons. */
static void readers_warn(int descriptor, const char *path)
{
	struct stat about;
	if (fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) && (about.st_mode & (S_IRGRP | S_IROTH)) != 0)
		(void)complain(EXIT_DONE, "others can read the password in '%s': chmod 600 it", path);
}

static enum password_source password_from_file(const char *path, char **out, char *reason, size_t size)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (descriptor < 0)
		return fail(reason, size, "cannot read the password file '%s': %s", path, strerror(errno));
	readers_warn(descriptor, path);
	const struct source from = { .descriptor = descriptor, .interrupt = NO_INTERRUPT };
	enum password_source source = line_take(&from, "TIMESHEET_PASSWORD_FILE", out, reason, size);
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

/* Waits for a program to end; one that does not is ended. status as waitpid gives it. */
static bool program_end(pid_t child, int64_t until, int *status)
{
	int descriptor = process_descriptor(child);
	/* Without one there is nothing to wait on but its end. */
	bool ended = descriptor < 0 || awaited(descriptor, until);
	if (descriptor >= 0)
		(void)close(descriptor);
	if (!ended)
		(void)kill(child, SIGKILL);
	while (waitpid(child, status, 0) != child) {
		if (errno != EINTR)
			break;
	}
	return ended;
}

/* Reads the rest of its output, so that it can end by itself, and closes it. One that goes on and on has given its
 * line: how it takes the closed pipe, or its end, tells nothing. given: it has. False: it has failed. */
static bool program_finish(int output, pid_t child, bool given)
{
	enum { REST_MOST = 256 };
	const int64_t until = given ? milliseconds_now() + INT64_C(1000) * END_SECONDS : 0;
	char rest[256];
	int status = 0, reads = 0;
	ssize_t got = 1;
	while (got > 0 && ++reads < REST_MOST && awaited(output, until)) {
		do
			got = read(output, rest, sizeof rest);
		while (got < 0 && errno == EINTR);
	}
	ts_wipe(rest, sizeof rest);
	(void)close(output);
	bool ended = program_end(child, until, &status);
	return got > 0 || !ended || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static enum password_source password_from_program(char *const *words, char **out, char *reason, size_t size)
{
	int pipes[2], error = process_pipe(pipes, true);
	pid_t child = -1;
	if (error != 0)
		return fail(reason, size, "cannot run '%s': %s", words[0], strerror(error));
	error = program_start(words, pipes[1], &child);
	(void)close(pipes[1]);
	if (error != 0) {
		(void)close(pipes[0]);
		return fail(reason, size, "cannot run '%s': %s", words[0], strerror(error));
	}
	const struct source from = { .descriptor = pipes[0],
		                     .interrupt = NO_INTERRUPT,
		                     .until = milliseconds_now() + INT64_C(1000) * LINE_SECONDS };
	enum password_source source = line_take(&from, "TIMESHEET_PASSWORD_COMMAND", out, reason, size);
	bool late = source != PASSWORD_GIVEN && milliseconds_now() >= from.until;
	if (!program_finish(pipes[0], child, source == PASSWORD_GIVEN || !late) && !late) {
		if (source == PASSWORD_GIVEN)
			ts_secret_free(*out);
		*out = NULL;
		source = fail(reason, size, "the password command '%s' failed", words[0]);
	}
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

/* newline: ECHONL, that line ends are seen, or 0. */
static bool quiet_begin(struct quiet *quiet, int descriptor, tcflag_t newline)
{
	static const int faults[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGSYS, SIGTRAP };
	sigset_t held;
	(void)sigfillset(&held);
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
		(void)sigdelset(&held, faults[i]);
	*quiet = (struct quiet){ .descriptor = descriptor, .interrupt = NO_INTERRUPT };
	if (tcgetattr(descriptor, &quiet->before) < 0 || sigprocmask(SIG_BLOCK, &held, &quiet->signals) < 0)
		return false;
	struct termios silent = quiet->before;
	silent.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL | ISIG);
	silent.c_lflag |= ICANON | newline;
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
	const struct source from = { .descriptor = descriptor, .interrupt = interrupt };
	return line_read(&from, out);
}

static enum password_source ask(const char *prompt, bool echo, char **out, char *reason, size_t size)
{
	struct quiet quiet = { .interrupt = NO_INTERRUPT };
	int descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC);
	if (descriptor < 0)
		return fail(reason, size, "there is no terminal to ask on");
	if (!echo && !quiet_begin(&quiet, descriptor, ECHONL)) {
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
	if (outcome == LINE_FOREIGN)
		return fail(reason, size, "a byte of it is no character in %s", charset_name());
	return fail(reason, size, outcome == LINE_TOO_LONG ? "that is too long" : "nothing was typed");
}

struct quiet *password_hush(void)
{
	struct quiet *quiet = malloc(sizeof *quiet);
	int descriptor = quiet ? open("/dev/tty", O_RDWR | O_CLOEXEC) : -1;
	if (descriptor >= 0 && quiet_begin(quiet, descriptor, 0))
		return quiet;
	if (descriptor >= 0)
		(void)close(descriptor);
	free(quiet);
	return NULL;
}

void password_unhush(struct quiet *quiet)
{
	if (!quiet)
		return;
	quiet_end(quiet);
	(void)close(quiet->descriptor);
	free(quiet);
}

enum password_source password_ask(const char *prompt, char **out, char *reason, size_t size)
{
	return ask(prompt, false, out, reason, size);
}

enum password_source password_ask_line(const char *prompt, char **out, char *reason, size_t size)
{
	return ask(prompt, true, out, reason, size);
}

bool password_ask_yes(const char *prompt)
{
	char reason[TS_REASON_SIZE], *answer = NULL;
	bool yes = password_ask_line(prompt, &answer, reason, sizeof reason) == PASSWORD_GIVEN &&
	           (answer[0] == 'y' || answer[0] == 'Y');

	ts_secret_free(answer);
	return yes;
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
