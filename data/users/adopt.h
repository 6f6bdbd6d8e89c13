/* A user of this file is merged into the one who joins under the same name. Private to data/. */
#ifndef TIMESHEET_DATA_ADOPT_H
#define TIMESHEET_DATA_ADOPT_H

#include "data/file/store.h"

struct adoption;

/* In the write transaction, while the one who is merged is logged in: reads what she is known by, and takes her out of
 * the users, so that her name is free. Her identity is borrowed until adoption_end. TS_DAMAGED, said: her rows are not
 * those that were last written. */
enum ts_status adoption_begin(ts_store *store, struct adoption **out) TS_MUST_CHECK;
/* With the one who joins in store->identity, whose user, state and hub are written: makes the rows hers, queues them,
 * and removes what is left of the other. TS_DAMAGED, said: some do not verify. progress may be NULL. */
enum ts_status adoption_run(struct adoption *adoption, ts_progress_tell *progress, void *context) TS_MUST_CHECK;
void adoption_end(struct adoption *adoption); /* accepts NULL */

#endif
