/* What several views draw: headings, frames, bars, dialogs, the hint bar. */
#ifndef TIMESHEET_UI_WIDGETS_H
#define TIMESHEET_UI_WIDGETS_H

#include "ui/draw/surface.h"
#include "ui/keys/keymap.h"

/* A rule with a heading in it: "-- LOGS 9 -------". */
void draw_heading(struct surface *surface, int x, int y, int width, const char *left, const char *right);
/* The heading of one pane of several, its name in front: "[LOGS] 9" has the focus, without colours too. */
void draw_pane_heading(struct surface *surface, struct rect rect, const char *text, const char *right, bool focused);
void draw_rule(struct surface *surface, int x, int y, int width);
void draw_rule_down(struct surface *surface, int x, int y, int height);
/* A horizontal bar of value out of whole over width columns, in eighths where blocks can be shown; colour 1..12, 0
 * accent. With track the empty part shows. */
void draw_bar(struct surface *surface, int x, int y, int width, double value, double whole, int colour, bool track);
/* A framed box on DIALOG ground, centred, with a title; returns the inside. */
struct rect draw_dialog(struct surface *surface, int width, int height, const char *title);
/* The inside of such a box on a screen of that size: where a view finds the mouse that drew there. */
struct rect dialog_inside(int screen_width, int screen_height, int width, int height);
/* Keys and what they do, in the order of the table, as many as fit in height rows: "SPC back to last   RET pick/new".
 */
void draw_hints(struct surface *surface, struct rect rect, const struct keymap *keymap, enum context context);
/* A sign that stands for a word: nothing where the screen is read aloud. */
void draw_sign(struct surface *surface, int x, int y, uint32_t character, struct look look);
/* A spinner's picture at a time. */
void draw_spinner(struct surface *surface, int x, int y, int64_t uptime);

#endif
