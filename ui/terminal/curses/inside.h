/* The inside of the terminal: what the files that know ncurses share. Private to this folder. */
#ifndef TIMESHEET_UI_CURSES_INSIDE_H
#define TIMESHEET_UI_CURSES_INSIDE_H

#include "ui/terminal/announce.h"
#include "ui/terminal/term.h"

#include <stdio.h>
#include <termios.h>

#define NCURSES_NOMACROS 1
#include <ncurses.h>
#include <termcap.h>

enum { COLOURS_KEPT = 64 /* of 24 bits, by a hash of 6 */ };

struct term {
	bool open;
	int input;             /* a descriptor of its own, non-blocking */
	FILE *output, *unread; /* unread: ncurses insists on an input, and never reads it */
	SCREEN *screen;
	struct termios saved;
	enum term_colours colours;
	bool default_colours; /* the terminal's own can be asked for */
	bool utf8, ascii, synchronized, console, mouse, gone;
	bool spared; /* one call for input in the background was let pass */
	bool away;   /* suspended, and not yet back in the foreground: the terminal is somebody else's */
	const struct theme *theme;
	struct {
		int32_t rgb;
		short number; /* 16 and more; 0: none yet */
	} nearest[COLOURS_KEPT];
	struct cell *cells; /* as last flushed */
	cchar_t *row;
	int width, height;
	int cursor_x, cursor_y;
	bool repaint;
	char title[ANNOUNCE_SIZE]; /* as last sent, with what stands around; "" none */
};

/* In order after what was written before; nothing once the terminal is gone or somebody else's. */
void term_write(struct term *term, const char *text);
/* Takes the terminal again after a suspension. A process that was continued in the background, to be ended say, must
 * not touch it: it would be stopped, and never end. */
void term_come_back(struct term *term);

/* The type to open, with_colours (size bytes) or another; NULL if there is none. newterm is asked only for what
 * terminfo knows: it leaks when it fails. */
const char *type_choose(char *with_colours, size_t size);
/* What is wrong with this TERM. */
void type_complain(const char *fault, char *reason, size_t size);
/* What the type and the locale say of characters, and of updates that show at once. */
void type_find(struct term *term);

/* Once the terminal is open: which colours it has, none if none are wanted. */
void cells_find_colours(struct term *term, bool use_colour);

#endif
