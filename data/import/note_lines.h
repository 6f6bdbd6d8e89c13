/* A text that comes to a note line by line: what stands there already is not said again. Private to data/import/. */
#ifndef TIMESHEET_DATA_IMPORT_NOTE_LINES_H
#define TIMESHEET_DATA_IMPORT_NOTE_LINES_H

#include "data/timesheet.h"

struct note_lines {
	char *text; /* the note with what was missing: size bytes and a NUL */
	size_t size, lines;
	size_t present, missing; /* lines that are not blank */
};
/* Each line of the text is looked for in the note, in its order; one that is missing follows the line that stands
 * before it in the text, or goes before the next one that is there, or to the end. TS_NO_MEMORY. */
enum ts_status note_lines_join(const char *note, const char *text, struct note_lines *out) TS_MUST_CHECK;
void note_lines_release(struct note_lines *lines);

#endif
