/*
 * The full screen in a terminal of 80x24: from start to the first paint, from a key to what is drawn for it, and what
 * that writes to the terminal.
 */
#include "bench.h"

#include <errno.h>
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

enum {
	QUIET = 8,       /* milliseconds without a byte that end what was drawn for a key */
	SETTLED = 300,   /* the same for a start */
	PATIENCE = 4000, /* and what is waited for the first byte */
	SETTLES_MOST = 30,
	IDLE = 20000 /* for how long an idle screen is watched */
};

struct screen {
	pid_t process;
	int terminal;
	double begun;
};

/* What came after something was done. */
struct burst {
	double first, last; /* milliseconds after it; 0: nothing came */
	size_t bytes;
};

static bool screen_start(struct screen *screen)
{
	const struct winsize size = { .ws_row = 24, .ws_col = 80 };
	int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0 ||
	    ioctl(terminal, TIOCSWINSZ, &size) != 0)
		return false;
	const char *name = ptsname(terminal);
	*screen = (struct screen){ .terminal = terminal, .begun = bench_now() };
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
static struct burst burst_wait(const struct screen *screen, double since, int quiet, int patience)
{
	struct burst burst = { 0 };
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

static struct burst burst_read(const struct screen *screen, double since, int quiet)
{
	return burst_wait(screen, since, quiet, PATIENCE);
}

static void screen_end(struct screen *screen)
{
	(void)kill(screen->process, SIGTERM);
	(void)burst_wait(screen, bench_now(), SETTLED, SETTLED);
	(void)waitpid(screen->process, NULL, 0);
	(void)close(screen->terminal);
}

/* A number of /proc/PID/status. */
static long process_number(pid_t process, const char *name)
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

/* Presses keys of a string in turn; bytes a key are their mean. */
static void keys_press(const struct screen *screen, const char *keys, size_t count, struct bench_samples *samples,
                       double *bytes)
{
	size_t written = 0, length = strlen(keys);

	for (size_t i = 0; i < count; i++) {
		double begin = bench_now();
		if (write(screen->terminal, &keys[i % length], 1) != 1)
			samples->failed = true;
		struct burst burst = burst_read(screen, begin, QUIET);
		if (burst.bytes == 0)
			samples->failed = true;
		bench_add(samples, burst.last, 0);
		written += burst.bytes;
	}
	*bytes = (double)written / (double)count;
}

struct screen_result {
	struct bench_samples first, whole;
	struct bench_samples logs, moves, days;
	double log_bytes, move_bytes, day_bytes;
	long memory, wakes;
	size_t idle_bytes;
	bool kept; /* each key that logs has left a log */
};

/* How many logs there are, by an export. */
static long logs_count(const struct bench_world *world)
{
	char path[BENCH_PATH + 8], line[4096];
	long count = 0;

	(void)snprintf(path, sizeof path, "%s/count", world->directory);
	if (!bench_line(path, BENCH_PROGRAM " export --format csv"))
		return -1;
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file))
		count++;
	if (file)
		(void)fclose(file);
	return count;
}

static void starts_measure(const struct bench_options *options, struct screen_result *result)
{
	for (size_t i = 0; i < options->rounds; i++) {
		struct screen screen;
		if (!screen_start(&screen)) {
			result->first.failed = true;
			return;
		}
		struct burst burst = burst_read(&screen, screen.begun, QUIET);
		bench_add(&result->first, burst.last, 0);
		/* What is added up behind the first paint comes later. */
		struct burst rest = burst_wait(&screen, screen.begun, SETTLED, SETTLED);
		bench_add(&result->whole, rest.bytes > 0 ? rest.last : burst.last, 0);
		screen_end(&screen);
	}
}

/* Until nothing goes on behind the first paint: what is added up and checked there is not what a key takes. */
static void screen_settle(const struct screen *screen)
{
	long before = -1, now = 0;

	for (int i = 0; i < SETTLES_MOST && now != before; i++) {
		before = now;
		(void)burst_wait(screen, bench_now(), SETTLED, SETTLED);
		now = process_number(screen->process, "voluntary_ctxt_switches:");
	}
}

