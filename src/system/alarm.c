/* One timer for all that time brings. libuv's timers stand still while the machine sleeps and know nothing of a clock
 * that is set, so the kernel is asked to tell (timerfd_create(2), TFD_TIMER_CANCEL_ON_SET). */
#include "src/system/alarm.h"

#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/timerfd.h>
#endif

enum {
	MINUTE = 60000,
	SOONEST = 3 /* milliseconds: something overdue that nobody settles must not take the whole processor */
};

static void timer_event(uv_timer_t *timer)
{
	struct alarm *alarm = timer->data;

	alarm->rang(alarm->context);
}

#ifdef __linux__
/* Far ahead: the timer is there to be cancelled. */
static bool jump_arm(int descriptor)
{
	struct itimerspec ahead = { { 0, 0 }, { time(NULL) + (time_t)365 * 24 * 3600, 0 } };

	return timerfd_settime(descriptor, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &ahead, NULL) == 0;
}

static void jump_event(uv_poll_t *poll, int status, int events)
{
	struct alarm *alarm = poll->data;
	uint64_t count;

	(void)events;
	/* The read fails with ECANCELED, which is the news. */
	if (status != 0 ||
	    (read(alarm->jump_descriptor, &count, sizeof count) < 0 && !jump_arm(alarm->jump_descriptor)))
		(void)uv_poll_stop(poll);
	alarm->rang(alarm->context);
}

/* Without it a clock that was set shows with the next minute or key, which is no reason not to start. */
static void jump_start(struct alarm *alarm, uv_loop_t *loop)
{
	int descriptor = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);

	if (descriptor < 0)
		return;
	if (!jump_arm(descriptor) || uv_poll_init(loop, &alarm->jump, descriptor) != 0) {
		(void)close(descriptor);
		return;
	}
	alarm->jump_descriptor = descriptor;
	alarm->jump.data = alarm;
	(void)uv_poll_start(&alarm->jump, UV_READABLE, jump_event);
}
#endif

int alarm_start(struct alarm *alarm, uv_loop_t *loop, void (*rang)(void *context), void *context)
{
	int error = uv_timer_init(loop, &alarm->timer);

	if (error != 0)
		return error;
	alarm->timer.data = alarm;
	alarm->rang = rang;
	alarm->context = context;
#ifdef __linux__
	jump_start(alarm, loop);
#endif
	return 0;
}

static void timer_set(struct alarm *alarm, int64_t delay)
{
	uv_update_time(alarm->timer.loop);
	(void)uv_timer_start(&alarm->timer, timer_event, (uint64_t)(delay < SOONEST ? SOONEST : delay), 0);
}

void alarm_set(struct alarm *alarm, struct moment moment, int64_t wake)
{
	int64_t delay = MINUTE - moment.now % MINUTE;

	timer_set(alarm, wake != 0 && wake - moment.uptime < delay ? wake - moment.uptime : delay);
}

void alarm_set_late(struct alarm *alarm, struct moment moment, int64_t wake)
{
	if (wake != 0)
		timer_set(alarm, wake - moment.uptime);
	else
		(void)uv_timer_stop(&alarm->timer);
}

void alarm_release(struct alarm *alarm)
{
	if (alarm->jump_descriptor > 0)
		(void)close(alarm->jump_descriptor);
}
