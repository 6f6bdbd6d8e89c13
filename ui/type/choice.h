/* Choosing among activities, or users, by typing: ts_choice for views, which have nothing better to do without memory
 * than to end (alloc.h). */
#ifndef TIMESHEET_UI_CHOICE_H
#define TIMESHEET_UI_CHOICE_H

#include "data/timesheet.h"

/* Their texts, numbered as they stand there; destroyed by ts_choice_destroy. */
ts_choice *choice_of_activities(const struct ts_activities *activities);
ts_choice *choice_of_names(const struct ts_users *users);
void choice_type(ts_choice *choice, const char *typed);
/* Fitted letters of a text as marks, those side by side as one. */
void choice_marks(const struct ts_fit *fit, const char *text, struct ts_marks *out);

#endif
