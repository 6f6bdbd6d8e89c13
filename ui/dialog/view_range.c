/* Asks which days a report is to be of, as people write them, and shows at once which these are. */
#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/dialog/dialog_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char examples[] = "last week, month, nov, 2026-11-01..2026-11-15, 30d";

enum { ROW_RANGE, RANGE_SIZE = 64 };

struct view_range {
	struct dialog_form base;
	ts_day from; /* the day on screen */
};

static struct view_range *range_of(struct view *view)
{
	return (struct view_range *)view;
}

/* False: trouble says what is wrong. */
static bool range_read(const struct view_range *view, struct ts_range *out, struct dialog_form_trouble *trouble)
{
	struct ts_when_context context = dialog_form_context(view->base.view.environment, view->from, TS_WANT_DAY);
	struct ts_when_error error = { 0 };
	if (ts_range_parse(form_text(&view->base.form, ROW_RANGE), &context, out, &error) == TS_OK)
		return true;
	dialog_form_trouble_set(trouble, error.reason);
	memcpy(trouble->example, error.example, sizeof trouble->example);
	return false;
}

static void preview(struct view_range *view)
{
	struct dialog_form *base = &view->base;
	struct dialog_form_trouble trouble;
	char first[FORMAT_SIZE], last[FORMAT_SIZE];
	struct ts_range range;

	base->preview_style = STYLE_DIM;
	if (form_text(&base->form, ROW_RANGE)[0] == '\0') {
		(void)snprintf(base->preview, sizeof base->preview, "%s", examples);
	} else if (!range_read(view, &range, &trouble)) {
		(void)snprintf(base->preview, sizeof base->preview, "%s", trouble.why);
	} else {
		int days = range.last - range.first + 1;
		base->preview_style = STYLE_EMPHASIS;
		if (days == 1)
			(void)snprintf(base->preview, sizeof base->preview, "%s", format_day(range.first, first));
		else
			(void)snprintf(base->preview, sizeof base->preview, "%s - %s  %d days",
			               format_day(range.first, first), format_day(range.last, last), days);
	}
}

static void accept(struct view_range *view, struct effects *effects)
{
	struct dialog_form_trouble trouble;
	struct answer answer = { .type = ANSWER_RANGE };
	if (form_text(&view->base.form, ROW_RANGE)[0] == '\0')
		effects_close(effects, NULL);
	else if (range_read(view, &answer.range, &trouble))
		effects_close(effects, &answer);
	else
		dialog_form_refuse(&view->base, ROW_RANGE, &trouble);
}

static void range_update(struct view *view, const struct event *event, struct effects *effects)
{
	bool accepted = false;
	if (dialog_form_update(&range_of(view)->base, event, effects, &accepted) == FORM_CHANGED)
		preview(range_of(view));
	if (accepted)
		accept(range_of(view), effects);
}

static void range_draw(const struct view *view, struct surface *surface)
{
	dialog_form_draw((const struct dialog_form *)view, surface);
}

static void range_destroy(struct view *view)
{
	dialog_form_release(&range_of(view)->base);
	free(view);
}

static const struct view_ops range_ops = {
	.title = "Days of a report",
	.context = CONTEXT_FORM,
	.overlay = true,
	.update = range_update,
	.draw = range_draw,
	.destroy = range_destroy,
};

struct view *view_range_create(const struct environment *environment, ts_day day)
{
	struct view_range *view = allocate(1, sizeof *view);
	view->base.view = (struct view){ &range_ops, environment };
	view->base.title = "report";
	view->base.accept = "show";
	view->from = day;
	form_init(&view->base.form);
	(void)form_add_text(&view->base.form, "days", RANGE_SIZE, NULL);
	preview(view);
	return &view->base.view;
}
