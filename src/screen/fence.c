/* The answer is an escape sequence that terminals ignore. */
#include "src/screen/fence.h"

#ifdef TIMESHEET_TEST_BUILD
int fence_start(struct fence *fence, uv_loop_t *loop)
{
	return uv_idle_init(loop, &fence->again);
}

static void again_event(uv_idle_t *idle)
{
	(void)idle;
}

/* After one more look: a signal sent before the fence can be seen after it. */
void fence_answer(struct fence *fence, bool busy, struct term *term)
{
	static const char answer[] = "\033]7771;idle\a";

	if (fence->owed == 0 || busy)
		return;
	if (!uv_is_active((uv_handle_t *)&fence->again)) {
		(void)uv_idle_start(&fence->again, again_event);
		return;
	}
	(void)uv_idle_stop(&fence->again);
	for (; fence->owed > 0; fence->owed--)
		term_write_raw(term, answer, sizeof answer - 1);
}
#endif
