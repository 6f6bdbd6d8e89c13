/* A target: from which day on, how much on each weekday. */
#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/base/hours.h"
#include "ui/dialog/dialog_form.h"
#include "ui/owed/owed.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_FROM, ROW_HOURS };
enum { DATE_SIZE = 64, DATE_WIDTH = 16, HOURS_TYPED = 96 };

static const char ever[] = "first";

struct view_target {
	struct dialog_form base;
	ts_day today;
};

static struct view_target *target_of(struct view *view)
{
	return (struct view_target *)view;
}

/* False: row is the one that trouble is about. */
static bool target_read(const struct view_target *view, struct ts_target *out, size_t *row,
                        struct dialog_form_trouble *trouble)
{
	const struct form *form = &view->base.form;
	const char *from = form_text(form, ROW_FROM), *hours = form_text(form, ROW_HOURS);
	struct ts_when_context context = dialog_form_context(view->base.view.environment, view->today, TS_WANT_DAY);
	struct ts_when when = { .day = view->today };

	*out = (struct ts_target){ .from = view->today };
	*row = ROW_FROM;
	if (strcmp(from, ever) == 0)
		out->from = TS_TARGET_EVER;
	else if (from[0] != '\0' && !dialog_form_when(from, &context, &when, trouble))
		return false;
	else
		out->from = when.day;
	*row = ROW_HOURS;
	if (hours_parse_week(hours, out->minutes))
		return true;
	dialog_form_trouble_set(trouble, hours[0] == '\0' ? "how many hours a week?" : "that is not hours");
	(void)snprintf(trouble->example, sizeof trouble->example, "%s", "38:30, or 8,8,8,8,6:30");
	return false;
}

static void preview(struct view_target *view)
{
	struct dialog_form *base = &view->base;
	struct dialog_form_trouble trouble;
	char day[FORMAT_SIZE], week[HOURS_SIZE];
	struct ts_target target;
	int64_t minutes = 0;
	size_t row;

	base->preview_style = STYLE_DIM;
	if (!target_read(view, &target, &row, &trouble)) {
		(void)snprintf(base->preview, sizeof base->preview, "%s",
		               row == ROW_FROM ? trouble.why : "38:30, or 8,8,8,8,6:30 from Monday on; 0 for none");
		return;
	}
	for (int i = 0; i < 7; i++)
		minutes += target.minutes[i];
	base->preview_style = STYLE_EMPHASIS;
	(void)snprintf(base->preview, sizeof base->preview, "%s a week, from %s on", hours_format(minutes, week),
	               target.from == TS_TARGET_EVER ? "the first log" : format_day(target.from, day));
	if (target.from == TS_TARGET_EVER)
		(void)snprintf(base->preview, sizeof base->preview, "%s a week, from the first log on", week);
}

static void accept(struct view_target *view, struct effects *effects)
{
	struct dialog_form_trouble trouble;
	struct errand errand = { .kind = ERRAND_TARGET };
	size_t row;

	if (!target_read(view, &errand.target, &row, &trouble)) {
		dialog_form_refuse(&view->base, row, &trouble);
		return;
	}
	enum ts_status status = dialog_form_run(&view->base, errand, effects);
	if (status == TS_UNCHANGED)
		(void)snprintf(view->base.error, sizeof view->base.error, "it is so already");
	else if (status != TS_OK && status != TS_BUSY)
		dialog_form_fail(&view->base, "not set", status);
}

static void target_update(struct view *view, const struct event *event, struct effects *effects)
{
	bool accepted = false;

	if (dialog_form_update(&target_of(view)->base, event, effects, &accepted) == FORM_CHANGED)
		preview(target_of(view));
	if (accepted)
		accept(target_of(view), effects);
}

static void target_draw(const struct view *view, struct surface *surface)
{
	dialog_form_draw((const struct dialog_form *)view, surface);
}

static void target_destroy(struct view *view)
{
	dialog_form_release(&target_of(view)->base);
	free(view);
}

static const struct view_ops target_ops = {
	.title = "Target",
	.context = CONTEXT_FORM,
	.overlay = true,
	.update = target_update,
	.draw = target_draw,
	.destroy = target_destroy,
};

/* One number where it is the same from Monday to Friday, else seven. */
static void hours_words(const struct ts_target *target, char *out, size_t size)
{
	char hours[HOURS_SIZE];
	int64_t week = 0;
	int again[7];
	size_t used = 0;

	for (int i = 0; i < 7; i++)
		week += target->minutes[i];
	if (hours_parse_week(hours_format(week, hours), again) && memcmp(again, target->minutes, sizeof again) == 0) {
		(void)snprintf(out, size, "%s", hours);
		return;
	}
	for (int i = 0; i < 7 && used < size; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s", i > 0 ? "," : "",
		                         hours_format(target->minutes[i], hours));
}

struct view *owed_target_create(const struct environment *environment, const struct ts_target *target)
{
	struct view_target *view = allocate(1, sizeof *view);
	struct form *form = &view->base.form;
	char from[FORMAT_SIZE] = "", hours[HOURS_TYPED] = "";

	view->base.view = (struct view){ &target_ops, environment };
	view->base.title = target ? "change the target" : "a new target";
	view->base.accept = "set";
	view->today = ts_day_of(environment->moment.now, environment->settings.day_start);
	if (target && target->from == TS_TARGET_EVER)
		(void)snprintf(from, sizeof from, "%s", ever);
	else if (target)
		(void)format_day_typed(target->from, from);
	if (target)
		hours_words(target, hours, sizeof hours);
	form_init(form);
	size_t row = form_add_text(form, "from", DATE_SIZE, from);
	form->rows[row].width = DATE_WIDTH;
	form->rows[row].hint = "a date; empty: today; first: ever";
	form->rows[row].replaces = true;
	row = form_add_text(form, "hours", HOURS_TYPED, hours);
	form->rows[row].replaces = true;
	form_focus(form, target ? ROW_HOURS : ROW_FROM);
	preview(view);
	return &view->base.view;
}
