/* The fake's anchor and audits: what tests want them to say; the rows that are counted are there. */
#include "inside.h"

#include <stdlib.h>

struct ts_audit {
	ts_store *store;
	const struct user *user;
	size_t writes; /* of the store, when it began */
	int64_t rows;
};

void fake_set_behind(ts_store *store, int64_t changes)
{
	store->has_anchor = true;
	store->behind = changes;
}

void fake_set_audit(ts_store *store, int64_t missing, int64_t surplus, bool altered)
{
	store->missing = missing;
	store->surplus = surplus;
	store->altered = altered;
}

void fake_set_slots(ts_store *store, int64_t slots)
{
	store->slots = slots;
}

size_t fake_audit_steps(const ts_store *store)
{
	return store->audit_steps;
}

enum ts_status ts_anchor_use(ts_store *store, const char *directory)
{
	enum ts_status status = store->fail_next;
	store->fail_next = TS_OK;
	if (status == TS_OK)
		store->has_anchor = directory != NULL;
	return status;
}

enum ts_pinned ts_pinned_read(const ts_store *store)
{
	return store->current ? store->pinned : TS_PINNED_SAME;
}

enum ts_status ts_anchor_read(ts_store *store, int64_t *behind)
{
	enum ts_status status = fake_read(store);
	if (status == TS_OK)
		*behind = store->has_anchor ? store->behind : 0;
	return status;
}

enum ts_status ts_anchor_accept(ts_store *store)
{
	enum ts_status status = fake_write(store);
	if (status == TS_OK)
		store->behind = 0;
	return status;
}

enum ts_status ts_audit_begin(ts_store *store, ts_audit **out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	ts_audit *audit = calloc(1, sizeof *audit);
	if (!audit)
		return TS_NO_MEMORY;
	*audit = (ts_audit){ store, store->current, store->writes, 0 };
	*out = audit;
	return TS_OK;
}

/* Activities, logs, notes, steps of undo, and the settings. */
static int64_t rows_of(const struct user *user)
{
	const struct state *state = user->state;
	return (int64_t)(state->activity_count + state->log_count + state->revision_count + user->step_count + 1);
}

enum ts_status ts_audit_step(ts_audit *audit, size_t rows, struct ts_audit_result *out)
{
	ts_store *store = audit->store;
	enum ts_status status = fake_read(store);
	if (status == TS_OK && store->current != audit->user)
		status = TS_LOGGED_OUT;
	if (status != TS_OK)
		return status;
	store->audit_steps++;
	if (audit->writes != store->writes)
		audit->rows = 0;
	audit->writes = store->writes;
	int64_t all = rows_of(audit->user), left = all - audit->rows;
	int64_t most = store->slow ? 1 : (int64_t)rows;
	audit->rows += left > most ? most : left;
	*out = (struct ts_audit_result){ .done = audit->rows == all, .rows = audit->rows };
	if (!out->done)
		return TS_OK;
	out->missing = store->missing;
	out->surplus = store->surplus;
	out->slots = store->slots;
	out->sound = store->missing == 0 && store->surplus == 0 && store->slots == 0 && !store->altered;
	return TS_OK;
}

void ts_audit_end(ts_audit *audit)
{
	free(audit);
}

enum ts_status ts_audit_accept(ts_store *store, ts_time now)
{
	(void)now;
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	fake_set_audit(store, 0, 0, false);
	store->slots = 0;
	store->writes++;
	return TS_OK;
}
