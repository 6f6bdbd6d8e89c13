/* Lines of text that grow, with columns that line up: what goes to the clipboard. */
#ifndef TIMESHEET_UI_LINES_H
#define TIMESHEET_UI_LINES_H

#include <stddef.h>

/* Begins zeroed. */
struct lines {
	char *text; /* with a NUL; NULL: nothing yet */
	size_t size, room;
	size_t count; /* lines that have ended */
};

void lines_add(struct lines *lines, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A text of any length as it is, and in so many columns, at their left or right. A longer one is not cut. */
void lines_put(struct lines *lines, const char *text);
void lines_left(struct lines *lines, int width, const char *text);
void lines_right(struct lines *lines, int width, const char *text);
/* Blanks at the end of the line go. */
void lines_end(struct lines *lines);
void lines_release(struct lines *lines); /* wipes */

#endif
