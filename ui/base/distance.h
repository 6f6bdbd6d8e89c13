/* How far two words are apart, for "did you mean". */
#ifndef TIMESHEET_UI_DISTANCE_H
#define TIMESHEET_UI_DISTANCE_H

#include <stddef.h>

/* Typing errors between two words of at most 20 bytes; NEAR_MOST and fewer make a suggestion. */
enum { NEAR_MOST = 2 };
size_t text_distance(const char *left, const char *right);
/* The nearest of the words that word_at tells of the context, from 0 up to NULL; NULL: none is near. */
const char *text_near(const char *word, const char *(*word_at)(const void *context, size_t index), const void *context);

#endif
