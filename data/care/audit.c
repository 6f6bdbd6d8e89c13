/* Whether the rows of the logged-in user are those that were written: all of them are added up, a few at a time. */
#include "data/file/stamp.h"
#include "data/file/store.h"
#include "data/lookup/kept.h"
#include "data/rows/record_all.h"
#include "data/rows/record_state.h"
#include "data/rows/record_step.h"
#include "data/rows/state.h"

#include <stdlib.h>

struct ts_audit {
	ts_store *store;
	struct ts_id user;
	bool begun;
	struct stamp stamp; /* of the file whose rows are being added up */
	struct record_place place;
	struct tally found;
	struct ts_audit_result result;
};

enum ts_status ts_audit_begin(ts_store *store, ts_audit **out)
{
	enum ts_status status = store_require_login(store);
	ts_audit *audit = status == TS_OK ? calloc(1, sizeof *audit) : NULL;

	if (status != TS_OK)
		return status;
	if (!audit)
		return store_fail(store, TS_NO_MEMORY, "cannot look through '%s': out of memory", store->path);
	audit->store = store;
	audit->user = store->identity->user;
	*out = audit;
	return TS_OK;
}

void ts_audit_end(ts_audit *audit)
{
	if (!audit)
		return;
	/* It has read every page there is: SQLite need not hold on to the last of them. */
	if (audit->store->database)
		(void)sqlite3_db_release_memory(audit->store->database);
	ts_wipe(audit, sizeof *audit);
	free(audit);
}

static int64_t rows_of(const struct tally *tally)
{
	int64_t rows = 0;

	for (size_t i = 0; i < TALLY_TABLES; i++)
		rows += tally->counts[i];
	return rows;
}

static enum ts_status verdict_find(ts_audit *audit)
{
	struct ts_audit_result *result = &audit->result;
	struct state state;
	enum ts_status status = record_state_read(audit->store, &state);

	if (status != TS_OK)
		return status;
	result->slots = 0;
	status = record_slots_check(audit->store, &state, &result->slots);
	if (status != TS_OK)
		return status;
	result->done = true;
	bool rows = tally_equal(&state.tally, &audit->found);
	result->sound = rows && result->slots == 0;
	for (size_t i = 0; i < TALLY_TABLES && !rows; i++) {
		int64_t fewer = state.tally.counts[i] - audit->found.counts[i];
		result->missing += fewer > 0 ? fewer : 0;
		result->surplus += fewer < 0 ? -fewer : 0;
	}
	return TS_OK;
}

/* Inside a read transaction. */
static enum ts_status audit_go(ts_audit *audit, size_t rows)
{
	struct stamp stamp;
	enum ts_status status = stamp_read(audit->store, &stamp);

	if (status != TS_OK)
		return status;
	if (!audit->begun || !stamp_equal(&stamp, &audit->stamp)) {
		audit->begun = true;
		audit->stamp = stamp;
		audit->place = record_all_begin();
		audit->found = (struct tally){ .counts = { 0 } };
		audit->result = (struct ts_audit_result){ .done = false };
	}
	if (audit->result.done)
		return TS_OK;
	status = record_all_add(audit->store, &audit->place, rows, &audit->found);
	audit->result.rows = rows_of(&audit->found);
	if (status == TS_OK && audit->place.table == TALLY_TABLES)
		status = verdict_find(audit);
	/* What failed half-way is begun again. */
	audit->begun = status == TS_OK;
	return status;
}

enum ts_status ts_audit_step(ts_audit *audit, size_t rows, struct ts_audit_result *out)
{
	ts_store *store = audit->store;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && !ts_id_equal(store->identity->user, audit->user))
		status = TS_LOGGED_OUT;
	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = audit_go(audit, rows > 0 ? rows : 1);
	store_read_end(store);
	if (status == TS_OK)
		*out = audit->result;
	return status;
}

/* Asked when it is not known whether the commit reached the disk. */
static bool accept_confirm(ts_store *store, const void *context)
{
	const struct state *written = context;
	struct state present;

	return record_state_read(store, &present) == TS_OK && present.clock == written->clock;
}

/* Where the step is gone that was done last, the one before it is the last from now on. */
static enum ts_status history_settle(ts_store *store, struct state *state)
{
	struct step *step = ts_secret_allocate(sizeof *step);
	int64_t sequence = 0;

	if (!step)
		return store_fail(store, TS_NO_MEMORY, "cannot read the history: out of memory");
	enum ts_status status = record_step_back(store, state->done, &sequence, step);
	ts_secret_free(step);
	if (status == TS_NOT_FOUND || status == TS_DAMAGED)
		status = TS_OK;
	if (status == TS_OK && state->done != STATE_DONE_ALL)
		state->done = sequence;
	return status;
}

enum ts_status ts_audit_accept(ts_store *store, ts_time now)
{
	enum ts_status status = store_require_login(store);
	struct state state = { 0 };

	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	status = record_state_read(store, &state);
	/* One that is lost begins anew: nothing was taken back, versions are those of now. */
	if (status == TS_DAMAGED) {
		state = (struct state){ .done = STATE_DONE_ALL };
		store->detail[0] = '\0';
		status = TS_OK;
	}
	if (status == TS_OK)
		status = history_settle(store, &state);
	if (status == TS_OK)
		status = record_slots_take(store, &state);
	if (status == TS_OK)
		status = record_all_retell(store, &state, now);
	status = store_end(store, status, accept_confirm, &state);
	kept_forget(store);
	return status;
}
