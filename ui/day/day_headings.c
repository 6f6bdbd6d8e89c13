/* The headings of the panes; with one column they are tabs in a line. */
#include "ui/day/day_inside.h"

#include "ui/base/format.h"
#include "ui/draw/widgets.h"

#include <stdio.h>

enum {
	HEADING_SIZE = 256,
	TEE_DOWN = 0x252c,
	CROSS = 0x253c,
	TEE_UP = 0x2534,
	TEE_RIGHT = 0x251c,
	TEE_LEFT = 0x2524,
	DAYS_A_WEEK = 7
};

/* "off since Wed 16:15": what a day without work before its first log begins with. */
static void night_text(const struct day *day, char out[HEADING_SIZE])
{
	const struct ts_span *night = &day->night;
	char date[FORMAT_SIZE], clock[FORMAT_SIZE];
	ts_day logged = ts_day_of(night->logged, day->view.environment->settings.day_start);

	/* "Wed 30 Sep": within a week the weekday says it. */
	format_day_short(logged, date);
	format_clock(day->view.environment->clock, night->logged, night->offset, clock);
	if (day->day - logged < DAYS_A_WEEK)
		(void)snprintf(out, HEADING_SIZE, "  off since %.3s %s", date, clock);
	else
		(void)snprintf(out, HEADING_SIZE, "  off since %s", date + 4);
}

static void logs_text(const struct day *day, bool long_words, char *out, size_t size)
{
	const struct ts_day_view *content = &day->content;
	int start = day->view.environment->settings.day_start;
	size_t carried = 0, marked = day_marked(day, NULL);
	char boundary[FORMAT_SIZE] = "midnight", night[HEADING_SIZE] = "";

	for (size_t i = 0; i < content->span_count; i++)
		carried += content->spans[i].carried;
	if (start > 0)
		(void)snprintf(boundary, sizeof boundary, "%02d:%02d", start / 60, start % 60);
	if (day->has_night && long_words)
		night_text(day, night);
	if (marked > 0)
		(void)snprintf(out, size, "LOGS %zu  %zu marked", content->span_count - carried, marked);
	else if (carried > 0 && long_words)
		(void)snprintf(out, size, "LOGS %zu + %zu carried over %s", content->span_count - carried, carried,
		               boundary);
	else if (carried > 0)
		(void)snprintf(out, size, "LOGS %zu+%zu", content->span_count - carried, carried);
	else
		(void)snprintf(out, size, "LOGS %zu%s", content->span_count, night);
}

static void totals_text(const struct day *day, int width, char *out, size_t size)
{
	char work[FORMAT_SIZE], rest[FORMAT_SIZE], off[FORMAT_SIZE];
	const struct ts_day_view *content = &day->content;

	format_doubtful(content->work, content->forgotten.milliseconds > 0, work);
	format_duration(content->rest, rest);
	format_duration(content->off, off);
	(void)snprintf(out, size, "TOTALS  work %s  rest %s  off %s", work, rest, off);
	if (text_width(out) > width)
		(void)snprintf(out, size, "TOTALS  work %s  rest %s", work, rest);
	if (text_width(out) > width)
		(void)snprintf(out, size, "TOTALS  %s", work);
}

static void week_text(const struct day *day, char *out, size_t size)
{
	char total[FORMAT_SIZE], target[FORMAT_SIZE], flex[FORMAT_SIZE];
	const struct ts_week *week = &day->week;
	const bool owes = week->total_target > 0 && !day_is_new(day);
	const bool told = week->flex_known && !week->no_target && !day_is_new(day);

	format_doubtful(week->total, day_week_forgotten(day).milliseconds > 0, total);
	format_duration(week->total_target, target);
	format_doubtful_signed(week->flex, week->flex_forgotten, flex);
	(void)snprintf(out, size, "WEEK  %s%s%s%s%s", total, owes ? "/" : "", owes ? target : "", told ? "  flex " : "",
	               !told                ? ""
	               : week->flex_damaged ? "damaged"
	                                    : flex);
}

/* Which of the logs are shown when not all are. */
static const char *scroll_text(const struct day *day, char out[FORMAT_SIZE])
{
	const struct list *logs = &day->logs;
	int last = logs->top + logs->height < logs->count ? logs->top + logs->height : logs->count;
	if (logs->count <= logs->height)
		return NULL;
	(void)snprintf(out, FORMAT_SIZE, "%d-%d of %d", logs->top + 1, last, logs->count);
	return out;
}

/* ---- tabs */

struct tab {
	int x, width;
	char text[HEADING_SIZE];
};

static void tabs_fit(const struct day *day, struct tab out[DAY_PANES])
{
	static const char *const names[DAY_PANES] = { "", "TOTALS", "WEEK" };
	char name[HEADING_SIZE - 2];
	int x = 2;
	for (int i = 0; i < DAY_PANES; i++) {
		bool active = (int)day->pane == i;
		logs_text(day, false, name, sizeof name);
		(void)snprintf(out[i].text, sizeof out[i].text, active ? "[%s]" : " %s ", i == 0 ? name : names[i]);
		out[i].x = x;
		out[i].width = text_width(out[i].text);
		x += out[i].width;
	}
}

