/*
 * The activity that a field of a dialog means, understood as in the picker: a digit is its slot, letters are the
 * activity they fit well, and what stands in quotes is a text as it is.
 */
#ifndef TIMESHEET_UI_DIALOG_ACTIVITY_H
#define TIMESHEET_UI_DIALOG_ACTIVITY_H

#include "ui/dialog/dialog_form.h"

struct activity_meant {
	struct ts_entry entry;       /* what else stands in the field */
	char text[2 * TS_TEXT_SIZE]; /* "": none yet */
	int slot;                    /* of a known one; 0 none */
	bool known, exact;           /* exact: as it was typed */
};

/* Reads what is typed; false: trouble says what is wrong. activities may be empty: then only texts are meant. */
bool dialog_activity_read(const struct ts_activities *activities, const char *typed,
                          const struct ts_when_context *context, struct activity_meant *out,
                          struct dialog_form_trouble *trouble);
/* "2 dev: parser", "new: dev"; "" when it is as it was typed. */
void dialog_activity_describe(const struct activity_meant *meant, char *out, size_t size);

#endif
