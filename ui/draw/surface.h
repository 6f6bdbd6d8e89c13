/*
 * A grid of cells that views draw on: clipped, with display widths, and nothing but cells. ui/terminal/term.h carries
 * it to the terminal; tests read it.
 */
#ifndef TIMESHEET_UI_SURFACE_H
#define TIMESHEET_UI_SURFACE_H

#include "ui/draw/style.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CELL_CHARACTERS = 3 };

struct cell {
	uint32_t characters[CELL_CHARACTERS]; /* a base and combining marks, 0-filled; all 0: second half of a wide one
	                                       */
	unsigned char width;                  /* 1 or 2; 0 for the second half of a wide one */
	unsigned char ground; /* the style filled or painted below: styles without a paper of their own stand on it */
	struct look look;
};

struct rect {
	int x, y, width, height;
};
bool rect_holds(struct rect rect, int x, int y);

struct surface; /* owned by whoever created it */

struct surface *surface_create(int width, int height); /* never NULL: aborts without memory, see alloc.h */
void surface_destroy(struct surface *surface);
void surface_resize(struct surface *surface, int width, int height);
int surface_width(const struct surface *surface);
int surface_height(const struct surface *surface);
/* The cell at x, y of the whole surface (not of the clip); outside: a blank one. */
const struct cell *surface_cell(const struct surface *surface, int x, int y);

/* Drawing is relative to the clip and cut to it. push makes a smaller one (inside the present one), pop takes it back.
 */
void surface_clip_push(struct surface *surface, struct rect rect);
void surface_clip_pop(struct surface *surface);

/* The clip, to PLAIN blanks; also hides the cursor. */
void surface_clear(struct surface *surface);
/* Lays a ground: what is drawn on it later keeps its paper, unless its style has one of its own. So a selected row is
 * filled with SELECTED, and then written in TIME, PLAIN, DIM ... */
void surface_fill(struct surface *surface, struct rect rect, uint32_t character, struct look look);
/* Writes UTF-8 text from x, y, at most width columns (-1: to the clip's edge). Returns the columns it took. Control
 * characters and what has no width become U+FFFD or are joined to the cell before (combining). A wide character that
 * would be cut is a blank. */
int surface_text(struct surface *surface, int x, int y, int width, const char *text, struct look look);
/* The same with an ellipsis (… or ~) as the last column when the text is longer. */
int surface_text_cut(struct surface *surface, int x, int y, int width, const char *text, struct look look);
/* Right-aligned in width columns. */
void surface_text_right(struct surface *surface, int x, int y, int width, const char *text, struct look look);
int surface_printf(struct surface *surface, int x, int y, struct look look, const char *format, ...)
        __attribute__((format(printf, 5, 6)));
void surface_put(struct surface *surface, int x, int y, uint32_t character, struct look look);
/* Changes looks, not characters; lays a ground like surface_fill. */
void surface_paint(struct surface *surface, struct rect rect, struct look look);
/* The cursor the terminal shows; -1 hides it. Relative to the clip. */
void surface_cursor(struct surface *surface, int x, int y);
void surface_cursor_at(const struct surface *surface, int *x, int *y); /* of the whole surface */

/* Only plain ASCII can be shown: box lines, blocks, arrows and the ellipsis are drawn as their ASCII stand-ins, any
 * other character as '?' in each of its columns. */
void surface_set_ascii(struct surface *surface, bool ascii);
bool surface_ascii(const struct surface *surface);
/* Nothing that is only drawn is shown: lines, blocks and spinners are blanks, for who has the screen read aloud. Views
 * leave out bars and signs, and have words for them. */
void surface_set_plain(struct surface *surface, bool plain);
bool surface_plain(const struct surface *surface);
/* The grounds of the heat map show, and are told from each other: it has no need of shades. */
void surface_set_tints(struct surface *surface, bool tints);
bool surface_tints(const struct surface *surface);
/* Letters beyond ASCII that can be shown all the same, in the code set of a language; NULL: none. */
void surface_set_shows(struct surface *surface, bool (*shows)(uint32_t character));

/* Columns of a text as surface_text draws it (sum of wcwidth, as ncurses, libvterm and xterm count; variation
 * selectors, skin tones and what a zero-width joiner ties to an emoji are not drawn, since terminals disagree about
 * them). */
int text_width(const char *text);

#endif
