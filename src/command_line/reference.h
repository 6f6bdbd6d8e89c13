/* What exit statuses and the environment mean: one table each, for --help and the manual page. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_REFERENCE_H
#define TIMESHEET_SRC_COMMAND_LINE_REFERENCE_H

struct reference {
	const char *word; /* NULL: the end */
	const char *text;
};

extern const struct reference reference_exit[];
extern const struct reference reference_environment[];

#endif
