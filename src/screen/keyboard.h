/* What the terminal sends: watched, and decoded into keys. A lone Escape is one when nothing has followed for a while.
 */
#ifndef TIMESHEET_SRC_SCREEN_KEYBOARD_H
#define TIMESHEET_SRC_SCREEN_KEYBOARD_H

#include "ui/terminal/term.h"

#include <stdbool.h>
#include <uv.h>

struct keyboard_calls {
	bool (*ready)(void *context); /* before anything is read; false: nothing is wanted any more */
	void (*input)(void *context, const struct input *input);
	void (*gone)(void *context); /* the terminal has gone */
};

struct keyboard {
	uv_poll_t poll;
	uv_timer_t escape; /* an escape began and nothing followed */
	struct decoder *decoder;
	struct term *term;
	const struct keyboard_calls *calls;
	void *context;
};

/* Zero, or libuv's error. term and calls are borrowed. The handles are closed with the loop. */
int keyboard_start(struct keyboard *keyboard, uv_loop_t *loop, struct term *term, const struct keyboard_calls *calls,
                   void *context);
/* Before the terminal is closed; also after a start that failed, or none. */
/* Asks the terminal which colour its ground has; nothing waits for the answer, which comes as input if at all. */
void keyboard_ask_ground(struct keyboard *keyboard);
void keyboard_stop(struct keyboard *keyboard);

#endif
