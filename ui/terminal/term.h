/*
 * The terminal, through ncurses. Reads bytes, decodes them (input.h), carries surfaces to the screen.
 */
#ifndef TIMESHEET_UI_TERM_H
#define TIMESHEET_UI_TERM_H

#include "ui/draw/surface.h"
#include "ui/draw/theme.h"
#include "ui/terminal/input.h"

enum term_colours { TERM_COLOURS_NONE, TERM_COLOURS_8, TERM_COLOURS_256, TERM_COLOURS_DIRECT };

/* Opens the controlling terminal. NULL: reason says why (no terminal, unknown TERM, cannot move the cursor). use_colour
 * false for NO_COLOR. */
struct term *term_open(bool use_colour, char *reason, size_t reason_size);
/* Gives the terminal back as it was; may be called twice, and from atexit. Accepts NULL. */
void term_close(struct term *term);
int term_descriptor(const struct term *term); /* to poll for input; blocking flags of 0..2 are left alone */
bool term_size(struct term *term, int *width, int *height); /* asks the terminal; false: no usable answer */
bool term_half_blocks(const struct term *term);             /* UTF-8 and at least 256 colours */
bool term_tints(const struct term *term);                   /* the theme's heat map is of grounds that show */
bool term_ascii(const struct term *term);                   /* the locale cannot show box lines */
bool term_shows(uint32_t character);                        /* it has this one: a letter, say */
enum term_colours term_colours(const struct term *term);
void term_set_theme(struct term *term, const struct theme *theme); /* borrowed; paints everything anew */
void term_set_mouse(struct term *term, bool on);
/* Asks which colour its ground has, where the answer can only be one; false: this kind of terminal is not asked. The
 * answer comes as input. */
bool term_ask_ground(struct term *term);
/* Reads what is there and feeds decoder. False: the terminal is gone. */
bool term_read(struct term *term, struct decoder *decoder);
void term_define_keys(struct term *term, struct decoder *decoder); /* this terminal's own sequences */
int term_escape_delay(const struct term *term);                    /* milliseconds */
void term_flush(struct term *term, const struct surface *surface);
void term_redraw(struct term *term); /* the next flush paints everything */
void term_bell(struct term *term);
/* False: this kind of terminal shows strings (OSC) as text, and is sent none. */
bool term_takes_strings(const struct term *term);
/* The title, until the terminal is given back: then it has its own again, where it keeps them. */
void term_title(struct term *term, const char *text);
/* Restores: somebody else writes and reads there. The next flush, in the foreground, has it again. */
void term_lend(struct term *term);
/* Restores, stops the process, comes back after SIGCONT. Continued in the background it leaves the terminal alone until
 * a flush finds it in the foreground again. */
void term_suspend(struct term *term);
void term_write_raw(struct term *term, const char *bytes, size_t size); /* after what was flushed */

#endif
