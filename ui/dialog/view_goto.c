/* Asks for a date, as people write them, and shows at once which day that is. */
#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/dialog/dialog_form.h"

#include <stdio.h>
#include <stdlib.h>

static const char examples[] = "yesterday, fri, 23 nov, 2026-11-23";

enum { ROW_DATE, DATE_SIZE = 64 };

struct view_goto {
	struct dialog_form base;
	ts_day from; /* the day on screen */
};

static struct view_goto *goto_of(struct view *view)
{
	return (struct view_goto *)view;
}

/* False: trouble says what is wrong. */
static bool date_read(const struct view_goto *view, ts_day *out, struct dialog_form_trouble *trouble)
{
	struct ts_when_context context = dialog_form_context(view->base.view.environment, view->from, TS_WANT_DAY);
	struct ts_when when;
	if (!dialog_form_when(form_text(&view->base.form, ROW_DATE), &context, &when, trouble))
		return false;
	*out = when.day;
	return true;
}

static void preview(struct view_goto *view)
{
	struct dialog_form *base = &view->base;
	const struct environment *environment = base->view.environment;
	struct dialog_form_trouble trouble;
	char text[FORMAT_SIZE], week[FORMAT_SIZE];
	ts_day day = 0, today = ts_day_of(environment->moment.now, environment->settings.day_start);

	base->preview_style = STYLE_DIM;
	if (form_text(&base->form, ROW_DATE)[0] == '\0') {
		(void)snprintf(base->preview, sizeof base->preview, "%s", examples);
	} else if (date_read(view, &day, &trouble)) {
		base->preview_style = STYLE_EMPHASIS;
		(void)snprintf(base->preview, sizeof base->preview, "%s  %s%s", format_day(day, text),
		               environment_week_number(environment, day, week), day == today ? "  today" : "");
	} else {
		(void)snprintf(base->preview, sizeof base->preview, "%s", trouble.why);
	}
}

static void accept(struct view_goto *view, struct effects *effects)
{
	struct dialog_form_trouble trouble;
	struct answer answer = { .type = ANSWER_DAY };
	if (form_text(&view->base.form, ROW_DATE)[0] == '\0')
		effects_close(effects, NULL);
	else if (date_read(view, &answer.day, &trouble))
		effects_close(effects, &answer);
	else
		dialog_form_refuse(&view->base, ROW_DATE, &trouble);
}

static void goto_update(struct view *view, const struct event *event, struct effects *effects)
{
	bool accepted = false;
	if (dialog_form_update(&goto_of(view)->base, event, effects, &accepted) == FORM_CHANGED)
		preview(goto_of(view));
	if (accepted)
		accept(goto_of(view), effects);
}

static void goto_draw(const struct view *view, struct surface *surface)
{
	dialog_form_draw((const struct dialog_form *)view, surface);
}

static void goto_destroy(struct view *view)
{
	dialog_form_release(&goto_of(view)->base);
	free(view);
}

static const struct view_ops goto_ops = {
	.title = "Go to a date",
	.context = CONTEXT_FORM,
	.overlay = true,
	.update = goto_update,
	.draw = goto_draw,
	.destroy = goto_destroy,
};

struct view *view_goto_create(const struct environment *environment, ts_day day)
{
	struct view_goto *view = allocate(1, sizeof *view);
	view->base.view = (struct view){ &goto_ops, environment };
	view->base.title = "go to a date";
	view->base.accept = "go";
	view->from = day;
	form_init(&view->base.form);
	(void)form_add_text(&view->base.form, "date", DATE_SIZE, NULL);
	preview(view);
	return &view->base.view;
}
