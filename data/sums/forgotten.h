/* What counts as forgotten, and how much of a time is. Values only; the tests' fake asks it too. Private to data/. */
#ifndef TIMESHEET_DATA_FORGOTTEN_H
#define TIMESHEET_DATA_FORGOTTEN_H

#include "data/timesheet.h"

/* Whether work that was logged at a moment and lasts until end is too long to be believed; it is right until sure. */
static inline bool forgotten_since(const struct ts_settings *settings, ts_time logged, ts_time sure, ts_time end)
{
	const ts_time from = sure > logged ? sure : logged;

	return settings->forgotten_after > 0 && end - from > settings->forgotten_after * TS_HOUR;
}
/* Adds what a part has: the sum tells of the first of both. */
void forgotten_add(struct ts_forgotten *sum, const struct ts_forgotten *part);
/* The part of a span that is shown, if it is forgotten; else nothing. */
struct ts_forgotten forgotten_of_span(const struct ts_span *span);

#endif
