/*
 * A login by a keyring that a hub has handed out: the password was changed on another device, or the key was exchanged
 * there. Private to data/.
 */
#ifndef TIMESHEET_DATA_CANDIDATE_H
#define TIMESHEET_DATA_CANDIDATE_H

#include "data/users/auth.h"

/* Whether there is one to be tried, of the user who was found. */
enum ts_status candidate_look(ts_store *store, ts_auth *auth) TS_MUST_CHECK;
/*
 * In a write transaction, for one that the password has opened; store->identity is `present`, whose keys are not known
 * yet. What it says is believed if it is sealed by the keys that are in it, and these are the user's: they open her
 * state here, or the keys by which they were followed do. Of the same key, its slots take their places if they hold
 * over those here; of a later one all is sealed anew, and all rows are queued: what was sent under the former key may
 * not have been read. store->identity is then who is logged in: present or `later`. TS_DENIED: it is not believed.
 */
enum ts_status candidate_take(ts_store *store, ts_auth *auth, struct identity *present,
                              struct identity *later) TS_MUST_CHECK;

#endif
