/*
 * The connection of a store: its settings, its patience with other programs, and the words for what SQLite says. Must
 * not know what is in the tables.
 */
#include "data/file/store.h"

#include "data/file/file.h"
#include "data/file/holder.h"
#include "data/file/safe.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	BUSY_LIMIT = 30000,   /* milliseconds that are waited for another program's lock */
	BUSY_TOLD = 1000,     /* after so many who waits is told for whom */
	BUSY_SLEEP_MOST = 16, /* milliseconds between two tries */
	LENGTH_LIMIT =
	        16 * 1024 * 1024 /* bytes of a text or blob; ours stay below 200 KiB, a hostile file's might not */
};

enum ts_status store_fail(ts_store *store, enum ts_status status, const char *format, ...)
{
	char line[TS_REASON_SIZE];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	(void)ts_text_clean(line, strlen(line), false, store->detail, sizeof store->detail);
	return status;
}

/* With the name of who holds the lock, where the kernel knows it. */
static enum ts_status busy_failure(ts_store *store)
{
	struct ts_holder holder;
	char words[96];

	if (!store->begins && !store->writing)
		store->busy++;
	if (!ts_holder_read(store, &holder) || holder.process == 0)
		return store_fail(store, TS_BUSY, "%s: '%s'", ts_status_text(TS_BUSY), store->path);
	ts_holder_words(&holder, words, sizeof words);
	return store_fail(store, TS_BUSY, "%s: %s: '%s'", ts_status_text(TS_BUSY), words, store->path);
}

enum ts_status store_sqlite_failure(ts_store *store, int code)
{
	enum ts_status status = safe_status(store->database, code);
	const char *words = store->database ? sqlite3_errmsg(store->database) : sqlite3_errstr(code);
	int error = store->database ? sqlite3_system_errno(store->database) : 0;

	/* The path comes last: it may be long, and a line may be cut. */
	if (code == SQLITE_READONLY_DBMOVED)
		return store_fail(store, TS_REPLACED, "the file was deleted or replaced while it was open: '%s'",
		                  store->path);
	if (status == TS_BUSY && store->lockless)
		return store_fail(store, TS_IO, "the file system gives no locks (%s): '%s'", strerror(ENOLCK),
		                  store->path);
	/* SQLite only says that something failed; the system knows what. */
	if (status == TS_IO && error != 0)
		words = strerror(error);
	if (status == TS_BUSY)
		return busy_failure(store);
	if (status == TS_FULL || status == TS_READ_ONLY)
		return store_fail(store, status, "%s: '%s'", ts_status_text(status), store->path);
	return store_fail(store, status, "%s: '%s' (%s)", ts_status_text(status), store->path, words);
}

bool ts_holder_read(const ts_store *store, struct ts_holder *out)
{
	struct file_mark mark;

	*out = (struct ts_holder){ .process = 0 };
	return store_mark_read(store, &mark) && mark.inode != 0 && holder_find(mark.device, mark.inode, out);
}

void ts_patience_set(ts_store *store, int milliseconds)
{
	store->limited = true;
	store->patience = milliseconds;
	store->waited = 0;
}

uint64_t ts_busy_count(const ts_store *store)
{
	return store->busy;
}

static void busy_tell(ts_store *store)
{
	ts_waiting *waiting = store->waiting;
	struct ts_holder holder;

	if (!waiting || store->waited < BUSY_TOLD)
		return;
	store->waiting = NULL;
	(void)ts_holder_read(store, &holder);
	waiting(store->waiting_context, &holder);
}

/* Short, uneven sleeps: with even ones the same process of many would always come too late. */
static int busy_wait(void *context, int count)
{
	ts_store *store = context;
	unsigned char random;

	/* SQLite takes a file system without locks for one whose lock is held, and keeps the difference to itself. */
	store->lockless = errno == ENOLCK;
	if (store->lockless)
		return 0;
	if (count == 0 && !store->limited)
		store->waited = 0;
	if (store->impatient || store->waited >= (store->limited ? store->patience : BUSY_LIMIT))
		return 0;
	busy_tell(store);
	crypt_random(&random, sizeof random);
	int most = count < BUSY_SLEEP_MOST ? count + 1 : BUSY_SLEEP_MOST;
	int sleep = 1 + random % most;
	store->waited += sleep;
	(void)sqlite3_sleep(sleep);
	return 1;
}

static enum ts_status value_read(ts_store *store, const char *sql, char *out, size_t size)
{
	int code = safe_value(store->database, sql, out, size);

	return code == SQLITE_OK ? TS_OK : store_sqlite_failure(store, code);
}

enum ts_status store_pragma(ts_store *store, const char *sql, int64_t *out)
{
	char value[32];
	enum ts_status status = value_read(store, sql, value, sizeof value);

	if (status == TS_OK)
		*out = strtoll(value, NULL, 10);
	return status;
}

/* A page that could not be read, for want of memory or by the disk's fault, is listed like damage, with SQLite's code.
 */
static enum ts_status check_status(ts_store *store, const char *words)
{
	static const char mark[] = "error code=";
	const char *found = strstr(words, mark);

