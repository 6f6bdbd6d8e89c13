/*
 * A keyed sum over a user's rows, which tells whether all of them are there as they were last written. Every change
 * adds what it writes and takes away what it replaces; the sum stands sealed in the user's state (state.h). Knows
 * neither SQL nor where rows come from. Private to data/.
 *
 * The sum of a set is the sum modulo 2^256 of a keyed hash (BLAKE2b) of each of its rows: without the key nobody can
 * find another set with the same sum, and the order of changes does not matter (Bellare and Micciancio, "A New Paradigm
 * for Collision-Free Hashing", 1997, call it AdHASH). Not covered: drafts, sessions, the inbox, which others may write,
 * and key slots, which bear their own proof.
 */
#ifndef TIMESHEET_DATA_TALLY_H
#define TIMESHEET_DATA_TALLY_H

#include "data/seal/crypt.h"

enum tally_table {
	TALLY_ACTIVITY,
	TALLY_LOG,
	TALLY_NOTE,
	TALLY_HISTORY,
	TALLY_PART,
	TALLY_SETTING,
	TALLY_MONTH,
	TALLY_LEDGER,
	TALLY_TABLES
};

enum { TALLY_SIZE = 32, TALLY_KEY_SIZE = 16, TALLY_COLUMN_SIZE = 8 };

/* What is the same on all devices of a user, and what stays on this one. The rows of months have a part of their own,
 * and so have, within what travels, activities and settings: both are few, so that each reader adds them up, and with
 * the months' sums knows that what it shows is as it was last written. The ledger travels, too, and has its own: it is
 * added up by who tells what days owe. */
enum tally_part { TALLY_TRAVELS, TALLY_STAYS, TALLY_MONTHS, TALLY_COMMON, TALLY_OWED, TALLY_PARTS };

struct tally {
	int64_t counts[TALLY_TABLES]; /* rows; of a difference they may be negative */
	unsigned char sums[TALLY_PARTS][TALLY_SIZE];
};

/* A row as it stands in the file: what it is found by, what stands in clear beside it (both zero where there is
 * nothing), and its sealed blob, of which nonce and tag are taken. */
struct tally_row {
	enum tally_table table;
	unsigned char key[TALLY_KEY_SIZE];
	unsigned char column[TALLY_COLUMN_SIZE];
	const void *blob; /* borrowed */
	size_t size;
};

/* A row by an id and a column of 8 bytes (NULL: none), and one by two numbers. */
struct tally_row tally_row_of(enum tally_table table, const struct ts_id *id, const unsigned char *column,
                              const void *blob, size_t size);
struct tally_row tally_row_numbered(enum tally_table table, int64_t first, int64_t second, const void *blob,
                                    size_t size);
/* A number as a column. */
void tally_column(int64_t number, unsigned char out[TALLY_COLUMN_SIZE]);

void tally_add(struct tally *tally, const struct keys *keys, const struct tally_row *row);
/* Of a row, the hash alone: for the sum of some rows of one table. */
void tally_add_row(unsigned char sum[TALLY_SIZE], const struct keys *keys, const struct tally_row *row);
void tally_remove(struct tally *tally, const struct keys *keys, const struct tally_row *row);
/* Adds a difference. */
void tally_merge(struct tally *tally, const struct tally *difference);
bool tally_equal(const struct tally *left, const struct tally *right);
/* Takes a difference away. */
void tally_subtract(struct tally *tally, const struct tally *difference);
/* True for the tally of no rows, or of no difference. */
bool tally_empty(const struct tally *tally);

#endif
