/* Another file in the place of the one that is open: whether it is the logged-in user's, and no lesser one. */
#include "data/care/replaced.h"

#include "data/care/anchor.h"
#include "data/file/file.h"
#include "data/file/schema.h"
#include "data/file/store.h"
#include "data/rows/record_state.h"
#include "data/rows/user.h"

#include <stdlib.h>
#include <string.h>

/* The file in its place, opened beside the one that is open. Released by candidate_close, also after a failure. */
static enum ts_status candidate_open(const ts_store *store, ts_store **out)
{
	ts_store *candidate = calloc(1, sizeof *candidate);
	int version = 0;

	*out = candidate;
	if (!candidate)
		return TS_NO_MEMORY;
	candidate->path = store->path;
	candidate->identity = store->identity;
	candidate->lean = store->lean;
	candidate->impatient = store->impatient;
	candidate->limited = store->limited;
	candidate->patience = store->patience;
	candidate->waited = store->waited;
	enum ts_status status = file_examine(candidate->path, SCHEMA_LATEST, candidate->detail);
	if (status == TS_OK)
		status = store_connect(candidate);
	if (status == TS_OK)
		status = schema_version(candidate, &version);
	/* To bring it up to date is for who opens it knowingly. */
	if (status == TS_OK && version < SCHEMA_LATEST)
		return store_fail(
		        candidate, TS_INVALID,
		        "a file of an older format stands in its place; leave, and start anew to use it: '%s'",
		        store->path);
	return status == TS_OK ? schema_admit(candidate, false, 0) : status;
}

static void candidate_close(ts_store *candidate)
{
	if (!candidate)
		return;
	store_rollback(candidate);
	store_disconnect(candidate);
	free(candidate);
}

/* True: the row was sealed under these keys. */
static enum ts_status keys_compare(const struct user *user, const struct identity *identity)
{
	unsigned char *plain = ts_secret_allocate(USER_BOX_SIZE);

	if (!plain)
		return TS_NO_MEMORY;
	bool fit = ts_id_equal(user->id, identity->user) && user_box_open(user, &identity->keys, plain);
	ts_secret_free(plain);
	return fit ? TS_OK : TS_NOT_FOUND;
}

/* What a file says of the logged-in user. TS_NOT_FOUND: it does not hold that user under that key. */
static enum ts_status standing_read(ts_store *store, struct state *out)
{
	struct user user;
	enum ts_status status = user_find(store, store->identity->name, &user);

	if (status == TS_OK)
		status = keys_compare(&user, store->identity);
	return status == TS_OK ? record_state_read(store, out) : status;
}

/* What stands in its place is not taken. */
static enum ts_status refuse(ts_store *store, enum ts_replaced_by by, int64_t changes, const char *reason)
{
	store->replaced = (struct ts_replaced){ .by = by, .changes = changes, .count = store->replaced.count + 1 };
	memcpy(store->replaced.reason, reason, strnlen(reason, TS_REASON_SIZE - 1));
	return store_fail(store, TS_REPLACED, "%s", reason);
}

static enum ts_status refuse_older(ts_store *store, int64_t changes)
{
	char reason[TS_REASON_SIZE];

	if (changes > 0)
		(void)file_fail(reason, TS_REPLACED,
		                "an older copy stands in the file's place, it lacks %lld change%s seen here: '%s'",
		                (long long)changes, changes == 1 ? "" : "s", store->path);
	else
		(void)file_fail(reason, TS_REPLACED,
		                "another copy stands in the file's place, it lacks changes seen here: '%s'",
		                store->path);
	return refuse(store, TS_REPLACED_OLDER, changes, reason);
}

static enum ts_status refuse_other(ts_store *store)
{
	char reason[TS_REASON_SIZE];

	(void)file_fail(reason, TS_REPLACED,
	                "a file without '%s', or with another key for it, stands in the file's place: '%s'",
	                store->identity->name, store->path);
	return refuse(store, TS_REPLACED_OTHER, 0, reason);
}

