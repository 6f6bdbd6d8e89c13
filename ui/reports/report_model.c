/* What the screens of reports show: read when something changed, laid out by the screen's size. */
#include "ui/reports/report_screen.h"

#include <stdio.h>
#include <string.h>

enum {
	WIDE_FROM = 78,    /* columns for two panes */
	RULE_FROM = 20,    /* rows for a rule above the event line */
	HINTS_FROM = 22,   /* rows for a second line of hints */
	SUMMARY_ROWS = 4,  /* below the totals: a blank, the bar, what is to do, the balance */
	SUMMARY_FROM = 9,  /* rows of the pane */
	DEFAULT_TARGET = 8 /* hours that a full shade stands for when there is no target */
};

static void panes_fit(const struct report_screen *screen, struct rect body, struct report_layout *out)
{
	int days = screen->kind->days_width(body.width);
	bool wide = body.width >= WIDE_FROM;
	struct rect heading = { body.x, body.y, body.width, 1 },
	            inside = { body.x, body.y + 1, body.width, body.height - 1 };

	out->heading = heading;
	if (screen->pane == REPORT_GRID) {
		out->days = inside;
	} else if (days > 0 && wide) {
		out->divider = days;
		out->heading.width = days;
		out->days = (struct rect){ 0, inside.y, days, inside.height };
		out->totals_heading = (struct rect){ days + 1, heading.y, body.width - days - 1, 1 };
		out->totals = (struct rect){ days + 1, inside.y, body.width - days - 1, inside.height };
	} else if (days == 0 && inside.height > screen->kind->days_height + 2) {
		int height = screen->kind->days_height;
		out->days = (struct rect){ 0, inside.y, body.width, height };
		out->totals_heading = (struct rect){ 0, inside.y + height, body.width, 1 };
		out->totals = (struct rect){ 0, inside.y + height + 1, body.width, inside.height - height - 1 };
	} else {
		*(screen->pane == REPORT_DAYS ? &out->days : &out->totals) = inside;
	}
}

void report_layout(const struct report_screen *screen, struct report_layout *out)
{
	int width = screen->view.environment->width, height = screen->view.environment->height;
	int hints = environment_hints(screen->view.environment, height >= HINTS_FROM ? 2 : height >= 6 ? 1 : 0);
	int event = height >= 4 ? 1 : 0, rule = height >= RULE_FROM ? 1 : 0, title = height >= 1 ? 1 : 0;

	*out = (struct report_layout){ .divider = -1 };
	if (width <= 0 || height <= 0)
		return;
	int y = height - hints;
	out->title = (struct rect){ 0, 0, width, title };
	out->hints = (struct rect){ 1, y, width - 2, hints };
	y -= event;
	out->event = (struct rect){ 0, y, width, event };
	y -= rule;
	out->rule = (struct rect){ 0, y, width, rule };
	struct rect body = { 0, title, width, y - title };
	if (body.height > 1)
		panes_fit(screen, body, out);
}

int report_totals_rows(const struct report_screen *screen, struct rect rect)
{
	/* The heading says the most of it: a list that just fits comes first. */
	bool fits = screen->totals.count + SUMMARY_ROWS <= rect.height || screen->totals.count > rect.height;
	return rect.height >= SUMMARY_FROM && fits ? rect.height - SUMMARY_ROWS : rect.height;
}

void report_fit(struct report_screen *screen)
{
	struct report_layout layout;
	report_layout(screen, &layout);
	report_rows_arrange(screen);
	list_set_height(&screen->totals, report_totals_rows(screen, layout.totals));
	report_grid_arrange(screen);
	list_set_height(&screen->grid.rows, report_grid_rows(screen, layout.days));
	if (screen->kind->arrange)
		screen->kind->arrange(screen);
}

static void sign_report(struct report_screen *screen)
{
	const struct ts_report *report = &screen->report;
	signs_release(&screen->signs);
	for (size_t i = 0; i < report->activity_count; i++) {
		const struct ts_total *total = &report->activities[i];
		signs_add(&screen->signs, total->activity, total->text, total->slot, false);
	}
	signs_settle(&screen->signs);
}

/* Of what the filter takes; with it are its tags. Those of all of it are read while they show: comments have them. */
static enum ts_status read_filtered(const struct report_screen *screen, ts_filter *filter, struct ts_report *out)
{
	return ts_report_filtered(screen->view.environment->store, screen->range, filter, screen->known, out);
}

static enum ts_status read_tags(struct report_screen *screen)
{
	struct ts_report tagged;
	ts_filter *all = NULL;
	ts_report_release(&screen->tagged);
	if (screen->filtered || screen->shown != REPORT_TAGS)
		return TS_OK;
	enum ts_status status = ts_filter_create(&all);
	if (status == TS_OK)
		status = read_filtered(screen, all, &tagged);
	if (status == TS_OK)
		screen->tagged = tagged;
	ts_filter_destroy(all);
	return status;
}

