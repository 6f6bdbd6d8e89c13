/* The rows of drafts, one for each day and store. Private to data/; record.h says what holds for all rows. */
#ifndef TIMESHEET_DATA_RECORD_DRAFT_H
#define TIMESHEET_DATA_RECORD_DRAFT_H

#include "data/timesheet.h"

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

#endif
