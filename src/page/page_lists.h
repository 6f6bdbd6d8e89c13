/* The logs and the notes of some days, for a page that lists them. */
#ifndef TIMESHEET_SRC_PAGE_PAGE_LISTS_H
#define TIMESHEET_SRC_PAGE_PAGE_LISTS_H

#include "data/timesheet.h"

struct page_note {
	ts_day day;
	char *text;
};

struct page_lists {
	struct ts_span *logs; /* in order, cut at the ends of days; without off */
	size_t log_count, log_room;
	struct page_note *notes; /* by day */
	size_t note_count, note_room;
	size_t damaged; /* rows that do not verify */
};

struct page_request {
	struct ts_range range;
	ts_filter *filter; /* of the logs */
	ts_time now;
	int day_start;
	bool logs, notes; /* which are wanted */
};

enum ts_status page_lists_read(ts_store *store, const struct page_request *request,
                               struct page_lists *out) TS_MUST_CHECK;
void page_lists_release(struct page_lists *lists);

#endif
