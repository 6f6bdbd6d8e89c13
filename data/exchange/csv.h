/* Comma separated values (RFC 4180), and what passes for them: a byte order mark, bare line feeds, semicolons or tabs,
 * a first line "sep=;" as spreadsheets write it. */
#ifndef TIMESHEET_DATA_EXCHANGE_CSV_H
#define TIMESHEET_DATA_EXCHANGE_CSV_H

#include "data/exchange/rows.h"

enum { CSV_FIELDS = 64 }; /* of a record; more are passed over */

struct csv {
	struct exchange_rows *rows;
	const char *at, *end;
	char separator;
	size_t next_line;
	size_t line;  /* where the record begins */
	size_t width; /* how many fields the header has; 0: not said */
	/* The record at hand; its texts are overwritten by the next one. */
	const char *fields[CSV_FIELDS];
	size_t count;
	char *bytes;
	size_t size, room;
	bool open;    /* a quote was not closed: the record reaches to the end of the file */
	bool has_nul; /* a field holds a NUL */
};

/* The separator is the one of comma, semicolon and tab that the first line has most of. Released by
 * exchange_csv_release. */
struct csv exchange_csv_of(struct exchange_rows *rows, const char *bytes, size_t size);
/* The next record that is not an empty line; false: there is none, or reading on has no sense. */
bool exchange_csv_record(struct csv *csv);
/* The same, but records that no quote ends, that hold a NUL, or more than the header has a name for, are refused and
 * passed over; so are those of empty fields alone, without a word. */
bool exchange_csv_next(struct csv *csv);
/* The column of a name in the header record at hand, without regard to case, space and what stands in brackets; -1:
 * none. */
int exchange_csv_column(const struct csv *csv, const char *name);
/* A field of the record at hand; "" when the record has none of that column. */
const char *exchange_csv_field(const struct csv *csv, int column);
void exchange_csv_release(struct csv *csv);

#endif
