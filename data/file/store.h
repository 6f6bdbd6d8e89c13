/*
 * The inside of a ts_store: the connection, its transactions, the logged-in user's keys, the words for the last
 * failure. Private to data/.
 */
#ifndef TIMESHEET_DATA_STORE_H
#define TIMESHEET_DATA_STORE_H

#include "data/file/epoch.h"
#include "data/file/statement.h"
#include "data/seal/crypt.h"
#include "data/seal/tally.h"
#include "data/timesheet.h"

#include <sqlite3.h>

/* The logged-in user. Lives in locked memory. */
struct identity {
	struct ts_id user;
	char name[TS_NAME_SIZE];
	struct keys keys;
	int64_t generation; /* of the password's key slot, as it was at the login */
	bool gone;          /* the keys were found to be exchanged by another program */
	/* Of the write transaction that is open: */
	struct tally pending;              /* what it wrote that the state row does not tell yet */
	int64_t changes;                   /* the state's last number, as written */
	int64_t states;                    /* how often it was written */
	struct ts_id device;               /* as which file, */
	int64_t device_changes;            /* the number of the last of that file's changes, */
	unsigned char written[TALLY_SIZE]; /* and the sum of what travels then */
	bool queues;                       /* there is a hub, as the state was last read: what is written is queued */
};

/* Which file is open: another one of the same name has another inode as long as this one is open. */
struct file_mark {
	uint64_t device, inode; /* both 0: none */
	int64_t changed, size;  /* the moment of its last change in nanoseconds, its bytes */
};

/* A row of a month that was written since the month's piece was made; record_month.h. */
struct month_written {
	struct ts_id id;
	uint64_t versions; /* all of them added up */
	bool here;         /* it is a live one of this month; else its versions tell nothing */
};
enum { MONTH_WRITTEN = 16 };

/* What a write transaction changes of the rows of one month of logs or notes; record_month.h. */
struct month_change {
	int64_t kind;
	unsigned char bucket[BUCKET_SIZE];
	struct tally difference;
	uint64_t versions;
	int32_t month; /* of logs */
	struct month_written written[MONTH_WRITTEN];
	size_t written_count;
	bool many; /* more than these were written */
	/* A piece that was made already, of rows that all are new: */
	struct ts_id piece; /* its tag */
	int64_t piece_rows; /* of so many; 0: none was made */
	bool piece_logs;    /* it has the logs, too */
	bool piece_holds;   /* nothing has changed since */
};

/* Rows of months that are known to be the last that were written; month_heads.h. */
enum { MONTH_HEADS = 6 };
struct month_head {
	int64_t kind;
	unsigned char bucket[BUCKET_SIZE];
	unsigned char hash[TALLY_SIZE]; /* all zero: there is no such row */
};
struct month_heads {
	bool known; /* for this user and state of the file: */
	struct ts_id user;
	struct epoch epoch;
	bool others; /* more was met than these tell of */
	size_t count;
	struct month_head at[MONTH_HEADS];
};
/* Those that the present transaction has written. */
struct month_head_change {
	int64_t kind;
	unsigned char bucket[BUCKET_SIZE];
	unsigned char before[TALLY_SIZE], after[TALLY_SIZE]; /* all zero: no row */
};
struct month_head_changes {
	bool many; /* others, too */
	size_t count;
	struct month_head_change at[MONTH_HEADS];
};

struct balance;      /* balance.h */
struct kept;         /* kept.h */
struct log_cache;    /* log_cache.h */
struct memory_draft; /* memory_draft.h */

struct ts_store {
	sqlite3 *database;
	sqlite3_stmt *statements[STATEMENT_COUNT]; /* prepared on first use */
	char *path;                                /* resolved */
	char detail[TS_REASON_SIZE];
	bool read_only;
	bool lean;                          /* its connections keep few pages */
	int transaction_depth;              /* nested begins join the outer one */
	bool writing;                       /* the transaction holds the write lock, */
	enum ts_status broken;              /* why SQLite has ended it: nothing more is done in it; or TS_OK */
	int changes;                        /* and before it the connection had changed so many rows */
	bool holds;                         /* a read leaves its transaction to the next one (ts_read_hold); */
	bool held;                          /* there is one */
	struct month_change *month_changes; /* of the write transaction, not in the rows of months yet */
	size_t month_count, month_room;
	struct month_head_changes
	        head_changes; /* of the write transaction: in its rows of months, not among heads yet */
	struct month_heads heads;
	bool impatient;      /* a lock that somebody else has is not waited for */
	bool lockless;       /* the file system had no lock to give when one was asked for last */
	bool limited;        /* all waiting together has a limit: */
	int patience;        /* milliseconds */
	int waited;          /* milliseconds slept for the lock that is being waited for; or for all, if limited */
	bool begins;         /* the write lock is being asked for */
	uint64_t busy;       /* how often a lock was not got to read */
	ts_waiting *waiting; /* told of a long wait; NULL: nobody is, or has been already */
	void *waiting_context;
	uint64_t maker;              /* tells this store's steps of the history from others' */
	char origin[TS_ORIGIN_SIZE]; /* what it calls itself in them */
	int64_t data_version;        /* as last seen by ts_changed */
	struct ts_id inbox_user;     /* whose inbox was last looked into, */
	struct ts_id inbox_at;       /* and up to which row; all zero: all of it */
	struct identity *identity;   /* NULL: logged out */
	bool queued;                 /* something was put into the outbox, committed or not */
	/* What is kept of the file in memory. Who keeps it asks these counts whether it still holds: */
	uint64_t connections;        /* made so far: numbers that belong to one mean nothing to the next */
	uint64_t given_up;           /* writes that were not committed, or not for sure */
	ts_time logs_since;          /* logs from here on were written since the balance was last asked for */
	struct balance *balance;     /* what is known of it; NULL: nothing yet */
	uint64_t kept_writes;        /* how often rows of activities and settings were written */
	struct kept *kept;           /* settings and activities that were read; NULL: none */
	struct log_cache *logs;      /* months of logs that were read; NULL: none */
	struct memory_draft *drafts; /* that no file has; they outlive a lock */
	char *anchors;               /* the directory of the anchors; NULL: there is none */
	bool anchor_looked;          /* since the login, and not told yet */
	bool device_anew;            /* the file was never here: a change of it makes it a device of its own */
	int64_t behind;              /* changes that the user's anchor was ahead of the file at the login */
	enum ts_pinned pinned;       /* what the login found of the user's pin */
	struct file_mark mark;       /* the file that is open */
	struct file_mark judged;     /* the one in its place that was looked at last, and is not taken */
	struct ts_replaced replaced; /* what was found of that */
	/* Called where another file than mark's stands at the path, outside of transactions; NULL: it is left to SQLite
	 * to notice. */
	enum ts_status (*follow)(ts_store *store, bool write);
};

