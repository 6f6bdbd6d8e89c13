/* A user's row: what is known of them without a password. Private to data/. */
#ifndef TIMESHEET_DATA_USER_H
#define TIMESHEET_DATA_USER_H

#include "data/pure/name.h"
#include "data/seal/crypt.h"
#include "data/timesheet.h"

enum { USER_FOLDED_SIZE = NAME_KEY_SIZE, USER_BOX_SIZE = SEALED_SIZE(BOX_SECRET_SIZE) };

struct user {
	struct ts_id id;
	char name[TS_NAME_SIZE]; /* as registered */
	unsigned char box_public[BOX_PUBLIC_SIZE];
	unsigned char box_secret[USER_BOX_SIZE]; /* sealed with the state key */
	bool box_damaged;                        /* the two above are not of their sizes, and zero */
	int64_t failures;                        /* wrong passwords since the last right one */
	ts_time failed_at;                       /* of the last */
};

/* Puts the box pair of keys into the row, its secret half sealed. */
void user_box_seal(struct user *user, const struct keys *keys);
/* The secret half (BOX_SECRET_SIZE of the bytes), opened. False: it is damaged, or was sealed under another key. */
bool user_box_open(const struct user *user, const struct keys *keys, unsigned char plain[USER_BOX_SIZE]) TS_MUST_CHECK;

/* By name, in any case and form. TS_NOT_FOUND: no such user. */
enum ts_status user_find(ts_store *store, const char *name, struct user *out) TS_MUST_CHECK;

/* The pair as it is in user, sealed, in the place of the one in the file. In a write transaction. */
enum ts_status user_box_write(ts_store *store, const struct user *user) TS_MUST_CHECK;

#endif
