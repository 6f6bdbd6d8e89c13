/* What the inbox offers to others of data/: a look at an item, and another key for all. Private to data/. */
#ifndef TIMESHEET_DATA_INBOX_H
#define TIMESHEET_DATA_INBOX_H

#include "data/seal/crypt.h"

/* TS_OK: the item is in the file, whosever it is. TS_NOT_FOUND. */
enum ts_status inbox_item_find(ts_store *store, const struct ts_id *id) TS_MUST_CHECK;
/* In a write transaction: what the logged-in user's box opens is sealed to another key, under the same row. What was
 * folded in before is taken out; what does not open stays, as the junk it is. */
enum ts_status inbox_reseal(ts_store *store, const unsigned char public_key[BOX_PUBLIC_SIZE]) TS_MUST_CHECK;

#endif
