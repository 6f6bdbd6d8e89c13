/* What the day view shows: read when something changed, and grown by arithmetic while only time passes. */
#include "ui/day/day_inside.h"

#include "ui/base/target_moment.h"

#include <string.h>

/* So few that a key does not wait for it. */
enum { MONTHS_A_STEP = 1 };

bool day_is_today(const struct day *day)
{
	return day->day == day->today;
}

bool day_is_new(const struct day *day)
{
	return day->empty_user && !day->has_current;
}

const struct ts_span *day_selected(const struct day *day)
{
	if (day->content.span_count == 0)
		return NULL;
	return &day->content.spans[day->logs.cursor];
}

/* The last log that has begun, though others may be made ahead of time; -1: none. */
static int latest_row(const struct day *day)
{
	int row = (int)day->content.span_count - 1;
	while (row > 0 && day->content.spans[row].logged > day->known)
		row--;
	return row;
}

void day_select(struct day *day, int row)
{
	list_select(&day->logs, row);
	const struct ts_span *span = day_selected(day);
	if (!span)
		return;
	day->selected = span->id;
	day->follows = day->logs.cursor == latest_row(day);
}

void day_select_at(struct day *day, ts_time at)
{
	int row = (int)day->content.span_count - 1;
	if (row < 0)
		return;
	while (row > 0 && day->content.spans[row].begin > at)
		row--;
	day_select(day, row);
}

/* After a reading: the same log if it is still there, else the last, or as near as the count allows. */
static void selection_restore(struct day *day)
{
	const struct ts_day_view *content = &day->content;
	int found = -1;
	list_set_count(&day->logs, (int)content->span_count);
	list_set_count(&day->totals, (int)content->total_count);
	day_fit(day);
	for (size_t i = 0; i < content->span_count && !day->follows; i++) {
		if (ts_id_equal(content->spans[i].id, day->selected))
			found = (int)i;
	}
	if (day->follows)
		found = latest_row(day);
	day_select(day, found >= 0 ? found : day->logs.cursor);
}

/* What every day begins with says little in a row, and deleting it there would delete it from the day before. */
static void night_take(struct day *day)
{
	struct ts_day_view *content = &day->content;
	day->has_night = content->span_count > 0 && content->spans[0].carried && content->spans[0].off;
	if (!day->has_night)
		return;
	day->night = content->spans[0];
	content->span_count--;
	memmove(content->spans, content->spans + 1, content->span_count * sizeof *content->spans);
}

static void sign_content(struct day *day)
{
	const struct ts_day_view *content = &day->content;
	signs_release(&day->signs);
	for (size_t i = 0; i < content->span_count; i++) {
		const struct ts_span *span = &content->spans[i];
		signs_add(&day->signs, span->activity, span->text, span->slot, span->off);
	}
	for (size_t i = 0; i < day->report.activity_count; i++) {
		const struct ts_total *total = &day->report.activities[i];
		signs_add(&day->signs, total->activity, total->text, total->slot, false);
	}
	signs_settle(&day->signs);
}

static void grid_forget(struct day *day)
{
	ts_report_grid_release(&day->grid);
	ts_report_release(&day->report);
	day->has_grid = false;
}

/* The week as a table, where it is shown. */
static enum ts_status read_grid(struct day *day)
{
	const struct environment *environment = day->view.environment;
	const struct ts_range range = { day->week.first, day->week.first + 6 };
	struct day_layout layout;

	grid_forget(day);
	day_layout(day, &layout);
	if (layout.grid.height == 0)
		return TS_OK;
	enum ts_status status = ts_report_read(environment->store, range, environment->moment.now, &day->report);
	if (status == TS_OK)
		status = ts_report_grid(&day->report, TS_BY_ACTIVITY, TS_BY_DAY, &day->grid);
	day->has_grid = status == TS_OK;
	return status;
}

