/* Bytes in, keys out; what a key means is not known here. */
#include "src/screen/keyboard.h"

/* Milliseconds after an Escape in a paste until it is a key, not the begin of the paste's end: longer than a network
 * stumbles, shorter than somebody looks at a program that does not react. */
enum { PASTE_DELAY = 500 };

static uint64_t delay_now(const struct keyboard *keyboard)
{
	int delay = term_escape_delay(keyboard->term);

	return (uint64_t)(decoder_pasting(keyboard->decoder) && delay < PASTE_DELAY ? PASTE_DELAY : delay);
}

static void escape_event(uv_timer_t *timer)
{
	const struct keyboard *keyboard = timer->data;

	if (keyboard->calls->ready(keyboard->context))
		decoder_timeout(keyboard->decoder);
}

static void terminal_event(uv_poll_t *poll, int status, int events)
{
	struct keyboard *keyboard = poll->data;

	(void)events;
	if (!keyboard->calls->ready(keyboard->context))
		return;
	if (status != 0 || !term_read(keyboard->term, keyboard->decoder)) {
		keyboard->calls->gone(keyboard->context);
		return;
	}
	if (decoder_pending(keyboard->decoder))
		(void)uv_timer_start(&keyboard->escape, escape_event, delay_now(keyboard), 0);
	else
		(void)uv_timer_stop(&keyboard->escape);
}

int keyboard_start(struct keyboard *keyboard, uv_loop_t *loop, struct term *term, const struct keyboard_calls *calls,
                   void *context)
{
	int error = uv_timer_init(loop, &keyboard->escape);

	keyboard->term = term;
	keyboard->calls = calls;
	keyboard->context = context;
	keyboard->decoder = decoder_create(calls->input, context);
	term_define_keys(term, keyboard->decoder);
	if (error == 0)
		error = uv_poll_init(loop, &keyboard->poll, term_descriptor(term));
	if (error != 0)
		return error;
	keyboard->poll.data = keyboard->escape.data = keyboard;
	return uv_poll_start(&keyboard->poll, UV_READABLE | UV_DISCONNECT, terminal_event);
}

void keyboard_ask_ground(struct keyboard *keyboard)
{
	if (term_ask_ground(keyboard->term))
		decoder_expect_ground(keyboard->decoder);
}

void keyboard_stop(struct keyboard *keyboard)
{
	/* Before its descriptor is closed: uv_poll_init in libuv's manual. */
	if (keyboard->poll.data)
		(void)uv_poll_stop(&keyboard->poll);
	if (keyboard->decoder)
		decoder_destroy(keyboard->decoder);
	keyboard->decoder = NULL;
}
