/* The transactions of a store. Must not know what is in the tables. */
#include "data/file/store.h"

#include "data/file/anchor_file.h"
#include "data/file/file.h"

#include <assert.h>
#include <string.h>

struct detail store_detail_keep(const ts_store *store)
{
	struct detail kept;

	memcpy(kept.words, store->detail, sizeof kept.words);
	return kept;
}

void store_detail_restore(ts_store *store, const struct detail *kept)
{
	memcpy(store->detail, kept->words, sizeof kept->words);
}

static enum ts_status statement_execute(ts_store *store, enum statement statement)
{
	struct query query = statement_start(store, statement);
	enum ts_status status = statement_run(&query, -1);

	statement_finish(&query);
	return status;
}

/* Ends whatever transaction there is. SQLite may have ended it itself after an error. */
static void transaction_drop(ts_store *store)
{
	/* What was read since may be what is now not written, unless nothing was. */
	if (store->writing && (!store->database || sqlite3_total_changes(store->database) != store->changes))
		store->given_up++;
	store->transaction_depth = 0;
	store->writing = false;
	store->broken = TS_OK;
	store->held = false;
	store->month_count = 0;
	store->head_changes = (struct month_head_changes){ .many = false };
	if (!store->database || sqlite3_get_autocommit(store->database))
		return;
	const struct detail kept = store_detail_keep(store);
	/* A rollback that fails leaves a state that only a new connection clears. */
	if (statement_execute(store, STATEMENT_ROLLBACK) != TS_OK && !sqlite3_get_autocommit(store->database))
		store_disconnect(store);
	store_detail_restore(store, &kept);
}

/* Rows and their tally are written in one transaction or not at all. */
static void pending_reset(ts_store *store)
{
	store->month_count = 0;
	store->head_changes = (struct month_head_changes){ .many = false };
	if (!store->identity)
		return;
	store->identity->pending = (struct tally){ .counts = { 0 } };
	store->identity->states = 0;
}

static void transaction_end(ts_store *store)
{
	const struct identity *identity = store->identity;

	store->transaction_depth = 0;
	store->writing = false;
	if (identity && identity->states > 0)
		anchor_follow(store, identity->states);
	store->device_anew = store->device_anew && !(identity && identity->states > 0);
}

/* Before a transaction: another file may stand at the path. */
static enum ts_status file_follow(ts_store *store, bool write)
{
	struct file_mark mark;

	if (!store->follow || !store_mark_read(store, &mark))
		return TS_OK;
	if (!store_mark_same_file(&mark, &store->mark))
		return store->follow(store, write);
	if (store->replaced.by != TS_REPLACED_NOT && store->replaced.by != TS_REPLACED_TAKEN)
		store->replaced = (struct ts_replaced){ .count = store->replaced.count + 1 };
	return TS_OK;
}

/* What is held for the next read ends. */
static void held_drop(ts_store *store)
{
	if (store->held)
		transaction_drop(store);
}

enum ts_status store_begin(ts_store *store)
{
	enum ts_status status;

	if (store->transaction_depth > 0) {
		/* Raising a read to a write can fail at once with "locked", whatever the patience. */
		assert(store->writing);
		store->transaction_depth++;
		return TS_OK;
	}
	held_drop(store);
	status = file_follow(store, true);
	if (status != TS_OK)
		return status;
	if (store->read_only)
		return store_fail(store, TS_READ_ONLY, "'%s' can only be read", store->path);
	store->begins = true;
	status = statement_execute(store, STATEMENT_BEGIN_WRITE);
	store->begins = false;
	if (status == TS_OK) {
		pending_reset(store);
		store->transaction_depth = 1;
		store->writing = true;
		store->changes = sqlite3_total_changes(store->database);
	}
	return status;
}

/* After a commit that failed: TS_OK when the action's row is there all the same, for good. */
static enum ts_status commit_look_up(ts_store *store, enum ts_status status, store_confirm *confirm,
                                     const void *context)
{
	const struct detail kept = store_detail_keep(store);

	store_disconnect(store);
	/* The row may be there because the journal is gone, but the journal's end not be safe yet: the power fails, it
	 * is back, and takes the row with it. */
	bool safe = file_sync_journal(store->path);
	bool landed = confirm && store_connect(store) == TS_OK && confirm(store, context);
	if (landed && safe) {
		transaction_end(store);
		return TS_OK;
	}
	store_detail_restore(store, &kept);
	return status;
}

