/* The fake's store, its staging, and the steps of its history. */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ts_store *fake_open_logged_in(const char *user, ts_time now)
{
	ts_store *store = NULL;
	ts_auth *auth = NULL;
	char reason[TS_REASON_SIZE];
	if (ts_open("fake", true, now, reason, &store) != TS_OK ||
	    ts_register_begin(store, user, "correct horse battery", &auth) != TS_OK)
		abort();
	ts_auth_run(auth);
	if (ts_auth_finish(store, auth) != TS_OK)
		abort();
	ts_auth_destroy(auth);
	return store;
}

void fake_fail_next(ts_store *store, enum ts_status status)
{
	store->fail_next = status;
}

void fake_fail_next_write(ts_store *store, enum ts_status status)
{
	store->fail_next_write = status;
}

void fake_set_detail(ts_store *store, const char *detail)
{
	(void)snprintf(store->detail, sizeof store->detail, "%s", detail);
}

void fake_set_changed(ts_store *store)
{
	store->changed = true;
}

void fake_set_news(ts_store *store, const struct ts_news *news)
{
	store->news = *news;
	store->has_news = true;
	store->changed = true;
}

enum ts_status ts_news_read(ts_store *store, ts_time now, uint64_t *mark, struct ts_news *out)
{
	(void)now;
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	if (!store->has_news)
		return TS_UNCHANGED;
	*out = store->news;
	store->has_news = false;
	++*mark;
	return TS_OK;
}

void fake_set_elsewhere(ts_store *store, const struct ts_news *news)
{
	store->elsewhere = *news;
	store->has_elsewhere = true;
	store->elsewhere_writes = store->writes;
}

enum ts_status ts_undo_peek(ts_store *store, ts_time now, struct ts_done *done, struct ts_news *elsewhere)
{
	(void)now;
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	const struct user *user = store->current;
	if (user->done_steps == 0)
		return TS_NOT_FOUND;
	if (!store->has_elsewhere || store->elsewhere_writes != store->writes)
		return TS_UNCHANGED;
	*done = user->steps[user->done_steps - 1].done;
	*elsewhere = store->elsewhere;
	return TS_OK;
}

void ts_set_origin(ts_store *store, const char *origin)
{
	(void)store;
	(void)origin;
}

void fake_set_read_only(ts_store *store, bool read_only)
{
	store->read_only = read_only;
}

void fake_set_damaged(ts_store *store, size_t rows)
{
	store->damaged = rows;
}

void fake_set_zone(ts_store *store, struct ts_id log, int32_t offset, const char *zone)
{
	struct fake_log *found = fake_log(store->current->state, log);
	found->offset = offset;
	(void)snprintf(found->zone, sizeof found->zone, "%s", zone);
}

size_t fake_writes(const ts_store *store)
{
	return store->writes;
}

void fake_set_holder(ts_store *store, const struct ts_holder *holder)
{
	store->held = holder != NULL;
	store->holder = holder ? *holder : (struct ts_holder){ .process = 0 };
}

bool ts_holder_read(const ts_store *store, struct ts_holder *out)
{
	*out = store->holder;
	return store->held;
}

void ts_patience_set(ts_store *store, int milliseconds)
{
	(void)store;
	(void)milliseconds;
}

uint64_t ts_busy_count(const ts_store *store)
{
	return store->busy;
}

enum ts_status fake_read(ts_store *store)
{
	enum ts_status status = store->fail_next;
	store->fail_next = TS_OK;
	store->busy += status == TS_BUSY;
	if (status != TS_OK)
		return status;
	return store->current ? TS_OK : TS_LOGGED_OUT;
}

void fake_set_replaced(ts_store *store, enum ts_replaced_by by, int64_t changes, const char *reason)
{
	store->replaced = (struct ts_replaced){ .by = by, .changes = changes, .count = store->replaced.count + 1 };
	(void)snprintf(store->replaced.reason, sizeof store->replaced.reason, "%s", reason);
	store->changed = true;
}

void ts_replaced_read(const ts_store *store, struct ts_replaced *out)
{
	*out = store->replaced;
}

enum ts_status ts_replaced_accept(ts_store *store)
{
	if (store->replaced.by != TS_REPLACED_OLDER)
		return TS_UNCHANGED;
	fake_set_replaced(store, TS_REPLACED_TAKEN, -store->replaced.changes, "");
	return TS_OK;
}

static bool replaced_badly(const ts_store *store)
{
	return store->replaced.by != TS_REPLACED_NOT && store->replaced.by != TS_REPLACED_TAKEN;
}

enum ts_status fake_write(ts_store *store)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	if (replaced_badly(store)) {
		store->replaced.count++;
		(void)snprintf(store->detail, sizeof store->detail, "%s", store->replaced.reason);
		return TS_REPLACED;
	}
	status = store->fail_next_write;
	store->fail_next_write = TS_OK;
	if (status == TS_OK && store->read_only)
		status = TS_READ_ONLY;
	if (status == TS_OK && store->held)
		status = TS_BUSY;
	return status;
}

/* One state is all there is. A failure that was asked for is the first reading's. */
enum ts_status ts_read_together(ts_store *store, ts_reader *read, void *context)
{
	return store->current ? read(context) : TS_LOGGED_OUT;
}

void ts_read_hold(ts_store *store)
{
	(void)store;
}

void ts_read_release(ts_store *store)
{
	(void)store;
}

struct ts_id fake_id(ts_store *store)
{
	struct ts_id id = { { 0 } };
	uint64_t number = ++store->next_id;
	for (size_t i = 0; i < 8; i++)
		id.bytes[TS_ID_SIZE - 1 - i] = (unsigned char)(number >> (8 * i));
	return id;
}

