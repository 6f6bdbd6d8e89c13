/* The process behind the terminal: fed, and watched until it ends. */
#include "support_terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Long enough for a loaded machine with sanitizers; only a failing test ever waits for it. */
enum { DEADLINE = 30000 };

static const char fence_key[] = "\033[7771~";
static const char fence_answer[] = "\033]7771;idle\a";

static int64_t milliseconds_now(void)
{
	struct timespec time;

	assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &time), 0);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool screen_drawn(struct terminal *terminal, const void *unused)
{
	(void)unused;
	for (int y = 0; y < terminal->height; y++) {
		if (terminal_row(terminal, y)[0])
			return true;
	}
	return false;
}

void terminal_destroy(struct terminal *terminal)
{
	if (!terminal)
		return;
	if (!terminal->ended && terminal->process > 0)
		(void)kill(terminal->process, SIGKILL);
	terminal_hang_up(terminal);
	(void)waitpid(terminal->shell, NULL, 0);
	(void)close(terminal->reports);
	screen_destroy(terminal);
	free(terminal->output);
	free(terminal);
}

/* ---- reading and waiting */

static void output_take(struct terminal *terminal, const char *bytes, size_t size)
{
	if (terminal->output_size + size > terminal->output_room) {
		terminal->output_room = (terminal->output_size + size) * 2;
		terminal->output = realloc(terminal->output, terminal->output_room);
		assert_non_null(terminal->output);
	}
	memcpy(terminal->output + terminal->output_size, bytes, size);
	terminal->output_size += size;
	if (!terminal->blind)
		(void)vterm_input_write(terminal->emulator, bytes, size);
}

/* Takes what the terminal holds; false: nothing more comes. */
static bool output_read(struct terminal *terminal)
{
	char bytes[16384];
	ssize_t size;

	if (terminal->master < 0)
		return false;
	while ((size = read(terminal->master, bytes, sizeof bytes)) > 0)
		output_take(terminal, bytes, (size_t)size);
	return size < 0 && (errno == EAGAIN || errno == EINTR);
}

static void reports_read(struct terminal *terminal)
{
	struct report report;

	while (read(terminal->reports, &report, sizeof report) == sizeof report) {
		terminal->status = report.status;
		terminal->processor = report.processor;
		terminal->ended = !WIFSTOPPED(report.status);
	}
}

void terminal_take(struct terminal *terminal)
{
	(void)output_read(terminal);
	reports_read(terminal);
}

typedef bool condition(struct terminal *terminal, const void *context);

/* Reads until the condition holds, looking again after each piece; false: the deadline passed, or the program has
 * ended. */
static bool wait_within(struct terminal *terminal, int deadline, condition *holds, const void *context, bool even_ended)
{
	int64_t until = milliseconds_now() + deadline;

	for (;;) {
		bool ended = terminal->ended;
		/* In this order: what it wrote before it stopped or ended is there once that is known. */
		reports_read(terminal);
		bool open = output_read(terminal);
		if (holds(terminal, context))
			return true;
		if ((ended && !even_ended) || milliseconds_now() >= until)
			return false;
		/* The end is reported through a pipe that has no more writers then. */
		struct pollfd wait[2] = { { terminal->ended ? -1 : terminal->reports, POLLIN, 0 },
			                  { open ? terminal->master : -1, POLLIN, 0 } };
		(void)poll(wait, 2, terminal->ended ? 10 : (int)(until - milliseconds_now()));
	}
}

static bool wait_for(struct terminal *terminal, condition *holds, const void *context, bool even_ended)
{
	return wait_within(terminal, DEADLINE, holds, context, even_ended);
}

struct terminal *terminal_open(struct sandbox *sandbox, const struct terminal_options *options)
{
	struct terminal *terminal = terminal_start(sandbox, options);

	if (!wait_for(terminal, screen_drawn, NULL, false))
		fail_msg("the program has not drawn anything");
	terminal_fence(terminal);
	return terminal;
}

static bool text_there(struct terminal *terminal, const void *text)
{
	return terminal_find(terminal, text, NULL, NULL);
}

static bool text_gone(struct terminal *terminal, const void *text)
{
	return !terminal_find(terminal, text, NULL, NULL);
}

void terminal_wait_text(struct terminal *terminal, const char *text)
{
	if (wait_for(terminal, text_there, text, false))
		return;
	screen_print(terminal);
	fail_msg("\"%s\" has not appeared", text);
}

bool terminal_reach_text(struct terminal *terminal, const char *text)
{
	if (wait_for(terminal, text_there, text, false))
		return true;
	if (!terminal->ended)
		terminal_wait_text(terminal, text);
	return false;
}

void terminal_wait_gone(struct terminal *terminal, const char *text)
{
	if (wait_for(terminal, text_gone, text, false))
		return;
	screen_print(terminal);
	fail_msg("\"%s\" has not gone", text);
}

static bool has_ended(struct terminal *terminal, const void *unused)
{
	(void)unused;
	return terminal->ended;
}

static bool has_stopped(struct terminal *terminal, const void *unused)
{
	(void)unused;
	return WIFSTOPPED(terminal->status);
}