static enum ts_status read_content(struct day *day)
{
	const struct environment *environment = day->view.environment;
	struct ts_day_view content;
	enum ts_status status = ts_day_read(environment->store, day->day, environment->moment.now, &content);
	if (status != TS_OK)
		return status;
	ts_day_release(&day->content);
	day->content = content;
	day->has_content = true;
	night_take(day);
	status = ts_week_read(environment->store, environment_week(environment, day->day), environment->moment.now,
	                      &day->week);
	day->adds_up = status == TS_OK && !day->week.flex_known;
	/* The week beside the day may lack more than the day. */
	if (status == TS_OK && day->week.damaged > day->content.damaged)
		day->content.damaged = day->week.damaged;
	if (status == TS_OK)
		status = read_grid(day);
	sign_content(day);
	return status;
}

void day_add_up(struct day *day)
{
	const struct environment *environment = day->view.environment;
	enum ts_status status;
	bool done = false;
	if (!day->adds_up)
		return;
	status = ts_flex_prepare(environment->store, environment->moment.now, MONTHS_A_STEP, &done);
	if (status == TS_OK && done)
		status = ts_week_read(environment->store, environment_week(environment, day->day),
		                      environment->moment.now, &day->week);
	/* Why not is said where it matters, when the day is read again. */
	day->adds_up = status == TS_OK && !day->week.flex_known;
}

static enum ts_status read_slots(struct day *day)
{
	const struct environment *environment = day->view.environment;
	struct ts_activities activities;
	enum ts_status status = ts_activities_read(environment->store, environment->moment.now, &activities);
	if (status != TS_OK)
		return status;
	memset(day->slots, 0, sizeof day->slots);
	day->empty_user = true;
	for (size_t i = 0; i < activities.count; i++) {
		const struct ts_activity *activity = &activities.at[i];
		day->empty_user = day->empty_user && activity->off;
		if (activity->slot >= 1 && activity->slot <= TS_SLOTS)
			day->slots[activity->slot] = *activity;
	}
	ts_activities_release(&activities);
	return TS_OK;
}

static enum ts_status read_current(struct day *day)
{
	const struct environment *environment = day->view.environment;
	enum ts_status status = ts_current_read(environment->store, environment->moment.now, &day->current);
	day->has_current = status == TS_OK;
	return status == TS_NOT_FOUND ? TS_OK : status;
}

static enum ts_status read_note(struct day *day)
{
	struct ts_note note;
	enum ts_status status = ts_note_read(day->view.environment->store, day->day, &note);
	if (status != TS_OK)
		return status;
	ts_note_release(&day->note);
	day->note = note;
	return TS_OK;
}

static enum ts_status read_all(void *context)
{
	struct day *day = context;
	enum ts_status status = read_content(day);
	if (status == TS_OK)
		status = read_slots(day);
	if (status == TS_OK)
		status = read_current(day);
	if (status == TS_OK)
		status =
		        ts_budgets_read(day->view.environment->store, day->view.environment->moment.now, &day->budgets);
	return status == TS_OK ? read_note(day) : status;
}

void day_read(struct day *day, struct effects *effects)
{
	const struct environment *environment = day->view.environment;
	enum ts_status status;

	day->known = environment->moment.now;
	day->today = ts_day_of(day->known, environment->settings.day_start);
	struct ts_budgets before = day->budgets;
	day->budgets = (struct ts_budgets){ .at = NULL };
	status = ts_read_together(environment->store, read_all, day);
	day_budgets_say(day, &before, status == TS_OK ? effects : NULL);
	if (status != TS_OK)
		day_say_failed(day, "cannot read this day", status, effects);
	selection_restore(day);
}

void day_resized(struct day *day, struct effects *effects)
{
	struct day_layout layout;

	day_layout(day, &layout);
	if (day->has_content && (layout.grid.height > 0) != day->has_grid)
		day_read(day, effects);
	day_fit(day);
}

void day_show(struct day *day, ts_day shown, const struct ts_id *log, struct effects *effects)
{
	if (shown != day->day) {
		/* Nothing of another day may stand under this one's date, not even when the reading fails. */
		ts_day_release(&day->content);
		ts_note_release(&day->note);
		day_marks_forget(day);
		day->has_content = false;
		day->day = shown;
	}
	day->follows = !log;
	if (log)
		day->selected = *log;
	day->totals.cursor = 0;
	day_read(day, effects);
}

