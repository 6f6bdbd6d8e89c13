/*
 * The logs of the few months that were last read, opened: one picture reads the same month several times, and opening
 * its seals is most of what that costs. Private to data/.
 *
 * What is kept holds for one state of the file. Whether it is the reader's is decided in one place, log_cache_find,
 * inside the reader's transaction: the epoch and the user are the same. What this store itself writes is written here
 * too.
 */
#ifndef TIMESHEET_DATA_LOG_CACHE_H
#define TIMESHEET_DATA_LOG_CACHE_H

#include "data/file/epoch.h"
#include "data/rows/row.h"

enum { CACHED_MONTHS = 4 };

struct cached_log;

struct cached_month {
	int32_t month;
	uint64_t used; /* greater: later; 0: nothing is kept here */
	struct cached_log *logs;
	size_t count, room;
	char *texts; /* zones and comments, each with its NUL */
	size_t size, text_room;
	uint32_t zone; /* the last one's place: mostly it is the next one's too */
	size_t damaged;
	bool failed; /* too much, or no memory: it is not kept */
};

struct log_cache {
	/* The state for which all of it holds. */
	struct epoch epoch;
	struct ts_id user;
	uint64_t clock;
	int visiting;
	struct cached_month months[CACHED_MONTHS];
};

/* A month as it stands in the state of the file that this transaction reads; NULL: it has to be read. */
struct cached_month *log_cache_find(ts_store *store, int32_t month);
/* Collecting a month while it is read in that same transaction: begun all zero but for its number, filled with each
 * live log, and kept (or released). */
void cached_month_add(struct cached_month *month, const struct row_log *row);
void cached_month_release(struct cached_month *month);
void log_cache_keep(ts_store *store, struct cached_month *month);
/* Hands its logs to visit, which must not reach the store, until that returns anything but TS_OK. */
typedef enum ts_status log_cache_visitor(void *context, const struct row_log *row);
enum ts_status log_cache_visit(ts_store *store, const struct cached_month *month, log_cache_visitor *visit,
                               void *context) TS_MUST_CHECK;

/* A log has been written in this transaction, wherever it stood before: its months, if they are kept, follow. */
void log_cache_write(ts_store *store, const struct row_log *row);
/* Nothing is kept; wipes. */
void log_cache_forget(ts_store *store);

#endif
