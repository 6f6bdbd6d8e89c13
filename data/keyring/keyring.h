/*
 * A keyring: all that a new device needs of a user besides the password, as a hub hands it out. In clear but for what
 * is wrapped in it, and sealed as a whole: who has opened a wrap can tell whether anything was exchanged. Private to
 * data/.
 *
 *	keyring  format 1, owner 16, name (length 2, UTF-8), box public 32, box secret sealed, slot of the password,
 *	         slot of the recovery code, former keys (length 2, as former.h seals them), seal
 *	seal     as a row's (record.h), of a BLAKE2b digest of all that stands before it
 */
#ifndef TIMESHEET_DATA_KEYRING_H
#define TIMESHEET_DATA_KEYRING_H

#include "data/keyring/former.h"
#include "data/keyring/key_slot.h"
#include "data/rows/record.h"
#include "data/rows/state.h"
#include "data/rows/user.h"

enum {
	KEYRING_DIGEST_SIZE = 32,
	KEYRING_SEAL_SIZE = RECORD_HEADER + SEAL_OVERHEAD + 64,
	KEYRING_MOST = 1 + TS_ID_SIZE + 2 + TS_NAME_SIZE - 1 + BOX_PUBLIC_SIZE + USER_BOX_SIZE +
	               KEY_SLOT_KINDS * KEY_SLOT_ENCODED_SIZE + 2 + FORMER_MOST + KEYRING_SEAL_SIZE
};

struct keyring {
	struct user user;                      /* of its row: id, name, the box pair */
	struct key_slot slots[KEY_SLOT_KINDS]; /* by their kinds less one */
	struct former former;                  /* what the file itself knows of them stands elsewhere (hub_row.h) */
	/* Of one that was decoded: */
	unsigned char digest[KEYRING_DIGEST_SIZE], seal[KEYRING_SEAL_SIZE];
};

/* The logged-in user's, as the file has it. TS_DAMAGED, TS_NOT_FOUND: a part of it is not there, or not intact. */
enum ts_status keyring_read(ts_store *store, struct keyring *out) TS_MUST_CHECK;
/* Sealed under that identity's keys, which must be those of the slots. Equal keyrings are equal bytes on all devices.
 * TS_NO_MEMORY. */
enum ts_status keyring_encode(const struct identity *identity, const struct keyring *keyring,
                              unsigned char out[KEYRING_MOST], size_t *size) TS_MUST_CHECK;
/* False: those bytes are no keyring. What is in it is bounded, and nothing of it proved. */
bool keyring_decode(const void *bytes, size_t size, struct keyring *out) TS_MUST_CHECK;
/* Whether a decoded one is that of the identity, and as one of her devices has made it. */
bool keyring_verify(const struct identity *identity, const struct keyring *keyring) TS_MUST_CHECK;
/* Whether both wraps of a decoded one cost at least as much to guess at as those that are made today. */
bool keyring_costs_enough(const struct keyring *keyring);
/* Of which key a decoded one says that it is. */
unsigned keyring_epoch(const struct keyring *keyring);

/* ---- one that a hub has handed out, and that no password has opened yet: in clear in the file, beside the hub's row
 */

/* Of a user in the file. TS_NOT_FOUND: there is none, or what is there is none that could be tried. */
enum ts_status keyring_candidate_read(ts_store *store, const struct ts_id *user, struct keyring *out) TS_MUST_CHECK;
/* In a write transaction; size 0: there is none any more. Nothing is done for a user without a hub. */
enum ts_status keyring_candidate_write(ts_store *store, const struct ts_id *user, const void *bytes,
                                       size_t size) TS_MUST_CHECK;

/* ---- slots by themselves, on their way to other devices */

/* Both of the logged-in user's, sealed: *blob is allocated, the caller's. TS_DAMAGED: one of them is not intact. */
enum ts_status keyring_slots_close(ts_store *store, unsigned char **blob, size_t *size) TS_MUST_CHECK;
/* False: it does not verify, or holds no slots. */
bool keyring_slots_open(const ts_store *store, const void *blob, size_t size,
                        struct key_slot out[KEY_SLOT_KINDS]) TS_MUST_CHECK;

/* What became of slots that came. */
struct keyring_taken {
	bool password, code; /* that one is now the one that came */
};
/* In a write transaction, for slots that were verified: those that hold over the ones here (key_slot_holds_over) take
 * their places, the state tells of them, and who is logged in by a ticket of an older password is so no longer. The
 * caller writes the state. */
enum ts_status keyring_slots_take(ts_store *store, struct state *state, const struct key_slot slots[KEY_SLOT_KINDS],
                                  struct keyring_taken *out) TS_MUST_CHECK;

#endif
