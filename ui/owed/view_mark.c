/* What a day is marked as, or each day up to another: holiday, leave, sick, flex, work; whole or half. Shows at once
 * what that makes the day owe. */
#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/base/hours.h"
#include "ui/dialog/dialog_form.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_KIND, ROW_HALF, ROW_UNTIL, ROW_TEXT };
enum { DATE_SIZE = 64, DATE_WIDTH = 16, KINDS = TS_MARK_WORK + 1, NOON = 12 * 60 };

static const char *const kind_names[KINDS] = { "none", "holiday", "leave", "sick", "flex", "work" };
static const char *const half_names[] = { "whole day", "half a day" };

struct view_mark {
	struct dialog_form base;
	ts_day day, today; /* the first that is marked */
	bool has_target;   /* somebody is told a balance */
	bool has_leave;    /* an allowance is set: */
	struct ts_leave leave;
};

static struct view_mark *mark_of(struct view *view)
{
	return (struct view_mark *)view;
}

static enum ts_mark_kind kind_of(const struct view_mark *view)
{
	return (enum ts_mark_kind)view->base.form.rows[ROW_KIND].choice;
}

static bool is_half(const struct view_mark *view)
{
	return view->base.form.rows[ROW_HALF].choice == 1;
}

/* The same date of another year. */
static bool same_date(ts_day left, ts_day right)
{
	struct ts_civil a, b;

	ts_day_to_civil(left, &a);
	ts_day_to_civil(right, &b);
	return a.month == b.month && a.day == b.day;
}

/* A weekday or a date without its year is meant ahead of the day, where leave is planned: what a text names as past is
 * looked for in the week, and in the year, that begin with the day. */
static bool until_read(const struct view_mark *view, const char *text, ts_day *out, struct dialog_form_trouble *trouble)
{
	const struct environment *environment = view->base.view.environment;
	struct ts_when_context context = dialog_form_context(environment, view->day, TS_WANT_DAY);
	struct ts_when when, ahead;
	enum ts_fold fold;

	if (!dialog_form_when(text, &context, &when, trouble))
		return false;
	*out = when.day;
	for (int i = 0; i < 2 && *out < view->day; i++) {
		context.now = ts_time_local(view->day + (i == 0 ? 6 : 364), NOON, &fold);
		if (!dialog_form_when(text, &context, &ahead, trouble))
			return false;
		if (i == 0 ? (ahead.day - when.day) % 7 == 0 : same_date(ahead.day, when.day))
			*out = ahead.day;
	}
	if (*out < view->day)
		dialog_form_trouble_set(trouble, "that is before the day itself");
	return *out >= view->day;
}

/* False: trouble says what is wrong. */
static bool range_read(const struct view_mark *view, struct ts_range *out, struct dialog_form_trouble *trouble)
{
	const char *until = form_text(&view->base.form, ROW_UNTIL);

	*out = (struct ts_range){ view->day, view->day };
	return until[0] == '\0' || until_read(view, until, &out->last, trouble);
}

/* ---- what it comes to */

static const char *owes_words(enum ts_mark_kind kind, bool half)
{
	switch (kind) {
	case TS_MARK_HOLIDAY:
	case TS_MARK_LEAVE:
	case TS_MARK_SICK:
		return half ? "owes half its target" : "owes nothing";
	case TS_MARK_FLEX:
		return half ? "owes its target: half a day in lieu" : "owes its target: a day in lieu";
	case TS_MARK_WORK:
		return half ? "owes half its target, worked or not" : "owes its target, worked or not";
	case TS_MARK_NONE:
		break;
	}
	return "no mark";
}

static void leave_words(const struct view_mark *view, char *out, size_t size)
{
	char left[HOURS_SIZE];

	out[0] = '\0';
	if (view->has_leave && kind_of(view) == TS_MARK_LEAVE)
		(void)snprintf(
		        out, size, ";  leave left: %s",
		        hours_format_days(view->leave.allowance - view->leave.taken - view->leave.planned, left));
}

static void preview(struct view_mark *view)
{
	struct dialog_form *base = &view->base;
	struct dialog_form_trouble trouble;
	char first[FORMAT_SIZE], last[FORMAT_SIZE], leave[64];
	struct ts_range range;

	base->preview_style = STYLE_DIM;
	if (!range_read(view, &range, &trouble)) {
		(void)snprintf(base->preview, sizeof base->preview, "%s", trouble.why);
		return;
	}
	leave_words(view, leave, sizeof leave);
	const char *words = view->has_target || kind_of(view) == TS_MARK_NONE ? owes_words(kind_of(view), is_half(view))
	                                                                      : "marked; there is no target yet";
	if (range.last > range.first)
		(void)snprintf(base->preview, sizeof base->preview, "%s - %s, %d days: each %s%s",
		               format_day_short(range.first, first), format_day_short(range.last, last),
		               range.last - range.first + 1, words, leave);
	else
		(void)snprintf(base->preview, sizeof base->preview, "%s %s%s", format_day_short(range.first, first),
		               words, leave);
}

