/*
 * What the dialogs over the day share (edit, insert, go to a date): a form, a line that shows how a time is understood,
 * and a line for what failed. They keep what was typed whatever goes wrong.
 */
#ifndef TIMESHEET_UI_DIALOG_FORM_H
#define TIMESHEET_UI_DIALOG_FORM_H

#include "ui/type/form.h"
#include "ui/view/errand.h"
#include "ui/view/view.h"

/* What was typed into a dialog about a log that was then closed by Escape: one, until the lock. */
struct dialog_left {
	const char *title; /* the dialog's; NULL: there is nothing */
	struct ts_id log;
	unsigned rows; /* a bit each */
	char texts[FORM_ROWS_MOST][2 * TS_TEXT_SIZE];
};

struct dialog_form {
	struct view view;
	struct form form;
	const char *title, *accept; /* static: of the dialog, and what Enter does */
	const char *cancel;         /* static: what Escape does; NULL: it goes back */
	char preview[256];
	enum style preview_style;
	char error[192];   /* what concerns no row */
	bool is_about_log; /* what is typed is offered again after Escape: */
	struct ts_id log;
	unsigned typed, offered; /* rows, a bit each */
};

/* Where the form stands on the screen. */
struct rect dialog_form_rect(const struct dialog_form *form);
void dialog_form_draw(const struct dialog_form *form, struct surface *surface);
void dialog_form_release(struct dialog_form *form);
/* The form is filled: what was typed into one of its title about this log before Escape stands there again, and says
 * so.
 */
void dialog_form_offer(struct dialog_form *form, struct ts_id log);
/* Text, focus, mouse, cancel and help. FORM_CHANGED: look at the values again; *accepted: Enter was pressed. */
enum form_result dialog_form_update(struct dialog_form *form, const struct event *event, struct effects *effects,
                                    bool *accepted);

/* What is known to who reads a time: the clock, the place, and the day on screen. */
struct ts_when_context dialog_form_context(const struct environment *environment, ts_day day, enum ts_want want);
/* What is wrong with a time that was typed, and what would be right. */
struct dialog_form_trouble {
	char why[128];
	char example[TS_EXAMPLE_SIZE]; /* "" for none */
};
/* Reads a WHEN; false: out is not filled, trouble is. */
bool dialog_form_when(const char *text, const struct ts_when_context *context, struct ts_when *out,
                      struct dialog_form_trouble *trouble);
/* Reads the end of what begins at a moment: the first such time after it. */
bool dialog_form_end(const char *text, struct ts_when_context context, ts_time begin, struct ts_when *out,
                     struct dialog_form_trouble *trouble);
void dialog_form_trouble_set(struct dialog_form_trouble *trouble, const char *why);
/* Beside the row, with the example on the preview's line. */
void dialog_form_refuse(struct dialog_form *form, size_t row, const struct dialog_form_trouble *trouble);
/* What to add to a time that comes twice or not at all when clocks change; "" for an ordinary one. */
const char *dialog_form_fold(enum ts_fold fold);
/* Does what the form asks for, and closes it once that is done, or waits for somebody else's lock. Anything but TS_OK
 * and TS_BUSY is the caller's to say. */
enum ts_status dialog_form_run(const struct dialog_form *form, struct errand errand, struct effects *effects);
void dialog_form_fail(struct dialog_form *form, const char *what, enum ts_status status);

#endif
