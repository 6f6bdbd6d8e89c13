/* What a whole escape sequence means. Inside of the decoder; nobody else includes it. */
#ifndef TIMESHEET_UI_INPUT_SEQUENCE_H
#define TIMESHEET_UI_INPUT_SEQUENCE_H

#include "ui/keys/key.h"

/* Longer ones than any terminal's keys or SGR mouse reports are dropped. */
enum { SEQUENCE_MOST = 40 };

enum sequence_type {
	SEQUENCE_UNKNOWN,
	SEQUENCE_KEY,
	SEQUENCE_MOUSE,
	SEQUENCE_PASTE, /* a bracketed paste begins */
	SEQUENCE_FOCUS_IN,
	SEQUENCE_FOCUS_OUT
};

struct sequence_meaning {
	enum sequence_type type;
	struct key key;
	struct mouse mouse;
};

/* bytes without the ESC: "[1;5D", "OP", "[[A". */
struct sequence_meaning sequence_read(const char *bytes, size_t size);

#endif
