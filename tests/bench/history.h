/*
 * A made-up history, the same for the same seed: a day depends on its date and density only, so that the newest two
 * years are the same intervals behind any number of older ones.
 */
#ifndef TIMESHEET_BENCH_HISTORY_H
#define TIMESHEET_BENCH_HISTORY_H

#include <stddef.h>
#include <stdint.h>

enum { HISTORY_ACTIVITIES = 40, HISTORY_DAY = 86400 };

struct history_interval {
	int64_t begin, end;  /* seconds since 1970; end 0: it goes on */
	int activity;        /* 0 to HISTORY_ACTIVITIES - 1; never the one before on that day */
	const char *comment; /* NULL: none */
};

struct history {
	struct history_interval *at; /* in order of time */
	size_t count;
};

/* count intervals up to now, at natural density for 24 years and denser before the last two where that is not enough.
 * The last one goes on. Exits when memory is short. */
struct history history_make(size_t count, int64_t now);
void history_release(struct history *history);
/* Two words in UTF-8. */
const char *history_name(int activity);

#endif