/* ---- doing it */

static void failed(struct view_mark *view, enum ts_status status)
{
	switch (status) {
	case TS_UNCHANGED:
		(void)snprintf(view->base.error, sizeof view->base.error, "it is so already");
		break;
	case TS_TOO_LONG:
		form_error(&view->base.form,
		           strlen(form_text(&view->base.form, ROW_TEXT)) >= TS_TEXT_SIZE ? ROW_TEXT : ROW_UNTIL, "%s",
		           strlen(form_text(&view->base.form, ROW_TEXT)) >= TS_TEXT_SIZE ? "too long"
		                                                                         : "too many days");
		break;
	default:
		dialog_form_fail(&view->base, "not marked", status);
		break;
	}
}

static void accept(struct view_mark *view, struct effects *effects)
{
	const char *text = form_text(&view->base.form, ROW_TEXT);
	struct dialog_form_trouble trouble;
	struct errand errand = { .kind = ERRAND_MARK, .text = text, .mark = kind_of(view), .half = is_half(view) };

	if (!range_read(view, &errand.range, &trouble)) {
		dialog_form_refuse(&view->base, ROW_UNTIL, &trouble);
		return;
	}
	enum ts_status status = dialog_form_run(&view->base, errand, effects);
	if (status != TS_OK && status != TS_BUSY)
		failed(view, status);
}

/* ---- the view */

/* A kind's first letter chooses it. */
static bool letter_takes(struct view_mark *view, const struct event *event)
{
	struct form *form = &view->base.form;

	if (event->type != EVENT_TEXT || form->focus != ROW_KIND)
		return false;
	for (size_t i = 0; i < KINDS; i++) {
		if (event->as.character == (uint32_t)kind_names[i][0]) {
			form->rows[ROW_KIND].choice = i;
			return true;
		}
	}
	return false;
}

static void mark_update(struct view *base, const struct event *event, struct effects *effects)
{
	struct view_mark *view = mark_of(base);
	bool accepted = false;

	if (letter_takes(view, event)) {
		view->base.error[0] = '\0';
		preview(view);
		return;
	}
	if (dialog_form_update(&view->base, event, effects, &accepted) == FORM_CHANGED)
		preview(view);
	if (accepted)
		accept(view, effects);
}

static void mark_draw(const struct view *view, struct surface *surface)
{
	dialog_form_draw((const struct dialog_form *)view, surface);
}

static void mark_destroy(struct view *view)
{
	dialog_form_release(&mark_of(view)->base);
	ts_wipe(mark_of(view), sizeof(struct view_mark));
	free(view);
}

static const struct view_ops mark_ops = {
	.title = "Mark days",
	.context = CONTEXT_FORM,
	.overlay = true,
	.update = mark_update,
	.draw = mark_draw,
	.destroy = mark_destroy,
};

/* What it is now stands there to be changed; where it cannot be read, that is said once it is to be written. */
static void present_fill(struct view_mark *view)
{
	const struct environment *environment = view->base.view.environment;
	struct form *form = &view->base.form;
	struct ts_day_marks marks = { 0 };
	struct ts_targets targets = { 0 };
	struct ts_civil civil;

	ts_day_to_civil(view->day, &civil);
	if (ts_day_marks_read(environment->store, (struct ts_range){ view->day, view->day }, &marks) == TS_OK &&
	    marks.count > 0) {
		form->rows[ROW_KIND].choice = (size_t)marks.at[0].kind;
		form->rows[ROW_HALF].choice = marks.at[0].half;
		form_set_text(form, ROW_TEXT, marks.at[0].text);
	}
	ts_day_marks_release(&marks);
	view->has_target = ts_targets_read(environment->store, &targets) == TS_OK && targets.count > 0;
	ts_targets_release(&targets);
	view->has_leave =
	        ts_leave_read(environment->store, civil.year, environment->moment.now, &view->leave) == TS_OK &&
	        view->leave.allowance > 0;
}

struct view *view_mark_create(const struct environment *environment, ts_day day)
{
	struct view_mark *view = allocate(1, sizeof *view);
	struct form *form = &view->base.form;

	view->base.view = (struct view){ &mark_ops, environment };
	view->base.title = "mark the day";
	view->base.accept = "mark";
	view->day = day;
	form_init(form);
	size_t row = form_add_choice(form, "as", kind_names, KINDS, TS_MARK_LEAVE);
	form->rows[row].hint = "h l s f w n, or arrows";
	(void)form_add_choice(form, "how much", half_names, 2, 0);
	row = form_add_text(form, "until", DATE_SIZE, NULL);
	form->rows[row].width = DATE_WIDTH;
	form->rows[row].hint = "fri, 23 dec; empty: one day";
	(void)form_add_text(form, "text", 2 * (size_t)TS_TEXT_SIZE, NULL);
	present_fill(view);
	preview(view);
	return &view->base.view;
}
