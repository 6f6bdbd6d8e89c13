/*
 * The strip: a day's spans laid out over cells of equal length, the hours above it, and the marks of now and of the
 * target below. What stands where is worked out here without drawing; a day of 23 or 25 hours has as many hours.
 */
#ifndef TIMESHEET_UI_STRIP_H
#define TIMESHEET_UI_STRIP_H

#include "data/timesheet.h"
#include "ui/base/format.h"
#include "ui/draw/surface.h"
#include "ui/view/signs.h"

struct strip {
	ts_time from, until;
	ts_time cell; /* milliseconds of a cell */
	int x, cells; /* first column, and how many; 0: no room */
	int hourly;   /* cells of an hour */
};

void strip_fit(ts_time from, ts_time until, int width, struct strip *out);
/* The column of a moment, -1 outside of the day. */
int strip_column(const struct strip *strip, ts_time at);
/* The span that takes most of [from, until), the later one of two that take the same; -1: none. */
int strip_span(const struct ts_day_view *day, ts_time from, ts_time until);
/* The span under a column of the screen, -1: none. */
int strip_span_at(const struct strip *strip, const struct ts_day_view *day, int x);

/* The hours above the cells: out holds width + 1 bytes. Only as many as can stand apart. */
void strip_ruler(const struct strip *strip, enum clock clock, int width, char *out);

/* A mark below the strip: what is written, and where. */
enum { MARK_SIZE = 48 };
struct mark {
	int x;                    /* -1: not shown */
	char text[MARK_SIZE + 1]; /* a text and its sign */
};
/* The marks of now and of the moment the target is met ("8:00 done"), side by side or left out, never one over the
 * other. A column of -1: there is none. */
void strip_marks(int width, int now_x, const char *now, int target_x, const char *target, const char *what,
                 struct mark *now_mark, struct mark *target_mark);

struct strip_ink {
	bool half_blocks;
	bool (*marked)(const void *context, size_t span); /* underlined */
	const void *context;
	const struct signs *signs;
	bool blank; /* no signs: it is the second row of a strip */
};
/* The texts of what is long enough to hold some of it, over its cells. */
void strip_names(const struct strip *strip, const struct ts_day_view *day, struct surface *surface, int y,
                 const struct strip_ink *ink);
void strip_draw(const struct strip *strip, const struct ts_day_view *day, struct surface *surface, int y,
                const struct strip_ink *ink);

#endif
