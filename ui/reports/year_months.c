/* What each month of a year came to, a line for each; where there is room, a second one with what was done most. */
#include "ui/reports/report_screen.h"

#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/draw/widgets.h"

#include <stdlib.h>

enum {
	MONTH_NAME = 5,
	MONTH_DURATION = 8,
	MONTH_DIFFERENCE = 9,
	MORE_WIDTH = 5 /* blanks and "+12" */
};

struct month {
	int64_t work, target, change; /* change: of the balance */
	bool over;                    /* all of its days have passed */
	bool forgotten;               /* some of the work is */
};

static void months_fill(const struct report_screen *screen, struct month months[YEAR_MONTHS])
{
	struct ts_civil civil;
	for (size_t i = 0; i < screen->report.day_count; i++) {
		const struct ts_report_day *day = &screen->report.days[i];
		ts_day_to_civil(day->day, &civil);
		struct month *month = &months[civil.month - 1];
		month->work += day->work;
		month->forgotten = month->forgotten || day->forgotten.milliseconds > 0;
		month->target += day->target;
		month->change += day->change;
		month->over = day->day < screen->today;
	}
}

/* ---- what was done most */

/* Work of each activity in each month. */
static int64_t *works_of(const struct ts_report *report)
{
	int64_t *works = allocate(YEAR_MONTHS * (report->activity_count + 1), sizeof *works);
	struct ts_civil civil;
	for (size_t i = 0; i < report->part_count; i++) {
		const struct ts_report_part *part = &report->parts[i];
		if (report->activities[part->activity].rest)
			continue;
		ts_day_to_civil(report->days[part->day].day, &civil);
		works[(size_t)(civil.month - 1) * report->activity_count + part->activity] += part->milliseconds;
	}
	return works;
}

/* The longest that is left; it is taken out. */
static size_t longest_take(int64_t *works, size_t count, int64_t *work)
{
	size_t longest = 0;
	for (size_t i = 1; i < count; i++)
		longest = works[i] > works[longest] ? i : longest;
	*work = works[longest];
	works[longest] = 0;
	return longest;
}

/* "2 acme: parser 66:05  5 acme: sync 50:10  +4". Uses up works. */
static void draw_most(const struct report_screen *screen, struct surface *surface, int x, int y, int width,
                      int64_t *works)
{
	const struct ts_report *report = &screen->report;
	const int end = x + width;
	size_t left = 0;
	char length[FORMAT_SIZE];
	for (size_t i = 0; i < report->activity_count; i++)
		left += works[i] > 0;
	for (; left > 0; left--) {
		int64_t work;
		const struct ts_total *activity =
		        &report->activities[longest_take(works, report->activity_count, &work)];
		struct look sign = look_of(STYLE_SLOT);
		sign.ink = (unsigned char)activity->colour;
		format_duration(work, length);
		const int need = 2 + text_width(activity->text) + 1 + text_width(length);
		if (x + need + (left > 1 ? MORE_WIDTH : 0) > end)
			break;
		surface_put(surface, x, y, signs_find(&screen->signs, activity->activity), sign);
		surface_printf(surface, x + 2, y, look_of(STYLE_DIM), "%s %s", activity->text, length);
		x += need + 2;
	}
	if (left > 0)
		surface_printf(surface, x, y, look_of(STYLE_DIM), "+%zu", left);
}

/* ---- the lines */

/* Those before the first log are left out. */
static int month_first(const struct report_screen *screen)
{
	struct ts_civil civil;
	if (screen->first <= screen->range.first || screen->first > screen->range.last)
		return 0;
	ts_day_to_civil(screen->first, &civil);
	return civil.month - 1;
}

struct scale {
	int bar, width;
	int64_t whole;
};

static void draw_month(struct surface *surface, struct rect line, const struct scale *scale, const struct month *month)
{
	char text[FORMAT_SIZE];
	const int bar = line.x + scale->bar;
	surface_text_right(surface, line.x + 1 + MONTH_NAME, line.y, MONTH_DURATION - 1,
	                   format_duration(month->work, text), look_of(STYLE_DURATION));
	if (month->forgotten)
		surface_put(surface, bar - 1, line.y, '?', look_of(STYLE_NOTICE));
	draw_bar(surface, bar, line.y, scale->width, (double)month->work, (double)scale->whole, 0, false);
	if (month->target <= 0)
		return;
	const int mark = (int)((double)month->target / (double)scale->whole * scale->width);
	if (!surface_plain(surface))
		surface_put(surface, bar + mark, line.y, 0x2502,
		            look_of(month->work >= month->target ? STYLE_GOOD : STYLE_FRAME));
	if (month->over)
		surface_text_right(surface, line.x + line.width - MONTH_DIFFERENCE - 1, line.y, MONTH_DIFFERENCE,
		                   format_duration_signed(month->change, text), look_of(STYLE_DIM));
}

void year_months_draw(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	struct month months[YEAR_MONTHS] = { { 0, 0, 0, false, false } };
	struct scale scale = { .bar = 1 + MONTH_NAME + MONTH_DURATION + 1, .whole = 1 };
	struct ts_civil selected;
	const int first = month_first(screen), lines = rect.height >= 2 * (YEAR_MONTHS - first) ? 2 : 1;
	int64_t *works = works_of(&screen->report);
	ts_day_to_civil(screen->selected, &selected);
	months_fill(screen, months);
	scale.width = rect.width - scale.bar - MONTH_DIFFERENCE - 2;
	for (int i = 0; i < YEAR_MONTHS; i++) {
		scale.whole = months[i].work > scale.whole ? months[i].work : scale.whole;
		scale.whole = months[i].target > scale.whole ? months[i].target : scale.whole;
	}
	for (int i = first; i < YEAR_MONTHS && (i - first + 1) * lines <= rect.height; i++) {
		const struct rect line = { rect.x, rect.y + (i - first) * lines, rect.width, 1 };
		surface_text(surface, line.x + 1, line.y, -1, format_month(i + 1),
		             look_of(i + 1 == selected.month ? STYLE_EMPHASIS : STYLE_PLAIN));
		if (months[i].work <= 0)
			continue;
		draw_month(surface, line, &scale, &months[i]);
		if (lines > 1)
			draw_most(screen, surface, line.x + 1 + MONTH_NAME, line.y + 1, line.width - MONTH_NAME - 2,
			          works + (size_t)i * screen->report.activity_count);
	}
	free(works);
}
