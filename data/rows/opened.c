/* Months of logs that stay opened while they are as in the file. */
#include "data/rows/opened.h"

#include "data/file/store.h"
#include "data/rows/month.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A month with more is not kept: it would be a machine's, or made to take memory. */
enum { LOGS_MOST = 4096, TEXTS_MOST = 1024 * 1024 };

/* A live log without the room for texts that most have not. */
struct opened_log {
	struct ts_id id, activity;
	uint64_t when_version, what_version, comment_version, dead_version;
	ts_time at;
	int32_t offset;
	uint32_t zone, comment; /* places in texts */
	bool locked;
};

void opened_release(struct opened_month *month)
{
	if (month->logs)
		ts_wipe(month->logs, month->room * sizeof *month->logs);
	if (month->texts)
		ts_wipe(month->texts, month->text_room);
	free(month->logs);
	free(month->texts);
	*month = (struct opened_month){ .month = month->month };
}

void opened_forget(ts_store *store)
{
	assert(store->opened.visiting == 0);
	for (size_t i = 0; i < OPENED_MONTHS; i++)
		opened_release(&store->opened.months[i]);
}

/* Whether this transaction reads the state that is kept; if not, from now on that of this transaction is. */
static bool opened_holds(ts_store *store)
{
	struct opened *opened = &store->opened;
	bool held = false;

	/* Outside of a transaction the next statement may see another state. */
	if (!store->database || sqlite3_get_autocommit(store->database))
		return false;
	struct query query = statement_start(store, STATEMENT_DATA_VERSION);
	if (statement_step(&query) == TS_OK) {
		int64_t version = statement_integer(&query, 0);
		if (version != opened->version || !ts_id_equal(store->identity->user, opened->user))
			opened_forget(store);
		opened->version = version;
		opened->user = store->identity->user;
		held = true;
	}
	statement_finish(&query);
	return held;
}

struct opened_month *opened_find(ts_store *store, int32_t month)
{
	struct opened *opened = &store->opened;

	if (!opened_holds(store))
		return NULL;
	for (size_t i = 0; i < OPENED_MONTHS; i++) {
		struct opened_month *found = &opened->months[i];
		if (found->used == 0 || found->month != month)
			continue;
		found->used = ++opened->clock;
		return found;
	}
	return NULL;
}

/* Where a text stands from now on. */
static uint32_t text_put(struct opened_month *month, const char *text)
{
	size_t size = strlen(text) + 1;

	if (month->text_room - month->size < size) {
		size_t room = 2 * (month->size + size) + 256;
		char *grown = room <= TEXTS_MOST ? realloc(month->texts, room) : NULL;
		if (!grown) {
			month->failed = true;
			return 0;
		}
		month->texts = grown;
		month->text_room = room;
	}
	memcpy(month->texts + month->size, text, size);
	month->size += size;
	return (uint32_t)(month->size - size);
}

static bool log_reserve(struct opened_month *month)
{
	if (month->count < month->room)
		return true;
	size_t room = month->room == 0 ? 64 : 2 * month->room;
	struct opened_log *grown = room <= LOGS_MOST ? realloc(month->logs, room * sizeof *grown) : NULL;
	if (!grown)
		return false;
	month->logs = grown;
	month->room = room;
	return true;
}

void opened_add(struct opened_month *month, const struct row_log *row)
{
	if (month->failed || !log_reserve(month)) {
		month->failed = true;
		return;
	}
	/* The first text is the empty one. */
	if (month->size == 0)
		(void)text_put(month, "");
	if (!month->failed && strcmp(month->texts + month->zone, row->zone) != 0)
		month->zone = text_put(month, row->zone);
	uint32_t comment = row->comment[0] && !month->failed ? text_put(month, row->comment) : 0;
	month->logs[month->count++] = (struct opened_log){ .id = row->id,
		                                           .activity = row->activity,
		                                           .when_version = row->when_version,
		                                           .what_version = row->what_version,
		                                           .comment_version = row->comment_version,
		                                           .dead_version = row->dead_version,
		                                           .at = row->at,
		                                           .offset = row->offset,
		                                           .zone = month->zone,
		                                           .comment = comment,
		                                           .locked = row->locked };
}

static void log_remove(struct opened_month *month, const struct ts_id *id)
{
	for (size_t i = 0; i < month->count; i++) {
		if (!ts_id_equal(month->logs[i].id, *id))
			continue;
		month->logs[i] = month->logs[--month->count];
		return;
	}
}

void opened_write(ts_store *store, const struct row_log *row)
{
	int32_t month = month_of_time(row->at);

	assert(store->opened.visiting == 0);
	for (size_t i = 0; i < OPENED_MONTHS; i++) {
		struct opened_month *kept = &store->opened.months[i];
		if (kept->used == 0)
			continue;
		log_remove(kept, &row->id);
		if (kept->month == month && !row->dead)
			opened_add(kept, row);
		if (kept->failed)
			opened_release(kept);
	}
}

void opened_keep(ts_store *store, struct opened_month *month)
{
	struct opened *opened = &store->opened;
	struct opened_month *oldest = &opened->months[0];

	/* What was read without a transaction is of no state that could be named. */
	if (month->failed || opened->visiting > 0 || !opened_holds(store)) {
		opened_release(month);
		return;
	}
	for (size_t i = 0; i < OPENED_MONTHS; i++) {
		if (opened->months[i].used < oldest->used)
			oldest = &opened->months[i];
	}
	opened_release(oldest);
	*oldest = *month;
	oldest->used = ++opened->clock;
	*month = (struct opened_month){ .month = month->month };
}

enum ts_status opened_visit(ts_store *store, const struct opened_month *month, opened_visitor *visit, void *context)
{
	enum ts_status status = TS_OK;

	store->opened.visiting++;
	for (size_t i = 0; i < month->count && status == TS_OK; i++) {
		const struct opened_log *log = &month->logs[i];
		struct row_log row = { .id = log->id,
			               .activity = log->activity,
			               .when_version = log->when_version,
			               .what_version = log->what_version,
			               .comment_version = log->comment_version,
			               .dead_version = log->dead_version,
			               .at = log->at,
			               .offset = log->offset,
			               .locked = log->locked };
		memcpy(row.zone, month->texts + log->zone, strlen(month->texts + log->zone));
		memcpy(row.comment, month->texts + log->comment, strlen(month->texts + log->comment));
		status = visit(context, &row);
	}
	store->opened.visiting--;
	return status;
}
