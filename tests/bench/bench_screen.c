/*
 * The full screen in a terminal of 80x24: from start to the first paint, from a key to what is drawn for it, and what
 * that writes to the terminal.
 */
#include "bench.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	QUIET = 8,     /* milliseconds without a byte that end what was drawn for a key */
	SETTLED = 300, /* the same for a start */
	SETTLES_MOST = 30,
	DIGITS = 20, /* that are taken back */
	IDLE = 20000 /* for how long an idle screen is watched */
};

/* Presses keys of a string in turn; bytes a key are their mean. */
static void keys_press(const struct bench_terminal *screen, const char *keys, size_t count,
                       struct bench_samples *samples, double *bytes)
{
	size_t written = 0, length = strlen(keys);

	for (size_t i = 0; i < count; i++) {
		double begin = bench_now();
		if (write(screen->terminal, &keys[i % length], 1) != 1)
			samples->failed = true;
		struct bench_burst burst = bench_burst_read(screen, begin, QUIET);
		if (burst.bytes == 0)
			samples->failed = true;
		bench_add(samples, burst.last, 0);
		written += burst.bytes;
	}
	*bytes = (double)written / (double)count;
}

/* The bytes of a digit on a day as it was, whose logs are of minutes of their own: it is taken back before the next.
 * Rows that are all alike, as after many digits in one minute, cannot be scrolled and are written anew, each of them.
 * What goes on is the other slot, or a digit would do nothing and the key behind it take back what was there before. */
static double digit_bytes(const struct bench_terminal *screen, size_t count)
{
	size_t written = 0;

	for (const char *other = "12"; *other; other++) {
		if (write(screen->terminal, other, 1) != 1)
			return -1;
		(void)bench_burst_read(screen, bench_now(), QUIET);
	}
	for (size_t i = 0; i < count; i++) {
		if (write(screen->terminal, "1", 1) != 1)
			return -1;
		written += bench_burst_read(screen, bench_now(), QUIET).bytes;
		if (write(screen->terminal, "u", 1) != 1)
			return -1;
		(void)bench_burst_read(screen, bench_now(), QUIET);
	}
	return (double)written / (double)count;
}

struct screen_result {
	struct bench_samples first, whole;
	struct bench_samples logs, moves, days;
	double digit_bytes, log_bytes, move_bytes, day_bytes;
	long memory, wakes;
	size_t idle_bytes;
	bool kept; /* each key that logs has left a log */
};

static void starts_measure(const struct bench_options *options, struct screen_result *result)
{
	for (size_t i = 0; i < options->rounds; i++) {
		struct bench_terminal screen;
		bench_flush();
		if (!bench_terminal_start(&screen)) {
			result->first.failed = true;
			return;
		}
		struct bench_burst burst = bench_burst_read(&screen, screen.begun, QUIET);
		bench_add(&result->first, burst.last, 0);
		/* What is added up behind the first paint comes later. */
		struct bench_burst rest = bench_burst_wait(&screen, screen.begun, SETTLED, SETTLED);
		bench_add(&result->whole, rest.bytes > 0 ? rest.last : burst.last, 0);
		bench_terminal_end(&screen);
	}
}

/* Until nothing goes on behind the first paint: what is added up and checked there is not what a key takes. */
static void screen_settle(const struct bench_terminal *screen)
{
	long before = -1, now = 0;

	for (int i = 0; i < SETTLES_MOST && now != before; i++) {
		before = now;
		(void)bench_burst_wait(screen, bench_now(), SETTLED, SETTLED);
		now = bench_process_number(screen->process, "voluntary_ctxt_switches:");
	}
}

static void idle_watch(const struct bench_terminal *screen, struct screen_result *result)
{
	struct pollfd wait = { screen->terminal, POLLIN, 0 };
	double until = bench_now() + IDLE;
	long before = bench_process_number(screen->process, "voluntary_ctxt_switches:");
	char bytes[4096];

	while (bench_now() < until) {
		if (poll(&wait, 1, (int)(until - bench_now()) + 1) <= 0)
			continue;
		ssize_t size = read(screen->terminal, bytes, sizeof bytes);
		result->idle_bytes += size > 0 ? (size_t)size : 0;
	}
	result->wakes = bench_process_number(screen->process, "voluntary_ctxt_switches:") - before;
}

static void screen_measure(const struct bench_options *options, const struct bench_world *world,
                           struct screen_result *result)
{
	struct bench_terminal screen;

	starts_measure(options, result);
	if (!bench_terminal_start(&screen))
		return;
	screen_settle(&screen);
	result->digit_bytes = digit_bytes(&screen, DIGITS);
	long before = bench_logs(world);
	bench_flush();
	keys_press(&screen, "12", options->keys, &result->logs, &result->log_bytes);
	keys_press(&screen, "kkkkkjjjjj", options->keys, &result->moves, &result->move_bytes);
	keys_press(&screen, "hhhhhlllll", options->keys, &result->days, &result->day_bytes);
	(void)bench_burst_read(&screen, bench_now(), SETTLED);
	result->memory = bench_process_number(screen.process, "VmRSS:");
	idle_watch(&screen, result);
	bench_terminal_end(&screen);
	/* The first may be what goes on already. */
	long made = bench_logs(world) - before;
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
	NUMBER_ROW("bytes written for a digit", "%.0f", digit_bytes);
	NUMBER_ROW("the same among logs of one minute", "%.0f", log_bytes);
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
