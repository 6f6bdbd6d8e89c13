/* The rows of notes. Private to data/; record.h says what holds for all rows. */
#ifndef TIMESHEET_DATA_RECORD_NOTE_H
#define TIMESHEET_DATA_RECORD_NOTE_H

#include "data/rows/record.h"
#include "data/rows/row.h"

/* Called for each revision of a month; what it borrows is gone afterwards. Anything but TS_OK ends the walk.
 * damaged is added to, as record_logs_visit does. */
typedef enum ts_status record_note_visit(void *context, const struct row_note *row);
enum ts_status record_notes_visit(ts_store *store, int32_t month, record_note_visit *visit, void *context,
                                  size_t *damaged) TS_MUST_CHECK;
/* The same in pages, as record_logs_page; damaged is added to. */
enum ts_status record_notes_page(ts_store *store, int32_t month, struct record_mark *mark, size_t most,
                                 record_note_visit *visit, void *context, size_t *read, size_t *damaged) TS_MUST_CHECK;
/* *plain is what out borrows from; allocated, the caller's to free. TS_NOT_FOUND, TS_DAMAGED. */
enum ts_status record_note_read(ts_store *store, const struct ts_id *id, unsigned char **plain,
                                struct row_note *out) TS_MUST_CHECK;
/* Queues it, too. */
enum ts_status record_note_insert(ts_store *store, const struct row_note *row) TS_MUST_CHECK;
/* A revision that arrives (record.h), once or several times; raises the clock of versions to what it says. Queues
 * nothing. */
enum ts_status record_note_take(ts_store *store, const struct record_arriving *arriving, uint64_t *clock,
                                enum record_taken *out) TS_MUST_CHECK;

#endif
