/*
 * The user's settings and activities, opened from their seals once and kept while they are as in the file: one key on a
 * screen needs them several times. Private to data/.
 *
 * Whether what is kept is what a transaction reads is decided in one place, kept_find: the epoch is the same, and so is
 * the user, and of what this store itself has written since all was taken over (kept_take).
 */
#ifndef TIMESHEET_DATA_KEPT_H
#define TIMESHEET_DATA_KEPT_H

#include "data/file/epoch.h"
#include "data/lookup/catalogue.h"
#include "data/pure/ledger.h"

/* Allocated with calloc. */
struct kept {
	struct epoch epoch;
	struct ts_id user;
	unsigned holders; /* who looks at it just now: it stays for as long, forgotten or not */
	bool forgotten;
	uint64_t writes; /* of the store's, that it knows of */
	struct ts_settings settings;
	bool settings_damaged; /* these are then a new user's, all of them or the machine's half */
	/* Activities and settings that do not verify, and how many more or fewer of them and of rows of months there
	 * are than the state tells, at least 1 if they are others: each reader counts them with its own. Of them, the
	 * rows of months. */
	size_t damaged, damaged_months;
	bool months_added; /* they were; until then those two tell nothing of them (reading_prove) */
	/* What the state told of the rows of months, when the connection had changed so many rows. */
	int64_t months_count;
	unsigned char months_sum[TALLY_SIZE];
	int changes;
	struct catalogue catalogue;
	/* What the state tells of the ledger, which is read when it is asked for (owed.h). */
	bool ledger_told;
	int64_t ledger_count;
	unsigned char ledger_sum[TALLY_SIZE];
	bool ledger_read;
	struct ledger ledger;
	size_t ledger_damaged;
};

/* Inside of a transaction: what is so in the state of the file that it reads; NULL: it has to be read. Held until
 * kept_release. */
struct kept *kept_find(ts_store *store);
/* Takes over what was read in this transaction, held once; it is kept if the state can be named. */
void kept_keep(ts_store *store, struct kept *kept);
void kept_release(struct kept *kept);
/* Of what was not handed to kept_keep. Wipes. */
void kept_destroy(struct kept *kept);
/* An activity was written in this transaction: it is so here too. */
enum ts_status kept_take(struct kept *kept, const struct row_activity *row) TS_MUST_CHECK;
/* Nothing is kept from now on; wipes it, what is held as soon as it is released. */
void kept_forget(ts_store *store);

#endif
