/* Text in columns of a terminal: cut where it is too wide, and filled up with spaces. */
#ifndef TIMESHEET_SRC_OUTPUT_COLUMNS_H
#define TIMESHEET_SRC_OUTPUT_COLUMNS_H

#include <stdbool.h>

/* Prints a text in exactly so many columns, from the left or from the right. What does not fit is cut, and ends in an
 * ellipsis, or in ~ where the terminal has none. */
void columns_left(const char *text, int width, bool ellipsis);
void columns_right(const char *text, int width, bool ellipsis);

#endif
