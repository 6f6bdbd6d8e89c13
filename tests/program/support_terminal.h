/* What the two halves of the harness share: the process behind the terminal, and the screen in front of it. */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_TERMINAL_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_TERMINAL_H

#include "support.h"

#include <vterm.h>

/* Of the program, from the shell that started it. */
struct report {
	pid_t process;
	int status;        /* as of waitpid */
	int64_t processor; /* nanoseconds used until its end */
};

struct terminal {
	struct sandbox *sandbox;
	VTerm *emulator;
	VTermScreen *screen;
	int master, slave; /* slave: the description that the program has as 0 to 2; both -1 once hung up */
	struct termios modes_before;
	int flags_before;
	int reports; /* struct report */
	pid_t shell, process;
	int width, height;
	int status; /* of the last report */
	int64_t processor;
	bool ended;
	bool cursor_shown;
	bool blind;   /* the emulator is told nothing */
	char *output; /* everything written so far */
	size_t output_size, output_room;
	size_t fence_seen; /* bytes of output up to the last answer */
	char row[4096];
};

void screen_create(struct terminal *terminal, int width, int height);
void screen_destroy(struct terminal *terminal);
void screen_print(struct terminal *terminal);

#endif
