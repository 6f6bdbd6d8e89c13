/*
 * The activity that a field of a dialog means, understood as in the picker: a digit is its slot, letters are the
 * activity they fit well, and what stands in quotes is a text as it is. Typing opens the picker's list over the rows
 * below, and so does Down: what Enter takes is what is selected there, a new one too.
 */
#ifndef TIMESHEET_UI_DIALOG_ACTIVITY_H
#define TIMESHEET_UI_DIALOG_ACTIVITY_H

#include "ui/dialog/dialog_form.h"
#include "ui/type/activity_list.h"

/* The field: the first row of a dialog's form. Begins zeroed. */
struct dialog_activity {
	struct activity_list found;
	bool open;    /* the list shows */
	bool doubted; /* what is typed may be a password: that was said */
	bool moved;   /* a row was chosen by hand: without letters, too */
};

struct activity_meant {
	struct ts_entry entry;       /* what else stands in the field */
	char text[2 * TS_TEXT_SIZE]; /* "": none yet */
	int slot;                    /* of a known one; 0 none */
	bool known, exact;           /* exact: as it was typed */
};

/* Reads the activities. Where they cannot be read, what is typed is a text. */
void dialog_activity_load(struct dialog_activity *field, const struct environment *environment);
void dialog_activity_release(struct dialog_activity *field);

/* Reads what is typed; false: trouble says what is wrong. */
bool dialog_activity_read(const struct dialog_activity *field, const char *typed, const struct ts_when_context *context,
                          struct activity_meant *out, struct dialog_form_trouble *trouble);
/* "2 dev: parser", "new: dev"; "" when it is as it was typed. */
void dialog_activity_describe(const struct activity_meant *meant, char *out, size_t size);

/* In place of dialog_form_update: the list has a key or the mouse first, then the form, and what was typed is looked
 * for. Tab takes what is selected into the field, and leads on. */
enum form_result dialog_activity_update(struct dialog_activity *field, struct dialog_form *dialog,
                                        const struct event *event, const struct ts_when_context *context,
                                        struct effects *effects, bool *accepted);
/* False: what is meant would be a new one and may be a password, typed by habit; which is said, once. */
bool dialog_activity_is_meant(struct dialog_activity *field, struct dialog_form *dialog,
                              const struct activity_meant *meant);
/* Over the form. */
void dialog_activity_draw(const struct dialog_activity *field, const struct dialog_form *dialog,
                          struct surface *surface);

#endif
