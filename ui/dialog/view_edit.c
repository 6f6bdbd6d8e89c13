/* Edits a log: what, when, until when, its comment, and whether the activity counts as work. Only what was changed is
 * written. */
#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/dialog/dialog_activity.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_TEXT, ROW_TIME, ROW_END, ROW_COMMENT, ROW_REST };
enum { WHEN_SIZE = 64, TIME_WIDTH = 18 };

static const char *const counts_as[] = { "work", "rest" };

struct view_edit {
	struct dialog_form base;
	struct ts_span span;
	struct ts_around around; /* when it is about no log any more: zeroed */
	struct dialog_activity activity;
	char time[FORMAT_SIZE], end[FORMAT_SIZE]; /* as they were put into the fields: unless changed, nothing moves */
	char line[2 * TS_TEXT_SIZE + 16];         /* which activity is meant */
	char end_hint[TS_TEXT_SIZE + 40];
};

struct edit_times {
	struct ts_when begin, end;
	bool begins, ends; /* they are changed */
};

static struct view_edit *edit_of(struct view *view)
{
	return (struct view_edit *)view;
}

static bool is_changed(const struct view_edit *edit, size_t row, const char *before)
{
	return strcmp(form_text(&edit->base.form, row), before) != 0;
}

/* A bare time is the one between the log before and the next one; "-15" and "+15" count from the log. */
static struct ts_when_context context_of(const struct view_edit *edit)
{
	const struct environment *environment = edit->base.view.environment;
	ts_day day = ts_day_of(edit->span.logged, environment->settings.day_start);
	struct ts_when_context context = dialog_form_context(environment, day, TS_WANT_MOMENT);
	ts_time end = edit->around.end != 0 ? edit->around.end : context.now;

	context.last_log = context.minus_from = edit->span.logged;
	context.from = edit->around.before != 0 ? edit->around.before + 1 : edit->span.logged - 12 * TS_HOUR;
	context.until = end > edit->span.logged ? end : edit->span.logged;
	return context;
}

/* False: row and trouble say what is wrong where. */
static bool times_read(const struct view_edit *edit, struct edit_times *out, size_t *row,
                       struct dialog_form_trouble *trouble)
{
	const struct form *form = &edit->base.form;
	struct ts_when_context context = context_of(edit);

	*out = (struct edit_times){ .begin = { .at = edit->span.logged } };
	*row = ROW_TIME;
	out->begins = is_changed(edit, ROW_TIME, edit->time);
	if (out->begins && !dialog_form_when(form_text(form, ROW_TIME), &context, &out->begin, trouble))
		return false;
	*row = ROW_END;
	out->ends = !form->rows[ROW_END].hidden && is_changed(edit, ROW_END, edit->end) &&
	            form_text(form, ROW_END)[0] != '\0';
	context.last_log = context.minus_from = edit->around.end != 0 ? edit->around.end : context.now;
	return !out->ends || dialog_form_end(form_text(form, ROW_END), context, out->begin.at, &out->end, trouble);
}

static bool activity_read(const struct view_edit *edit, struct activity_meant *out, struct dialog_form_trouble *trouble)
{
	struct ts_when_context context = context_of(edit);

	if (!dialog_activity_read(&edit->activity, form_text(&edit->base.form, ROW_TEXT), &context, out, trouble))
		return false;
	if (!out->entry.timed && !out->entry.rest)
		return true;
	dialog_form_trouble_set(trouble, out->entry.timed ? "a time belongs into the rows below"
	                                                  : "below, counts as says whether it is rest");
	return false;
}

static void times_preview(struct dialog_form *base, const struct edit_times *times, ts_time before)
{
	char date[FORMAT_SIZE], clock[FORMAT_SIZE], end[FORMAT_SIZE] = "", length[FORMAT_SIZE];
	int64_t by = times->begin.at - before;

	format_day(ts_day_of(times->begin.at, base->view.environment->settings.day_start), date);
	format_clock_local(base->view.environment->clock, times->begin.at, clock);
	if (times->ends)
		format_clock_local(base->view.environment->clock, times->end.at, end);
	base->preview_style = by != 0 || times->ends ? STYLE_EMPHASIS : STYLE_DIM;
	if (by == 0)
		(void)snprintf(base->preview, sizeof base->preview, "%s %s%s%s", date, clock, times->ends ? " to " : "",
		               end);
	else
		(void)snprintf(base->preview, sizeof base->preview, "%s %s%s%s, %s %s%s", date, clock,
		               times->ends ? " to " : "", end, format_duration(by < 0 ? -by : by, length),
		               by < 0 ? "earlier" : "later", dialog_form_fold(times->begin.fold));
}

