/*
 * All that a user sees of a database, as lines, and whether what is seen of a copy that somebody was at is what stood
 * in the original. Reads through the module's public functions only.
 */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_SEEN_H
#define TIMESHEET_TESTS_DATA_SUPPORT_SEEN_H

#include "data/timesheet.h"

#include <stdbool.h>
#include <stddef.h>

/* A line's first letter says what it is of: A an activity, L a log, N a note, S the settings, and, made from these, D a
 * day, H a hit of the search, T a total, W a week. */
struct seen {
	char **lines; /* in order */
	size_t count, room;
	size_t damaged;       /* rows that were counted as damaged */
	enum ts_status named; /* the first call that said that something does not verify; TS_OK: none */
	bool failed;          /* a call failed in a way that says nothing about damage: trouble is its name */
	const char *trouble;
};

/* Reads everything of the logged-in user, as known at now. Any status but TS_OK is remembered, not fatal. */
void seen_read(struct seen *seen, ts_store *store, ts_time now);
/* A line that may be seen where rows are missing, and need not be: an older text of a note. */
void seen_add(struct seen *seen, const char *format, ...) __attribute__((format(printf, 2, 3)));
void seen_release(struct seen *seen);

enum seen_verdict {
	SEEN_SAME,  /* line by line */
	SEEN_NAMED, /* some lines are missing, and that is counted or named; what is there stood in the original */
	SEEN_LOST,  /* some lines are missing and nobody says so */
	SEEN_WRONG  /* something is shown that never stood there */
};
/* older: lines that are not wrong where rows are missing. wrong (may be NULL) becomes the line that is, or is missing.
 */
enum seen_verdict seen_compare(const struct seen *original, const struct seen *older, const struct seen *now,
                               const char **wrong);

#endif
