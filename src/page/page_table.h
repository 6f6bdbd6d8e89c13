/* The table of a page. */
#ifndef TIMESHEET_SRC_PAGE_PAGE_TABLE_H
#define TIMESHEET_SRC_PAGE_PAGE_TABLE_H

#include "src/page/page.h"

enum {
	PAGE_COLUMNS = 31, /* of a table at most: more go into the next */
	PAGE_UPRIGHT = 8,  /* columns that a page has room for which stands upright */
	PAGE_TIGHT = 12,   /* the same in small type */
	PAGE_ROWS = 18,    /* rows from which on they stand closer, so that a month is one page */
	PAGE_LYING = 8,    /* the same where it lies */
};

/* Whether the paper lies on its long side, for many columns. */
bool page_lies(const struct page *page);
void page_table_write(const struct page *page);
/* "Mon 23 Nov" of a day, else the row's text. Returns out. */
const char *page_row_name(enum ts_report_by by, const struct ts_report_row *row, char out[REPORT_NAME_SIZE]);

#endif
