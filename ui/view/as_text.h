/* A log and a day as text, to be copied. */
#ifndef TIMESHEET_UI_AS_TEXT_H
#define TIMESHEET_UI_AS_TEXT_H

#include "ui/view/view.h"

enum { AS_TEXT_LINE = TS_TEXT_SIZE + TS_COMMENT_SIZE + 4 * FORMAT_SIZE };

/* "14:12-14:37  0:25  review: auth patch  # comment", without a line's end. Returns out. */
const char *as_text_log(enum clock clock, const struct ts_span *span, char out[AS_TEXT_LINE]);
/* The date, a line for each log, the sums. The caller frees it. */
char *as_text_day(enum clock clock, ts_day day, const struct ts_day_view *content);

#endif