/* Every write stands between these. begin takes the write lock at once (BEGIN IMMEDIATE) and waits for other writers;
 * nested calls join. commit makes it durable; a failed commit has an unknown outcome for SQLite: confirm (may be NULL)
 * is then asked after a rollback, on a fresh look at the file, whether the action's row is there. What it found counts
 * when that is sure to last. rollback undoes the outermost. */
enum ts_status store_begin(ts_store *store) TS_MUST_CHECK;
typedef bool store_confirm(ts_store *store, const void *context);
enum ts_status store_commit(ts_store *store, store_confirm *confirm, const void *context) TS_MUST_CHECK;
void store_rollback(ts_store *store);
/* Ends a write: commits if status is TS_OK, else rolls back; returns what happened. For the foot of a function. */
enum ts_status store_end(ts_store *store, enum ts_status status, store_confirm *confirm,
                         const void *context) TS_MUST_CHECK;
/* A write that nobody asked for: no lock is waited for, what keeps it from being made is told to nobody, and the detail
 * stays. True: it was made. */
typedef enum ts_status store_writer(ts_store *store, const void *context);
bool store_write_quietly(ts_store *store, store_writer *write, const void *context);
/* A read of several statements that must see one state; closed by store_read_end, which never fails. */
enum ts_status store_read_begin(ts_store *store) TS_MUST_CHECK;
void store_read_end(ts_store *store);
/* What is read next is the file as it is now, and not as it was when a read began that is held (ts_read_hold). */
void store_read_anew(ts_store *store);
/* As the file is now, ts_changed has seen it. */
void store_note(ts_store *store);

/* Opens the connection to store->path and sets it up as the design says (section 5), each setting read back.
 * store_disconnect finalises what is prepared and closes. A store that lost its connection opens it again at its next
 * statement. */
enum ts_status store_connect(ts_store *store) TS_MUST_CHECK;
void store_disconnect(ts_store *store);
/* Goes on with another store's connection in place of its own. */
enum ts_status store_take_connection(ts_store *store, ts_store *from) TS_MUST_CHECK;
/* What stands at the path now; zeroes: nothing. False: that cannot be told. */
bool store_mark_read(const ts_store *store, struct file_mark *out);
bool store_mark_same_file(const struct file_mark *left, const struct file_mark *right);
/* Runs SQL text that is not in the table of statements: schema steps and pragmas. */
enum ts_status store_execute(ts_store *store, const char *sql) TS_MUST_CHECK;
/* Reads the file through for damage: TS_DAMAGED with SQLite's words as detail. */
enum ts_status store_check(ts_store *store) TS_MUST_CHECK;
/* The same, with every index compared to its table (slower). */
enum ts_status store_check_full(ts_store *store) TS_MUST_CHECK;
/* The first column of the first row of a pragma, as a number. */
enum ts_status store_pragma(ts_store *store, const char *sql, int64_t *out) TS_MUST_CHECK;

/* TS_OK when a user is logged in, else TS_LOGGED_OUT. */
enum ts_status store_require_login(const ts_store *store) TS_MUST_CHECK;

/* Records the detail and returns status. store_sqlite_failure words the connection's last error. */
enum ts_status store_fail(ts_store *store, enum ts_status status, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
enum ts_status store_sqlite_failure(ts_store *store, int code);
/* The detail, kept over what may fail beside what the caller asked for. */
struct detail {
	char words[TS_REASON_SIZE];
};
struct detail store_detail_keep(const ts_store *store);
void store_detail_restore(ts_store *store, const struct detail *kept);

#endif
