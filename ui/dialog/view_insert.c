/* Puts a log inside a span: the phone call that was forgotten. With an end, what went on before goes on again from
 * there. */
#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/dialog/dialog_activity.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_TEXT, ROW_FROM, ROW_UNTIL, ROW_COMMENT };
enum { WHEN_SIZE = 64, NAME_SIZE = 32, TIME_WIDTH = 24, STEP = 5 /* minutes the offered time is rounded to */ };

struct view_insert {
	struct dialog_form base;
	struct ts_span span;
	struct dialog_activity activity;
	char line[2 * TS_TEXT_SIZE + 16]; /* which activity is meant */
};

struct times {
	struct ts_when from, until;
	bool has_until;
};

static struct view_insert *insert_of(struct view *view)
{
	return (struct view_insert *)view;
}

/* A bare time is one inside of the span, "-15" and "+15" count from its log. */
static struct ts_when_context context_of(const struct view_insert *insert)
{
	const struct environment *environment = insert->base.view.environment;
	ts_day day = ts_day_of(insert->span.begin, environment->settings.day_start);
	struct ts_when_context context = dialog_form_context(environment, day, TS_WANT_MOMENT);

	context.last_log = context.minus_from = insert->span.logged;
	context.from = insert->span.begin;
	context.until = insert->span.end;
	return context;
}

/* What stands in the field of the activity. A time in front of it goes before what "from" and "until" hold. */
static bool activity_read(const struct view_insert *insert, struct activity_meant *out,
                          struct dialog_form_trouble *trouble)
{
	struct ts_when_context context = context_of(insert);

	return dialog_activity_read(&insert->activity, form_text(&insert->base.form, ROW_TEXT), &context, out, trouble);
}

/* "+15" counts from the begin. */
static bool until_read(const struct view_insert *insert, struct times *times, struct dialog_form_trouble *trouble)
{
	struct ts_when_context context = context_of(insert);

	context.last_log = context.minus_from = times->from.at;
	return dialog_form_end(form_text(&insert->base.form, ROW_UNTIL), context, times->from.at, &times->until,
	                       trouble);
}

/* False: row and trouble say what is wrong where. */
static bool times_read(const struct view_insert *insert, struct times *out, size_t *row,
                       struct dialog_form_trouble *trouble)
{
	const struct form *form = &insert->base.form;
	const char *until = form_text(form, ROW_UNTIL);
	struct ts_when_context context = context_of(insert);
	struct activity_meant meant;

	*row = ROW_TEXT;
	if (!activity_read(insert, &meant, trouble))
		return false;
	*row = ROW_FROM;
	if (meant.entry.timed)
		out->from = meant.entry.from;
	else if (!dialog_form_when(form_text(form, ROW_FROM), &context, &out->from, trouble))
		return false;
	*row = ROW_UNTIL;
	out->has_until = meant.entry.ranged || until[strspn(until, " ")] != '\0';
	if (meant.entry.ranged)
		out->until = meant.entry.until;
	return meant.entry.ranged || !out->has_until || until_read(insert, out, trouble);
}

/* What the stretch takes the place of, and what goes on after it. */
static void stretch_preview(const struct view_insert *insert, const struct times *times, char *out, size_t size)
{
	const struct environment *environment = insert->base.view.environment;
	char from[FORMAT_SIZE], until[FORMAT_SIZE], length[FORMAT_SIZE];
	char covered[NAME_SIZE] = "", after[NAME_SIZE] = "what was before", more[24] = "";
	struct ts_cover cover = { 0 };

	if (ts_cover_read(environment->store, times->from.at, times->until.at, environment->moment.now, &cover) ==
	    TS_OK) {
		(void)ts_text_clean(cover.text, strlen(cover.text), false, covered, sizeof covered);
		(void)ts_text_clean(cover.after, strlen(cover.after), false, after, sizeof after);
	}
	if (cover.count > 1)
		(void)snprintf(more, sizeof more, " +%zu", cover.count - 1);
	format_clock_local(environment->clock, times->from.at, from);
	format_clock_local(environment->clock, times->until.at, until);
	if (cover.count > 0)
		(void)snprintf(out, size, "%s to %s over %s%s; %s goes on%s", from, until, covered, more, after,
		               dialog_form_fold(times->from.fold));
	else
		(void)snprintf(out, size, "%s to %s (%s), then %s goes on%s", from, until,
		               format_duration(times->until.at - times->from.at, length), after,
		               dialog_form_fold(times->from.fold));
}

static void preview(struct view_insert *insert)
{
	struct dialog_form *base = &insert->base;
	struct dialog_form_trouble trouble;
	struct activity_meant meant;
	char from[FORMAT_SIZE];
	struct times times;
	size_t row = 0;

	insert->line[0] = '\0';
	base->preview_style = STYLE_DIM;
	if (activity_read(insert, &meant, &trouble))
		dialog_activity_describe(&meant, insert->line, sizeof insert->line);
	if (!times_read(insert, &times, &row, &trouble)) {
		(void)snprintf(base->preview, sizeof base->preview, "%s", trouble.why);
		return;
	}
	base->preview_style = STYLE_EMPHASIS;
	if (times.has_until)
		stretch_preview(insert, &times, base->preview, sizeof base->preview);
	else
		(void)snprintf(base->preview, sizeof base->preview, "%s until the next log%s",
		               format_clock_local(base->view.environment->clock, times.from.at, from),
		               dialog_form_fold(times.from.fold));
}

