/*
 * Two users become one. A row keeps its id, its versions and what it says; an activity becomes the one of the same text
 * under the other keys, and what refers to it follows. Undo, tickets and the other hub, if there is one, do not.
 */
#include "data/users/adopt.h"

#include "data/lookup/catalogue.h"
#include "data/lookup/settings.h"
#include "data/pure/array.h"
#include "data/pure/text.h"
#include "data/rows/record_all.h"
#include "data/rows/record_draft.h"
#include "data/rows/record_ledger.h"
#include "data/rows/record_log.h"
#include "data/rows/record_note.h"
#include "data/rows/record_page.h"
#include "data/rows/record_state.h"
#include "data/rows/version.h"
#include "data/users/lock.h"

#include <stdlib.h>
#include <string.h>

enum { PLAIN_MOST = RECORD_ROOM(ROW_NOTE_SIZE) };
/* Any settings that somebody has chosen on the other devices hold over these. */
enum { SETTINGS_VERSION = 1 };

struct moved {
	struct ts_id from, to;
};

struct adoption {
	ts_store *store;
	struct identity *from, *to;
	struct state state; /* of the one who is merged, */
	struct ts_settings settings;
	struct catalogue former, present; /* and her activities; and those that they become */
	struct moved *moved;              /* in the order of the former ids */
	size_t moved_count, moved_room;
	struct record_page page;
	unsigned char *plain; /* locked, PLAIN_MOST bytes */
	size_t done, total;
	int64_t damaged;
	ts_progress_tell *progress;
	void *context;
};

/* ---- what there is */

static enum ts_status owner_run(ts_store *store, enum statement statement, const struct ts_id *owner)
{
	struct query query = statement_start(store, statement);

	statement_bind_id(&query, owner);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	return status;
}

enum ts_status adoption_begin(ts_store *store, struct adoption **out)
{
	struct adoption *adoption = calloc(1, sizeof *adoption);
	struct tally found = { .counts = { 0 } };
	uint64_t version;
	enum ts_status status = adoption ? TS_OK : TS_NO_MEMORY;

	if (adoption) {
		adoption->store = store;
		adoption->from = store->identity;
		adoption->plain = ts_secret_allocate(PLAIN_MOST);
		status = adoption->plain ? TS_OK : TS_NO_MEMORY;
	}
	if (status == TS_OK)
		status = record_all_check(store, &adoption->state, &found);
	if (status == TS_OK)
		status = settings_row_read(store, &adoption->state, &adoption->settings, &version);
	if (status == TS_OK)
		status = catalogue_read(store, &adoption->former);
	if (status == TS_OK)
		status = owner_run(store, STATEMENT_USER_DELETE, &store->identity->user);
	if (status == TS_OK) {
		adoption->total = (size_t)(found.counts[TALLY_LOG] + found.counts[TALLY_NOTE]);
		*out = adoption;
	} else {
		adoption_end(adoption);
	}
	return status;
}

void adoption_end(struct adoption *adoption)
{
	if (!adoption)
		return;
	record_page_release(&adoption->page);
	catalogue_release(&adoption->former);
	catalogue_release(&adoption->present);
	ts_secret_free(adoption->plain);
	free(adoption->moved);
	free(adoption);
}

/* ---- activities */

static enum ts_status moved_add(struct adoption *work, const struct ts_id *from, const struct ts_id *to)
{
	if (!array_room(&work->moved, &work->moved_room, work->moved_count + 1, sizeof *work->moved))
		return TS_NO_MEMORY;
	work->moved[work->moved_count++] = (struct moved){ *from, *to };
	return TS_OK;
}

static int moved_compare(const void *left, const void *right)
{
	const struct moved *a = left, *b = right;

	return memcmp(a->from.bytes, b->from.bytes, TS_ID_SIZE);
}

/* Of what has no row, and is shown as damaged, nothing else is known either. */
static struct ts_id moved_find(const struct adoption *work, const struct ts_id *from)
{
	const struct ts_id root = catalogue_resolve(&work->former, from);
	const struct moved wanted = { .from = root };
	const struct moved *found = bsearch(&wanted, work->moved, work->moved_count, sizeof wanted, moved_compare);

	return found ? found->to : root;
}

static enum ts_status activity_make(struct adoption *work, const struct row_activity *row, struct ts_id *id)
{
	struct row_activity made = *row;
	const struct row_activity *revived;
	enum ts_status status = catalogue_new_id(work->store, &work->present, row->text, &made.id, &revived);

