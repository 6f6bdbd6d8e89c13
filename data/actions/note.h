/* Notes, for those who change them in more than one way. Private to data/. */
#ifndef TIMESHEET_DATA_NOTE_H
#define TIMESHEET_DATA_NOTE_H

#include "data/actions/action.h"
#include "data/rows/step.h"

/* Takes a save back, or does it again: where the day's note still is what the step left, a new revision gets what it
 * was. */
enum ts_status note_carry(struct action *action, const struct step_note *note, bool back) TS_MUST_CHECK;

#endif
