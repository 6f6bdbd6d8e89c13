/* Starts the program with pipes, feeds it, and collects what it says. */
#include "support_pipes.h"

#include "support_environment.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { DEADLINE = 60000, CHUNK = 4096 };

struct stream {
	int descriptor;
	char *bytes;
	size_t size;
};

struct running {
	pid_t process;
	int input; /* -1 once all is fed */
	const char *feed;
	size_t feed_left;
	struct stream output, error;
};

static void pipe_make(int ends[2])
{
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
}

/* Between vfork and exec, in the memory of the tests: it writes nothing there, and does only what is safe. */
static void child_run(const struct run_options *options, const int streams[3], char *const *arguments,
                      char *const *environment)
{
	int file = streams[1];

	(void)setsid(); /* no terminal of ours is its */
	if (options->output_file && options->output_file[0])
		file = open(options->output_file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (file < 0 || dup2(streams[0], 0) < 0 || dup2(file, 1) < 0 || dup2(streams[2], 2) < 0)
		_exit(126);
	if (options->input_closed)
		(void)close(0);
	if (options->output_file && !options->output_file[0])
		(void)close(1);
	/* What the tests were started with is not the program's. */
	(void)close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
	(void)execve(arguments[0], arguments, environment);
	_exit(127);
}

/* The tests have the large tables of their sanitizer: to copy these at each of thousands of starts costs as much as
 * some starts do. */
static pid_t child_start(const struct run_options *options, const int streams[3], char *const *arguments,
                         char *const *environment)
{
	pid_t process = vfork(); /* NOLINT(clang-analyzer-security.insecureAPI.vfork): on purpose */

	if (process == 0) /* NOLINTNEXTLINE(clang-analyzer-unix.Vfork): it does what vfork allows, and ends */
		child_run(options, streams, arguments, environment);
	return process;
}

struct running *program_start(const struct sandbox *sandbox, const struct run_options *options,
                              const char *const *words)
{
	static const struct run_options usual;
	struct words arguments = { .count = 0 }, variables = { .count = 0 };
	struct running *running = calloc(1, sizeof *running);
	int input[2], output[2], error[2];

	assert_non_null(running);
	if (!options)
		options = &usual;
	environment_fill(&variables, sandbox, words);
	variable_set(&variables, "TIMESHEET_DB=%s", sandbox->database);
	environment_add(&variables, options->environment);
	for (size_t i = 0; options->before && options->before[i]; i++)
		words_add(&arguments, strdup(options->before[i]));
	words_add(&arguments, strdup(options->program ? options->program : test_program));
	for (size_t i = 0; words[i]; i++)
		words_add(&arguments, strdup(words[i]));
	pipe_make(input);
	pipe_make(output);
	pipe_make(error);
	running->process =
	        child_start(options, (const int[]){ input[0], output[1], error[1] }, arguments.at, variables.at);
	assert_true(running->process >= 0);
	(void)close(input[0]);
	(void)close(output[1]);
	(void)close(error[1]);
	assert_int_equal(fcntl(input[1], F_SETFL, O_NONBLOCK), 0);
	running->input = input[1];
	running->feed = options->input;
	running->feed_left = options->input && !options->input_size ? strlen(options->input) : options->input_size;
	running->output.descriptor = output[0];
	running->error.descriptor = error[0];
	words_release(&arguments);
	words_release(&variables);
	return running;
}

pid_t program_process(const struct running *running)
{
	return running->process;
}

static void stream_take(struct stream *stream)
{
	stream->bytes = realloc(stream->bytes, stream->size + CHUNK + 1);
	assert_non_null(stream->bytes);
	ssize_t got = read(stream->descriptor, stream->bytes + stream->size, CHUNK);
	stream->size += got > 0 ? (size_t)got : 0;
	stream->bytes[stream->size] = '\0';
	if (got <= 0 && errno != EINTR) {
		(void)close(stream->descriptor);
		stream->descriptor = -1;
	}
}

static size_t lines_of(const struct stream *stream)
{
	size_t count = 0;

	for (size_t i = 0; i < stream->size; i++)
		count += stream->bytes[i] == '\n';
	return count;
}

const char *program_lines(struct running *running, size_t count)
{
	while (lines_of(&running->output) < count) {
		struct pollfd wait = { running->output.descriptor, POLLIN, 0 };
		if (running->output.descriptor < 0 || poll(&wait, 1, DEADLINE) == 0) {
			(void)kill(running->process, SIGKILL);
			fail_msg("%zu lines were waited for, and came: %s", count,
			         running->output.bytes ? running->output.bytes : "");
		}
		stream_take(&running->output);
	}
	return running->output.bytes;
}

void program_stop_reading(struct running *running)
{
	(void)close(running->output.descriptor);
	running->output.descriptor = -1;
}

/* A program that has closed its input or ended wants no more. */
static void feed_more(struct running *running)
{
	ssize_t written = running->feed_left ? write(running->input, running->feed, running->feed_left) : 0;

	if (written > 0) {
		running->feed += written;
		running->feed_left -= (size_t)written;
	}
	if (running->feed_left == 0 || (written < 0 && errno != EAGAIN && errno != EINTR)) {
		(void)close(running->input);
		running->input = -1;
	}
}

struct run program_finish(struct running *running)
{
	struct run run = { 0 };
	int status;

	(void)signal(SIGPIPE, SIG_IGN);
	while (running->output.descriptor >= 0 || running->error.descriptor >= 0) {
		struct pollfd waits[] = { { running->output.descriptor, POLLIN, 0 },
			                  { running->error.descriptor, POLLIN, 0 },
			                  { running->input, POLLOUT, 0 } };
		errno = 0;
		if (poll(waits, 3, DEADLINE) == 0) {
			(void)kill(running->process, SIGKILL);
			fail_msg("the program does not end");
		}
		if (waits[0].revents)
			stream_take(&running->output);
		if (waits[1].revents)
			stream_take(&running->error);
		if (waits[2].revents)
			feed_more(running);
	}
	if (running->input >= 0)
		(void)close(running->input);
	assert_int_equal(waitpid(running->process, &status, 0), running->process);
	run.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
	run.output = running->output.bytes;
	run.output_size = running->output.size;
	run.error = running->error.bytes;
	run.error_size = running->error.size;
	free(running);
	return run;
}

struct run program_run(const struct sandbox *sandbox, const struct run_options *options, const char *const *words)
{
	return program_finish(program_start(sandbox, options, words));
}

void run_release(struct run *run)
{
	free(run->output);
	free(run->error);
	*run = (struct run){ 0 };
}

size_t ids_cut(char *text)
{
	size_t count = 0;

	for (char *line = text; *line; line += *line == '\n') {
		char *end = line + strcspn(line, "\r\n"), *id = end;
		while (id > line && strchr("0123456789abcdef", id[-1]))
			id--;
		bool is = end - id >= 4 && id - line > 2 && id[-1] == ' ' && id[-2] == ' ';
		if (is)
			memmove(id - 2, end, strlen(end) + 1);
		count += is;
		line += strcspn(line, "\n");
	}
	return count;
}

static bool error_fits(const char *error, const char *expected)
{
	if (!expected)
		return true;
	if (!expected[0])
		return !error[0];
	const char *end = strchr(error, '\n');
	return end && !end[1] && strncmp(error, "timesheet: ", 11) == 0 && strstr(error, expected);
}

void expect_run(const struct sandbox *sandbox, const struct run_options *options, int status, const char *output,
                const char *error, const char *const *words)
{
	struct run run = program_run(sandbox, options, words);

	if (run.status != status || (output && strcmp(run.output, output) != 0) || !error_fits(run.error, error)) {
		for (size_t i = 0; words[i]; i++)
			print_error("%s ", words[i]);
		(void)sandbox_complaints(sandbox);
		fail_msg("exit %d, output \"%s\", error \"%s\"; expected %d, \"%s\", \"%s\"", run.status, run.output,
		         run.error, status, output ? output : "(any)", error ? error : "(any)");
	}
	run_release(&run);
}
