/* The SQL of the program: X(NAME, "SQL"). Users and keys here, rows in statement_rows.h. */
#ifndef TIMESHEET_DATA_STATEMENT_LIST_H
#define TIMESHEET_DATA_STATEMENT_LIST_H

#include "statement_rows.h"

#define USER_STATEMENTS(X) \
	X(DATA_VERSION, "PRAGMA data_version")

#define STATEMENT_LIST(X) USER_STATEMENTS(X) ROW_STATEMENTS(X)

#endif
