/* Whoever reads standard output, watched: a pipe that nobody reads any more is known before something is written. */
#ifndef TIMESHEET_SRC_SYSTEM_READER_H
#define TIMESHEET_SRC_SYSTEM_READER_H

#include <uv.h>

struct reader {
	uv_poll_t poll;
	int descriptor; /* 0: nobody is watched */
	void (*closed)(void *context);
	void *context;
};

/* closed is called once. Where that cannot be told (a file, another system) it never is: the next write fails. The
 * handle is closed with the loop, before reader_release. */
void reader_watch(struct reader *reader, uv_loop_t *loop, void (*closed)(void *context), void *context);
void reader_release(struct reader *reader); /* accepts a zeroed one */

#endif
