/* A report as one page of HTML: the timesheet that is handed in. */
#ifndef TIMESHEET_SRC_PAGE_PAGE_H
#define TIMESHEET_SRC_PAGE_PAGE_H

#include "src/output/report_form.h"
#include "src/page/page_lists.h"

struct page {
	const struct report_print *print; /* with a table; flex: the balance is known, and of all there is */
	const char *user;
	ts_time now;
	int day_start;
	const struct page_lists *lists;
	bool logs, notes;   /* which of the lists were asked for */
	size_t damaged;     /* rows of what is told that do not verify */
	const char *behind; /* what the file lacks, if it is older than it was on this machine; or NULL */
};

/* Writes it to standard output: no script, nothing from elsewhere. */
void page_write(const struct page *page);

#endif
