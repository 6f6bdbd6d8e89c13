/*
 * The logs of the few months that were last read, opened: one picture reads the same month several times, and opening
 * its seals is most of what that costs. Private to data/.
 *
 * What is kept holds for one state of the file. Whether it is the reader's is decided in one place, opened_find, inside
 * the reader's transaction: no other connection has committed since (PRAGMA data_version, which in a transaction tells
 * of the state that is read there), and the user is the same. What this store itself writes is written
 * here too; a write that is rolled back, or whose end is unknown, and a new connection leave nothing.
 */
#ifndef TIMESHEET_DATA_OPENED_H
#define TIMESHEET_DATA_OPENED_H

#include "data/rows/row.h"

enum { OPENED_MONTHS = 4 };

struct opened_log;

struct opened_month {
	int32_t month;
	uint64_t used; /* greater: later; 0: nothing is kept here */
	struct opened_log *logs;
	size_t count, room;
	char *texts; /* zones and comments, each with its NUL */
	size_t size, text_room;
	uint32_t zone; /* the last one's place: mostly it is the next one's too */
	size_t damaged;
	bool failed; /* too much, or no memory: it is not kept */
};

struct opened {
	int64_t version; /* PRAGMA data_version for which all of it holds */
	struct ts_id user;
	uint64_t clock;
	int visiting;
	struct opened_month months[OPENED_MONTHS];
};

/* A month as it stands in the state of the file that this transaction reads; NULL: it has to be read. */
struct opened_month *opened_find(ts_store *store, int32_t month);
/* Collecting a month while it is read in that same transaction: begun all zero but for its number, filled with each
 * live log, and kept (or released). */
void opened_add(struct opened_month *month, const struct row_log *row);
void opened_keep(ts_store *store, struct opened_month *month);
void opened_release(struct opened_month *month);
/* Hands its logs to visit, which must not reach the store, until that returns anything but TS_OK. */
typedef enum ts_status opened_visitor(void *context, const struct row_log *row);
enum ts_status opened_visit(ts_store *store, const struct opened_month *month, opened_visitor *visit,
                            void *context) TS_MUST_CHECK;

/* A log has been written in this transaction, wherever it stood before: its months, if they are kept, follow. */
void opened_write(ts_store *store, const struct row_log *row);
/* Nothing is kept; wipes. */
void opened_forget(ts_store *store);

#endif
