/*
 * Rows that are taken out of a look at all of them (record_all_visit), with their blobs, to be written while nothing is
 * being read. Private to data/.
 */
#ifndef TIMESHEET_DATA_RECORD_PAGE_H
#define TIMESHEET_DATA_RECORD_PAGE_H

#include "data/seal/tally.h"
#include "data/timesheet.h"

/* How many are taken at once: notes are long. */
enum { RECORD_PAGE = 64 };

struct record_kept {
	struct tally_row row;
	unsigned char *blob; /* the row's, allocated */
};

struct record_page {
	struct record_kept *rows;
	size_t count, room;
};

/* Copies the row and its blob. TS_NO_MEMORY: the page is as it was. */
enum ts_status record_page_keep(struct record_page *page, const struct tally_row *row) TS_MUST_CHECK;
/* Leaves it empty, to be filled anew. */
void record_page_clear(struct record_page *page);
void record_page_release(struct record_page *page);

#endif
