/*
 * All activities of the user, as one looks them up: by id, by the text they are shown under, by slot. Answers for
 * merged ones with the activity they show as, and knows the reserved activity "off", which has no row. Private to
 * data/.
 *
 * An activity's id is a keyed hash of its first text, so that two devices that make it apart make one row. Where that
 * id belongs to an activity that was renamed or merged meanwhile, the next of a series of hashes is taken.
 */
#ifndef TIMESHEET_DATA_CATALOGUE_H
#define TIMESHEET_DATA_CATALOGUE_H

#include "data/rows/record_activity.h"
#include "data/rows/row.h"

struct catalogue {
	struct record_activities rows;                  /* the first ones by id; a few behind them as they came */
	size_t sorted;                                  /* how many the first ones are */
	struct ts_id off;                               /* the id that stands for off */
	const struct row_activity *slots[TS_SLOTS + 1]; /* who holds a slot; 0 is not used */
	size_t colours[TS_COLOURS + 1]; /* how many on offer were given one; 0: have none of their own */
};

enum ts_status catalogue_read(ts_store *store, struct catalogue *out) TS_MUST_CHECK;
void catalogue_release(struct catalogue *catalogue);
/* After a row was changed or added: takes it over. */
enum ts_status catalogue_update(struct catalogue *catalogue, const struct row_activity *row) TS_MUST_CHECK;

/* The row of an id, whatever it shows as; NULL when there is none or it does not verify. Valid until an update. */
const struct row_activity *catalogue_row(const struct catalogue *catalogue, const struct ts_id *id);
/* The activity that an id shows as. An id without a row is its own. */
struct ts_id catalogue_resolve(const struct catalogue *catalogue, const struct ts_id *id);
/* What is shown of an activity, text cleaned. Without a row the text is "?", and false is returned. */
bool catalogue_show(const struct catalogue *catalogue, const struct ts_id *id, struct ts_activity *out);
/* The activity that is shown under a text. TS_NOT_FOUND; TS_INVALID and TS_TOO_LONG for a text that none can have. */
enum ts_status catalogue_find(const struct catalogue *catalogue, const char *text, struct ts_id *out) TS_MUST_CHECK;
/* The lowest slot that nobody holds; 0 when all are taken. */
int catalogue_free_slot(const struct catalogue *catalogue);
/* The colour that a row is shown in, 1..TS_COLOURS. */
int catalogue_colour(const struct catalogue *catalogue, const struct row_activity *row);
/* The colour that the fewest of the offered activities have, the lowest of several; one is not counted. */
int catalogue_free_colour(const struct catalogue *catalogue, const struct ts_id *except);
/* The id for a new activity of that text, which catalogue_find did not find. revived is the unmade row that stands
 * there already, or NULL. */
enum ts_status catalogue_new_id(ts_store *store, const struct catalogue *catalogue, const char *text, struct ts_id *id,
                                const struct row_activity **revived) TS_MUST_CHECK;

#endif
