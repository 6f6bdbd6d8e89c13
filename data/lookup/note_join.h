/* Two texts of one note as one: line by line, all of both kept. Pure. Private to data/. */
#ifndef TIMESHEET_DATA_NOTE_JOIN_H
#define TIMESHEET_DATA_NOTE_JOIN_H

#include "data/timesheet.h"

/* The lines that stand round what the two sides have differently. */
#define NOTE_MARK_FIRST "~~~ two versions, this one: ~~~"
#define NOTE_MARK_SECOND "~~~ and this one: ~~~"
#define NOTE_MARK_END "~~~"

/* The lines of left and right by a longest common subsequence: what both have stands once, what one side has alone is
 * kept, and where both differ both stand between marks. Every line of either side is in the outcome, in its order. *out
 * is allocated (size bytes and a NUL), the caller's to free. TS_NO_MEMORY. */
enum ts_status note_join(const char *left, size_t left_size, const char *right, size_t right_size, char **out,
                         size_t *size) TS_MUST_CHECK;

#endif
