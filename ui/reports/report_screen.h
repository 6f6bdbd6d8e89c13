/*
 * What the screens of the week, the month, the year and a free range share: a period with a selected day, its report,
 * and panes of days and totals. Each screen is a kind: which period a day belongs to, how one moves in it, how its days
 * are drawn. report_model.c reads and moves, report_keys.c takes events, report_draw.c and the rest draw.
 */
#ifndef TIMESHEET_UI_REPORT_SCREEN_H
#define TIMESHEET_UI_REPORT_SCREEN_H

#include "ui/base/format.h"
#include "ui/view/list.h"
#include "ui/view/signs.h"
#include "ui/view/view.h"

enum report_pane { REPORT_DAYS, REPORT_ACTIVITIES, REPORT_PROJECTS, REPORT_PANES };
enum { REPORT_TEXT_SIZE = 128 };

struct report_screen;

/* What makes one screen differ from the others. */
struct report_kind {
	const char *unit; /* "week": for "this week", "2 weeks ago"; NULL: the period stays */
	/* The period that a day belongs to. */
	struct ts_range (*period)(const struct report_screen *screen, ts_day day);
	/* A day of the period so many before or after that of a day; a period that stays moves on. */
	ts_day (*step)(struct report_screen *screen, ts_day day, int by);
	/* How many periods a day lies after another; NULL without unit. */
	int (*distance)(ts_day from, ts_day to);
	/* Where a movement leads from the selected day: UP, DOWN, CHAR_LEFT, CHAR_RIGHT, FIRST, LAST. The period
	 * follows. */
	ts_day (*move)(const struct report_screen *screen, enum action action);
	void (*title)(const struct report_screen *screen, char out[REPORT_TEXT_SIZE]);
	/* After a reading, and after the size changed. May be NULL. */
	void (*arrange)(struct report_screen *screen);
	int (*days_width)(int width); /* columns of the pane of days beside that of totals; 0: that one stands below */
	int days_height;              /* rows of the pane of days when the totals stand below */
	void (*draw)(const struct report_screen *screen, struct surface *surface, struct rect rect);
	/* The day drawn at a place of rect; false: none. */
	bool (*day_at)(const struct report_screen *screen, struct rect rect, int x, int y, ts_day *out);
};

/* Days that stand in one row of bars. */
struct report_bar {
	ts_day first, last;
	int64_t work, rest, target;
	enum ts_mark_kind mark; /* of one day; NONE where there are more */
	bool half;
	size_t part, part_count; /* of the report's parts */
};

struct report_screen {
	struct view view;
	const struct report_kind *kind;
	struct ts_range range;
	ts_day selected, today;
	ts_time known; /* the moment the report is of */
	bool has_report;
	struct ts_report report;
	struct signs signs; /* of the report's activities */
	bool adds_up;       /* the balance is not known yet, and is being added up */
	enum report_pane pane;
	bool by_project; /* which totals show while the days have the focus */
	struct list totals;
	bool undo_asked;         /* whether undo is meant; undo_ask.h */
	struct report_bar *bars; /* of screens that have them */
	struct list rows;
};

/* Where things stand. A part without room is empty. */
struct report_layout {
	struct rect title, heading, days, totals_heading, totals, rule, event, hints;
	int divider; /* column between the panes, -1: none */
};

/* ---- report_model.c */

void report_layout(const struct report_screen *screen, struct report_layout *out);
void report_read(struct report_screen *screen, struct effects *effects);
/* Shows the period of a day, with the day selected. */
void report_show(struct report_screen *screen, ts_day day, struct effects *effects);
void report_fit(struct report_screen *screen);
/* The selected day's place in the report; NULL: none was read. */
const struct ts_report_day *report_day(const struct report_screen *screen, ts_day day);
const struct ts_total *report_totals(const struct report_screen *screen, size_t *count);
/* How much of what a day should have was worked, as a shade from 0 (nothing) to 4 (the target, or more). */
enum { REPORT_SHADES = 5 };
int report_shade(const struct report_screen *screen, const struct ts_report_day *day);

/* ---- report_keys.c */

void report_update(struct view *view, const struct event *event, struct effects *effects);
int64_t report_wake(const struct view *view);
void report_destroy(struct view *view);
struct view *report_create(const struct environment *environment, const struct view_ops *ops,
                           const struct report_kind *kind, ts_day day);
/* The same for a screen that stands in a larger struct, zeroed and allocated. */
void report_init(struct report_screen *screen, const struct environment *environment, const struct view_ops *ops,
                 const struct report_kind *kind, ts_day day);

/* ---- drawing */

void report_draw(const struct view *view, struct surface *surface);
void report_title_draw(const struct report_screen *screen, struct surface *surface, struct rect rect);
/* The place of a column in the title: -1 previous, 1 next, 0 neither. */
int report_title_at(const struct report_screen *screen, int width, int x);
void report_totals_draw(const struct report_screen *screen, struct surface *surface, struct rect rect);
int report_totals_rows(const struct report_screen *screen, struct rect rect);
/* The balance, or that it is damaged. */
const char *report_flex(const struct ts_report *report, char out[FORMAT_SIZE]);
/* A cell of the heat map, and what the shades mean. */
uint32_t report_shade_character(const struct surface *surface, int shade);
struct look report_shade_look(int shade);
void report_legend_draw(const struct report_screen *screen, struct surface *surface, int x, int y, int width);

/* ---- report_bars.c: rows of days with bars in the colours of activities */

enum report_stretch { STRETCH_DAY, STRETCH_WEEK, STRETCH_MONTH };
void report_bars_arrange(struct report_screen *screen, enum report_stretch stretch);
void report_bars_draw(const struct report_screen *screen, struct surface *surface, struct rect rect);
bool report_bars_at(const struct report_screen *screen, struct rect rect, int x, int y, ts_day *out);
ts_day report_bars_move(const struct report_screen *screen, enum action action);

#endif
