/* What a change of an activity has done, in words: for screens and commands alike. */
#ifndef TIMESHEET_UI_ACTIVITY_WORDS_H
#define TIMESHEET_UI_ACTIVITY_WORDS_H

#include "data/timesheet.h"

enum { ACTIVITY_WORDS_SIZE = 3 * TS_TEXT_SIZE };

/* Of one of the fields of a change that was made: "parser is on 3 now". name is what it was called before; slot the one
 * it has now. What it became part of is named by the change. Returns out. */
const char *activity_words(const char *name, unsigned field, const struct ts_activity_change *change, int slot,
                           bool merged, char out[ACTIVITY_WORDS_SIZE]);

#endif
