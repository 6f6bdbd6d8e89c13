/* Starts the program as a shell would: in a session and a foreground group of its own, with an environment of its own.
 */
#include "support_terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* A test that fails leaves its things behind; a sanitizer's list of them would bury the reason. The program has options
 * of its own, and leaks are looked for there. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

enum { WORDS_MOST = 32 };
/* Arguments or environment, as execve takes them. */
struct words {
	char *at[WORDS_MOST + 1];
	size_t count;
};

static void words_add(struct words *words, char *text)
{
	assert_non_null(text);
	assert_true(words->count < WORDS_MOST);
	words->at[words->count++] = text;
}

static void words_release(struct words *words)
{
	while (words->count > 0)
		free(words->at[--words->count]);
}

static void variable_set(struct words *words, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void variable_set(struct words *words, const char *format, ...)
{
	va_list arguments;
	char *text = NULL;
	size_t name;

	va_start(arguments, format);
	assert_true(vasprintf(&text, format, arguments) > 0);
	va_end(arguments);
	name = strcspn(text, "=") + 1;
	for (size_t i = 0; i < words->count; i++) {
		if (strncmp(words->at[i], text, name) == 0) {
			free(words->at[i]);
			words->at[i] = text;
			return;
		}
	}
	words_add(words, text);
}

static void variables_fill(struct words *variables, const struct sandbox *sandbox,
                           const struct terminal_options *options)
{
	const char *home = sandbox->directory;
	const char *sanitizer = "exitcode=99:detect_leaks=1";

	variable_set(variables, "PATH=/usr/bin:/bin");
	variable_set(variables, "HOME=%s", home);
	variable_set(variables, "XDG_DATA_HOME=%s/data", home);
	variable_set(variables, "XDG_RUNTIME_DIR=%s/run", home);
	variable_set(variables, "TIMESHEET_HOST=laptop");
	variable_set(variables, "XDG_CONFIG_HOME=%s/config", home);
	variable_set(variables, "LC_ALL=%s", options->locale ? options->locale : "C.UTF-8");
	variable_set(variables, "TZ=CET-1CEST,M3.5.0,M10.5.0/3");
	variable_set(variables, "ASAN_OPTIONS=%s:log_path=%s/sanitizer", sanitizer, home);
	variable_set(variables, "UBSAN_OPTIONS=exitcode=99:print_stacktrace=1:log_path=%s/sanitizer", home);
	if (!options->term || options->term[0])
		variable_set(variables, "TERM=%s", options->term ? options->term : "xterm-256color");
	if (!options->real_clock)
		variable_set(variables, "TIMESHEET_CLOCK_FILE=%s/clock", home);
	for (size_t i = 0; options->environment && options->environment[i]; i++)
		variable_set(variables, "%s", options->environment[i]);
}

static void report_send(int reports, int status)
{
	while (write(reports, &status, sizeof status) < 0 && errno == EINTR)
		;
}

/* The shell's part: a session of its own, the program in a foreground group of its own, and news of it to the test.
 * Runs between fork and exec: only what is safe there. */
static void shell_run(int slave, int reports, char *const *arguments, char *const *environment)
{
	int status;
	pid_t process;

	(void)signal(SIGHUP, SIG_IGN);
	(void)signal(SIGTTOU, SIG_IGN);
	(void)setsid();
	if (ioctl(slave, TIOCSCTTY, 0) != 0)
		_exit(125);
	process = fork();
	if (process == 0) {
		(void)setpgid(0, 0);
		(void)tcsetpgrp(slave, getpid());
		(void)signal(SIGHUP, SIG_DFL);
		(void)signal(SIGTTOU, SIG_DFL);
		(void)dup2(slave, 0);
		(void)dup2(slave, 1);
		(void)dup2(slave, 2);
		if (slave > 2)
			(void)close(slave);
		(void)execve(arguments[0], arguments, environment);
		_exit(127);
	}
	(void)setpgid(process, process);
	(void)close(slave);
	report_send(reports, process);
	do {
		if (waitpid(process, &status, WUNTRACED) < 0)
			_exit(126);
		report_send(reports, status);
	} while (WIFSTOPPED(status));
	_exit(0);
}

struct terminal *terminal_start(struct sandbox *sandbox, const struct terminal_options *options)
{
	static const struct terminal_options usual;
	const char *const database[] = { "--db", sandbox->database, NULL };
	struct terminal *terminal = calloc(1, sizeof *terminal);
	struct words variables = { .count = 0 }, arguments = { .count = 0 };
	int pipe_ends[2];

	assert_non_null(terminal);
	if (!options)
		options = &usual;
	terminal->sandbox = sandbox;
	screen_create(terminal, options->width ? options->width : 100, options->height ? options->height : 30);
	variables_fill(&variables, sandbox, options);
	const char *const *words = options->arguments ? options->arguments : database;
	words_add(&arguments, strdup(options->program ? options->program : TEST_PROGRAM));
	for (size_t i = 0; words[i]; i++)
		words_add(&arguments, strdup(words[i]));

	struct winsize size = { .ws_row = (unsigned short)terminal->height, .ws_col = (unsigned short)terminal->width };
	assert_int_equal(openpty(&terminal->master, &terminal->slave, NULL, NULL, &size), 0);
	assert_int_equal(tcgetattr(terminal->slave, &terminal->modes_before), 0);
	terminal->flags_before = fcntl(terminal->slave, F_GETFL);
	assert_int_equal(pipe2(pipe_ends, O_CLOEXEC), 0);
	assert_int_equal(fcntl(terminal->master, F_SETFD, FD_CLOEXEC), 0);
	assert_int_equal(fcntl(terminal->master, F_SETFL, O_RDWR | O_NONBLOCK), 0);
	terminal->reports = pipe_ends[0];
	terminal->shell = fork();
	assert_true(terminal->shell >= 0);
	if (terminal->shell == 0) {
		(void)close(terminal->master);
		shell_run(terminal->slave, pipe_ends[1], arguments.at, variables.at);
	}
	(void)close(pipe_ends[1]);
	(void)fcntl(terminal->slave, F_SETFD, FD_CLOEXEC);
	assert_int_equal(read(terminal->reports, &terminal->process, sizeof terminal->process), sizeof(pid_t));
	assert_int_equal(fcntl(terminal->reports, F_SETFL, O_NONBLOCK), 0);
	words_release(&variables);
	words_release(&arguments);
	return terminal;
}
