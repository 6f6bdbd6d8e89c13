/* Which number of a table's dates is the day, the month, the year: what its header, the user, all rows or the locale
 * tell. */
#include "data/exchange/read_table.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_DAYS = 366 };

struct scan {
	unsigned orders; /* that all dates so far can have; a bit each */
	ts_day last;     /* what lies behind it is no date that tells */
	bool any;
	char example[24]; /* the first that can be read in several ways */
};

static void date_look(struct scan *scan, const char *field)
{
	struct exchange_text text = exchange_text_of(field, strlen(field));

	exchange_skip_spaces(&text);
	unsigned orders = exchange_date_orders(text, scan->last);
	if (orders == 0)
		return;
	scan->any = true;
	scan->orders &= orders;
	if (!scan->example[0] && (orders & (orders - 1)) != 0)
		(void)snprintf(scan->example, sizeof scan->example, "%.20s", field);
}

static struct scan dates_scan(const struct table *table, ts_time now)
{
	static const enum column_role roles[] = { COLUMN_DATE, COLUMN_START, COLUMN_END_DATE, COLUMN_END };
	struct scan scan = { .orders = 1U << TS_DATES_DMY | 1U << TS_DATES_MDY | 1U << TS_DATES_YMD,
		             .last = INT32_MAX };
	struct csv csv = table->csv;

	/* What is planned may stand there, too. */
	if (now > 0)
		scan.last = ts_day_of(now, 0) + YEAR_DAYS;
	csv.bytes = NULL;
	csv.room = csv.size = 0;
	while (exchange_csv_record(&csv)) {
		for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
			date_look(&scan, exchange_csv_field(&csv, table->columns.at[roles[i]]));
	}
	exchange_csv_release(&csv);
	return scan;
}

static enum ts_status dates_ask(struct exchange_rows *rows, const struct scan *scan)
{
	if (scan->orders == 0)
		return exchange_trouble(
		        rows, "its dates are in no one order: some have the day first, and some the month; say "
		              "--dates dmy or --dates mdy, or write them like 2026-10-01");
	bool year = (scan->orders & 1U << TS_DATES_MDY) == 0;
	return exchange_trouble(rows,
	                        "its dates may have the day or the %s first ('%s'): say --dates dmy or --dates %s, or "
	                        "write them like 2026-10-01",
	                        year ? "year" : "month", scan->example, year ? "ymd" : "mdy");
}

enum ts_status table_dates(struct table *table, const struct exchange_input *input)
{
	struct exchange_rows *rows = table->csv.rows;

	table->dates = table->columns.dates != TS_DATES_UNKNOWN ? table->columns.dates : input->dates;
	if (table->dates != TS_DATES_UNKNOWN)
		return TS_OK;
	const struct scan scan = dates_scan(table, input->now);
	if (rows->failed)
		return TS_NO_MEMORY;
	if (!scan.any)
		return TS_OK;
	for (int order = TS_DATES_DMY; order <= TS_DATES_YMD; order++) {
		unsigned bit = 1U << order;
		if (scan.orders == bit || (scan.orders & bit && order == (int)input->dates_usual))
			table->dates = (enum ts_date_order)order;
	}
	return table->dates != TS_DATES_UNKNOWN ? TS_OK : dates_ask(rows, &scan);
}