static void preview(struct view_edit *edit)
{
	struct dialog_form *base = &edit->base;
	struct dialog_form_trouble trouble;
	struct activity_meant meant;
	struct edit_times times;
	size_t row = 0;

	edit->line[0] = '\0';
	base->preview_style = STYLE_DIM;
	if (activity_read(edit, &meant, &trouble))
		dialog_activity_describe(&meant, edit->line, sizeof edit->line);
	if (edit->line[0] == '\0')
		(void)snprintf(edit->line, sizeof edit->line, "of this log only, others keep their text");
	if (!times_read(edit, &times, &row, &trouble)) {
		(void)snprintf(base->preview, sizeof base->preview, "%s", trouble.why);
		return;
	}
	times_preview(base, &times, edit->span.logged);
}

/* ---- accepting */

/* The activity whose rest mark is meant: the log's, or the one of the new text. */
static enum ts_status activity_find(const struct view_edit *edit, const char *text, struct ts_id *out)
{
	const struct environment *environment = edit->base.view.environment;
	struct ts_activities activities;

	*out = edit->span.activity;
	if (ts_text_same(text, edit->span.text))
		return TS_OK;
	enum ts_status status = ts_activities_read(environment->store, environment->moment.now, &activities);
	if (status != TS_OK)
		return status;
	status = TS_NOT_FOUND;
	for (size_t i = 0; i < activities.count; i++) {
		if (!ts_text_same(activities.at[i].text, text))
			continue;
		*out = activities.at[i].id;
		status = TS_OK;
	}
	ts_activities_release(&activities);
	return status;
}

static enum ts_status rest_change(const struct view_edit *edit, const char *text, struct ts_done *done,
                                  struct effects *effects)
{
	const struct environment *environment = edit->base.view.environment;
	bool rest = edit->base.form.rows[ROW_REST].choice == 1;
	struct errand errand = { .kind = ERRAND_ACTIVITY, .activity = { .fields = TS_CHANGE_REST, .rest = rest } };

	if (edit->base.form.rows[ROW_REST].hidden || rest == edit->span.rest)
		return TS_UNCHANGED;
	enum ts_status status = activity_find(edit, text, &errand.id);
	return status == TS_OK ? errand_try(environment, errand, done, effects) : status;
}

/* TS_UNCHANGED too when no field differs. */
static enum ts_status log_change(const struct view_edit *edit, const char *text, const struct edit_times *times,
                                 struct ts_done *done, struct effects *effects)
{
	const char *comment = form_text(&edit->base.form, ROW_COMMENT);
	struct errand errand = {
		.kind = ERRAND_LOG,
		.id = edit->span.id,
		.log = { .move = times->begins, .at = times->begin.at, .end = times->ends, .until = times->end.at }
	};

	if (strcmp(text, edit->span.text) != 0)
		errand.text = text;
	if (strcmp(comment, edit->span.comment) != 0)
		errand.comment = comment;
	if (!errand.text && !errand.comment && !times->begins && !times->ends)
		return TS_UNCHANGED;
	return errand_try(edit->base.view.environment, errand, done, effects);
}

static void log_failed(struct view_edit *edit, enum ts_status status, const struct edit_times *times)
{
	struct form *form = &edit->base.form;
	if (status == TS_TOO_LONG && strlen(form_text(form, ROW_COMMENT)) >= TS_COMMENT_SIZE)
		form_error(form, ROW_COMMENT, "%s", ts_status_text(status));
	else if (status == TS_INVALID && times->ends)
		form_error(form, ROW_END, "another log begins before that");
	else if (status == TS_TOO_LONG || status == TS_INVALID)
		form_error(form, ROW_TEXT, "%s", ts_status_text(status));
	else if (status == TS_FUTURE)
		form_error(form, ROW_TIME, "%s", ts_status_text(status));
	else if (status == TS_NOT_FOUND)
		(void)snprintf(edit->base.error, sizeof edit->base.error,
		               "deleted elsewhere: Escape, then %s brings it back",
		               keymap_key(edit->base.view.environment->keymap, CONTEXT_DAY, ACTION_UNDO));
	else
		dialog_form_fail(&edit->base, "not changed", status);
}

