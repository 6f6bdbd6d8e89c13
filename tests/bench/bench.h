/*
 * How long the program takes and what it needs, beside other programs with the same history: the pieces of
 * timesheet_bench. Whole processes by posix_spawn and wait4, all in one interleaved run, of which only ratios count.
 */
#ifndef TIMESHEET_BENCH_BENCH_H
#define TIMESHEET_BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { BENCH_SIZES = 3, BENCH_ROUNDS_MOST = 501, BENCH_WORDS_MOST = 600, BENCH_PATH = 512 };

struct bench_options {
	long sizes[BENCH_SIZES];
	size_t size_count;
	size_t rounds;
	size_t keys; /* pressed of each kind on the screen */
	bool counts; /* instructions too */
};

/* ---- samples ---- */

struct bench_samples {
	double at[BENCH_ROUNDS_MOST]; /* milliseconds */
	size_t count;
	long memory; /* KiB at most */
	bool failed; /* once is enough: then none counts */
};

void bench_add(struct bench_samples *samples, double milliseconds, long memory);
/* The value below which a part of the samples lies: 0.5 is the median. Sorts. */
double bench_quantile(struct bench_samples *samples, double part);

double bench_now(void); /* milliseconds, of a clock that only goes forward */

/* ---- processes (bench_process.c) ---- */

/* Takes a line apart at spaces; "two words" in quotes are one. words ends with a NULL. The line is cut up. */
size_t bench_words(char *line, char **words, size_t room);
/* Brings all that was written to the disk: what one program leaves unwritten, the next one that syncs would pay for.
 * Before what is timed, outside the clock, whoever is timed. */
void bench_flush(void);
/* Runs a program to its end with output in a file (NULL: thrown away); true when it exits with 0. */
bool bench_process(char **words, const char *output, double *milliseconds, long *memory);
/* The same for a line. */
bool bench_line(const char *output, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* How many instructions of its own a program takes; -1 without valgrind. */
long bench_instructions(char **words);

/* ---- histories (bench_world.c) ---- */

/* A size's data: made once, and copied for each run, which may change it. The environment leads all programs there. */
struct bench_world {
	long size;
	char directory[BENCH_PATH];
	int64_t now; /* when it was made, in seconds */
};

/* Makes what is missing and a fresh copy; says what it does. False: said why not. */
bool bench_world_prepare(struct bench_world *world, long size, const char *root);
/* Points the environment at it. */
void bench_world_enter(const struct bench_world *world);
/* An empty timesheet with somebody logged in, for an import. */
bool bench_world_empty(const struct bench_world *world);
/* A date, days from the one that the data were made on. */
const char *bench_date(const struct bench_world *world, int days, char out[16]);

/* ---- a terminal (bench_terminal.c) ---- */

struct bench_terminal {
	pid_t process;
	int terminal;
	double begun;
};

/* What came after something was done. */
struct bench_burst {
	double first, last; /* milliseconds after it; 0: nothing came */
	size_t bytes;
};

/* The program's screen on the database that the environment names. */
bool bench_terminal_start(struct bench_terminal *terminal);
void bench_terminal_end(struct bench_terminal *terminal);
/* Reads until nothing comes for so long; patience: for the first byte. The other one has much. */
struct bench_burst bench_burst_wait(const struct bench_terminal *terminal, double since, int quiet, int patience);
struct bench_burst bench_burst_read(const struct bench_terminal *terminal, double since, int quiet);
/* A number of /proc/PID/status: "VmRSS:". */
long bench_process_number(pid_t process, const char *name);

/* ---- what is measured ---- */

/* bench_operations.c: prints a table of the commands. */
void bench_operations(const struct bench_options *options, struct bench_world *worlds);
/* bench_agree.c: that both programs say the same, or false. */
bool bench_agree(const struct bench_world *world);
/* bench_file.c: prints a table of what histories take on the disk. */
void bench_files(const struct bench_options *options, const struct bench_world *worlds);
/* How many logs there are, by an export; -1: it failed. */
long bench_logs(const struct bench_world *world);
/* bench_screen.c: prints a table of the full screen. */
void bench_screen(const struct bench_options *options, struct bench_world *worlds);
/* bench_devices.c: prints a table of two devices and a hub. */
void bench_devices(const struct bench_options *options, const struct bench_world *world);
/* bench_count.c: prints a table of instructions. */
void bench_counts(const struct bench_options *options, struct bench_world *worlds);

#endif
