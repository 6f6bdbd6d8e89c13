/* Puts a log inside a span: the phone call that was forgotten. With an end, what went on before goes on again from
 * there. */
#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/dialog/dialog_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_TEXT, ROW_FROM, ROW_UNTIL, ROW_COMMENT };
enum { WHEN_SIZE = 64, NAME_SIZE = 32, TIME_WIDTH = 24, STEP = 5 /* minutes the offered time is rounded to */ };

struct view_insert {
	struct dialog_form base;
	struct ts_span span;
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
static bool entry_read(const struct view_insert *insert, struct ts_entry *out, struct dialog_form_trouble *trouble)
{
	struct ts_when_context context = context_of(insert);
	struct ts_when_error error;

	if (ts_entry_parse(form_text(&insert->base.form, ROW_TEXT), &context, out, &error) == TS_OK)
		return true;
	dialog_form_trouble_set(trouble, error.reason);
	memcpy(trouble->example, error.example, sizeof trouble->example);
	return false;
}

/* The end is the first such time after the begin, which "+15" counts from. */
static bool until_read(const struct view_insert *insert, struct times *times, struct dialog_form_trouble *trouble)
{
	struct ts_when_context context = context_of(insert);

	context.last_log = context.minus_from = times->from.at;
	context.from = times->from.at + 1;
	context.until = times->from.at + 25 * TS_HOUR;
	context.want = TS_WANT_ANY;
	if (!dialog_form_when(form_text(&insert->base.form, ROW_UNTIL), &context, &times->until, trouble))
		return false;
	ts_time length = times->until.at - times->from.at;
	bool ahead = times->until.at > context.now + TS_MINUTE;
	if (length <= 0 || (ahead && length > 12 * TS_HOUR))
		dialog_form_trouble_set(trouble, "the end must come after the begin");
	else if (ahead)
		dialog_form_trouble_set(trouble, "it is not over yet: leave this empty");
	else
		return true;
	return false;
}

/* False: row and trouble say what is wrong where. */
static bool times_read(const struct view_insert *insert, struct times *out, size_t *row,
                       struct dialog_form_trouble *trouble)
{
	const struct form *form = &insert->base.form;
	const char *until = form_text(form, ROW_UNTIL);
	struct ts_when_context context = context_of(insert);
	struct ts_entry entry;

	*row = ROW_TEXT;
	if (!entry_read(insert, &entry, trouble))
		return false;
	*row = ROW_FROM;
	if (entry.timed)
		out->from = entry.from;
	else if (!dialog_form_when(form_text(form, ROW_FROM), &context, &out->from, trouble))
		return false;
	*row = ROW_UNTIL;
	out->has_until = entry.ranged || until[strspn(until, " ")] != '\0';
	if (entry.ranged)
		out->until = entry.until;
	return entry.ranged || !out->has_until || until_read(insert, out, trouble);
}

static void preview(struct view_insert *insert)
{
	struct dialog_form *base = &insert->base;
	const struct ts_span *span = &insert->span;
	struct dialog_form_trouble trouble;
	char from[FORMAT_SIZE], until[FORMAT_SIZE], length[FORMAT_SIZE];
	char before[NAME_SIZE] = "what was before";
	struct times times;
	size_t row = 0;

	base->preview_style = STYLE_DIM;
	if (!times_read(insert, &times, &row, &trouble)) {
		(void)snprintf(base->preview, sizeof base->preview, "%s", trouble.why);
		return;
	}
	/* Outside of the span something else went on before. */
	bool inside = times.from.at >= span->begin && times.from.at <= span->end;
	if (inside)
		(void)ts_text_clean(span->text, strlen(span->text), false, before, sizeof before);
	base->preview_style = STYLE_EMPHASIS;
	format_clock_local(times.from.at, from);
	if (times.has_until)
		(void)snprintf(base->preview, sizeof base->preview, "%s to %s (%s), then %s goes on%s", from,
		               format_clock_local(times.until.at, until),
		               format_duration(times.until.at - times.from.at, length), before,
		               dialog_form_fold(times.from.fold));
	else
		(void)snprintf(base->preview, sizeof base->preview, "%s until the next log%s", from,
		               dialog_form_fold(times.from.fold));
}

static void failed(struct view_insert *insert, enum ts_status status, const struct times *times)
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
		if (times->has_until)
			form_error(form, ROW_UNTIL, "another log begins before that");
		else
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
	const struct environment *environment = insert->base.view.environment;
	struct form *form = &insert->base.form;
	const char *comment = form_text(form, ROW_COMMENT);
	char text[TS_TEXT_SIZE + 1];
	struct answer answer = { .type = ANSWER_DONE };
	struct dialog_form_trouble trouble;
	struct ts_entry entry;
	struct times times;
	size_t row = 0;

	if (!times_read(insert, &times, &row, &trouble) || !entry_read(insert, &entry, &trouble)) {
		dialog_form_refuse(&insert->base, row, &trouble);
		return;
	}
	if (entry.text_size == 0) {
		form_error(form, ROW_TEXT, "what was it? a log needs a text");
		return;
	}
	(void)snprintf(text, sizeof text, "%.*s", (int)entry.text_size, form_text(form, ROW_TEXT) + entry.text_at);
	answer.status = ts_log_insert(environment->store, text, comment[0] != '\0' ? comment : NULL, times.from.at,
	                              times.has_until ? times.until.at : 0, environment->moment.now, &answer.done);
	if (answer.status == TS_OK)
		effects_close(effects, &answer);
	else
		failed(insert, answer.status, &times);
}

static void insert_update(struct view *view, const struct event *event, struct effects *effects)
{
	bool accepted = false;
	if (dialog_form_update(&insert_of(view)->base, event, effects, &accepted) == FORM_CHANGED)
		preview(insert_of(view));
	if (accepted)
		accept(insert_of(view), effects);
}

static void insert_draw(const struct view *view, struct surface *surface)
{
	dialog_form_draw((const struct dialog_form *)view, surface);
}

static void insert_destroy(struct view *view)
{
	struct view_insert *insert = insert_of(view);
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
	(void)form_add_text(form, "activity", TS_TEXT_SIZE, NULL);
	size_t row = form_add_text(form, "from", WHEN_SIZE, format_clock_local(middle(span), from));
	form->rows[row].width = TIME_WIDTH;
	form->rows[row].hint = "9:30";
	row = form_add_text(form, "until", WHEN_SIZE, NULL);
	form->rows[row].width = TIME_WIDTH;
	form->rows[row].hint = "10:00 or +30, or empty";
	(void)form_add_text(form, "comment", TS_COMMENT_SIZE, NULL);
	preview(insert);
	return &insert->base.view;
}
