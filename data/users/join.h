/* A user who joins: what the keyring that a hub handed out says is proved, and written with her rows. Private to data/.
 */
#ifndef TIMESHEET_DATA_JOIN_H
#define TIMESHEET_DATA_JOIN_H

#include "data/users/auth.h"

/* TS_EXISTS, said: a user of that name is in the file, or the user has joined. */
enum ts_status join_name_check(ts_store *store, const struct user *user) TS_MUST_CHECK;
/* With the keys that the password has opened in store->identity; box_opened: its box pair was opened by them, too.
 * TS_DAMAGED, said: the keyring is not as one of the user's devices has made it. */
enum ts_status join_keyring_check(ts_store *store, const ts_auth *auth, bool box_opened) TS_MUST_CHECK;
/* The row of the hub that is joined, once the state is written. */
enum ts_status join_hub_write(ts_store *store, const ts_auth *auth) TS_MUST_CHECK;

#endif
