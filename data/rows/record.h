/*
 * Rows in the file: sealed when written, opened and checked when read. Everything here needs a logged-in user, whose
 * rows they are, and stands inside a transaction of the caller. Knows nothing of what rows mean. Private to data/.
 *
 * A seal is bound to the table, the owner, the row's id and all that stands in clear beside it; a row that was swapped,
 * moved, cut or changed does not open. Such a row is TS_DAMAGED (a list counts it), and is never written over.
 */
#ifndef TIMESHEET_DATA_RECORD_H
#define TIMESHEET_DATA_RECORD_H

#include "data/file/store.h"

/* ---- the seal ---- */

enum record_table {
	RECORD_ACTIVITY,
	RECORD_LOG,
	RECORD_NOTE,
	RECORD_LEDGER,
	RECORD_DRAFT,
	RECORD_STATE,
	RECORD_SETTING,
	RECORD_SETTING_WHOLE, /* of before the settings were parted: with a random nonce, not the same anywhere else */
	RECORD_HISTORY,
	RECORD_PART,
	RECORD_MONTH,
	RECORD_PIECE,
	RECORD_POINTS,
	RECORD_SUM,
	RECORD_HUB,
	RECORD_DEVICE,
	RECORD_SLOTS,   /* no row either: key slots on their way to other devices, */
	RECORD_FORMER,  /* the keys that were the user's before, */
	RECORD_KEYRING, /* and a digest of all that a new device is given */
	RECORD_FRAME    /* no row: what carries rows to other devices, sealed by a key of its own */
};

/* A blob begins with the format and the key's epoch, in clear; both are bound, too. */
enum { RECORD_FORMAT = 1, RECORD_HEADER = 3 };
/* What is sealed of size bytes at most, and room to open it. */
#define RECORD_ROOM(size) (RECORD_HEADER + SEAL_OVERHEAD + (size) + (size) / 8 + 128)

struct record_seal {
	const unsigned char *key;
	const unsigned char *nonce_key; /* NULL: the nonce is random */
	unsigned char associated[96];   /* begins with the header */
	size_t size;
	size_t least; /* what is shorter is padded to this */
};

/* key and column: what stands in clear in the row beside its owner; either may have size 0. Together less than 60
 * bytes. */
struct record_seal record_seal_of(const ts_store *store, enum record_table table, const void *key, size_t key_size,
                                  const void *column, size_t column_size);
/* The same for another's keys. */
struct record_seal record_seal_under(const struct identity *identity, enum record_table table, const void *key,
                                     size_t key_size, const void *column, size_t column_size);
/* Seals plain into out, which has room for so many bytes, and returns them. */
size_t record_sealed_size(const struct record_seal *seal, size_t plain_size);
size_t record_seal_into(const struct record_seal *seal, const void *plain, size_t plain_size, unsigned char *out);
/* Seals plain into *out, which is allocated and the caller's to free. */
enum ts_status record_close(const struct record_seal *seal, const void *plain, size_t plain_size, unsigned char **out,
                            size_t *size) TS_MUST_CHECK;
/* Opens size bytes into plain (room bytes). False when that is too long, or does not verify. */
bool record_open_blob(const struct record_seal *seal, const void *blob, size_t size, unsigned char *plain, size_t room,
                      size_t *plain_size) TS_MUST_CHECK;
/* Opens a column of the present row of a query into plain (room bytes). False when it is no blob, too long, or does not
 * verify. */
bool record_open(const struct record_seal *seal, const struct query *query, int column, unsigned char *plain,
                 size_t room, size_t *plain_size) TS_MUST_CHECK;

/* The same for what may be as long as a note: into *plain, which is allocated when TS_OK is returned. TS_DAMAGED. */
enum ts_status record_open_long(const struct record_seal *seal, const struct query *query, int column,
                                unsigned char **plain, size_t *size) TS_MUST_CHECK;
enum ts_status record_open_long_blob(const struct record_seal *seal, const void *blob, size_t blob_size,
                                     unsigned char **plain, size_t *size) TS_MUST_CHECK;

/* ---- what arrives */

/* A row that came from another device, as it is sealed there: the same keys, the same words, so that it stands here as
 * it came. Borrowed. */
struct record_arriving {
	struct ts_id id;
	const unsigned char *bucket; /* of logs and notes; else NULL */
	const void *blob;
	size_t size;
};

/* What became of it. */
enum record_taken {
	TAKEN_KNOWN,  /* nothing: what stands here says all of it */
	TAKEN_WHOLE,  /* it stands here as it came: it was new, or newer in all it says */
	TAKEN_MIXED,  /* some of it is newer: what stands here now says both */
	TAKEN_HEALED, /* it took the place of a row that did not verify */
	TAKEN_LEFT,   /* what stands here does not verify, but was changed here and has not been sent: it stays */
	TAKEN_REFUSED /* it does not verify, or says what no row can say */
};

/* ---- the tally ---- */

/* Adds a row of the logged-in user to a difference. */
void record_tally_add(const ts_store *store, struct tally *difference, struct tally_row row);
/* A statement has run that makes this difference: the state that is written next tells of it. */
void record_tally_written(ts_store *store, const struct tally *difference);

/* Takes the rows that a query gives, and that are about to be replaced or removed, out of a difference. row_of tells
 * what the query stands on; context is its own. Finishes the query. */
typedef struct tally_row record_row_of(const struct query *query, const void *context);
enum ts_status record_rows_leave(ts_store *store, struct query *query, record_row_of *row_of, const void *context,
                                 struct tally *difference) TS_MUST_CHECK;
/* Runs a query that writes one row, tallies it together with what left for it, and finishes the query. */
enum ts_status record_row_write(ts_store *store, struct query *query, struct tally *difference,
                                struct tally_row row) TS_MUST_CHECK;

/* ---- months ---- */

/* The blind buckets that a query lists, a month's each: count times BUCKET_SIZE bytes in its order, allocated.
 * Finishes the query. */
enum ts_status record_buckets_read(struct query *query, unsigned char **out, size_t *count) TS_MUST_CHECK;

/* What a reader adds up of a month's rows, so that it knows whether it got all of them, and no older ones: of logs,
 * which it opens anyway, their versions; of notes, which are few, the sum. */
struct record_found {
	int64_t count;
	unsigned char sum[TALLY_SIZE];
	uint64_t versions;
};

/* ---- pages ---- */

/* Where a page of rows in the order of their ids begins: all zero, at the first. */
struct record_mark {
	struct ts_id after;
	struct record_found found; /* in the pages before */
};
void record_mark_bind(struct query *query, const struct record_mark *mark);
/* To the row that the query stands on, whose id is its first column. False: it does not come behind those before, so
 * that the pages behind it would have no end: the file's order is broken. */
bool record_mark_move(struct record_mark *mark, const struct query *query) TS_MUST_CHECK;

#endif
