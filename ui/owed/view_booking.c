/* A booking on the balance: an opening balance, a pay-out, a correction. */
#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/base/hours.h"
#include "ui/dialog/dialog_form.h"
#include "ui/owed/owed.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_DAY, ROW_HOURS, ROW_TEXT };
enum { DATE_SIZE = 64, DATE_WIDTH = 16 };

struct view_booking {
	struct dialog_form base;
	ts_day today;
	bool is_change; /* of the one with id */
	struct ts_id id;
};

static struct view_booking *booking_of(struct view *view)
{
	return (struct view_booking *)view;
}

/* False: row is the one that trouble is about. */
static bool booking_read(const struct view_booking *view, struct ts_booking *out, size_t *row,
                         struct dialog_form_trouble *trouble)
{
	const struct form *form = &view->base.form;
	struct ts_when_context context = dialog_form_context(view->base.view.environment, view->today, TS_WANT_DAY);
	struct ts_when when = { .day = view->today };
	const char *day = form_text(form, ROW_DAY);

	*out = (struct ts_booking){ .id = view->id };
	*row = ROW_DAY;
	if (day[0] != '\0' && !dialog_form_when(day, &context, &when, trouble))
		return false;
	out->day = when.day;
	*row = ROW_HOURS;
	if (!hours_parse_signed(form_text(form, ROW_HOURS), &out->minutes) || out->minutes == 0) {
		dialog_form_trouble_set(trouble, "hours and minutes, with a minus where it lowers the balance");
		(void)snprintf(trouble->example, sizeof trouble->example, "%s", "12:30, -8:00, -8h");
		return false;
	}
	*row = ROW_TEXT;
	if (snprintf(out->text, sizeof out->text, "%s", form_text(form, ROW_TEXT)) < (int)sizeof out->text)
		return true;
	dialog_form_trouble_set(trouble, "too long");
	return false;
}

static void preview(struct view_booking *view)
{
	struct dialog_form *base = &view->base;
	struct dialog_form_trouble trouble;
	char day[FORMAT_SIZE], hours[HOURS_SIZE];
	struct ts_booking booking;
	size_t row;

	base->preview_style = STYLE_DIM;
	if (!booking_read(view, &booking, &row, &trouble)) {
		(void)snprintf(base->preview, sizeof base->preview, "%s",
		               row == ROW_HOURS ? "12:30 raises the balance, -8:00 lowers it" : trouble.why);
		return;
	}
	base->preview_style = STYLE_EMPHASIS;
	(void)snprintf(base->preview, sizeof base->preview, "%s%s on the balance, from %s on",
	               booking.minutes > 0 ? "+" : "", hours_format(booking.minutes, hours),
	               format_day(booking.day, day));
}

static void accept(struct view_booking *view, struct effects *effects)
{
	struct dialog_form_trouble trouble;
	struct ts_booking booking;
	size_t row;

	if (!booking_read(view, &booking, &row, &trouble)) {
		dialog_form_refuse(&view->base, row, &trouble);
		return;
	}
	const struct errand errand = { .kind = view->is_change ? ERRAND_BOOKING_CHANGE : ERRAND_BOOKING,
		                       .id = booking.id,
		                       .day = booking.day,
		                       .minutes = booking.minutes,
		                       .text = booking.text };
	enum ts_status status = dialog_form_run(&view->base, errand, effects);
	if (status == TS_UNCHANGED)
		(void)snprintf(view->base.error, sizeof view->base.error, "it is so already");
	else if (status != TS_OK && status != TS_BUSY)
		dialog_form_fail(&view->base, "not booked", status);
}

static void booking_update(struct view *view, const struct event *event, struct effects *effects)
{
	bool accepted = false;

	if (dialog_form_update(&booking_of(view)->base, event, effects, &accepted) == FORM_CHANGED)
		preview(booking_of(view));
	if (accepted)
		accept(booking_of(view), effects);
}

static void booking_draw(const struct view *view, struct surface *surface)
{
	dialog_form_draw((const struct dialog_form *)view, surface);
}

static void booking_destroy(struct view *view)
{
	dialog_form_release(&booking_of(view)->base);
	free(view);
}

static const struct view_ops booking_ops = {
	.title = "Booking",
	.context = CONTEXT_FORM,
	.overlay = true,
	.update = booking_update,
	.draw = booking_draw,
	.destroy = booking_destroy,
};

struct view *owed_booking_create(const struct environment *environment, const struct ts_booking *booking)
{
	struct view_booking *view = allocate(1, sizeof *view);
	struct form *form = &view->base.form;
	char day[FORMAT_SIZE] = "", hours[HOURS_SIZE] = "";

	view->base.view = (struct view){ &booking_ops, environment };
	view->base.title = booking ? "change the booking" : "book on the balance";
	view->base.accept = "book";
	view->today = ts_day_of(environment->moment.now, environment->settings.day_start);
	if (booking) {
		view->is_change = true;
		view->id = booking->id;
		(void)format_day_typed(booking->day, day);
		(void)hours_format(booking->minutes, hours);
	}
	form_init(form);
	size_t row = form_add_text(form, "day", DATE_SIZE, day);
	form->rows[row].width = DATE_WIDTH;
	form->rows[row].hint = "a date; empty: today";
	form->rows[row].replaces = true;
	row = form_add_text(form, "hours", HOURS_SIZE, hours);
	form->rows[row].width = DATE_WIDTH;
	form->rows[row].hint = "12:30 or -8:00";
	form->rows[row].replaces = true;
	(void)form_add_text(form, "text", 2 * (size_t)TS_TEXT_SIZE, booking ? booking->text : NULL);
	form_focus(form, ROW_HOURS);
	preview(view);
	return &view->base.view;
}