static void accept(struct view_edit *edit, struct effects *effects)
{
	struct form *form = &edit->base.form;
	struct answer answer = { .type = ANSWER_DONE };
	struct ts_done rest_done;
	struct dialog_form_trouble trouble;
	struct activity_meant meant;
	struct edit_times times;
	size_t row = ROW_TEXT;

	if (!activity_read(edit, &meant, &trouble) || !times_read(edit, &times, &row, &trouble)) {
		dialog_form_refuse(&edit->base, row, &trouble);
		return;
	}
	if (meant.text[0] == '\0') {
		form_error(form, ROW_TEXT, "what was it? a log needs a text");
		return;
	}
	if (!dialog_activity_is_meant(&edit->activity, &edit->base, &meant))
		return;
	enum ts_status status = log_change(edit, meant.text, &times, &answer.done, effects);
	if (status != TS_OK && status != TS_UNCHANGED && status != TS_BUSY) {
		log_failed(edit, status, &times);
		return;
	}
	enum ts_status rest_status = rest_change(edit, meant.text, &rest_done, effects);
	/* A new text has no activity yet that could count as anything. */
	if (status == TS_BUSY && rest_status == TS_NOT_FOUND) {
		(void)snprintf(edit->base.error, sizeof edit->base.error,
		               "this waits for another program; what it counts as can be set once it is done");
		return;
	}
	/* What waits is told by the front end. */
	if (status == TS_BUSY || rest_status == TS_BUSY) {
		effects_close(effects, status == TS_OK ? &answer : NULL);
		return;
	}
	if (status != TS_OK && rest_status == TS_OK)
		answer.done = rest_done;
	if (status != TS_OK && rest_status != TS_OK && rest_status != TS_UNCHANGED) {
		dialog_form_fail(&edit->base, "not changed", rest_status);
		return;
	}
	bool any = status == TS_OK || rest_status == TS_OK;
	effects_close(effects, any ? &answer : NULL);
	if (!any)
		effects_message(effects, MESSAGE_PLAIN, "nothing was changed");
	/* The log is changed by now: what is left to say is that the other half failed. */
	else if (rest_status != TS_OK && rest_status != TS_UNCHANGED)
		effects_message(effects, MESSAGE_ERROR, "the log is changed, but not what it counts as: %s",
		                ts_status_text(rest_status));
}

/* ---- what happens to the log elsewhere meanwhile */

/* TS_NOT_FOUND: it is not on that day any more. */
static enum ts_status span_read(const struct view_edit *edit, struct ts_span *out)
{
	const struct environment *environment = edit->base.view.environment;
	ts_day day = ts_day_of(edit->span.logged, environment->settings.day_start);
	struct ts_day_view view = { 0 };
	enum ts_status status = ts_day_read(environment->store, day, environment->moment.now, &view);

	if (status != TS_OK)
		return status;
	status = TS_NOT_FOUND;
	for (size_t i = 0; i < view.span_count; i++) {
		if (!ts_id_equal(view.spans[i].id, edit->span.id))
			continue;
		*out = view.spans[i];
		status = TS_OK;
	}
	ts_day_release(&view);
	return status;
}

/* A field that nobody has touched here follows; one that was typed into stays. True: it stays, and saving it replaces
 * what was written elsewhere. */
static bool field_follow(struct view_edit *edit, size_t row, const char *before, const char *after)
{
	struct form *form = &edit->base.form;

	if (strcmp(before, after) == 0)
		return false;
	if (strcmp(form_text(form, row), before) != 0)
		return strcmp(form_text(form, row), after) != 0;
	form_set_text(form, row, after);
	return false;
}

/* What stands around the log is read anew; the end's field follows unless it was typed into. */
static void around_load(struct view_edit *edit)
{
	const struct environment *environment = edit->base.view.environment;
	struct form *form = &edit->base.form;
	struct ts_around around = { 0 };
	bool typed = is_changed(edit, ROW_END, edit->end);

	form_hide(form, ROW_END,
	          ts_around_read(environment->store, edit->span.id, environment->moment.now, &around) != TS_OK);
	edit->around = around;
	edit->end[0] = '\0';
	if (around.end != 0)
		format_clock_local(environment->clock, around.end, edit->end);
	if (!typed)
		form_set_text(form, ROW_END, edit->end);
	if (around.end != 0)
		(void)snprintf(edit->end_hint, sizeof edit->end_hint, "%s moves with it", around.next);
	else
		(void)snprintf(edit->end_hint, sizeof edit->end_hint, "goes on: an end adds off");
}

