/* From logs to spans: what one log covers of a day. Pure arithmetic on moments. Private to data/. */
#ifndef TIMESHEET_DATA_SPAN_H
#define TIMESHEET_DATA_SPAN_H

#include "data/rows/row.h"

/* The part of a log that lies in from..until and not after now. next: the live log after it, or NULL. Fills all but
 * what its activity says (text, slot, colour, off, rest) and what a limit says (forgotten). False when nothing of it is
 * in the day. */
bool span_cut(const struct row_log *log, const struct row_log *next, ts_time from, ts_time until, ts_time now,
              struct ts_span *out);
/* Milliseconds from the log to the next, or to now. */
int64_t span_length(const struct row_log *log, const struct row_log *next, ts_time now);

#endif