	return found ? safe_status(store->database, (int)strtol(found + sizeof mark - 1, NULL, 10)) : TS_DAMAGED;
}

static enum ts_status check_run(ts_store *store, const char *pragma)
{
	char words[128];
	enum ts_status status = value_read(store, pragma, words, sizeof words);

	if (status != TS_OK || strcmp(words, "ok") == 0)
		return status;
	status = check_status(store, words);
	if (status == TS_DAMAGED)
		return store_fail(store, status, "'%s' is damaged: %s", store->path, words);
	return store_fail(store, status, "'%s' cannot be checked: %s (%s)", store->path, ts_status_text(status), words);
}

enum ts_status store_check(ts_store *store)
{
	return check_run(store, "PRAGMA quick_check(1)");
}

enum ts_status store_check_full(ts_store *store)
{
	return check_run(store, "PRAGMA integrity_check(1)");
}

enum ts_status store_execute(ts_store *store, const char *sql)
{
	int code = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? TS_OK : store_sqlite_failure(store, code);
}

static enum ts_status connection_restrict(ts_store *store)
{
	int option = safe_restrict(store->database, LENGTH_LIMIT);

	if (option == 0)
		return TS_OK;
	return store_fail(store, TS_IO, "cannot open '%s': this SQLite cannot be made safe (option %d)", store->path,
	                  option);
}

static enum ts_status connection_configure(ts_store *store)
{
	struct safe_difference difference;
	int code = safe_configure(store->database, &difference);

	if (code != SQLITE_OK)
		return store_sqlite_failure(store, code);
	if (!difference.set)
		return TS_OK;
	return store_fail(store, TS_BUSY, "cannot open '%s': '%s' gives '%s'", store->path, difference.set,
	                  difference.found);
}

bool store_mark_read(const ts_store *store, struct file_mark *out)
{
	struct stat about;

	*out = (struct file_mark){ 0 };
	if (stat(store->path, &about) != 0)
		return errno == ENOENT;
	*out = (struct file_mark){ .device = about.st_dev,
		                   .inode = about.st_ino,
		                   .changed = about.st_mtim.tv_sec * (int64_t)1000000000 + about.st_mtim.tv_nsec,
		                   .size = about.st_size };
	return true;
}

bool store_mark_same_file(const struct file_mark *left, const struct file_mark *right)
{
	return left->device == right->device && left->inode == right->inode;
}

/* A connection that was lost must not come back as one to another file, which nobody has looked at. */
static enum ts_status mark_settle(ts_store *store)
{
	struct file_mark mark;

	if (!store_mark_read(store, &mark) || (store->mark.inode != 0 && store_mark_same_file(&mark, &store->mark)))
		return TS_OK;
	if (store->mark.inode != 0)
		return store_fail(store, TS_REPLACED, "the file was deleted or replaced while it was open: '%s'",
		                  store->path);
	store->mark = mark;
	return TS_OK;
}

enum ts_status store_take_connection(ts_store *store, ts_store *from)
{
	int code = sqlite3_busy_handler(from->database, busy_wait, store);

	if (code != SQLITE_OK)
		return store_sqlite_failure(from, code);
	store_disconnect(store);
	store->connections++;
	store->database = from->database;
	memcpy(store->statements, from->statements, sizeof store->statements);
	store->read_only = from->read_only;
	store->mark = from->mark;
	store->data_version = -1;
	from->database = NULL;
	memset(from->statements, 0, sizeof from->statements);
	return TS_OK;
}

/* Pages that keys go through are read again from the system, which has them, in a microsecond each. What one
 * transaction writes is held in memory up to SQLite's usual 2 MB all the same: a long undo would sync too often. */
static const char lean_settings[] = "PRAGMA cache_size = -256; PRAGMA cache_spill = 500";

enum ts_status store_connect(ts_store *store)
{
	enum ts_status status;

	store->connections++;
	/* A store is used from one thread. */
	int code = sqlite3_open_v2(store->path, &store->database,
	                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE |
	                                   SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOMUTEX,
	                           NULL);

	if (code != SQLITE_OK) {
		status = store_sqlite_failure(store, code);
		goto out;
	}
	code = sqlite3_busy_handler(store->database, busy_wait, store);
	status = code == SQLITE_OK ? connection_restrict(store) : store_sqlite_failure(store, code);
	if (status == TS_OK)
		status = connection_configure(store);
	if (status == TS_OK && store->lean)
		status = store_execute(store, lean_settings);
	if (status == TS_OK)
		status = mark_settle(store);
	store->read_only = sqlite3_db_readonly(store->database, "main") == 1 || !file_directory_writable(store->path) ||
	                   file_is_backup(store->path);
	store->data_version = -1;
out:
	if (status != TS_OK)
		store_disconnect(store);
	return status;
}

void store_disconnect(ts_store *store)
{
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		(void)sqlite3_finalize(store->statements[i]);
		store->statements[i] = NULL;
	}
	/* A statement that is not ours to finalise would keep the file open. */
	int code = sqlite3_close(store->database);
	assert(code == SQLITE_OK);
	(void)code;
	store->database = NULL;
	store->transaction_depth = 0;
	store->writing = false;
	store->broken = TS_OK;
	store->held = false;
}
