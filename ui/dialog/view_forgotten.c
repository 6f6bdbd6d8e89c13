/* Asks once when something really ended that has gone on for very long: what came after it is logged from there; or it
 * is right as it is. */
#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/base/target_moment.h"
#include "ui/dialog/dialog_form.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_END, ROW_THEN, ROW_RIGHT };
enum { WHEN_SIZE = 64, TIME_WIDTH = 24, NAME_SIZE = 40 };

struct view_forgotten {
	struct dialog_form base;
	struct ts_span span; /* not cut to a day, but for its begin: see logged */
	ts_time proposed;    /* when the target of its day was met; 0: it was not by then */
};

static const char *const no_yes[] = { "no", "yes" };

static struct view_forgotten *forgotten_of(struct view *view)
{
	return (struct view_forgotten *)view;
}

/* A bare time is the first one since then: most things end on the day they began. "-2h" is two hours ago, "+8h" eight
 * hours after it began. */
static bool end_read(const struct view_forgotten *forgotten, struct ts_when *out, struct dialog_form_trouble *trouble)
{
	const struct environment *environment = forgotten->base.view.environment;
	ts_day day = ts_day_of(forgotten->span.logged, environment->settings.day_start);
	struct ts_when_context context = dialog_form_context(environment, day, TS_WANT_MOMENT);

	context.last_log = context.from = forgotten->span.logged;
	context.until = forgotten->span.running ? environment->moment.now : forgotten->span.end;
	if (!dialog_form_when(form_text(&forgotten->base.form, ROW_END), &context, out, trouble))
		return false;
	if (out->at > forgotten->span.logged && (forgotten->span.running || out->at < forgotten->span.end))
		return true;
	dialog_form_trouble_set(trouble, out->at > forgotten->span.logged ? "something else had begun by then"
	                                                                  : "it had not begun by then");
	return false;
}

static ts_time span_end(const struct view_forgotten *forgotten)
{
	return forgotten->span.running ? forgotten->base.view.environment->moment.now : forgotten->span.end;
}

static bool is_right(const struct view_forgotten *forgotten)
{
	return forgotten->base.form.rows[ROW_RIGHT].choice == 1;
}

static void preview(struct view_forgotten *forgotten)
{
	struct dialog_form *base = &forgotten->base;
	const struct ts_span *span = &forgotten->span;
	char name[NAME_SIZE], date[FORMAT_SIZE], clock[FORMAT_SIZE], length[FORMAT_SIZE];
	int day_start = base->view.environment->settings.day_start;
	struct dialog_form_trouble trouble;
	struct ts_when when;

	(void)ts_text_clean(span->text, strlen(span->text), false, name, sizeof name);
	format_duration(span_end(forgotten) - span->logged, length);
	base->preview_style = STYLE_DIM;
	if (is_right(forgotten)) {
		base->preview_style = STYLE_EMPHASIS;
		(void)snprintf(base->preview, sizeof base->preview, "%s of %s, and it is not asked about again", length,
		               name);
	} else if (form_text(&base->form, ROW_END)[0] == '\0') {
		(void)snprintf(base->preview, sizeof base->preview, "%s since %s %s: %s%s", name,
		               format_day_short(ts_day_of(span->logged, day_start), date),
		               format_clock(base->view.environment->clock, span->logged, span->offset, clock), length,
		               span->running ? " so far" : "");
	} else if (!end_read(forgotten, &when, &trouble)) {
		(void)snprintf(base->preview, sizeof base->preview, "%s", trouble.why);
	} else {
		base->preview_style = STYLE_EMPHASIS;
		(void)snprintf(base->preview, sizeof base->preview, "until %s %s: %s of %s%s",
		               format_day_short(ts_day_of(when.at, day_start), date),
		               format_clock_local(base->view.environment->clock, when.at, clock),
		               format_duration(when.at - span->logged, length), name, dialog_form_fold(when.fold));
	}
}

/* When the day's target was met is as good a guess as any; what is done by it is seen before Enter does it. */
static void propose(struct view_forgotten *forgotten)
{
	struct form *form = &forgotten->base.form;
	char date[FORMAT_SIZE], clock[FORMAT_SIZE], text[WHEN_SIZE];

	if (forgotten->proposed == 0) {
		form_error(form, ROW_END, "when did it end? Escape leaves it as it is");
		return;
	}
	(void)snprintf(text, sizeof text, "%.16s %.8s", format_day_typed(ts_day_of(forgotten->proposed, 0), date),
	               format_clock_local(forgotten->base.view.environment->clock, forgotten->proposed, clock));
	form_set_text(form, ROW_END, text);
	preview(forgotten);
	form_error(form, ROW_END, "when did it end? By then the day's target was met");
}

