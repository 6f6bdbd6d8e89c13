/*
 * What a person can do at a terminal: keys, mouse, paste. Values of our own; nothing of curses in them.
 */
#ifndef TIMESHEET_UI_KEY_H
#define TIMESHEET_UI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_name {
	KEYNAME_NONE, /* a character */
	KEYNAME_ENTER,
	KEYNAME_TAB,
	KEYNAME_ESCAPE,
	KEYNAME_BACKSPACE,
	KEYNAME_SPACE,
	KEYNAME_UP,
	KEYNAME_DOWN,
	KEYNAME_LEFT,
	KEYNAME_RIGHT,
	KEYNAME_HOME,
	KEYNAME_END,
	KEYNAME_PAGE_UP,
	KEYNAME_PAGE_DOWN,
	KEYNAME_INSERT,
	KEYNAME_DELETE,
	KEYNAME_F1,
	KEYNAME_F2,
	KEYNAME_F3,
	KEYNAME_F4,
	KEYNAME_F5,
	KEYNAME_F6,
	KEYNAME_F7,
	KEYNAME_F8,
	KEYNAME_F9,
	KEYNAME_F10,
	KEYNAME_F11,
	KEYNAME_F12,
	KEYNAME_FENCE, /* test builds: answered once everything before it is handled and drawn */
	KEYNAME_COUNT
};

enum { MODIFIER_CONTROL = 1, MODIFIER_ALT = 2, MODIFIER_SHIFT = 4 };

struct key {
	enum key_name name;
	uint32_t character; /* when name is NONE: a code point; for Control the lower-case letter ('w' for C-w) */
	unsigned modifiers; /* Shift only with named keys: a shifted letter is its own character */
};

enum mouse_action { MOUSE_PRESS, MOUSE_RELEASE, MOUSE_DRAG, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };
struct mouse {
	enum mouse_action action;
	int x, y;   /* cells from 0 */
	int button; /* 1 left, 2 middle, 3 right */
};

bool key_equal(struct key left, struct key right);
/* "j", "C-w", "M-f", "Enter", "S-Left", "F1" ...: how help writes a key and the binding table names it. */
bool key_parse(const char *text, struct key *out);
void key_print(struct key key, char *out, size_t size);

#endif
