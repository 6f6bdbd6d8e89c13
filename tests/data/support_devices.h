/* Several devices of one user: files with the same keys that go on by themselves, and the rows that pass between them.
 */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_DEVICES_H
#define TIMESHEET_TESTS_DATA_SUPPORT_DEVICES_H

#include "data/rows/record.h"
#include "data/rows/record_outbox.h"
#include "support.h"

/* Another file of the user who is logged in to support->store, as it is now, with ada logged in and a device of its
 * own; beside support->path under that suffix. The caller closes it. */
ts_store *device_make(struct support *support, const char *suffix);

/* A row on its way. */
struct travelling {
	enum outbox_kind kind;
	struct ts_id id;
	unsigned char bucket[BUCKET_SIZE], *blob; /* allocated */
	size_t size;
};
struct travellers {
	struct travelling *at;
	size_t count, room;
};
void travellers_add(struct travellers *list, enum outbox_kind kind, const struct ts_id *id, const void *bucket,
                    const void *blob, size_t size);
/* All rows of the user that travel, as they stand in the file. */
struct travellers travellers_read(ts_store *store);
void travellers_release(struct travellers *list);

/* Rows from..until of a list, in one transaction; counts (may be NULL) is added to, by what became of them. */
void travellers_take(ts_store *store, const struct travellers *list, size_t from, size_t until, int counts[6]);
/* The sum over all that travels, and that the rows are those it tells of. */
void travels_sum(ts_store *store, unsigned char out[TALLY_SIZE]);
int64_t unsent(ts_store *store);

#endif
