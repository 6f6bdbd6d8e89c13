/* What the list of targets and bookings opens. Private to ui/owed/. */
#ifndef TIMESHEET_UI_OWED_H
#define TIMESHEET_UI_OWED_H

#include "ui/view/view.h"

/* A new one; or that one, to be changed. Both answer ANSWER_DONE. */
struct view *owed_target_create(const struct environment *environment, const struct ts_target *target);
struct view *owed_booking_create(const struct environment *environment, const struct ts_booking *booking);

#endif
