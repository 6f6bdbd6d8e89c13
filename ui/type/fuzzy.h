/* How well typed letters fit a text, and where: for the picker. */
#ifndef TIMESHEET_UI_FUZZY_H
#define TIMESHEET_UI_FUZZY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FUZZY_POSITIONS = 64 };
struct fuzzy_match {
	double score;                      /* higher is better */
	size_t positions[FUZZY_POSITIONS]; /* byte offsets of matched characters in the text */
	size_t count;
	bool close; /* the letters stand close together, or each run of them begins a word: it may well be meant */
};
/* False: needle is not a subsequence of text. Case and accents do not matter. An empty needle fits everything with
 * score 0. */
bool fuzzy_match(const char *needle, const char *text, struct fuzzy_match *out);

#endif
