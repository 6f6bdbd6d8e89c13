/*
 * Where everything of the day view stands, as rectangles worked out from the screen's size alone: drawing and the mouse
 * ask the same numbers. Knows nothing of what is drawn.
 */
#ifndef TIMESHEET_UI_DAY_LAYOUT_H
#define TIMESHEET_UI_DAY_LAYOUT_H

#include "ui/draw/surface.h"

/* From so many columns on there are end times, and the strip shows only the hours of the day's work. */
enum { DAY_ROOMY_FROM = 120 };

enum day_pane { DAY_LOGS, DAY_TOTALS, DAY_WEEK, DAY_PANES };

/* A part that has no room is an empty rectangle. */
struct day_layout {
	bool wide; /* two columns; else one pane at a time, and logs_heading holds the tabs */
	struct rect title, ruler, strip, marks;
	struct rect logs_heading, logs, totals_heading, totals;
	struct rect note_heading, note, week_heading, week;
	struct rect divider;                          /* between the columns, headings included */
	struct rect grid_heading, grid, grid_divider; /* the week as a table, at the right of all that */
	struct rect rule_above, event, rule_below, slots, hints;
};

/* Any size, from nothing up. hints: rows of them at most. pane: the one with the focus; in one column the one that
 * shows. */
void day_layout_fit(int width, int height, int hints, enum day_pane pane, struct day_layout *out);
/* The week is longer than most notes: it takes rows that the totals above it leave empty. */
void day_layout_grow_week(struct day_layout *layout, int spare);

#endif
