/* How a step is worded that wrote settings, marks, targets, bookings or several logs: by what it holds. Private to
 * data/. */
#ifndef TIMESHEET_DATA_STEP_WORDS_H
#define TIMESHEET_DATA_STEP_WORDS_H

#include "data/rows/step.h"

/* Whether it is one of these. */
bool step_has_words(const struct step *step);
/* deed, text and day of what it did; day: the one to be shown where that has none. */
void step_words(const struct step *step, ts_day day, struct ts_done *done);
/* "3 logs deleted": of several logs at once. */
void step_logs_words(const struct step *step, char *out, size_t size);

#endif
