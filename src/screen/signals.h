/* The signals that the program handles in its loop, on the main thread like everything else. */
#ifndef TIMESHEET_SRC_SCREEN_SIGNALS_H
#define TIMESHEET_SRC_SCREEN_SIGNALS_H

#include <uv.h>

/* Those with a name, and the real-time ones: signal(7) counts up to 64. */
enum { SIGNALS = 16, SIGNALS_MOST = SIGNALS + 33 };

struct signals {
	uv_signal_t handles[SIGNALS_MOST];
	void (*came)(void *context, int number);
	void *context;
};

/* Takes over those of the terminal (size, hang-up, stop, continue) and all that would end the program from outside,
 * most of which mean nothing here: it would go with the terminal left as it is. What a fault of its own raises is
 * rescue.h's. One that comes before the loop runs is handled then. Zero, or libuv's error: what was started is closed
 * with the loop. */
int signals_start(struct signals *signals, uv_loop_t *loop, void (*came)(void *context, int number), void *context);

#endif
