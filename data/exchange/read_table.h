/* Rows of CSV by what its columns are for; what they are called is the format's own. Private to data/. */
#ifndef TIMESHEET_DATA_EXCHANGE_READ_TABLE_H
#define TIMESHEET_DATA_EXCHANGE_READ_TABLE_H

#include "data/exchange/columns.h"
#include "data/exchange/readers.h"

struct table {
	struct csv csv;
	struct columns columns;
	enum ts_date_order dates;
	const char *text; /* of the row at hand */
	const char *person;
};

/* Names the record at hand; both live until the next, or are kept. */
typedef void table_texts(struct table *table, const char **text, const char **comment);
/* Reads what follows the header, of which columns are known. */
enum ts_status read_table(struct table *table, const struct exchange_input *input, table_texts *texts);
/* Settles table->dates, before rows are read; TS_INVALID: they can be meant in several ways (said). */
enum ts_status table_dates(struct table *table, const struct exchange_input *input) TS_MUST_CHECK;
/* A field without leading spaces; "-", as Toggl writes none, is "". */
const char *table_field(const struct table *table, enum column_role role);

#endif