enum day_pane day_tab_at(const struct day *day, const struct day_layout *layout, int x)
{
	struct tab tabs[DAY_PANES];
	tabs_fit(day, tabs);
	for (int i = 0; i < DAY_PANES; i++) {
		if (x - layout->logs_heading.x >= tabs[i].x && x - layout->logs_heading.x < tabs[i].x + tabs[i].width)
			return (enum day_pane)i;
	}
	return DAY_PANES;
}

static void right_text(const struct day *day, int room, char *out, size_t size)
{
	const struct ts_day_view *content = &day->content;
	char work[FORMAT_SIZE], target[FORMAT_SIZE], scroll[FORMAT_SIZE], totals[HEADING_SIZE];

	if (day->pane == DAY_WEEK) {
		week_text(day, totals, sizeof totals);
		(void)snprintf(out, size, "%s", totals + sizeof "WEEK  " - 1);
	} else if (day->pane == DAY_TOTALS) {
		totals_text(day, room, totals, sizeof totals);
		(void)snprintf(out, size, "%s", totals + sizeof "TOTALS  " - 1);
	} else if (scroll_text(day, scroll)) {
		(void)snprintf(out, size, "%s", scroll);
	} else {
		format_doubtful(content->work, content->forgotten.milliseconds > 0, work);
		format_duration(content->target, target);
		(void)snprintf(out, size, content->target > 0 ? "work %s/%s" : "work %s", work, target);
	}
}

static void draw_tabs(const struct day *day, struct surface *surface, struct rect rect)
{
	struct tab tabs[DAY_PANES];
	char right[HEADING_SIZE];

	tabs_fit(day, tabs);
	int end = tabs[DAY_PANES - 1].x + tabs[DAY_PANES - 1].width;
	right_text(day, rect.width - end, right, sizeof right);
	draw_rule(surface, rect.x, rect.y, rect.width);
	for (int i = 0; i < DAY_PANES; i++)
		surface_text(surface, rect.x + tabs[i].x, rect.y, -1, tabs[i].text,
		             look_of((int)day->pane == i ? STYLE_HEADING : STYLE_DIM));
	int at = rect.width - text_width(right) - 3;
	if (at > end)
		surface_printf(surface, rect.x + at, rect.y, look_of(STYLE_HEADING), " %s ", right);
}

/* ---- two columns */

static void draw_divider(struct surface *surface, const struct day_layout *layout)
{
	struct rect divider = layout->divider;
	struct look look = look_of(STYLE_FRAME);
	draw_rule_down(surface, divider.x, divider.y, divider.height);
	surface_put(surface, divider.x, divider.y, TEE_DOWN, look);
	bool aligned = layout->note_heading.y == layout->week_heading.y || layout->week_heading.y == divider.y;
	if (layout->note_heading.height > 0)
		surface_put(surface, divider.x, layout->note_heading.y, aligned ? CROSS : TEE_LEFT, look);
	if (layout->note_heading.height > 0 && !aligned)
		surface_put(surface, divider.x, layout->week_heading.y, TEE_RIGHT, look);
	/* In ASCII a cross here would seem to go on below. */
	if (layout->rule_above.height > 0 && !surface_ascii(surface))
		surface_put(surface, divider.x, layout->rule_above.y, TEE_UP, look);
}

static void draw_right(struct surface *surface, struct rect rect, const char *text, bool focused)
{
	if (rect.height > 0)
		draw_pane_heading(surface, (struct rect){ rect.x - 1, rect.y, rect.width + 1, 1 }, text, NULL, focused);
}

static void draw_grid_heading(const struct day *day, struct surface *surface, const struct day_layout *layout)
{
	struct rect divider = layout->grid_divider, heading = layout->grid_heading;
	struct look look = look_of(STYLE_FRAME);
	char text[HEADING_SIZE];

	if (heading.height == 0)
		return;
	char week[FORMAT_SIZE];
	environment_week_number(day->view.environment, day->day, week);
	(void)snprintf(text, sizeof text, "%.3s%sby day", week, week[0] != '\0' ? "  " : "");
	heading.x--;
	heading.width++;
	draw_pane_heading(surface, heading, text, NULL, false);
	draw_rule_down(surface, divider.x, divider.y, divider.height);
	surface_put(surface, divider.x, divider.y, TEE_DOWN, look);
	if (layout->week_heading.height > 0)
		surface_put(surface, divider.x, layout->week_heading.y, TEE_LEFT, look);
	if (layout->rule_above.height > 0 && !surface_ascii(surface))
		surface_put(surface, divider.x, layout->rule_above.y, TEE_UP, look);
}

void day_headings_draw(const struct day *day, struct surface *surface, const struct day_layout *layout)
{
	char text[HEADING_SIZE], scroll[FORMAT_SIZE];
	struct rect heading = layout->logs_heading;

	if (heading.height == 0)
		return;
	if (!layout->wide) {
		draw_tabs(day, surface, heading);
		return;
	}
	logs_text(day, true, text, sizeof text);
	draw_pane_heading(surface, heading, text, scroll_text(day, scroll), day->pane == DAY_LOGS);
	totals_text(day, layout->totals_heading.width - (day->pane == DAY_TOTALS ? 5 : 3), text, sizeof text);
	draw_right(surface, layout->totals_heading, text, day->pane == DAY_TOTALS);
	week_text(day, text, sizeof text);
	draw_right(surface, layout->week_heading, text, day->pane == DAY_WEEK);
	draw_divider(surface, layout);
	draw_grid_heading(day, surface, layout);
}
