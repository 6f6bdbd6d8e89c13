/*
 * What the screens of the week, the month, the year and a free range share: a period with a selected day, its report,
 * and panes of days and of totals, all of it or what a filter takes. Each screen is a kind: which period a day belongs
 * to, how one moves in it, how its days are drawn. report_model.c reads and moves, report_rows.c has the rows of
 * totals, report_filter.c what is counted, report_keys.c takes events, report_draw.c and the rest draw.
 */
#ifndef TIMESHEET_UI_REPORT_SCREEN_H
#define TIMESHEET_UI_REPORT_SCREEN_H

#include "ui/base/format.h"
#include "ui/type/field.h"
#include "ui/view/lines.h"
#include "ui/view/list.h"
#include "ui/view/signs.h"
#include "ui/view/view.h"

/* Those from ACTIVITIES on are of totals. */
enum report_pane { REPORT_DAYS, REPORT_GRID, REPORT_ACTIVITIES, REPORT_PROJECTS, REPORT_TAGS, REPORT_PANES };
enum { REPORT_TEXT_SIZE = 128, REPORT_ROUND_MINUTES = 15 };

struct report_screen;

/* What makes one screen differ from the others. */
struct report_kind {
	const char *unit; /* "week": for "this week", "2 weeks ago"; NULL: the period stays */
	bool has_budgets; /* they show below the totals */
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
	enum ts_report_by (*columns)(const struct report_screen *screen); /* of the grid */
	int (*days_width)(int width); /* columns of the pane of days beside that of totals; 0: that one stands below */
	int days_height;              /* rows of the pane of days when the totals stand below */
	void (*draw)(const struct report_screen *screen, struct surface *surface, struct rect rect);
	/* The day drawn at a place of rect; false: none. */
	bool (*day_at)(const struct report_screen *screen, struct rect rect, int x, int y, ts_day *out);
};

/* A row of the pane of totals: an activity, a project, one of its tasks, a tag. */
struct report_total {
	const struct ts_total *total; /* the report's */
	size_t tasks;                 /* of a project, where there are several */
	bool task, open;              /* a project's task; a project whose tasks show */
};

/* Days that stand in one row of bars. */
struct report_bar {
	ts_day first, last;
	int64_t work, rest, target;
	bool forgotten;         /* some of the work is */
	enum ts_mark_kind mark; /* of one day; NONE where there are more */
	bool half;
	size_t part, part_count; /* of the report's parts */
};

/* Activities or projects by days, weeks, months or years. */
struct report_grid {
	struct ts_report_grid cells;
	bool *doubtful;   /* for each of the cells: some of it is forgotten */
	struct list rows; /* the last is the work of all of them */
	bool sum;         /* the sums at the end are selected, else the column of the selected day */
	/* What the cells are of: to round a large table takes longer than a key may. */
	bool made, made_rounds;
	enum report_pane made_by;
	uint64_t made_at;
	bool rounds; /* to quarters of an hour; else to minutes. Either way all of it adds up */
};

