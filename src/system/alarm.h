/* Wakes the loop at the next full minute or when something is due, and when the clock jumps; never in between. */
#ifndef TIMESHEET_SRC_SYSTEM_ALARM_H
#define TIMESHEET_SRC_SYSTEM_ALARM_H

#include "ui/view/event.h"

#include <uv.h>

struct alarm {
	uv_timer_t timer;
	uv_poll_t jump;      /* readable when the wall clock was set or the machine woke up */
	int jump_descriptor; /* 0: none */
	void (*rang)(void *context);
	void *context;
};

/* rang is called each time. A libuv error code, or 0. The handles are closed with the loop, before alarm_release. */
int alarm_start(struct alarm *alarm, uv_loop_t *loop, void (*rang)(void *context), void *context);
/* Sets the next time: the full minute after moment, or the uptime wake if that is earlier and not 0. */
void alarm_set(struct alarm *alarm, struct moment moment, int64_t wake);
/* The same where no minute is waited for: at the uptime wake, or with 0 only when the clock jumps. */
void alarm_set_late(struct alarm *alarm, struct moment moment, int64_t wake);
void alarm_release(struct alarm *alarm); /* accepts a zeroed one */

#endif
