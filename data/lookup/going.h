/*
 * What goes on until the next log: who adds up gives it the logs in order and takes of each the part that lies in a
 * stretch of time. (Who shows logs cuts them by span_cut.) Private to data/.
 */
#ifndef TIMESHEET_DATA_GOING_H
#define TIMESHEET_DATA_GOING_H

#include "data/lookup/reading.h"
#include "data/rows/points.h"
#include "data/sums/forgotten.h"

struct going {
	const struct reading *reading;
	ts_time from, until; /* the stretch; it ends now at the latest */
	bool eldest;         /* nothing was logged before its first month */
	bool on;             /* something goes on: */
	struct point log;
	char comment[TS_COMMENT_SIZE]; /* of it, where it may have a tag and who adds up asks for tags; else empty */
};

/* Over a range of days, as ts_day_read cuts them, up to now. Where it begins long before the first log, so does the
 * stretch not. TS_NOT_FOUND: there is nothing in it. The reading is borrowed. */
enum ts_status going_begin(struct going *going, const struct reading *reading, struct ts_range range) TS_MUST_CHECK;
/* From this moment on it is that. */
static inline void going_log(struct going *going, const struct point *log)
{
	going->on = true;
	going->log = *log;
	going->comment[0] = '\0';
}
/* The same of a row, with its comment if it may have a tag. */
void going_row(struct going *going, const struct row_log *row);
/* The last log of all months before one goes on into it, however old it is; with its comment, as going_row. damaged is
 * added to. */
enum ts_status going_look_back(struct going *going, int32_t month, size_t *damaged) TS_MUST_CHECK;
/* What goes on ends at a moment: the part of it in the stretch. False: there is none. */
static inline bool going_part(const struct going *going, ts_time end, ts_time *begin, ts_time *stop)
{
	*begin = going->log.at > going->from ? going->log.at : going->from;
	*stop = end < going->until ? end : going->until;
	return going->on && *begin < *stop;
}
/* How much of a part is forgotten: as much as all of it, or nothing. end: of the whole log, wherever it is. */
static inline struct ts_forgotten going_forgotten(const struct going *going, const struct ts_activity *activity,
                                                  ts_time end, int64_t length)
{
	const struct point *log = &going->log;
	const ts_time now = going->reading->now;

	if (activity->off || activity->rest ||
	    !forgotten_since(going->reading->settings, log->at, log->sure, end < now ? end : now))
		return (struct ts_forgotten){ .milliseconds = 0 };
	return (struct ts_forgotten){ length, log->at, log->offset };
}
/* What goes on at the end of the stretch: when it ends. It is looked for only where that tells whether it is forgotten;
 * else the stretch's own end will do. damaged is added to. */
enum ts_status going_end(const struct going *going, const struct ts_activity *activity, ts_time *end,
                         size_t *damaged) TS_MUST_CHECK;

#endif
