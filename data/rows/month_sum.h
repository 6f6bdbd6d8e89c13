/*
 * What a month of logs comes to, by its rows alone: no zone, no day's start, nothing that counts as rest is in it, so
 * that only a change of a row of the month can change it. Pure: bytes and structs, no SQL, no keys. Private to data/.
 */
#ifndef TIMESHEET_DATA_MONTH_SUM_H
#define TIMESHEET_DATA_MONTH_SUM_H

#include "data/rows/lengths.h"
#include "data/rows/points.h"

struct month_sum {
	bool any;               /* there is a live log; all below is 0 otherwise */
	ts_time first, last;    /* moments of the first and the last log */
	struct point going;     /* the last log, but for its id: what goes on into later months */
	struct lengths lengths; /* from the first log to the last one */
};

enum {
	MONTH_SUM_ACTIVITIES = 512, /* a month with more has no sum */
	MONTH_SUM_STEP = 16,        /* activities: the size of a sum tells how many there are in these steps only */
	MONTH_SUM_SIZE = 64 + MONTH_SUM_ACTIVITIES * (TS_ID_SIZE + 16)
};

/* Of the live logs of one month, sorted. */
enum ts_status month_sum_make(const struct points *points, struct month_sum *out) TS_MUST_CHECK;
void month_sum_release(struct month_sum *sum);

/* Bytes written to out (room for MONTH_SUM_SIZE); 0: too many activities. */
size_t month_sum_encode(const struct month_sum *sum, unsigned char *out);
/* TS_DAMAGED: they are no sum of that month. TS_NO_MEMORY. */
enum ts_status month_sum_decode(int32_t month, const unsigned char *bytes, size_t size,
                                struct month_sum *out) TS_MUST_CHECK;

#endif