static int status_of(const struct terminal *terminal)
{
	if (sandbox_complaints(terminal->sandbox))
		fail_msg("a sanitizer has complained");
	return WIFEXITED(terminal->status) ? WEXITSTATUS(terminal->status) : -WTERMSIG(terminal->status);
}

int terminal_wait_exit(struct terminal *terminal)
{
	if (!wait_for(terminal, has_ended, NULL, true)) {
		screen_print(terminal);
		fail_msg("the program has not ended");
	}
	(void)output_read(terminal);
	return status_of(terminal);
}

bool terminal_ends(struct terminal *terminal, int milliseconds, int *status)
{
	if (!wait_within(terminal, milliseconds, has_ended, NULL, true))
		return false;
	(void)output_read(terminal);
	*status = status_of(terminal);
	return true;
}

bool terminal_dumped(const struct terminal *terminal)
{
	return WIFSIGNALED(terminal->status) && WCOREDUMP(terminal->status);
}

int64_t terminal_processor_time(const struct terminal *terminal)
{
	struct timespec time;
	clockid_t clock;

	if (terminal->ended)
		return terminal->processor;
	assert_int_equal(clock_getcpuclockid(terminal->process, &clock), 0);
	assert_int_equal(clock_gettime(clock, &time), 0);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void terminal_wait_stopped(struct terminal *terminal)
{
	if (wait_for(terminal, has_stopped, NULL, false))
		return;
	screen_print(terminal);
	fail_msg("the program has not stopped");
}

static bool has_drawn_or_ended(struct terminal *terminal, const void *unused)
{
	static const char pasting[] = "\033[?2004h"; /* what it asks every terminal for */

	(void)unused;
	if (terminal->ended || terminal->output_size == 0)
		return terminal->ended;
	return memmem(terminal->output, terminal->output_size, pasting, sizeof pasting - 1) != NULL;
}

static bool fence_there(struct terminal *terminal, const void *unused)
{
	(void)unused;
	const char *found = memmem(terminal->output + terminal->fence_seen,
	                           terminal->output_size - terminal->fence_seen, fence_answer, sizeof fence_answer - 1);
	if (!found)
		return false;
	terminal->fence_seen = (size_t)(found - terminal->output) + sizeof fence_answer - 1;
	return true;
}

void terminal_fence(struct terminal *terminal)
{
	terminal_send(terminal, fence_key, sizeof fence_key - 1);
	if (wait_for(terminal, fence_there, NULL, false))
		return;
	screen_print(terminal);
	fail_msg("the program %s before it answered", terminal->ended ? "has ended" : "was too slow");
}

bool terminal_answers(struct terminal *terminal)
{
	/* Sent before it has opened its terminal, it would be lost: opening drops what was not read. */
	if (!wait_for(terminal, has_drawn_or_ended, NULL, true) || terminal->ended)
		return false;
	terminal_send(terminal, fence_key, sizeof fence_key - 1);
	return wait_for(terminal, fence_there, NULL, false);
}

/* ---- doing */

void terminal_send(struct terminal *terminal, const char *bytes, size_t size)
{
	int64_t until = milliseconds_now() + DEADLINE;

	while (size > 0) {
		ssize_t written = write(terminal->master, bytes, size);
		if (written > 0) {
			bytes += written;
			size -= (size_t)written;
			continue;
		}
		/* Its queue is full; it may be waiting for us to read what it draws. */
		(void)output_read(terminal);
		struct pollfd wait = { terminal->master, POLLIN | POLLOUT, 0 };
		(void)poll(&wait, 1, 1000);
		if (milliseconds_now() >= until)
			fail_msg("the program does not read its input");
	}
}

void terminal_resize(struct terminal *terminal, int width, int height)
{
	struct winsize size = { .ws_row = (unsigned short)height, .ws_col = (unsigned short)width };

	(void)output_read(terminal);
	terminal->width = width;
	terminal->height = height;
	vterm_set_size(terminal->emulator, height, width);
	assert_int_equal(ioctl(terminal->master, TIOCSWINSZ, &size), 0);
}

void terminal_signal(struct terminal *terminal, int number)
{
	assert_false(terminal->ended);
	/* So that the next stop is told from the last. */
	terminal->status = 0;
	assert_int_equal(kill(terminal->process, number), 0);
}

void terminal_hang_up(struct terminal *terminal)
{
	if (terminal->master < 0)
		return;
	(void)close(terminal->master);
	(void)close(terminal->slave);
	terminal->master = terminal->slave = -1;
}

pid_t terminal_process(const struct terminal *terminal)
{
	return terminal->process;
}

const char *terminal_output(const struct terminal *terminal, size_t *size)
{
	*size = terminal->output_size;
	return terminal->output;
}

struct termios terminal_modes(const struct terminal *terminal)
{
	struct termios modes;

	assert_int_equal(tcgetattr(terminal->slave, &modes), 0);
	return modes;
}

struct termios terminal_modes_before(const struct terminal *terminal)
{
	return terminal->modes_before;
}

int terminal_flags_before(const struct terminal *terminal)
{
	return terminal->flags_before;
}

int terminal_flags(const struct terminal *terminal)
{
	return fcntl(terminal->slave, F_GETFL);
}