static void idle_watch(const struct screen *screen, struct screen_result *result)
{
	struct pollfd wait = { screen->terminal, POLLIN, 0 };
	double until = bench_now() + IDLE;
	long before = process_number(screen->process, "voluntary_ctxt_switches:");
	char bytes[4096];

	while (bench_now() < until) {
		if (poll(&wait, 1, (int)(until - bench_now()) + 1) <= 0)
			continue;
		ssize_t size = read(screen->terminal, bytes, sizeof bytes);
		result->idle_bytes += size > 0 ? (size_t)size : 0;
	}
	result->wakes = process_number(screen->process, "voluntary_ctxt_switches:") - before;
}

static void screen_measure(const struct bench_options *options, const struct bench_world *world,
                           struct screen_result *result)
{
	struct screen screen;

	starts_measure(options, result);
	long before = logs_count(world);
	if (!screen_start(&screen))
		return;
	screen_settle(&screen);
	keys_press(&screen, "12", options->keys, &result->logs, &result->log_bytes);
	keys_press(&screen, "kkkkkjjjjj", options->keys, &result->moves, &result->move_bytes);
	keys_press(&screen, "hhhhhlllll", options->keys, &result->days, &result->day_bytes);
	(void)burst_read(&screen, bench_now(), SETTLED);
	result->memory = process_number(screen.process, "VmRSS:");
	idle_watch(&screen, result);
	screen_end(&screen);
	/* The first may be what goes on already. */
	long made = logs_count(world) - before;
	result->kept = made == (long)options->keys || made == (long)options->keys - 1;
}

static void row_print(const char *name, const struct bench_options *options,
                      struct bench_samples *(*cell)(struct screen_result *), struct screen_result *results, double part)
{
	(void)printf("| %s |", name);
	for (size_t size = 0; size < options->size_count; size++) {
		struct bench_samples *samples = cell(&results[size]);
		if (samples->failed || samples->count == 0)
			(void)printf(" failed |");
		else
			(void)printf(" %.1f ms |", bench_quantile(samples, part));
	}
	(void)printf("\n");
}

static struct bench_samples *cell_first(struct screen_result *result)
{
	return &result->first;
}

static struct bench_samples *cell_whole(struct screen_result *result)
{
	return &result->whole;
}

static struct bench_samples *cell_logs(struct screen_result *result)
{
	return &result->logs;
}

static struct bench_samples *cell_moves(struct screen_result *result)
{
	return &result->moves;
}

static struct bench_samples *cell_days(struct screen_result *result)
{
	return &result->days;
}

#define NUMBER_ROW(name, format, value)                                                                                \
	do {                                                                                                           \
		(void)printf("| " name " |");                                                                          \
		for (size_t size = 0; size < options->size_count; size++)                                              \
			(void)printf(" " format " |", results[size].value);                                            \
		(void)printf("\n");                                                                                    \
	} while (0)

void bench_screen(const struct bench_options *options, struct bench_world *worlds)
{
	static struct screen_result results[BENCH_SIZES];

	for (size_t size = 0; size < options->size_count; size++) {
		(void)fprintf(stderr, "the screen with %ld intervals\n", worlds[size].size);
		bench_world_enter(&worlds[size]);
		screen_measure(options, &worlds[size], &results[size]);
	}
	(void)printf("\n| full screen, 80x24 |");
	for (size_t size = 0; size < options->size_count; size++)
		(void)printf(" %ld |", worlds[size].size);
	(void)printf("\n|---|");
	for (size_t size = 0; size < options->size_count; size++)
		(void)printf("--:|");
	(void)printf("\n");
	row_print("start to the first paint", options, cell_first, results, 0.5);
	row_print("start to the last of it", options, cell_whole, results, 0.5);
	row_print("a digit, logged, synced and drawn: p50", options, cell_logs, results, 0.5);
	row_print("the same: p99", options, cell_logs, results, 0.99);
	row_print("the selection moved", options, cell_moves, results, 0.5);
	row_print("another day", options, cell_days, results, 0.5);
	NUMBER_ROW("bytes written for a digit", "%.0f", log_bytes);
	NUMBER_ROW("bytes for a move", "%.0f", move_bytes);
	NUMBER_ROW("bytes for another day", "%.0f", day_bytes);
	NUMBER_ROW("resident KiB", "%ld", memory);
	NUMBER_ROW("wake-ups in 20 idle seconds", "%ld", wakes);
	NUMBER_ROW("bytes written in them", "%zu", idle_bytes);
	for (size_t size = 0; size < options->size_count; size++) {
		if (!results[size].kept)
			(void)printf("\nNot every digit has left a log at %ld.\n", worlds[size].size);
	}
}
