/* What the data module asks of SQLite and of the seals, counted in these programs only: the linker puts these functions
 * in the place of its own. */
#ifndef TIMESHEET_TESTS_COST_COUNTED_H
#define TIMESHEET_TESTS_COST_COUNTED_H

struct counted {
	int writings;   /* transactions that may write */
	int readings;   /* others */
	int activities; /* readings of all of them */
	int settings;
	int states;
	int months;     /* how often the rows of all months were added up */
	int ids;        /* logs looked for by their ids alone, each by pages of its own */
	int statements; /* begun, of any kind */
	int seals;      /* opened */
	int secrets;    /* pieces of locked memory, each a mapping of its own between guards */
	int anchors;    /* opened by the device they are of */
	int hashes;     /* asked for by others than who derives keys and months from them */
};

/* Counts from nothing. */
void counted_reset(void);
struct counted counted_now(void);

#endif
