/* Writes CSV (RFC 4180) to a stream, cell by cell. */
#ifndef TIMESHEET_SRC_OUTPUT_CSV_H
#define TIMESHEET_SRC_OUTPUT_CSV_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct csv {
	FILE *stream;
	bool filled; /* something stands in this record already */
};

void csv_begin(struct csv *csv, FILE *stream);
/* A text that a spreadsheet would take for a formula (it begins with = + - @ or a control character) gets a ' in front.
 */
void csv_text(struct csv *csv, const char *text);
void csv_integer(struct csv *csv, int64_t value);
void csv_end(struct csv *csv); /* of the record */

#endif
