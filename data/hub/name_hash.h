/* What stands for a user's name at a hub: the hub can tell two apart, and not read them. Private to data/. */
#ifndef TIMESHEET_DATA_HUB_NAME_HASH_H
#define TIMESHEET_DATA_HUB_NAME_HASH_H

#include "data/timesheet.h"

enum { HUB_NAME_HASH_SIZE = 16 };

/* BLAKE2b (RFC 7693) of "timesheet name" with its NUL and the name as names are compared (name_key, without a NUL), 16
 * bytes: the same for all names of one user. Whoever guesses the name can tell. TS_INVALID, TS_TOO_LONG, TS_NO_MEMORY.
 */
enum ts_status hub_name_hash(const char *name, unsigned char out[HUB_NAME_HASH_SIZE]) TS_MUST_CHECK;

#endif
