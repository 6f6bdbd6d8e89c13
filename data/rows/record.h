/*
 * Rows in the file: sealed when written, opened and checked when read. Everything here needs a logged-in user, whose
 * rows they are, and stands inside a transaction of the caller. Knows nothing of what rows mean. Private to data/.
 *
 * A seal is bound to the table, the owner, the row's id and all that stands in clear beside it; a row that was swapped,
 * moved, cut or changed does not open. Such a row is TS_DAMAGED (a list counts it), and is never written over.
 */
#ifndef TIMESHEET_DATA_RECORD_H
#define TIMESHEET_DATA_RECORD_H

#include "data/file/store.h"
#include "data/rows/month_sum.h"
#include "data/rows/row.h"
#include "data/rows/state.h"
#include "data/rows/step.h"

/* ---- the seal ---- */

enum record_table {
	RECORD_ACTIVITY,
	RECORD_LOG,
	RECORD_NOTE,
	RECORD_DRAFT,
	RECORD_STATE,
	RECORD_SETTING,
	RECORD_HISTORY,
	RECORD_PART,
	RECORD_SUM
};

struct record_seal {
	const unsigned char *key;
	unsigned char associated[96];
	size_t size;
};

/* key and column: what stands in clear in the row beside its owner; either may have size 0. Together less than 64
 * bytes. */
struct record_seal record_seal_of(const ts_store *store, enum record_table table, const void *key, size_t key_size,
                                  const void *column, size_t column_size);
/* Seals plain into *out, which is allocated and the caller's to free. */
enum ts_status record_close(const struct record_seal *seal, const void *plain, size_t plain_size, unsigned char **out,
                            size_t *size) TS_MUST_CHECK;
/* Opens a column of the present row of a query into plain (room bytes). False when it is no blob, too long, or does not
 * verify. */
bool record_open(const struct record_seal *seal, const struct query *query, int column, unsigned char *plain,
                 size_t room, size_t *plain_size) TS_MUST_CHECK;

/* The same for what may be as long as a note: into *plain, which is allocated when TS_OK is returned. TS_DAMAGED. */
enum ts_status record_open_long(const struct record_seal *seal, const struct query *query, int column,
                                unsigned char **plain, size_t *size) TS_MUST_CHECK;

/* ---- the tally ---- */

/* Adds to a difference, or takes from it, a row of the logged-in user. */
void record_tally_add(const ts_store *store, struct tally *difference, struct tally_row row);
void record_tally_remove(const ts_store *store, struct tally *difference, struct tally_row row);
/* A statement has run that makes this difference: the state that is written next tells of it. */
void record_tally_written(ts_store *store, const struct tally *difference);

/* ---- activities ---- */

struct record_activities {
	struct row_activity *at;
	size_t count, damaged;
};
enum ts_status record_activities_read(ts_store *store, struct record_activities *out) TS_MUST_CHECK;
void record_activities_release(struct record_activities *activities);
/* TS_NOT_FOUND, TS_DAMAGED. */
enum ts_status record_activity_read(ts_store *store, const struct ts_id *id, struct row_activity *out) TS_MUST_CHECK;
/* Merges row into what stands there, or makes it. TS_DAMAGED: what stands there does not verify. */
enum ts_status record_activity_merge(ts_store *store, const struct row_activity *row) TS_MUST_CHECK;

/* ---- logs ---- */

struct record_logs {
	struct row_log *at;
	size_t count, room, damaged;
};
/* Appends the live logs of a month, in no order. */
enum ts_status record_logs_read(ts_store *store, int32_t month, struct record_logs *logs) TS_MUST_CHECK;
/* Called for each live log of a month, in no order, without keeping any. Anything but TS_OK ends the walk; TS_NOT_FOUND
 * ends it well. damaged is added to. */
typedef enum ts_status record_log_visit(void *context, const struct row_log *row);
enum ts_status record_logs_visit(ts_store *store, int32_t month, record_log_visit *visit, void *context,
                                 size_t *damaged) TS_MUST_CHECK;
/* The same as record_logs_read in pages: at most so many rows behind the one numbered *after (0: all), which moves on.
 * read: the rows of this page, dead and damaged ones included; fewer than most: there are no more. */
enum ts_status record_logs_page(ts_store *store, int32_t month, int64_t *after, size_t most, struct record_logs *logs,
                                size_t *read) TS_MUST_CHECK;
void record_logs_release(struct record_logs *logs);
/* The blind buckets in which the user has logs: count times BUCKET_SIZE bytes in ascending order, allocated. */
enum ts_status record_log_buckets(ts_store *store, unsigned char **out, size_t *count) TS_MUST_CHECK;
enum ts_status record_log_read(ts_store *store, const struct ts_id *id, struct row_log *out) TS_MUST_CHECK;
enum ts_status record_log_merge(ts_store *store, const struct row_log *row) TS_MUST_CHECK;

/* ---- sums of months ---- */

/* Every change of a log drops the sums of the months it leaves and enters: one that is there is right. TS_NOT_FOUND,
 * TS_DAMAGED. */
