/*
 * Bytes from a terminal to keys, mouse and paste: UTF-8, the usual escape sequences (CSI, SS3, in normal and
 * application mode, with modifiers), SGR mouse, bracketed paste. Pure: no descriptor, no clock. Bytes that are no
 * character are told and swallow nothing, a paste with such is told instead of it; unknown sequences are dropped whole.
 * A paste whose end is lost is ended by the Escape key.
 */
#ifndef TIMESHEET_UI_INPUT_H
#define TIMESHEET_UI_INPUT_H

#include "ui/keys/key.h"

enum input_type {
	INPUT_KEY,
	INPUT_MOUSE,
	INPUT_PASTE,
	INPUT_FOCUS,
	INPUT_GROUND, /* the answer to what decoder_expect_ground was told of */
	INPUT_REFUSED /* bytes came that are no character of the code set: nothing can be made of them */
};
struct input {
	enum input_type type;
	union {
		struct key key;
		struct mouse mouse;
		struct {
			const char *text; /* UTF-8, line ends as \n; borrowed until the callback returns */
			size_t size;
		} paste; /* a long paste comes whole, at most 1 MiB of it; the rest is dropped and cut says so */
		bool focus;
		int32_t ground; /* 0xRRGGBB */
		bool pasted;    /* REFUSED: they stood in a paste, and all of that is refused */
	} as;
	bool cut;
};

struct decoder;
typedef void input_callback(void *context, const struct input *input);

struct decoder *decoder_create(input_callback *callback, void *context);
/* Characters come in the code set of the process's locale (LC_CTYPE) rather than in UTF-8. */
void decoder_use_locale(struct decoder *decoder);
void decoder_destroy(struct decoder *decoder);
/* A sequence of this terminal that differs from the usual ones (from terminfo). */
void decoder_define(struct decoder *decoder, const char *sequence, struct key key);
void decoder_feed(struct decoder *decoder, const char *bytes, size_t size);
/* The terminal was asked which colour its ground has. Its answer is taken as such from here on, once, whenever and in
 * whatever pieces it comes; a key that comes in the middle of one is that key. Until it has come, Alt and "]" are
 * delivered with the key behind them. */
void decoder_expect_ground(struct decoder *decoder);
/* True when an escape has begun and its end is not there: after a while without bytes (50 ms, 150 over ssh) call
 * decoder_timeout, which delivers a lone Escape and drops an unfinished sequence. An Escape that is the last of a paste
 * ends it then, and what was pasted is delivered. */
bool decoder_pending(const struct decoder *decoder);
void decoder_timeout(struct decoder *decoder);
/* True inside of a paste: wait longer there (500 ms), for its real end may be on its way. */
bool decoder_pasting(const struct decoder *decoder);

#endif