	made.merged = (struct ts_id){ { 0 } };
	made.merged_version = 0;
	/* Its new id and slot may not give it another. */
	if (made.colour == 0)
		made.colour = (uint8_t)(catalogue_colour(&work->former, row) | ROW_COLOUR_GIVEN);
	if (status == TS_OK)
		status = record_activity_merge(work->store, &made);
	if (status == TS_OK)
		status = catalogue_update(&work->present, &made);
	*id = made.id;
	return status;
}

/* Those that show themselves, made or unmade. */
static enum ts_status activities_move(struct adoption *work, bool unmade)
{
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < work->former.rows.count && status == TS_OK; i++) {
		const struct row_activity *row = &work->former.rows.at[i];
		struct ts_id id;
		if ((row->standing == ROW_UNMADE) != unmade ||
		    !ts_id_equal(catalogue_resolve(&work->former, &row->id), row->id))
			continue;
		status = catalogue_find(&work->present, row->text, &id);
		if (status == TS_NOT_FOUND)
			status = activity_make(work, row, &id);
		if (status == TS_OK)
			status = moved_add(work, &row->id, &id);
	}
	return status;
}

static enum ts_status catalogue_move(struct adoption *work)
{
	enum ts_status status = catalogue_read(work->store, &work->present);

	work->damaged += (int64_t)work->former.rows.damaged;
	if (status == TS_OK)
		status = moved_add(work, &work->former.off, &work->present.off);
	if (status == TS_OK)
		status = activities_move(work, false);
	if (status == TS_OK)
		status = activities_move(work, true);
	if (status == TS_OK)
		qsort(work->moved, work->moved_count, sizeof *work->moved, moved_compare);
	return status;
}

/* ---- logs and notes */

static bool row_open(struct adoption *work, enum record_table table, const struct tally_row *row, size_t *size)
{
	const struct record_seal seal =
	        record_seal_under(work->from, table, row->key, TS_ID_SIZE, row->column, BUCKET_SIZE);

	return record_open_blob(&seal, row->blob, row->size, work->plain, PLAIN_MOST, size);
}

static enum ts_status log_move(struct adoption *work, const struct ts_id *id, const struct tally_row *row)
{
	struct row_log log;
	size_t size;

	if (!row_open(work, RECORD_LOG, row, &size) || !row_decode_log(id, work->plain, size, &log)) {
		work->damaged++;
		return TS_OK;
	}
	log.activity = moved_find(work, &log.activity);
	return record_log_merge(work->store, &log);
}

static enum ts_status note_move(struct adoption *work, const struct ts_id *id, const struct tally_row *row)
{
	struct row_note note;
	size_t size;

	if (!row_open(work, RECORD_NOTE, row, &size) || !row_decode_note(id, work->plain, size, &note)) {
		work->damaged++;
		return TS_OK;
	}
	return record_note_insert(work->store, &note);
}

static enum ts_status row_keep(ts_store *store, void *context, const struct tally_row *row)
{
	struct adoption *work = context;

	(void)store;
	if (row->table != TALLY_LOG && row->table != TALLY_NOTE)
		return TS_OK;
	return record_page_keep(&work->page, row);
}

static enum ts_status page_move(struct adoption *work)
{
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < work->page.count && status == TS_OK; i++) {
		const struct tally_row *row = &work->page.rows[i].row;
		struct ts_id id;
		memcpy(id.bytes, row->key, TS_ID_SIZE);
		status = row->table == TALLY_LOG ? log_move(work, &id, row) : note_move(work, &id, row);
	}
	work->done += work->page.count;
	record_page_clear(&work->page);
	if (work->progress)
		work->progress(work->context, work->done < work->total ? work->done : work->total, work->total);
	return status;
}

static enum ts_status rows_move(struct adoption *work)
{
	struct record_place place = record_all_begin();
	enum ts_status status = TS_OK;

	/* Steps, settings and months come behind them. */
	while (status == TS_OK && place.table <= TALLY_NOTE) {
		work->store->identity = work->from;
		status = record_all_visit(work->store, &place, RECORD_PAGE, row_keep, work);
		work->store->identity = work->to;
		if (status == TS_OK)
			status = page_move(work);
	}
	return status;
}

/* ---- marks, targets, bookings */

struct ledger_rows {
	struct row_ledger *at;
	size_t count, room;
};

static enum ts_status ledger_keep(void *context, const struct row_ledger *row)
{
	struct ledger_rows *rows = context;

	if (!array_room(&rows->at, &rows->room, rows->count + 1, sizeof *rows->at))
		return TS_NO_MEMORY;
	rows->at[rows->count++] = *row;
	return TS_OK;
}

/* What it is of has another id under other keys. */
static enum ts_status budget_place(const struct adoption *work, struct row_ledger *row)
{
	char normal[TEXT_NORMAL_SIZE];

