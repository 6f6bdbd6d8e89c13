/* The rows of the ledger: marks of days, targets, bookings. Private to data/; record.h says what holds for all rows. */
#ifndef TIMESHEET_DATA_RECORD_LEDGER_H
#define TIMESHEET_DATA_RECORD_LEDGER_H

#include "data/rows/record.h"
#include "data/rows/row.h"
#include "data/seal/tally.h"

/* Where a mark or a target of a day stands. Of a booking there is nothing it follows from. */
struct ts_id record_budget_id(const ts_store *store, const struct ts_id *subject, bool project);
/* What stands for a project of that name, as it is compared. */
struct ts_id record_project_subject(const ts_store *store, const char *normal);
struct ts_id record_ledger_id(const ts_store *store, enum row_entry entry, ts_day day);

/* Hands out every row that verifies, in no order. found: all of them, as they stand in the file; damaged counts those
 * that do not verify. */
typedef enum ts_status record_ledger_visit(void *context, const struct row_ledger *row);
enum ts_status record_ledger_read_all(ts_store *store, record_ledger_visit *visit, void *context, struct tally *found,
                                      size_t *damaged) TS_MUST_CHECK;
/* TS_NOT_FOUND, TS_DAMAGED. */
enum ts_status record_ledger_read(ts_store *store, const struct ts_id *id, struct row_ledger *out) TS_MUST_CHECK;
/* Merges row into what stands there, or makes it, and queues it. TS_DAMAGED: what stands there does not verify. */
enum ts_status record_ledger_merge(ts_store *store, const struct row_ledger *row) TS_MUST_CHECK;
/* Merges what arrives (record.h), and raises the clock of versions to what it says. Queues nothing. */
enum ts_status record_ledger_take(ts_store *store, const struct record_arriving *arriving, uint64_t *clock,
                                  enum record_taken *out) TS_MUST_CHECK;

#endif