static void *array_create(size_t count, size_t size)
{
	void *array = calloc(count ? count : 1, size);
	if (!array)
		abort();
	return array;
}

static struct state *state_sized(size_t activities, size_t logs, size_t revisions, size_t ledger)
{
	struct state *state = array_create(1, sizeof *state);
	state->activities = array_create(activities, sizeof *state->activities);
	state->logs = array_create(logs, sizeof *state->logs);
	state->revisions = array_create(revisions, sizeof *state->revisions);
	state->ledger = array_create(ledger, sizeof *state->ledger);
	return state;
}

struct state *fake_state_create(void)
{
	return state_sized(MOST_ACTIVITIES, MOST_LOGS, MOST_REVISIONS, MOST_LEDGER);
}

void fake_state_destroy(struct state *state)
{
	if (!state)
		return;
	free(state->activities);
	free(state->logs);
	free(state->revisions);
	free(state->ledger);
	free(state);
}

/* into has room for all that from holds. */
static void state_assign(struct state *into, const struct state *from)
{
	memcpy(into->activities, from->activities, from->activity_count * sizeof *from->activities);
	memcpy(into->logs, from->logs, from->log_count * sizeof *from->logs);
	memcpy(into->revisions, from->revisions, from->revision_count * sizeof *from->revisions);
	memcpy(into->ledger, from->ledger, from->ledger_count * sizeof *from->ledger);
	into->ledger_count = from->ledger_count;
	into->activity_count = from->activity_count;
	into->log_count = from->log_count;
	into->revision_count = from->revision_count;
	into->settings = from->settings;
}

static struct state *state_copy(const struct state *state)
{
	struct state *copy =
	        state_sized(state->activity_count, state->log_count, state->revision_count, state->ledger_count);
	state_assign(copy, state);
	return copy;
}

bool fake_state_equal(const struct state *left, const struct state *right)
{
	char words[TS_TEXT_SIZE];
	ts_settings_words(&left->settings, &right->settings, words, sizeof words);
	return left->activity_count == right->activity_count && left->log_count == right->log_count &&
	       left->revision_count == right->revision_count && left->ledger_count == right->ledger_count &&
	       memcmp(left->ledger, right->ledger, left->ledger_count * sizeof *left->ledger) == 0 &&
	       memcmp(left->activities, right->activities, left->activity_count * sizeof *left->activities) == 0 &&
	       memcmp(left->logs, right->logs, left->log_count * sizeof *left->logs) == 0 &&
	       memcmp(left->revisions, right->revisions, left->revision_count * sizeof *left->revisions) == 0 &&
	       words[0] == '\0';
}

struct state *fake_begin(ts_store *store)
{
	return state_copy(store->current->state);
}

void fake_abandon(ts_store *store, struct state *before)
{
	state_assign(store->current->state, before);
	fake_state_destroy(before);
}

enum ts_status fake_end(ts_store *store, struct state *before, const struct ts_done *done)
{
	struct user *user = store->current;
	while (user->step_count > user->done_steps) {
		struct step *undone = &user->steps[--user->step_count];
		fake_state_destroy(undone->before);
		fake_state_destroy(undone->after);
	}
	/* Doubled: a step is large, and with the sanitizers each reallocation is a copy of all. */
	if ((user->step_count & (user->step_count - 1)) == 0)
		user->steps =
		        realloc(user->steps, (user->step_count > 0 ? 2 * user->step_count : 1) * sizeof *user->steps);
	if (!user->steps)
		abort();
	user->steps[user->step_count++] = (struct step){ before, NULL, *done, 0 };
	user->done_steps = user->step_count;
	store->writes++;
	return TS_OK;
}

enum ts_status ts_undo(ts_store *store, ts_time now, struct ts_done *done)
{
	(void)now;
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	struct user *user = store->current;
	if (user->done_steps == 0)
		return TS_NOT_FOUND;
	struct step *step = &user->steps[--user->done_steps];
	fake_state_destroy(step->after);
	step->after = state_copy(user->state);
	state_assign(user->state, step->before);
	*done = step->done;
	store->writes++;
	return TS_OK;
}

enum ts_status ts_redo(ts_store *store, ts_time now, struct ts_done *done)
{
	(void)now;
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	struct user *user = store->current;
	if (user->done_steps == user->step_count)
		return TS_NOT_FOUND;
	const struct step *step = &user->steps[user->done_steps++];
	state_assign(user->state, step->after);
	*done = step->done;
	store->writes++;
	return TS_OK;
}

enum ts_status ts_open(const char *path, bool create, ts_time now, char reason[TS_REASON_SIZE], ts_store **out)
{
	(void)path;
	(void)create;
	(void)now;
	ts_store *store = calloc(1, sizeof *store);
	if (!store) {
		(void)snprintf(reason, TS_REASON_SIZE, "no memory");
		return TS_NO_MEMORY;
	}
	*out = store;
	return TS_OK;
}

void ts_close(ts_store *store)
{
	if (!store)
		return;
	fake_users_destroy(store);
	free(store);
}

const char *ts_detail(const ts_store *store)
{
	return store->detail;
}

const char *ts_path(const ts_store *store)
{
	(void)store;
	return "/home/ada/timesheet.db";
}

bool ts_read_only(const ts_store *store)
{
	return store->read_only;
}

bool ts_changed(ts_store *store)
{
	bool changed = store->changed;
	store->changed = false;
	return changed;
}

void *ts_secret_allocate(size_t size)
{
	return calloc(1, size ? size : 1);
}

void ts_secret_free(void *secret)
{
	free(secret);
}

void ts_wipe(void *secret, size_t size)
{
	volatile unsigned char *bytes = secret;
	for (size_t i = 0; i < size; i++)
		bytes[i] = 0;
}