/* Once somebody logs, each day has something, if only off. */
static bool has_anything(const struct ts_report_day *day)
{
	return day->work > 0 || day->rest > 0 || day->off > 0;
}

static void report_take(struct report_screen *screen, const struct ts_report *report, bool filtered)
{
	ts_report_release(&screen->report);
	screen->report = *report;
	screen->has_report = true;
	screen->readings++;
	screen->filtered = filtered;
	screen->adds_up = !filtered && !report->flex_known;
	screen->most = 0;
	screen->first = report->range.first;
	for (size_t i = 0; !filtered && i < report->day_count && !has_anything(&report->days[i]); i++)
		screen->first++;
	for (size_t i = 0; i < report->day_count; i++)
		screen->most = report->days[i].work > screen->most ? report->days[i].work : screen->most;
	sign_report(screen);
	report_rows_read(screen);
}

/* They are of the present: of another week, or of a part, nothing is told. */
static enum ts_status read_budgets(struct report_screen *screen)
{
	const struct ts_range range = screen->range;
	struct ts_budgets budgets = { .at = NULL };
	enum ts_status status = TS_OK;

	if (screen->kind->has_budgets && !screen->filtered && screen->today >= range.first &&
	    screen->today <= range.last)
		status = ts_budgets_read(screen->view.environment->store, screen->known, &budgets);
	ts_budgets_release(&screen->budgets);
	screen->budgets = budgets;
	return status;
}

static enum ts_status read_all(void *context)
{
	struct report_screen *screen = context;
	struct ts_report report;
	ts_filter *filter = report_filter_create(screen->filter);
	enum ts_status status =
	        filter ? read_filtered(screen, filter, &report)
	               : ts_report_read(screen->view.environment->store, screen->range, screen->known, &report);
	if (status == TS_OK)
		report_take(screen, &report, filter != NULL);
	ts_filter_destroy(filter);
	if (status == TS_OK)
		status = read_budgets(screen);
	return status == TS_OK ? read_tags(screen) : status;
}

void report_read(struct report_screen *screen, struct effects *effects)
{
	const struct environment *environment = screen->view.environment;
	screen->known = environment->moment.now;
	screen->today = ts_day_of(screen->known, environment->settings.day_start);
	enum ts_status status = ts_read_together(environment->store, read_all, screen);
	size_t damaged = screen->report.damaged;
	if (status != TS_OK) {
		char detail[TS_REASON_SIZE];
		const char *full = ts_detail(environment->store);
		(void)ts_text_clean(full, strlen(full), false, detail, sizeof detail);
		effects_message(effects, MESSAGE_ERROR, "cannot read these days: %s%s%.160s", ts_status_text(status),
		                detail[0] != '\0' ? ": " : "", detail);
	} else if (damaged > 0) {
		effects_message(effects, MESSAGE_ERROR, "%zu %s left out", damaged,
		                ts_counted((int64_t)damaged, "row of these days does not verify and is",
		                           "rows of these days do not verify and are"));
	}
	report_fit(screen);
}

void report_show_totals(struct report_screen *screen, enum report_pane pane, struct effects *effects)
{
	screen->shown = pane;
	list_select(&screen->totals, 0);
	if (pane == REPORT_TAGS && !screen->filtered)
		report_read(screen, effects);
	else
		report_fit(screen);
}

void report_show(struct report_screen *screen, ts_day day, struct effects *effects)
{
	struct ts_range range = screen->kind->period(screen, day);
	bool other = !screen->has_report || range.first != screen->range.first || range.last != screen->range.last;
	screen->selected = day < range.first ? range.first : day > range.last ? range.last : day;
	if (!other) {
		report_fit(screen);
		return;
	}
	/* Nothing of another period may stand under this one's title, not even when the reading fails. */
	ts_report_release(&screen->report);
	ts_report_release(&screen->tagged);
	ts_budgets_release(&screen->budgets);
	screen->has_report = false;
	screen->range = range;
	list_select(&screen->totals, 0);
	report_read(screen, effects);
}

const struct ts_report_day *report_day(const struct report_screen *screen, ts_day day)
{
	const struct ts_report *report = &screen->report;
	if (!screen->has_report || day < report->range.first || day > report->range.last)
		return NULL;
	return &report->days[day - report->range.first];
}

int report_shade(const struct report_screen *screen, const struct ts_report_day *day)
{
	int64_t target = screen->filtered ? screen->most : day->target;
	if (target <= 0)
		target = screen->view.environment->settings.weekly_target * TS_MINUTE / 5;
	if (target <= 0)
		target = DEFAULT_TARGET * TS_HOUR;
	if (day->work <= 0)
		return 0;
	if (day->work >= target)
		return REPORT_SHADES - 1;
	/* Thirds of the target, so that a full day stands out. */
	return 1 + (int)(day->work * 3 / target);
}