static void failed(struct view_insert *insert, enum ts_status status)
{
	struct form *form = &insert->base.form;
	switch (status) {
	case TS_UNCHANGED:
		form_error(form, ROW_TEXT, "that is what goes on at that time already");
		break;
	case TS_FUTURE:
		form_error(form, ROW_FROM, "%s", ts_status_text(status));
		break;
	case TS_INVALID:
		form_error(form, ROW_TEXT, "%s", ts_status_text(status));
		break;
	case TS_TOO_LONG:
		form_error(form, strlen(form_text(form, ROW_TEXT)) >= TS_TEXT_SIZE ? ROW_TEXT : ROW_COMMENT, "%s",
		           ts_status_text(status));
		break;
	default:
		dialog_form_fail(&insert->base, "not inserted", status);
		break;
	}
}

static void accept(struct view_insert *insert, struct effects *effects)
{
	struct form *form = &insert->base.form;
	const char *comment = form_text(form, ROW_COMMENT);
	struct dialog_form_trouble trouble;
	struct activity_meant meant;
	struct times times;
	size_t row = 0;

	if (!times_read(insert, &times, &row, &trouble) || !activity_read(insert, &meant, &trouble)) {
		dialog_form_refuse(&insert->base, row, &trouble);
		return;
	}
	if (meant.text[0] == '\0') {
		form_error(form, ROW_TEXT, "what was it? a log needs a text");
		return;
	}
	if (!dialog_activity_is_meant(&insert->activity, &insert->base, &meant))
		return;
	if (comment[0] == '\0' && meant.entry.comment_at > 0)
		comment = form_text(form, ROW_TEXT) + meant.entry.comment_at;
	const struct errand errand = { .kind = ERRAND_INSERT,
		                       .text = meant.text,
		                       .rest = meant.entry.rest,
		                       .comment = comment[0] != '\0' ? comment : NULL,
		                       .at = times.from.at,
		                       .until = times.has_until ? times.until.at : 0 };
	enum ts_status status = dialog_form_run(&insert->base, errand, effects);
	if (status != TS_OK && status != TS_BUSY)
		failed(insert, status);
}

static void insert_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct view_insert *insert = insert_of(view);
	bool accepted = false;
	struct ts_when_context context = context_of(insert);
	enum form_result result =
	        dialog_activity_update(&insert->activity, &insert->base, event, &context, effects, &accepted);
	if (result == FORM_CHANGED || result == FORM_TAKEN)
		preview(insert);
	if (accepted)
		accept(insert, effects);
}

static void insert_draw(const struct view *view, struct surface *surface)
{
	const struct view_insert *insert = (const struct view_insert *)view;

	dialog_form_draw(&insert->base, surface);
	dialog_activity_draw(&insert->activity, &insert->base, surface);
}

static void insert_destroy(struct view *view)
{
	struct view_insert *insert = insert_of(view);
	dialog_activity_release(&insert->activity);
	dialog_form_release(&insert->base);
	ts_wipe(insert, sizeof *insert);
	free(insert);
}

static const struct view_ops insert_ops = {
	.title = "Insert a log",
	.context = CONTEXT_FORM,
	.overlay = true,
	.update = insert_update,
	.draw = insert_draw,
	.destroy = insert_destroy,
};

/* The middle of the span, on a round minute if one lies inside. */
static ts_time middle(const struct ts_span *span)
{
	ts_time at = span->begin + (span->end - span->begin) / 2;
	ts_time round = at - at % (STEP * TS_MINUTE);
	return round > span->begin ? round : at;
}

struct view *view_insert_create(const struct environment *environment, const struct ts_span *span)
{
	struct view_insert *insert = allocate(1, sizeof *insert);
	struct form *form = &insert->base.form;
	char from[FORMAT_SIZE];

	insert->base.view = (struct view){ &insert_ops, environment };
	insert->base.title = "insert a log";
	insert->base.accept = "insert";
	insert->span = *span;
	form_init(form);
	dialog_activity_load(&insert->activity, environment);
	form->rows[form_add_text(form, "activity", 2 * (size_t)TS_TEXT_SIZE, NULL)].hint = insert->line;
	size_t row = form_add_text(form, "from", WHEN_SIZE, format_clock_local(environment->clock, middle(span), from));
	form->rows[row].width = TIME_WIDTH;
	form->rows[row].hint = "e.g. 9:30";
	form->rows[row].replaces = true;
	form->rows[row].clock = true;
	row = form_add_text(form, "until", WHEN_SIZE, NULL);
	form->rows[row].width = TIME_WIDTH;
	form->rows[row].hint = "10:00 or +30, or empty";
	form->rows[row].replaces = true;
	form->rows[row].clock = true;
	(void)form_add_text(form, "comment", TS_COMMENT_SIZE, NULL);
	dialog_form_offer(&insert->base, span->id);
	preview(insert);
	return &insert->base.view;
}
