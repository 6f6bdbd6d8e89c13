/*
 * Logs that an import makes, kept back until there are many of them and then written in the order of their ids, some
 * years at a time: so the index of ids is gone through once for each batch and not once for each log, and few pages of
 * it are read and written anew. Private to data/import/.
 *
 * The ids of what is kept back are known here; who reads or changes a log asks first, and has the batch written.
 */
#ifndef TIMESHEET_DATA_IMPORT_MADE_H
#define TIMESHEET_DATA_IMPORT_MADE_H

#include "data/import/import.h"
#include "data/rows/record_log_add.h"

/* At most so many are kept back: 9 MiB. Of so many days (some 64 months) at most they are written together: each month
 * has a place of its own in the file where its logs go, and what stands around these places is to be kept by SQLite's
 * cache. */
enum { MADE_MOST = 131072, MADE_DAYS = 64 * 30 };

struct made {
	struct log_brief *at; /* in the order of their moments */
	size_t count, room;
	uint32_t *places; /* behind the index of each, by its id; 0: free */
	size_t place_room;
};

/* Keeps one back that is not in the timesheet; its texts are kept by the list of rows. When there is no more room, all
 * are written. */
enum ts_status made_add(struct import_run *run, struct made *made, const struct log_brief *log) TS_MUST_CHECK;
bool made_has(const struct made *made, const struct ts_id *id);
/* Writes what is kept back. */
enum ts_status made_write(struct import_run *run, struct made *made) TS_MUST_CHECK;
void made_release(struct made *made);

#endif
