/*
 * A hub's child process: its standard input and output as pipes, and the end of what it says on its standard error.
 * Knows no packets. It is in a session of its own, so that it can ask nothing on our terminal.
 */
#ifndef TIMESHEET_SRC_SYNC_CHILD_H
#define TIMESHEET_SRC_SYNC_CHILD_H

#include "data/timesheet.h"

#include <stdbool.h>
#include <uv.h>

struct child_calls {
	/* Bytes came; borrowed for the call. False: no more is to be read until child_read_on. */
	bool (*received)(void *context, const void *bytes, size_t size);
	void (*written)(void *context); /* what was handed to child_write is on its way */
	/* It has ended, or could not be started: all handles are closed, and it may be started again. status: what it
	 * exited with, 128 and a signal, or -1 if it was not started. said: its last line, clean; "" */
	void (*ended)(void *context, int status, const char *said);
};

enum { CHILD_PIECE = 64 * 1024 };

struct child {
	uv_process_t process;
	uv_pipe_t input, output, errors; /* its own: we write, and read twice */
	uv_write_t write;
	uv_timer_t patience;
	const struct child_calls *calls; /* borrowed */
	void *context;
	int open; /* handles that are not closed yet; 0: there is no child */
	bool exited, ending, writing, reading;
	int status;
	char said[TS_REASON_SIZE], last[TS_REASON_SIZE]; /* the line that is coming, the last that came */
	size_t saying;
	char piece[CHILD_PIECE], copy[CHILD_PIECE];
};

/* words: the program and its words, ending with NULL; "timesheet" is this program itself. asks: it keeps our terminal
 * and its own standard error. Zero, or libuv's error: nothing was started, ended is not called. */
int child_start(struct child *child, uv_loop_t *loop, char **words, bool asks, const struct child_calls *calls,
                void *context);
bool child_runs(const struct child *child);
/* How many bytes of these are taken: 0 while others are being written. */
size_t child_write(struct child *child, const void *bytes, size_t size);
void child_read_on(struct child *child);
/* Ends it: closes its pipes, and kills what does not go by itself. ended follows. */
void child_end(struct child *child);

#endif
