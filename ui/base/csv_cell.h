/* How a text stands in a cell of CSV, whoever writes it: a table that is copied is the one that a command prints. */
#ifndef TIMESHEET_UI_CSV_CELL_H
#define TIMESHEET_UI_CSV_CELL_H

#include <stdbool.h>

struct csv_cell {
	bool formula; /* a spreadsheet would run it (it begins with = + - @ or a control character): a ' goes in front
	               */
	bool quoted;  /* it stands in quotes, and its own are doubled */
};
struct csv_cell csv_cell_of(const char *text);

#endif
