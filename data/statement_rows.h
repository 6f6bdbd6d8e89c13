/* The SQL about sealed rows: activities, logs, notes, drafts, history, inbox, state, settings. */
#ifndef TIMESHEET_DATA_STATEMENT_ROWS_H
#define TIMESHEET_DATA_STATEMENT_ROWS_H

#define ROW_STATEMENTS(X) \
	X(ACTIVITY_LIST, "SELECT id, blob FROM activity WHERE owner = ?")

#endif