/* ---- time passes */

/* What is shown can only grow, unless a moment lies between at which something else begins. */
static bool grows_only(const struct day *day, ts_time now)
{
	const struct ts_day_view *content = &day->content;
	if (!day->has_content || now < day->known)
		return false;
	if ((day->known < content->until) != (now < content->until) ||
	    (day->known < content->from) != (now < content->from))
		return false;
	/* Exactly at midnight what goes on has no length yet, and the day may be without it. */
	int latest = latest_row(day);
	bool present = now >= content->from && now < content->until && day->has_current;
	if (present && (latest < 0 || !ts_id_equal(content->spans[latest].id, day->current.id)))
		return false;
	for (size_t i = 0; i < content->span_count; i++) {
		if (content->spans[i].logged > day->known && content->spans[i].logged <= now)
			return false;
	}
	return true;
}

static void total_grow(struct ts_day_view *content, struct ts_id activity, int64_t by)
{
	size_t at = 0;
	while (at < content->total_count && !ts_id_equal(content->totals[at].activity, activity))
		at++;
	if (at == content->total_count)
		return;
	content->totals[at].milliseconds += by;
	for (; at > 0 && content->totals[at].milliseconds > content->totals[at - 1].milliseconds; at--) {
		struct ts_total kept = content->totals[at];
		content->totals[at] = content->totals[at - 1];
		content->totals[at - 1] = kept;
	}
}

static void week_grow(struct day *day, int64_t by)
{
	int place = day->today - day->week.first;
	if (place < 0 || place > 6)
		return;
	day->week.work[place] += by;
	day->week.total += by;
}

static void span_grow(struct day *day, struct ts_span *span, ts_time now)
{
	struct ts_day_view *content = &day->content;
	int64_t by = now - span->end;

	span->end = now;
	if (span->off) {
		content->off += by;
		return;
	}
	if (span->rest)
		content->rest += by;
	else
		content->work += by;
	if (!span->rest && ts_breaks_ruled(&day->view.environment->settings.breaks)) {
		struct ts_pauses *pauses = &content->pauses;
		pauses->going += by;
		pauses->stretch = pauses->going > pauses->stretch ? pauses->going : pauses->stretch;
	}
	span->forgotten = ts_span_forgotten(span, now, &day->view.environment->settings);
	total_grow(content, span->activity, by);
}

void day_advance(struct day *day, struct effects *effects)
{
	const struct environment *environment = day->view.environment;
	ts_time now = environment->moment.now;
	ts_day today = ts_day_of(now, environment->settings.day_start);

	if (now == day->known)
		return;
	if (today != day->today && day_is_today(day)) {
		day_show(day, today, NULL, effects);
		return;
	}
	if (!grows_only(day, now) || today != day->today) {
		day_read(day, effects);
		return;
	}
	int latest = latest_row(day);
	if (latest >= 0 && day->content.spans[latest].end == day->known)
		span_grow(day, &day->content.spans[latest], now);
	/* How much of all that is told may be wrong. */
	if ((latest >= 0 && day->content.spans[latest].forgotten) || day->budgets.count > 0) {
		day_read(day, effects);
		return;
	}
	if (day->has_current && !day->current.off && !day->current.rest)
		week_grow(day, now - day->known);
	/* The table is read, as minutes are all that it tells. */
	if (day->has_grid && now / TS_MINUTE != day->known / TS_MINUTE && read_grid(day) == TS_OK)
		sign_content(day);
	day->known = now;
}

ts_time day_target_moment(const struct day *day)
{
	int64_t left;
	ts_time met = target_moment(&day->content, &left);
	if (left <= 0)
		return met;
	if (!day->has_current || !day_is_today(day) || day->current.off || day->current.rest)
		return 0;
	return day->known + left;
}
