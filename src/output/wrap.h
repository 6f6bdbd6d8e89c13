/* Running text broken between words, for pages of help and of the manual. */
#ifndef TIMESHEET_SRC_OUTPUT_WRAP_H
#define TIMESHEET_SRC_OUTPUT_WRAP_H

#include <stdbool.h>
#include <stddef.h>

/* Begin with text (ASCII; each of its lines is a paragraph, and keeps its indent) and width, the rest zero. */
struct wrap {
	const char *text;
	size_t width;
	bool usage; /* nothing is broken inside of brackets */
	size_t hang;
	bool inside; /* a paragraph has begun */
};

struct wrap_line {
	size_t indent; /* spaces */
	const char *at;
	size_t size;
};

/* The next line; false: there is none. What goes on stands under its paragraph's first word, behind a first word in
 * capitals with a colon ("WHEN: "), and behind "usage: ". A word that is wider than the line has one of its own. */
bool wrap_next(struct wrap *wrap, struct wrap_line *line);

#endif
