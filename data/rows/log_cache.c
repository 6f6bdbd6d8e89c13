/* Months of logs that are kept opened while they are as in the file. */
#include "data/rows/log_cache.h"

#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/month.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A month with more is not kept: it would be a machine's, or made to take memory. */
enum { LOGS_MOST = 4096, TEXTS_MOST = 1024 * 1024 };

/* A live log without the room for texts that most have not. */
struct cached_log {
	struct ts_id id, activity;
	ts_time at, sure;
	int32_t offset;
	uint32_t zone, comment; /* places in texts */
	bool locked;
};

void cached_month_release(struct cached_month *month)
{
	if (month->logs)
		ts_wipe(month->logs, month->room * sizeof *month->logs);
	if (month->texts)
		ts_wipe(month->texts, month->text_room);
	free(month->logs);
	free(month->texts);
	*month = (struct cached_month){ .month = month->month };
}

void log_cache_forget(ts_store *store)
{
	struct log_cache *cache = store->logs;

	if (!cache)
		return;
	assert(cache->visiting == 0);
	for (size_t i = 0; i < CACHED_MONTHS; i++)
		cached_month_release(&cache->months[i]);
	free(cache);
	store->logs = NULL;
}

/* The state that this transaction reads. False: there is none that could be named. */
static bool state_find(ts_store *store, struct log_cache *out)
{
	*out = (struct log_cache){ 0 };
	if (!epoch_read(store, &out->epoch))
		return false;
	out->user = store->identity->user;
	return true;
}

/* Whether the cache is of this transaction's state; what is of another is forgotten. */
static bool cache_holds(ts_store *store, const struct log_cache *state)
{
	const struct log_cache *cache = store->logs;

	if (cache && (!epoch_equal(&cache->epoch, &state->epoch) || !ts_id_equal(cache->user, state->user)))
		log_cache_forget(store);
	return store->logs != NULL;
}

struct cached_month *log_cache_find(ts_store *store, int32_t month)
{
	struct log_cache state, *cache;

	if (!store->logs || !state_find(store, &state) || !cache_holds(store, &state))
		return NULL;
	cache = store->logs;
	for (size_t i = 0; i < CACHED_MONTHS; i++) {
		struct cached_month *found = &cache->months[i];
		if (found->used == 0 || found->month != month)
			continue;
		found->used = ++cache->clock;
		return found;
	}
	return NULL;
}

/* Where a text stands from now on. */
static uint32_t text_put(struct cached_month *month, const char *text)
{
	size_t size = strlen(text) + 1;

	if (month->size + size > TEXTS_MOST ||
	    !array_room(&month->texts, &month->text_room, month->size + size, sizeof *month->texts)) {
		month->failed = true;
		return 0;
	}
	memcpy(month->texts + month->size, text, size);
	month->size += size;
	return (uint32_t)(month->size - size);
}

static bool log_reserve(struct cached_month *month)
{
	return month->count < LOGS_MOST &&
	       array_room(&month->logs, &month->room, month->count + 1, sizeof *month->logs);
}

void cached_month_add(struct cached_month *month, const struct row_log *row)
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
	month->logs[month->count++] = (struct cached_log){ .id = row->id,
		                                           .activity = row->activity,
		                                           .sure = row->sure,
		                                           .at = row->at,
		                                           .offset = row->offset,
		                                           .zone = month->zone,
		                                           .comment = comment,
		                                           .locked = row->locked };
}

static void log_remove(struct cached_month *month, const struct ts_id *id)
{
	for (size_t i = 0; i < month->count; i++) {
		if (!ts_id_equal(month->logs[i].id, *id))
			continue;
		month->logs[i] = month->logs[--month->count];
		return;
	}
}

void log_cache_write(ts_store *store, const struct row_log *row)
{
	struct log_cache *cache = store->logs;
	int32_t month = month_of_time(row->at);

	if (!cache)
		return;
	assert(cache->visiting == 0);
	for (size_t i = 0; i < CACHED_MONTHS; i++) {
		struct cached_month *kept = &cache->months[i];
		if (kept->used == 0)
			continue;
		log_remove(kept, &row->id);
		if (kept->month == month && !row->dead)
			cached_month_add(kept, row);
		if (kept->failed)
			cached_month_release(kept);
	}
}

/* The cache for what is read in this state; NULL: it cannot be kept. */
static struct log_cache *cache_of(ts_store *store)
{
	struct log_cache state;

	if (!state_find(store, &state))
		return NULL;
	if (!cache_holds(store, &state)) {
		store->logs = malloc(sizeof *store->logs);
		if (store->logs)
			*store->logs = state;
	}
	return store->logs;
}

void log_cache_keep(ts_store *store, struct cached_month *month)
{
	bool wanted = !month->failed && !(store->logs && store->logs->visiting > 0);
	/* What was read without a transaction is of no state that could be named. */
	struct log_cache *cache = wanted ? cache_of(store) : NULL;

	if (!cache) {
		cached_month_release(month);
		return;
	}
	struct cached_month *oldest = &cache->months[0];
	for (size_t i = 0; i < CACHED_MONTHS; i++) {
		if (cache->months[i].used < oldest->used)
			oldest = &cache->months[i];
	}
	cached_month_release(oldest);
	*oldest = *month;
	oldest->used = ++cache->clock;
	*month = (struct cached_month){ .month = month->month };
}

enum ts_status log_cache_visit(ts_store *store, const struct cached_month *month, log_cache_visitor *visit,
                               void *context)
{
	enum ts_status status = TS_OK;

	store->logs->visiting++;
	for (size_t i = 0; i < month->count && status == TS_OK; i++) {
		const struct cached_log *log = &month->logs[i];
		struct row_log row = { .id = log->id,
			               .activity = log->activity,
			               .sure = log->sure,
			               .at = log->at,
			               .offset = log->offset,
			               .locked = log->locked };
		memcpy(row.zone, month->texts + log->zone, strlen(month->texts + log->zone));
		memcpy(row.comment, month->texts + log->comment, strlen(month->texts + log->comment));
		status = visit(context, &row);
	}
	store->logs->visiting--;
	return status;
}