enum ts_status store_commit(ts_store *store, store_confirm *confirm, const void *context)
{
	enum ts_status status;

	if (store->transaction_depth > 1) {
		store->transaction_depth--;
		return TS_OK;
	}
	if (store->transaction_depth == 0 || sqlite3_get_autocommit(store->database)) {
		enum ts_status broken = store->broken != TS_OK ? store->broken : TS_IO;
		transaction_drop(store);
		return store_fail(store, broken, "'%s': the change was given up before it was complete", store->path);
	}
	/* Whoever writes rows writes the state after them. */
	assert(!store->identity || tally_empty(&store->identity->pending));
	status = statement_execute(store, STATEMENT_COMMIT);
	if (status == TS_OK) {
		transaction_end(store);
		return TS_OK;
	}
	transaction_drop(store);
	/* While others held the lock nothing was written; after any other failure only the file can tell. */
	return status == TS_BUSY ? status : commit_look_up(store, status, confirm, context);
}

void store_rollback(ts_store *store)
{
	transaction_drop(store);
}

enum ts_status store_end(ts_store *store, enum ts_status status, store_confirm *confirm, const void *context)
{
	if (status == TS_OK)
		return store_commit(store, confirm, context);
	store_rollback(store);
	return status;
}

bool store_write_quietly(ts_store *store, store_writer *write, const void *context)
{
	const struct detail kept = store_detail_keep(store);
	bool impatient = store->impatient;

	store->impatient = true;
	enum ts_status status = store_begin(store);
	if (status == TS_OK)
		status = store_end(store, write(store, context), NULL, NULL);
	store->impatient = impatient;
	store_detail_restore(store, &kept);
	return status == TS_OK;
}

/* Takes over what the read before left open, unless SQLite has ended it. */
static bool held_take(ts_store *store)
{
	bool open = store->held && store->database && !sqlite3_get_autocommit(store->database);

	store->held = false;
	if (open)
		store->transaction_depth = 1;
	return open;
}

enum ts_status store_read_begin(ts_store *store)
{
	enum ts_status status = TS_OK;

	if (held_take(store))
		return TS_OK;
	if (store->transaction_depth == 0)
		status = file_follow(store, false);
	if (status != TS_OK)
		return status;
	if (store->transaction_depth == 0)
		status = statement_execute(store, STATEMENT_BEGIN_READ);
	if (status == TS_OK)
		store->transaction_depth++;
	else
		transaction_drop(store); /* one that was interrupted may have begun */
	return status;
}

void store_read_end(ts_store *store)
{
	if (store->transaction_depth > 1) {
		store->transaction_depth--;
		return;
	}
	store->held = store->holds && store->transaction_depth == 1 && !store->writing && store->broken == TS_OK;
	store->transaction_depth = 0;
	/* Nothing was written, so that giving up and committing are the same; giving up cannot fail. */
	if (!store->held)
		transaction_drop(store);
}

void store_read_anew(ts_store *store)
{
	held_drop(store);
}

void ts_read_hold(ts_store *store)
{
	store->holds = true;
}

void ts_read_release(ts_store *store)
{
	store->holds = false;
	held_drop(store);
}

enum ts_status store_require_login(const ts_store *store)
{
	return store->identity ? TS_OK : TS_LOGGED_OUT;
}

const char *ts_detail(const ts_store *store)
{
	return store->detail;
}

const char *ts_path(const ts_store *store)
{
	return store->path;
}

bool ts_read_only(const ts_store *store)
{
	return store->read_only;
}

/* True: it is another than when it was last noted. */
static bool version_note(ts_store *store)
{
	struct query query = statement_start(store, STATEMENT_DATA_VERSION);
	int64_t version = store->data_version;

	if (statement_step(&query) == TS_OK)
		version = statement_integer(&query, 0);
	statement_finish(&query);
	/* Compared after the statement: starting it may have made a new connection, which knows nothing of the old
	 * numbers. */
	bool changed = version != store->data_version;
	store->data_version = version;
	return changed;
}

void store_note(ts_store *store)
{
	(void)version_note(store);
}

bool ts_changed(ts_store *store)
{
	const uint64_t found = store->replaced.count;

	/* In what is held nothing ever changes. */
	held_drop(store);
	/* What is wrong with another file is in store->replaced. */
	(void)!file_follow(store, false);
	return version_note(store) || store->replaced.count != found;
}
