/* The signals that the program handles in its loop, on the main thread like everything else. */
#ifndef TIMESHEET_SRC_SCREEN_SIGNALS_H
#define TIMESHEET_SRC_SCREEN_SIGNALS_H

#include <uv.h>

enum { SIGNALS = 10 };

struct signals {
	uv_signal_t handles[SIGNALS];
	void (*came)(void *context, int number);
	void *context;
};

/* Takes over those of the terminal (size, hang-up, stop, continue) and those that end the program. SIGUSR1,
 * SIGUSR2 and SIGALRM mean nothing here and would end it too, with the terminal left as it is. One that comes
 * before the loop runs is handled then. Zero, or libuv's error: what was started is closed with the loop. */
int signals_start(struct signals *signals, uv_loop_t *loop, void (*came)(void *context, int number), void *context);

#endif
