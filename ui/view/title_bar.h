/* The top line that the screens beside the day have in common: the program, who is logged in where, the time. */
#ifndef TIMESHEET_UI_TITLE_BAR_H
#define TIMESHEET_UI_TITLE_BAR_H

#include "ui/view/view.h"

/* Lays the line's ground and writes program, user and host. Returns the column where what the screen is called goes. */
int draw_title_bar(struct surface *surface, int y, const struct environment *environment);
/* Right-aligned, if there is room behind column x. */
void draw_title_clock(struct surface *surface, int x, int y, const struct environment *environment);

#endif