	if (row->project) {
		enum ts_status status = text_normalise(row->text, normal, sizeof normal);
		if (status != TS_OK)
			return status;
		row->subject = record_project_subject(work->store, normal);
	} else {
		row->subject = moved_find(work, &row->subject);
	}
	row->id = record_budget_id(work->store, &row->subject, row->project);
	return TS_OK;
}

/* Each keeps its version: of two marks of one day the later holds, as everywhere. */
static enum ts_status ledger_move(struct adoption *work)
{
	struct ledger_rows rows = { .at = NULL };
	struct tally ignored = { .counts = { 0 } };
	size_t damaged = 0;

	work->store->identity = work->from;
	enum ts_status status = record_ledger_read_all(work->store, ledger_keep, &rows, &ignored, &damaged);
	work->store->identity = work->to;
	work->damaged += (int64_t)damaged;
	for (size_t i = 0; i < rows.count && status == TS_OK; i++) {
		struct row_ledger *row = &rows.at[i];
		if (row->entry == ROW_BUDGET)
			status = budget_place(work, row);
		else if (row->entry != ROW_BOOKING)
			row->id = record_ledger_id(work->store, row->entry, row->day);
		if (status == TS_OK)
			status = record_ledger_merge(work->store, row);
	}
	if (rows.at)
		ts_wipe(rows.at, rows.room * sizeof *rows.at);
	free(rows.at);
	return status;
}

/* ---- the rest */

/* Under keys of their own: whoever opens the day's editor is offered them as what another terminal left. */
static enum ts_status draft_move(void *context, const struct ts_id *key, const unsigned char *plain, size_t size)
{
	struct adoption *work = context;
	const struct ts_id next = crypt_random_id();

	(void)key;
	work->store->identity = work->to;
	enum ts_status status = record_draft_write(work->store, &next, plain, size);
	work->store->identity = work->from;
	return status;
}

static enum ts_status drafts_move(struct adoption *work)
{
	size_t damaged = 0;

	work->store->identity = work->from;
	enum ts_status status = record_drafts_visit(work->store, draft_move, work, &damaged);
	work->store->identity = work->to;
	work->damaged += (int64_t)damaged;
	return status;
}

static enum ts_status former_clear(struct adoption *work)
{
	static const enum statement statements[] = {
		STATEMENT_ACTIVITY_CLEAR, STATEMENT_LOG_CLEAR,   STATEMENT_NOTE_CLEAR,   STATEMENT_HISTORY_CLEAR,
		STATEMENT_LEDGER_CLEAR,   STATEMENT_PART_CLEAR,  STATEMENT_DRAFT_CLEAR,  STATEMENT_MONTH_DELETE_ALL,
		STATEMENT_SETTING_CLEAR,  STATEMENT_STATE_CLEAR, STATEMENT_SLOT_CLEAR,   STATEMENT_SESSION_DELETE_ALL,
		STATEMENT_INBOX_CLEAR,    STATEMENT_HUB_DELETE,  STATEMENT_DEVICE_CLEAR, STATEMENT_OUTBOX_CLEAR,
		STATEMENT_PIECE_CLEAR,
	};
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < sizeof statements / sizeof statements[0] && status == TS_OK; i++)
		status = owner_run(work->store, statements[i], &work->from->user);
	return status;
}

static enum ts_status all_move(struct adoption *work)
{
	struct state state;
	/* This finds out, too, that what is written is to be queued. */
	enum ts_status status = record_state_read(work->store, &state);

	if (status == TS_OK)
		status = catalogue_move(work);
	if (status == TS_OK)
		status = rows_move(work);
	if (status == TS_OK)
		status = ledger_move(work);
	if (status == TS_OK)
		status = drafts_move(work);
	if (status == TS_OK)
		status = settings_row_write(work->store, &state, &work->settings, SETTINGS_VERSION);
	version_witness(&state.clock, work->state.clock);
	if (status == TS_OK)
		status = record_state_write(work->store, &state);
	return status == TS_OK ? former_clear(work) : status;
}

enum ts_status adoption_run(struct adoption *adoption, ts_progress_tell *progress, void *context)
{
	ts_store *store = adoption->store;

	adoption->to = store->identity;
	adoption->progress = progress;
	adoption->context = context;
	/* What is kept in memory is of one user. */
	identity_caches_forget(store);
	enum ts_status status = all_move(adoption);
	identity_caches_forget(store);
	if (status == TS_OK && adoption->damaged > 0)
		status = store_fail(store, TS_DAMAGED,
		                    "%lld rows of '%s' in '%s' do not verify, and would be lost: run 'timesheet "
		                    "check'; nothing was changed",
		                    (long long)adoption->damaged, adoption->from->name, store->path);
	return status;
}