static void run(struct view_forgotten *forgotten, struct errand errand, struct effects *effects)
{
	struct form *form = &forgotten->base.form;
	enum ts_status status = dialog_form_run(&forgotten->base, errand, effects);

	if (status == TS_UNCHANGED)
		form_error(form, ROW_THEN, "that is what goes on already");
	else if (status == TS_INVALID || status == TS_TOO_LONG)
		form_error(form, ROW_THEN, "%s", ts_status_text(status));
	else if (status != TS_OK && status != TS_BUSY)
		dialog_form_fail(&forgotten->base, is_right(forgotten) ? "not written" : "not ended", status);
}

static void accept(struct view_forgotten *forgotten, struct effects *effects)
{
	struct form *form = &forgotten->base.form;
	struct dialog_form_trouble trouble;
	struct ts_when when;

	if (is_right(forgotten)) {
		run(forgotten,
		    (struct errand){ .kind = ERRAND_LOG, .id = forgotten->span.id, .log = { .right = true } }, effects);
	} else if (form_text(form, ROW_END)[0] == '\0') {
		propose(forgotten);
	} else if (!end_read(forgotten, &when, &trouble)) {
		dialog_form_refuse(&forgotten->base, ROW_END, &trouble);
	} else {
		run(forgotten,
		    (struct errand){ .kind = ERRAND_INSERT, .text = form_text(form, ROW_THEN), .at = when.at },
		    effects);
	}
}

static void forgotten_update(struct view *view, const struct event *event, struct effects *effects)
{
	bool accepted = false;
	if (dialog_form_update(&forgotten_of(view)->base, event, effects, &accepted) == FORM_CHANGED)
		preview(forgotten_of(view));
	if (accepted)
		accept(forgotten_of(view), effects);
}

static void forgotten_draw(const struct view *view, struct surface *surface)
{
	dialog_form_draw((const struct dialog_form *)view, surface);
}

static void forgotten_destroy(struct view *view)
{
	struct view_forgotten *forgotten = forgotten_of(view);
	dialog_form_release(&forgotten->base);
	ts_wipe(forgotten, sizeof *forgotten);
	free(forgotten);
}

static const struct view_ops forgotten_ops = {
	.title = "Forgotten?",
	.context = CONTEXT_FORM,
	.overlay = true,
	.update = forgotten_update,
	.draw = forgotten_draw,
	.destroy = forgotten_destroy,
};

/* By the work of its day, were it as it stands: the first moment at which nothing was owed any more. */
static ts_time proposal_of(const struct environment *environment, const struct ts_span *span)
{
	struct ts_day_view view;
	int64_t left;
	ts_day day = ts_day_of(span->logged, environment->settings.day_start);

	if (ts_day_read(environment->store, day, environment->moment.now, &view) != TS_OK)
		return 0;
	ts_time met = target_moment(&view, &left);
	ts_day_release(&view);
	return met > span->logged && met < span->end ? met : 0;
}

struct view *view_forgotten_create(const struct environment *environment, const struct ts_span *span)
{
	struct view_forgotten *forgotten = allocate(1, sizeof *forgotten);
	struct form *form = &forgotten->base.form;

	forgotten->base.view = (struct view){ &forgotten_ops, environment };
	forgotten->base.title = "was its end forgotten?";
	forgotten->base.accept = "end it there";
	forgotten->base.cancel = "not now";
	forgotten->span = *span;
	forgotten->proposed = proposal_of(environment, span);
	form_init(form);
	size_t row = form_add_text(form, "it ended at", WHEN_SIZE, NULL);
	form->rows[row].width = TIME_WIDTH;
	form->rows[row].hint = "17:30, yesterday 18:00";
	(void)form_add_text(form, "then came", TS_TEXT_SIZE, "off");
	row = form_add_choice(form, "it is right", no_yes, 2, 0);
	form->rows[row].hint = span->running ? "yes: it still goes on" : "yes: it lasted that long";
	preview(forgotten);
	return &forgotten->base.view;
}