enum ts_status record_sum_read(ts_store *store, int32_t month, struct month_sum *out) TS_MUST_CHECK;
/* In place of what stands there. A month of too many activities gets none. */
enum ts_status record_sum_write(ts_store *store, int32_t month, const struct month_sum *sum) TS_MUST_CHECK;
/* Of the month in a bucket, if there is one. */
enum ts_status record_sum_drop(ts_store *store, const unsigned char bucket[BUCKET_SIZE]) TS_MUST_CHECK;
/* Opens all of them: adds how many there are, and how many do not open. */
enum ts_status record_sums_check(ts_store *store, int64_t *seals, int64_t *damaged) TS_MUST_CHECK;

/* ---- notes ---- */

/* Called for each revision of a month; what it borrows is gone afterwards. Anything but TS_OK ends the walk. */
typedef enum ts_status record_note_visit(void *context, const struct row_note *row);
enum ts_status record_notes_visit(ts_store *store, int32_t month, record_note_visit *visit, void *context,
                                  size_t *damaged) TS_MUST_CHECK;
/* The same in pages, as record_logs_page; damaged is added to. */
enum ts_status record_notes_page(ts_store *store, int32_t month, int64_t *after, size_t most, record_note_visit *visit,
                                 void *context, size_t *read, size_t *damaged) TS_MUST_CHECK;
/* As record_log_buckets. */
enum ts_status record_note_buckets(ts_store *store, unsigned char **out, size_t *count) TS_MUST_CHECK;
/* *plain is what out borrows from; allocated, the caller's to free. TS_NOT_FOUND, TS_DAMAGED. */
enum ts_status record_note_read(ts_store *store, const struct ts_id *id, unsigned char **plain,
                                struct row_note *out) TS_MUST_CHECK;
enum ts_status record_note_insert(ts_store *store, const struct row_note *row) TS_MUST_CHECK;

/* ---- state and settings ---- */

/* The state of a user who has none yet: clock 0, all steps done, no rows. */
enum ts_status record_state_read(ts_store *store, struct state *out) TS_MUST_CHECK;
/* The same, to be written at the end of this transaction, before which all rows are written: makes the tally if the row
 * has none yet. */
enum ts_status record_state_begin(ts_store *store, struct state *out) TS_MUST_CHECK;
/* Takes into the state what was written since it was begun, counts the change, and writes it. */
enum ts_status record_state_write(ts_store *store, struct state *state) TS_MUST_CHECK;
/* A row of a table with one row for each user (RECORD_STATE, RECORD_SETTING) as plain bytes. TS_NOT_FOUND, TS_DAMAGED.
 */
enum ts_status record_single_read(ts_store *store, enum record_table table, unsigned char *plain, size_t room,
                                  size_t *size) TS_MUST_CHECK;
enum ts_status record_single_write(ts_store *store, enum record_table table, const unsigned char *plain,
                                   size_t size) TS_MUST_CHECK;
/* ---- drafts: one for each day and store ---- */

/* Under which key this store's draft of a day stands: a keyed hash of both. */
void record_draft_key(const ts_store *store, ts_day day, struct ts_id *out);
/* Plain bytes. *plain is allocated, the caller's to free. TS_NOT_FOUND, TS_DAMAGED. */
enum ts_status record_draft_read(ts_store *store, const struct ts_id *key, unsigned char **plain,
                                 size_t *size) TS_MUST_CHECK;
enum ts_status record_draft_write(ts_store *store, const struct ts_id *key, const unsigned char *plain,
                                  size_t size) TS_MUST_CHECK;
enum ts_status record_draft_delete(ts_store *store, const struct ts_id *key) TS_MUST_CHECK;
/* Called for each draft of the user; what it borrows is gone afterwards. Anything but TS_OK ends the walk. */
typedef enum ts_status record_draft_visit(void *context, const struct ts_id *key, const unsigned char *plain,
                                          size_t size);
enum ts_status record_drafts_visit(ts_store *store, record_draft_visit *visit, void *context,
                                   size_t *damaged) TS_MUST_CHECK;

/* ---- history ---- */

/* Appends a step under the id of the action that made it, and says its number. */
enum ts_status record_step_insert(ts_store *store, const struct ts_id *id, const struct step *step,
                                  int64_t *sequence) TS_MUST_CHECK;
/* The last step up to a number, or the first after it. TS_NOT_FOUND, TS_DAMAGED (sequence is then set all the same). */
enum ts_status record_step_back(ts_store *store, int64_t from, int64_t *sequence, struct step *out) TS_MUST_CHECK;
enum ts_status record_step_forth(ts_store *store, int64_t from, int64_t *sequence, struct step *out) TS_MUST_CHECK;
/* Puts a step under the id of the action that took it back or did it again. */
enum ts_status record_step_rename(ts_store *store, int64_t sequence, const struct ts_id *id,
                                  const struct step *step) TS_MUST_CHECK;
/* Removes the steps after a number, and their parts. */
enum ts_status record_steps_cut(ts_store *store, int64_t after) TS_MUST_CHECK;
/* True when the action's row is in the file. */
bool record_step_exists(ts_store *store, const struct ts_id *id);

#endif
