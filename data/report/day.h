/* What is said of a span, for those who show days and those who go through all there is. Private to data/. */
#ifndef TIMESHEET_DATA_DAY_H
#define TIMESHEET_DATA_DAY_H

#include "data/lookup/reading.h"

/* Fills in what its activity says of a span and what a limit says. whole: milliseconds of the log, before any cut. */
void span_describe(const struct reading *reading, const struct ts_activity *activity, int64_t whole,
                   struct ts_span *span);

#endif