static void changed(struct view_edit *edit)
{
	struct form *form = &edit->base.form;
	struct ts_span span;
	char time[FORMAT_SIZE];
	enum ts_status status = span_read(edit, &span);

	if (status == TS_NOT_FOUND)
		(void)snprintf(edit->base.error, sizeof edit->base.error,
		               "elsewhere it was deleted, or moved to another day, just now");
	if (status != TS_OK)
		return;
	format_clock_local(edit->base.view.environment->clock, span.logged, time);
	bool same = strcmp(span.text, edit->span.text) == 0 && strcmp(span.comment, edit->span.comment) == 0 &&
	            span.logged == edit->span.logged && span.rest == edit->span.rest;
	bool replaces = field_follow(edit, ROW_TEXT, edit->span.text, span.text);
	replaces |= field_follow(edit, ROW_COMMENT, edit->span.comment, span.comment);
	replaces |= field_follow(edit, ROW_TIME, edit->time, time);
	if ((form->rows[ROW_REST].choice == 1) == edit->span.rest)
		form->rows[ROW_REST].choice = span.rest;
	edit->span = span;
	memcpy(edit->time, time, sizeof time);
	around_load(edit);
	preview(edit);
	if (!same)
		(void)snprintf(edit->base.error, sizeof edit->base.error, "%s",
		               replaces ? "changed elsewhere too: saving replaces that, undo brings it back"
		                        : "changed elsewhere just now: this is how it is");
}

/* ---- the view */

static void edit_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_edit *edit = edit_of(view);
	bool accepted = false;
	if (event->type == EVENT_CHANGED)
		changed(edit);
	struct ts_when_context context = context_of(edit);
	enum form_result result =
	        dialog_activity_update(&edit->activity, &edit->base, event, &context, effects, &accepted);
	if (result == FORM_CHANGED || result == FORM_TAKEN)
		preview(edit);
	if (accepted)
		accept(edit, effects);
}

static void edit_draw(const struct view *view, struct surface *surface)
{
	const struct view_edit *edit = (const struct view_edit *)view;

	dialog_form_draw(&edit->base, surface);
	dialog_activity_draw(&edit->activity, &edit->base, surface);
}

static void edit_destroy(struct view *view)
{
	struct view_edit *edit = edit_of(view);
	dialog_activity_release(&edit->activity);
	dialog_form_release(&edit->base);
	ts_wipe(edit, sizeof *edit);
	free(edit);
}

static const struct view_ops edit_ops = {
	.title = "Edit a log",
	.context = CONTEXT_FORM,
	.overlay = true,
	.update = edit_update,
	.draw = edit_draw,
	.destroy = edit_destroy,
};

struct view *view_edit_create(const struct environment *environment, const struct ts_span *span, enum edit_part part)
{
	struct view_edit *edit = allocate(1, sizeof *edit);
	struct form *form = &edit->base.form;

	edit->base.view = (struct view){ &edit_ops, environment };
	edit->base.title = "edit a log";
	edit->base.accept = "save";
	edit->span = *span;
	format_clock_local(environment->clock, span->logged, edit->time);
	form_init(form);
	dialog_activity_load(&edit->activity, environment);
	size_t text = form_add_text(form, "activity", 2 * (size_t)TS_TEXT_SIZE, span->text);
	form->rows[text].hint = edit->line;
	form->rows[text].replaces = true;
	size_t time = form_add_text(form, "start", WHEN_SIZE, edit->time);
	form->rows[time].width = TIME_WIDTH;
	form->rows[time].hint = "e.g. 9:30, -15m; Up Down: 5 min";
	form->rows[time].replaces = true;
	form->rows[time].clock = true;
	size_t end = form_add_text(form, "ends", WHEN_SIZE, NULL);
	form->rows[end].width = TIME_WIDTH;
	form->rows[end].hint = edit->end_hint;
	form->rows[end].replaces = true;
	form->rows[end].clock = true;
	form->fresh = true;
	around_load(edit);
	size_t comment = form_add_text(form, "comment", TS_COMMENT_SIZE, span->comment);
	size_t rest = form_add_choice(form, "counts as", counts_as, 2, span->rest);
	form->rows[rest].hint = "for all logs of this activity";
	form_hide(form, rest, span->off);
	dialog_form_offer(&edit->base, span->id);
	if (part == EDIT_COMMENT || (part == EDIT_END && !form->rows[end].hidden))
		form_focus(form, part == EDIT_END ? end : comment);
	preview(edit);
	return &edit->base.view;
}
