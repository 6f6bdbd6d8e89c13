/*
 * One look at what was logged: a transaction, the user's settings and activities. The sibling of an action. Private to
 * data/.
 */
#ifndef TIMESHEET_DATA_READING_H
#define TIMESHEET_DATA_READING_H

#include "data/lookup/kept.h"

struct reading {
	ts_store *store;
	ts_time now;
	/* Of what is kept, for as long as the reading goes on: */
	const struct ts_settings *settings;
	const struct catalogue *catalogue;
	struct kept *kept;
};

/* Anything but TS_OK leaves nothing open. In another reading, or in an action, it joins that one's transaction. */
enum ts_status reading_begin(struct reading *reading, ts_store *store, ts_time now) TS_MUST_CHECK;
/* For who needs no more than some days: whether the rows of all months are there is not looked at yet. What is told of
 * the logs or notes of any month comes after reading_prove, which is asked once all of them were read: it adds all
 * months up if the rows that were met are not known to be the last ones (month_heads.h). */
enum ts_status reading_begin_near(struct reading *reading, ts_store *store, ts_time now) TS_MUST_CHECK;
enum ts_status reading_prove(const struct reading *reading) TS_MUST_CHECK;
void reading_end(struct reading *reading);
/* Inside of a transaction: settings and activities, as they are kept or else read. Held until kept_release. */
enum ts_status reading_hold(ts_store *store, struct kept **out) TS_MUST_CHECK;

#endif
