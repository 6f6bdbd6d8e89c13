/* How far two words are apart, for "did you mean". */
#ifndef TIMESHEET_SRC_COMMAND_LINE_DISTANCE_H
#define TIMESHEET_SRC_COMMAND_LINE_DISTANCE_H

#include <stddef.h>

/* Typing errors between two words of at most 20 bytes; NEAR_MOST and fewer make a suggestion. */
enum { NEAR_MOST = 2 };
size_t text_distance(const char *left, const char *right);

#endif
