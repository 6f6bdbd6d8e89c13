/* Starts the program as a shell would: in a session and a foreground group of its own, with an environment of its own.
 */
#include "support_environment.h"
#include "support_terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void report_send(int reports, const struct report *report)
{
	while (write(reports, report, sizeof *report) < 0 && errno == EINTR)
		;
}

static int64_t nanoseconds_of(const struct rusage *usage)
{
	return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * INT64_C(1000000000) +
	       (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * INT64_C(1000);
}

/* What a person can do to descriptors on a command line. */
static void descriptors_set(const struct terminal_options *options, int slave, const int files[3])
{
	for (int i = 0; i < 3; i++)
		(void)dup2(files[i] >= 0 ? files[i] : slave, i);
	for (int i = 0; i < 3; i++) {
		if ((options->closed >> i & 1u) != 0)
			(void)close(i);
	}
}

/* The shell's part: a session of its own, the program in a foreground group of its own, and news of it to the test.
 * Runs between fork and exec: only what is safe there. */
static void shell_run(const struct terminal_options *options, int slave, const int files[3], int reports,
                      char *const *arguments, char *const *environment)
{
	struct report report = { 0 };
	struct rusage usage;
	pid_t process;

	(void)signal(SIGHUP, SIG_IGN);
	(void)signal(SIGTTOU, SIG_IGN);
	(void)setsid();
	if (!options->uncontrolled && ioctl(slave, TIOCSCTTY, 0) != 0)
		_exit(125);
	process = fork();
	if (process == 0) {
		(void)setpgid(0, 0);
		(void)tcsetpgrp(slave, getpid());
		(void)signal(SIGHUP, SIG_DFL);
		(void)signal(SIGTTOU, SIG_DFL);
		descriptors_set(options, slave, files);
		/* What the tests were started with is not the program's. */
		(void)close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
		(void)execve(arguments[0], arguments, environment);
		_exit(127);
	}
	(void)setpgid(process, process);
	(void)close(slave);
	report.process = process;
	report_send(reports, &report);
	do {
		if (wait4(process, &report.status, WUNTRACED, &usage) < 0)
			_exit(126);
		report.processor = nanoseconds_of(&usage);
		report_send(reports, &report);
	} while (WIFSTOPPED(report.status));
	_exit(0);
}

static int file_open(const struct sandbox *sandbox, int number)
{
	char path[96];

	(void)snprintf(path, sizeof path, "%s/descriptor-%d", sandbox->directory, number);
	int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	assert_true(file >= 0);
	return file;
}

struct terminal *terminal_start(struct sandbox *sandbox, const struct terminal_options *options)
{
	static const struct terminal_options usual;
	const char *const database[] = { "--db", sandbox->database, NULL };
	struct terminal *terminal = calloc(1, sizeof *terminal);
	struct words variables = { .count = 0 }, arguments = { .count = 0 };
	struct report started;
	int pipe_ends[2], files[3] = { -1, -1, -1 };

	assert_non_null(terminal);
	if (!options)
		options = &usual;
	terminal->sandbox = sandbox;
	terminal->blind = options->blind;
	screen_create(terminal, options->width ? options->width : 100, options->height ? options->height : 30);
	const char *const *words = options->arguments ? options->arguments : database;
	environment_fill(&variables, sandbox, words);
	if (options->locale)
		variable_set(&variables, "LC_ALL=%s", options->locale);
	if (options->real_clock)
		variable_set(&variables, "TIMESHEET_CLOCK_FILE=");
	if (!options->term || options->term[0])
		variable_set(&variables, "TERM=%s", options->term ? options->term : "xterm-256color");
	environment_add(&variables, options->environment);
	words_add(&arguments, strdup(options->program ? options->program : test_program));
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
	for (int i = 0; i < 3; i++) {
		if ((options->redirected >> i & 1u) != 0)
			files[i] = file_open(sandbox, i);
	}
	terminal->shell = fork();
	assert_true(terminal->shell >= 0);
	if (terminal->shell == 0) {
		(void)close(terminal->master);
		shell_run(options, terminal->slave, files, pipe_ends[1], arguments.at, variables.at);
	}
	for (int i = 0; i < 3; i++) {
		if (files[i] >= 0)
			(void)close(files[i]);
	}
	(void)close(pipe_ends[1]);
	(void)fcntl(terminal->slave, F_SETFD, FD_CLOEXEC);
	assert_int_equal(read(terminal->reports, &started, sizeof started), sizeof started);
	terminal->process = started.process;
	assert_int_equal(fcntl(terminal->reports, F_SETFL, O_NONBLOCK), 0);
	words_release(&variables);
	words_release(&arguments);
	return terminal;
}
