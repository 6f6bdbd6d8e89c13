/*
 * Drives the real program in a pseudo-terminal and reads its screen through libvterm. Nothing here sleeps: what is
 * waited for is either the program's own answer (the fence: sent behind the keys, answered when all of them are handled
 * and drawn) or a text on the screen, and each wait has a deadline after which the test fails with a picture of the
 * screen.
 */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_H

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>

/* The programs under test: timesheet, and the same where allocations can be made to fail. */
extern const char test_program[], test_program_memory[];

/* ---- a world of its own: home, data, clock */

struct sandbox {
	char directory[64]; /* home, with XDG directories under it */
	char database[96];  /* where --db points by default */
	int64_t wall;       /* milliseconds, as the program's clock file says */
	int64_t uptime;
	int64_t asleep; /* of that */
};

#define MINUTE INT64_C(60000) /* in milliseconds, as all times here */
/* 14:37 on Thursday 1 October 2026 in Berlin. */
#define SANDBOX_NOW ((int64_t)1790858220000)

struct sandbox *sandbox_create(void);
/* Fails the test if a sanitizer has left a report. */
void sandbox_destroy(struct sandbox *sandbox);
bool sandbox_complaints(const struct sandbox *sandbox); /* prints what sanitizers have written; false: nothing */
void sandbox_set_clock(struct sandbox *sandbox, int64_t wall, int64_t uptime);
void sandbox_pass(struct sandbox *sandbox, int64_t milliseconds);  /* both clocks go on */
void sandbox_sleep(struct sandbox *sandbox, int64_t milliseconds); /* the same, with the machine suspended */
/* Both go to a time of day (minutes since midnight) of the sandbox's first day, or to days after it; nobody was away.
 */
void sandbox_go(struct sandbox *sandbox, int day, int minute);
/* Puts an older file in the place of the database, and takes away what this machine remembers of the newer one. */
void sandbox_put_back(const struct sandbox *sandbox, const void *bytes, size_t size);
/* A file's bytes, with a NUL behind them; the caller frees. NULL: there is none. */
char *file_read(const char *path, size_t *size);
void file_write(const char *path, const void *bytes, size_t size);
void file_copy(const char *from, const char *to);
/* A path in the sandbox's directory. */
enum { SANDBOX_PATH_SIZE = 128 };
void sandbox_path(const struct sandbox *sandbox, const char *name, char out[SANDBOX_PATH_SIZE]);

/* ---- the program in a terminal */

struct terminal_options {
	const char *program;            /* NULL: timesheet */
	const char *term;               /* NULL: xterm-256color; "": unset */
	int width, height;              /* 0: 100x30 */
	const char *const *arguments;   /* behind the program's name; NULL: --db with the sandbox's database */
	const char *const *environment; /* more "NAME=VALUE"; a later one wins, "NAME" removes it */
	const char *locale;             /* NULL: C.UTF-8 */
	bool real_clock;
	unsigned closed;     /* bit n: descriptor n (0 to 2) is closed */
	unsigned redirected; /* bit n: it is a file, "descriptor-n" in the sandbox's directory */
	bool blind;          /* what it writes is kept, but not shown: the emulator may not understand it */
	bool uncontrolled;   /* descriptors 0 to 2 are a terminal, but /dev/tty is none */
};

struct terminal;

struct terminal *terminal_start(struct sandbox *sandbox, const struct terminal_options *options);
/* The same, and waits until it has drawn its first screen and handled all that belongs to it. */
struct terminal *terminal_open(struct sandbox *sandbox, const struct terminal_options *options);
/* Ends what still runs. Accepts NULL. */
void terminal_destroy(struct terminal *terminal);

void terminal_send(struct terminal *terminal, const char *bytes, size_t size);
/* Letters as they are; "<Enter>", "<Escape>", "<Tab>", "<S-Tab>", "<Up>" ..., "<C-w>", "<M-f>", "<Space>", "<lt>" for
 * <. */
