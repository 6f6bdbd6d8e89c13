/*
 * What the columns of other programs' CSV are for, by their names: Toggl, Clockify, Kimai, Harvest, solidtime, Simple
 * Time Tracker, hamster, timetrap, and what people write in spreadsheets. Private to data/.
 */
#ifndef TIMESHEET_DATA_EXCHANGE_COLUMNS_H
#define TIMESHEET_DATA_EXCHANGE_COLUMNS_H

#include "data/exchange/csv.h"

enum column_role {
	COLUMN_DATE,     /* the day on which it begins */
	COLUMN_START,    /* a time of that day, or date and time */
	COLUMN_END_DATE, /* the day on which it ends */
	COLUMN_END,
	COLUMN_DURATION,
	COLUMN_BREAK,
	COLUMN_ACTIVITY, /* what was done, in the order of what tells most */
	COLUMN_TASK,
	COLUMN_TITLE,
	COLUMN_DESCRIPTION,
	COLUMN_PROJECT,
	COLUMN_CLIENT,
	COLUMN_COMMENT,
	COLUMN_TAGS,
	COLUMN_PERSON, /* whose it is: an e-mail address, or a name */
	COLUMN_ROLES
};

enum duration_unit {
	DURATION_UNSAID,
	DURATION_HOURS,
	DURATION_MINUTES,
	DURATION_SECONDS,
	DURATION_MINUTES_SECONDS /* 45:30 is less than an hour */
};

struct columns {
	int at[COLUMN_ROLES]; /* -1: there is none */
	enum duration_unit unit;
	bool has_zone[COLUMN_ROLES]; /* the name says one: "Start (UTC)" */
	int32_t zone[COLUMN_ROLES];  /* seconds east of UTC */
	enum ts_date_order dates;    /* that a name says: "Date (mm/dd/yyyy)" */
	int twice;                   /* a column of times whose name another has, too; -1: none */
};

/* From the header record at hand. */
struct columns exchange_columns_of(const struct csv *csv);
/* The names in the header at hand, for words that say what is missing; kept by its rows. */
const char *exchange_columns_shown(const struct csv *csv);

#endif
