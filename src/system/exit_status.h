/* Exit statuses, a contract: scripts rely on them. */
#ifndef TIMESHEET_SRC_SYSTEM_EXIT_STATUS_H
#define TIMESHEET_SRC_SYSTEM_EXIT_STATUS_H

enum exit_status {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,
	EXIT_USAGE = 2,
	EXIT_LOGGED_OUT = 3, /* not logged in, or a wrong password */
	EXIT_DATABASE = 4,   /* the database is damaged, not whole, or not ours */
	/* Nobody reads what is printed: as 128 and SIGPIPE a shell tells it of every program. */
	EXIT_OUTPUT_CLOSED = 141
};

#endif