void terminal_press(struct terminal *terminal, const char *keys);
void terminal_fence(struct terminal *terminal);
/* The same without failing: false when the program has ended instead. */
bool terminal_answers(struct terminal *terminal);
void terminal_keys(struct terminal *terminal, const char *keys);        /* press, then fence */
void terminal_mouse(struct terminal *terminal, int x, int y);           /* a click of the left button, then fence */
void terminal_paste(struct terminal *terminal, const char *text);       /* bracketed, then fence */
void terminal_resize(struct terminal *terminal, int width, int height); /* no fence */
void terminal_signal(struct terminal *terminal, int number);
/* Closes the terminal under the program, as a window that is shut. */
void terminal_hang_up(struct terminal *terminal);

/* Takes what it has written so far, without waiting. */
void terminal_take(struct terminal *terminal);
void terminal_wait_text(struct terminal *terminal, const char *text);
/* The same for a program that may end before: false then. */
bool terminal_reach_text(struct terminal *terminal, const char *text);
void terminal_wait_gone(struct terminal *terminal, const char *text);
/* The exit status, or minus the signal that killed it. */
int terminal_wait_exit(struct terminal *terminal);
/* The same without failing: false when it still runs after so many milliseconds. */
bool terminal_ends(struct terminal *terminal, int milliseconds, int *status);
/* After its end: a signal killed it, and it left a core. */
bool terminal_dumped(const struct terminal *terminal);
void terminal_wait_stopped(struct terminal *terminal);
/* Nanoseconds of processor time that the program has used, so far or until its end. */
int64_t terminal_processor_time(const struct terminal *terminal);
pid_t terminal_process(const struct terminal *terminal);
/* The exit status after "q", and "q" again, on the day screen. */
int terminal_quit(struct terminal *terminal);

/* ---- a command, run to its end */

/* Its exit status. The words end with NULL; --db stands before them. What it prints goes to out (size bytes, cut),
 * which may be NULL. environment as in terminal_options, or NULL. */
int command_run(struct sandbox *sandbox, const char *const *environment, char *out, size_t size, ...)
        __attribute__((sentinel));
/* ada's password in a file, and the environment that names it: "timesheet login" stays logged in. */
void command_login(struct sandbox *sandbox);
/* The same by the real clock: a ticket holds by the clock it was made with. */
void command_login_real(struct sandbox *sandbox);

/* ---- what it shows */

struct shown {
	uint32_t characters[6]; /* 0-filled; a blank is 0 or ' ' */
	int width;
	int32_t ink, paper; /* 0xRRGGBB, or -1 for the terminal's own */
	bool bold, underline, italic, reverse;
};

int terminal_width(const struct terminal *terminal);
int terminal_height(const struct terminal *terminal);
struct shown terminal_cell(const struct terminal *terminal, int x, int y);
bool terminal_cursor(const struct terminal *terminal, int *x, int *y); /* false: hidden */
/* A row as UTF-8 without blanks at its end; valid until the next call. */
const char *terminal_row(struct terminal *terminal, int y);
/* Where text stands (in cells); false: nowhere. */
bool terminal_find(struct terminal *terminal, const char *text, int *x, int *y);
void terminal_assert_text(struct terminal *terminal, const char *text);
void terminal_assert_no_text(struct terminal *terminal, const char *text);
/* All that it has ever written. */
const char *terminal_output(const struct terminal *terminal, size_t *size);
struct termios terminal_modes(const struct terminal *terminal);
struct termios terminal_modes_before(const struct terminal *terminal); /* before the program was started */
/* fcntl F_GETFL of the description that descriptors 0 to 2 share. */
int terminal_flags(const struct terminal *terminal);
int terminal_flags_before(const struct terminal *terminal);

/* ---- what people do */

#define PASSWORD "correct horse"

/* On the registration screen: registers ada, copies the recovery code from the screen, types it back, and is on the day
 * screen. code may be NULL. */
void story_register(struct terminal *terminal, char code[64]);
/* On the login screen, where ada's name is offered. */
void story_login(struct terminal *terminal);
/* A terminal in which ada has registered and is logged in. */
struct terminal *story_begin(struct sandbox *sandbox, const struct terminal_options *options);
/* By the picker, on the day screen: a time may stand in front. */
void story_log(struct terminal *terminal, const char *text);
/* The day screen lists such a log. */
bool story_logged(struct terminal *terminal, const char *time, const char *text);
/* A row of the screen holds both, in this order. */
bool story_sees(struct terminal *terminal, const char *time, const char *text);
void story_assert_sees(struct terminal *terminal, const char *time, const char *text);

#endif
