/*
 * Runs the real program without a terminal, as a script does: arguments and standard input in, standard output,
 * standard error and the exit status out.
 */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_PIPES_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_PIPES_H

#include "support.h"

struct run_options {
	const char *program;            /* NULL: timesheet */
	const char *const *before;      /* words in front of the program's path, the first a path: what runs it */
	const char *const *environment; /* more "NAME=VALUE", ending with NULL */
	const char *input;              /* standard input; NULL: nothing is in it */
	size_t input_size;              /* 0: up to its NUL */
	bool input_closed;              /* there is no standard input at all */
	const char *output_file;        /* standard output goes there; "": it is closed */
};

struct run {
	int status; /* minus a signal */
	char *output, *error;
	size_t output_size, error_size;
};

/* words end with NULL. A run that takes 60 s fails the test. */
struct run program_run(const struct sandbox *sandbox, const struct run_options *options, const char *const *words);
void run_release(struct run *run);
/* Takes away the ids at the ends of a command's rows: they are another each time. How many there were. */
size_t ids_cut(char *text);

/* Runs and looks: output is what is expected on standard output (NULL: anything), and error what its one line contains
 * (NULL: anything; "": nothing is said). */
void expect_run(const struct sandbox *sandbox, const struct run_options *options, int status, const char *output,
                const char *error, const char *const *words);
#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define EXPECT(sandbox, status, output, error, ...) expect_run(sandbox, NULL, status, output, error, WORDS(__VA_ARGS__))
#define EXPECT_WITH(sandbox, options, status, output, error, ...)                                                      \
	expect_run(sandbox, options, status, output, error, WORDS(__VA_ARGS__))
/* Options with these variables, and with this input. */
#define VARIABLES(...) (&(const struct run_options){ .environment = WORDS(__VA_ARGS__) })
#define INPUT(text) (&(const struct run_options){ .input = (text) })

/* The program started and left to itself, to be looked at while it runs; program_finish waits for it. */
struct running;
struct running *program_start(const struct sandbox *sandbox, const struct run_options *options,
                              const char *const *words);
pid_t program_process(const struct running *running);
/* Waits until it has printed so many lines; borrowed, all that it has printed. */
const char *program_lines(struct running *running, size_t count);
void program_stop_reading(struct running *running); /* as a reader that has ended */
struct run program_finish(struct running *running);

/* What SQL says of a text: "SELECT ...?1...". The caller frees. NULL stays NULL. */
char *sql_of(const char *sql, const char *text);
/* A value of a JSON text, as SQLite reads it. */
void assert_json(const char *json, const char *path, const char *expected);
void assert_json_type(const char *json, const char *path, const char *expected); /* NULL: nothing is there */
/* Runs SQL on the sandbox's database. */
void sandbox_sql(const struct sandbox *sandbox, const char *sql);

/* A sandbox in which "register" has made ada. */
struct sandbox *ada_create(void);
/* The same, logged in by a ticket. */
struct sandbox *ada_logged_in(void);
/* Ends the ticket, which outlives the sandbox in the kernel. */
void ada_destroy(struct sandbox *sandbox);
/* Variables that make every command log in as ada. */
const char *password_variable(const struct sandbox *sandbox);
/* The variable that spares a program the sanitizer's search for leaks at its end: where it is killed, or traced. */
const char *leaks_variable(const struct sandbox *sandbox);

#endif
