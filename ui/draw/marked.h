/* Text with what was looked for marked in it. */
#ifndef TIMESHEET_UI_MARKED_H
#define TIMESHEET_UI_MARKED_H

#include "data/timesheet.h"
#include "ui/draw/surface.h"

/* Draws text in at most width columns, its marks in STYLE_MATCH. When the first mark would not show, what stands before
 * it is left out. Returns the columns it took. */
int draw_marked(struct surface *surface, int x, int y, int width, const char *text, const struct ts_marks *marks,
                struct look look);

#endif