struct report_screen {
	struct view view;
	const struct report_kind *kind;
	struct ts_range range;
	ts_day selected, today;
	ts_time known; /* the moment the report is of */
	bool has_report;
	uint64_t readings; /* of a report, so far */
	struct ts_report report;
	struct ts_budgets budgets; /* of the present week, while all of it shows */
	struct signs signs;        /* of the report's activities */
	bool adds_up;              /* the balance is not known yet, and is being added up */
	enum report_pane pane;
	enum report_pane shown; /* which totals show while the days have the focus */
	struct list totals;
	struct report_total *total_rows; /* totals.count */
	size_t *project_of;              /* the place of each activity's project, in the report */
	struct ts_total opened;          /* the project whose tasks show; without text none */
	struct ts_report tagged;         /* of all of it, for its tags; read while they show */
	char filter[TS_TEXT_SIZE];       /* what is counted, as typed; "": all of it */
	bool filtered;                   /* the report is of what a filter takes */
	ts_day first;                    /* of the range that has anything: off, too. Of a part: of the range */
	int64_t most;                    /* work of the day with the most of it */
	struct field field;              /* the filter, while it is typed */
	bool typing;
	const struct view_ops *ops; /* the screen's own, while it is typed */
	bool undo_asked;            /* whether undo is meant; undo_ask.h */
	struct report_grid grid;
	struct lines copied;     /* what was copied last: an effect points at it */
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
/* Shows the totals of a pane beside the days. */
void report_show_totals(struct report_screen *screen, enum report_pane pane, struct effects *effects);
/* The selected day's place in the report; NULL: none was read. */
const struct ts_report_day *report_day(const struct report_screen *screen, ts_day day);
/* How much of what a day should have was worked, as a shade from 0 (nothing) to 4 (the target, or more). */
enum { REPORT_SHADES = 5 };
int report_shade(const struct report_screen *screen, const struct ts_report_day *day);

/* ---- report_rows.c */

/* After a reading. */
void report_rows_read(struct report_screen *screen);
/* Makes the rows of totals anew. */
void report_rows_arrange(struct report_screen *screen);
const struct report_total *report_row(const struct report_screen *screen); /* the selected one; NULL: none */
/* The project's tasks, or the project that a task is of: shown or put away. False: it has none. */
bool report_rows_open(struct report_screen *screen, bool open);
/* Whether an activity's text is of a project. */
const char *report_total_text(const struct report_total *row); /* of a task what stands behind its project */
int report_percent(int64_t part, int64_t whole);
bool report_project_has(const struct ts_total *project, const char *text, bool rest);

/* ---- report_grid.c */

/* Makes it anew while it shows. */
void report_grid_arrange(struct report_screen *screen);
void report_grid_release(struct report_screen *screen);
/* As it comes from the report, without rounding. */
enum ts_status report_grid_make(const struct report_screen *screen, struct ts_report_grid *out) TS_MUST_CHECK;
/* Rounds it to quarters of an hour, or to minutes again; and says so. */
void report_grid_rounding(struct report_screen *screen, struct effects *effects);
/* Up and down, from cell to cell, and beyond the ends to the next period. False: it is no such action. */
bool report_grid_move(struct report_screen *screen, enum action action, struct effects *effects);
void report_grid_select(struct report_screen *screen, int row, int column, struct effects *effects);
int report_grid_column(const struct report_screen *screen); /* the selected one; column_count: the sums */
/* What a row is of; NULL: of all of it. */
const struct ts_total *report_grid_total(const struct report_screen *screen, int row);
/* The days of the selected column, and how it is called. */
struct ts_range report_grid_days(const struct report_screen *screen, char name[REPORT_TEXT_SIZE]);

/* ---- report_grid_draw.c */

/* "Mo 28", "W40", "Oct", "2026" */
const char *report_grid_column_name(const struct report_screen *screen, const struct ts_report_row *column,
                                    char out[FORMAT_SIZE]);

int report_grid_rows(const struct report_screen *screen, struct rect rect); /* that there is room for */
void report_grid_draw(const struct report_screen *screen, struct surface *surface, struct rect rect);
/* The cell at a place; false: none. */
bool report_grid_at(const struct report_screen *screen, struct rect rect, int x, int y, int *row, int *column);

/* ---- report_copy.c */

/* What shows, as text, to the clipboard; and the grid as CSV. */
void report_copy(struct report_screen *screen, struct effects *effects);
void report_copy_csv(struct report_screen *screen, struct effects *effects);

/* ---- report_filter.c */

/* A filter of what is typed. NULL: it says nothing, or cannot be understood, and all is counted. */
ts_filter *report_filter_create(const char *text);
/* Opens the line in which it is typed. */
void report_filter_open(struct report_screen *screen);
/* Ends it: everything is counted again. */
void report_filter_end(struct report_screen *screen, struct effects *effects);
void report_filter_draw(const struct report_screen *screen, struct surface *surface, struct rect line);

/* ---- report_keys.c */

/* Goes to a pane. */
void report_focus(struct report_screen *screen, enum report_pane pane, struct effects *effects);
void report_mouse(struct report_screen *screen, const struct mouse *mouse, struct effects *effects);
/* What has to do with the place in the report, whatever else is going on. False: it is no such action. */
bool report_move(struct report_screen *screen, enum action action, struct effects *effects);

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
/* The tab of the totals at a column of their heading; REPORT_PANES: none. */
enum report_pane report_tab_at(int x);
/* The same of the heading of the days: DAYS or GRID. */
enum report_pane report_days_tab_at(int x);
void report_totals_draw(const struct report_screen *screen, struct surface *surface, struct rect rect);
int report_totals_rows(const struct report_screen *screen, struct rect rect);
/* The balance, or that it is damaged. */
const char *report_flex(const struct ts_report *report, char out[FORMAT_SIZE]);
/* What is written on a tint, and how a shade looks. */
struct look report_heat_look(int shade);
/* Lays a day's tint, or its shade. */
void report_heat_draw(struct surface *surface, struct rect rect, int shade);
/* What they mean. */
void report_legend_draw(const struct report_screen *screen, struct surface *surface, int x, int y, int width);

/* ---- month_cell.c */

/* A day in its place; larger ones name what was done. */
void month_cell_draw(const struct report_screen *screen, struct surface *surface, struct rect rect,
                     const struct ts_report_day *day);

/* ---- year_months.c */

enum { YEAR_MONTHS = 12 };
/* A line for each month, or two. */
void year_months_draw(const struct report_screen *screen, struct surface *surface, struct rect rect);

/* ---- report_bars.c: rows of days with bars in the colours of activities */

enum report_stretch { STRETCH_DAY, STRETCH_WEEK, STRETCH_MONTH };
/* "Th  1 Oct", "W40  28 Sep", "Oct 2026" */
const char *report_bar_name(const struct report_screen *screen, const struct report_bar *bar, char out[FORMAT_SIZE]);
void report_bars_arrange(struct report_screen *screen, enum report_stretch stretch);
void report_bars_draw(const struct report_screen *screen, struct surface *surface, struct rect rect);
bool report_bars_at(const struct report_screen *screen, struct rect rect, int x, int y, ts_day *out);
ts_day report_bars_move(const struct report_screen *screen, enum action action);

#endif