static enum ts_status take(ts_store *store, ts_store *candidate, int64_t changes)
{
	enum ts_status status = store_take_connection(store, candidate);

	if (status != TS_OK)
		return status;
	store->replaced =
	        (struct ts_replaced){ .by = TS_REPLACED_TAKEN, .changes = changes, .count = store->replaced.count + 1 };
	store->inbox_user = (struct ts_id){ { 0 } };
	if (store->identity)
		anchor_look(store);
	return TS_OK;
}

/* Compares what both files say. While the connection is lost, what was written last is all that is known of ours. */
static enum ts_status compare(ts_store *store, ts_store *candidate, bool accept)
{
	struct state seen = { 0 }, found = { 0 };
	bool known = store->database && record_state_read(store, &seen) == TS_OK;
	enum ts_status status = standing_read(candidate, &found);

	if (!known)
		seen.changes = store->identity->changes;
	if (status == TS_NOT_FOUND)
		return refuse_other(store);
	if (status == TS_BUSY || status == TS_NO_MEMORY)
		return store_fail(store, status, "%s", candidate->detail);
	if (status != TS_OK)
		return refuse(store, TS_REPLACED_UNUSABLE, 0, candidate->detail);
	/* It went on by itself, and does not know all that was done here. */
	int64_t lacks = known ? state_own(&seen)->changes - state_changes_of(&found, &state_own(&seen)->id) : 0;
	/* As many changes, and others than ours. */
	bool fork = known && found.changes == seen.changes && found.clock != seen.clock;
	if (!accept && (found.changes < seen.changes || fork || lacks > 0))
		return refuse_older(store, lacks > 0 ? lacks : seen.changes - found.changes);
	return take(store, candidate, found.changes - seen.changes);
}

static enum ts_status judge(ts_store *store, bool accept)
{
	ts_store *candidate;
	char reason[TS_REASON_SIZE];
	enum ts_status status = candidate_open(store, &candidate);

	if (!candidate || status == TS_BUSY || status == TS_NO_MEMORY) {
		status = store_fail(store, status, "%s", candidate ? candidate->detail : "");
	} else if (status == TS_NOT_FOUND) {
		(void)file_fail(reason, TS_REPLACED, "the file is gone: it was removed or renamed: '%s'", store->path);
		status = refuse(store, TS_REPLACED_UNUSABLE, 0, reason);
	} else if (status != TS_OK) {
		status = refuse(store, TS_REPLACED_UNUSABLE, 0, candidate->detail);
	} else {
		status = store->identity ? compare(store, candidate, accept) : take(store, candidate, 0);
	}
	candidate_close(candidate);
	return status;
}

static bool mark_equal(const struct file_mark *left, const struct file_mark *right)
{
	return store_mark_same_file(left, right) && left->changed == right->changed && left->size == right->size;
}

/* Each file is looked at once: keys that are pressed again and again must not read it through. */
enum ts_status replaced_follow(ts_store *store, bool write)
{
	struct file_mark mark;
	enum ts_status status = TS_REPLACED;
	bool bad = store->replaced.by != TS_REPLACED_NOT && store->replaced.by != TS_REPLACED_TAKEN;

	if (!store_mark_read(store, &mark))
		return TS_OK;
	if (!bad || !mark_equal(&mark, &store->judged)) {
		status = judge(store, false);
		store->judged = mark;
	} else if (write) {
		store->replaced.count++;
		(void)store_fail(store, status, "%s", store->replaced.reason);
	}
	/* What was read before stays readable: it is on the screen. */
	return status == TS_REPLACED && !write && store->identity && store->database ? TS_OK : status;
}

void ts_replaced_read(const ts_store *store, struct ts_replaced *out)
{
	*out = store->replaced;
}

enum ts_status ts_replaced_accept(ts_store *store)
{
	if (store->replaced.by != TS_REPLACED_OLDER)
		return TS_UNCHANGED;
	enum ts_status status = judge(store, true);
	return status == TS_OK && store->identity ? ts_anchor_accept(store) : status;
}
