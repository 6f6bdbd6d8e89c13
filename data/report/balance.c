/* The flex balance, with what earlier months add to it kept in memory. */
#include "data/report/balance.h"

#include "data/file/store.h"
#include "data/lookup/months.h"
#include "data/pure/array.h"
#include "data/pure/report.h"
#include "data/rows/month.h"
#include "data/rows/record_activity.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What is added up when somebody asks; more than that is for balance_add. Years would take a tenth of a second. */
enum { MONTHS_AT_ONCE = 2, ROOM_AT_FIRST = 64 };

struct balance {
	struct ts_id user;
	uint64_t connections; /* of the store, when this was begun */
	int64_t data_version; /* of the connection: other processes' commits move it */
	uint64_t rules;       /* settings, and which activities count as work: see rules_of */
	int day_start;        /* minutes */
	int32_t first;        /* the month of the first log */
	size_t count, room;   /* months known from first on */
	int64_t *sums;        /* the balance before the first day of each of them */
	bool damaged;         /* rows that were met do not verify */
};

static uint64_t mix(uint64_t sum, const void *bytes, size_t size)
{
	/* FNV-1a: ids are random already, and nobody gains by two that are alike. */
	for (size_t i = 0; i < size; i++)
		sum = (sum ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3;
	return sum;
}

/* All that decides what counts, but for the logs. A new activity is work as an unknown one is: it changes nothing. */
static uint64_t rules_of(const struct reading *reading)
{
	const struct record_activities *rows = &reading->catalogue->rows;
	uint64_t sum = 0xcbf29ce484222325;

	sum = mix(sum, &reading->settings->day_start, sizeof reading->settings->day_start);
	sum = mix(sum, &reading->settings->weekly_target, sizeof reading->settings->weekly_target);
	for (size_t i = 0; i < rows->count; i++) {
		struct ts_id shown = catalogue_resolve(reading->catalogue, &rows->at[i].id);
		bool merged = !ts_id_equal(shown, rows->at[i].id);
		if (!rows->at[i].rest && !merged)
			continue;
		sum = mix(sum, rows->at[i].id.bytes, TS_ID_SIZE);
		sum = mix(sum, shown.bytes, TS_ID_SIZE);
		sum = mix(sum, &rows->at[i].rest, sizeof rows->at[i].rest);
	}
	return sum;
}

static enum ts_status version_read(ts_store *store, int64_t *out)
{
	struct query query = statement_start(store, STATEMENT_DATA_VERSION);
	enum ts_status status = statement_step(&query);

	if (status == TS_OK)
		*out = statement_integer(&query, 0);
	statement_finish(&query);
	return status;
}

void balance_forget(ts_store *store)
{
	struct balance *balance = store->balance;

	if (!balance)
		return;
	if (balance->sums)
		ts_wipe(balance->sums, balance->room * sizeof *balance->sums);
	free(balance->sums);
	free(balance);
	store->balance = NULL;
}

/* What begins after the first log that was written since is not known any more. */
static void balance_cut(struct balance *balance, ts_time logs_since)
{
	ts_day day = ts_day_of(logs_since, balance->day_start);

	while (balance->count > 0 && month_first_day(balance->first + (int32_t)balance->count - 1) > day)
		balance->count--;
}

/* Whether what is known, or a beginning of it, still holds. A write that was given up has cut it, no more: it happens
 * with each action that finds nothing to do, and years would be added up anew after it. */
static bool balance_holds(ts_store *store, const struct balance *asked)
{
	struct balance *known = store->balance;

	if (!known || known->connections != asked->connections || known->data_version != asked->data_version ||
	    known->rules != asked->rules || !ts_id_equal(known->user, asked->user))
		return false;
	if (store->logs_since < INT64_MAX)
		balance_cut(known, store->logs_since);
	store->logs_since = INT64_MAX;
	return known->count > 0;
}

/* Makes sure that what is known still holds; otherwise begins anew. TS_NOT_FOUND: there are no logs. */
static enum ts_status balance_prepare(const struct reading *reading)
{
	ts_store *store = reading->store;
	struct balance fresh = { .user = store->identity->user,
		                 .rules = rules_of(reading),
		                 .day_start = reading->settings->day_start };
	enum ts_status status = version_read(store, &fresh.data_version);
	int32_t first;

	/* What a write adds up it may still give up. */
	assert(!store->writing);
	if (status != TS_OK)
		return status;
	/* Reading the version may have made a new connection; so may all that follows, and then none of it holds. */
	fresh.connections = store->connections;
	if (balance_holds(store, &fresh))
		return TS_OK;
	balance_forget(store);
	status = months_first_log(store, month_of_time(reading->now), &first);
	if (status != TS_OK)
		return status;
	struct balance *balance = malloc(sizeof *balance);
	fresh.sums = calloc(ROOM_AT_FIRST, sizeof *fresh.sums);
	if (!balance || !fresh.sums) {
		free(balance);
		free(fresh.sums);
		return TS_NO_MEMORY;
	}
	fresh.room = ROOM_AT_FIRST;
	fresh.count = 1;
	/* The month is one of UTC: here its first log may be of the last day before. */
	fresh.first = first - 1;
	*balance = fresh;
	store->balance = balance;
	store->logs_since = INT64_MAX;
	return TS_OK;
}

static bool balance_append(struct balance *balance, int64_t sum)
{
	if (!array_room(&balance->sums, &balance->room, balance->count + 1, sizeof *balance->sums))
		return false;
	balance->sums[balance->count++] = sum;
	return true;
}

/* Adding up from the last month known to a day. */
struct adding {
	struct balance *balance;
	const struct ts_settings *settings;
	ts_day day;
	int64_t work, sum;
};

/* The day is over; the months that begin before the next one with work are known. */
static bool day_close(struct adding *adding, ts_day next)
{
	if (adding->work > 0)
		adding->sum += adding->work - report_target(adding->settings, adding->day);
	adding->work = 0;
	adding->day = next;
	while (month_first_day(adding->balance->first + (int32_t)adding->balance->count) <= next) {
		if (!balance_append(adding->balance, adding->sum))
			return false;
	}
	return true;
}

static enum ts_status work_add(void *context, ts_day day, const struct ts_activity *activity, int64_t length)
{
	struct adding *adding = context;

	if (day != adding->day && !day_close(adding, day))
		return TS_NO_MEMORY;
	if (!activity->off && !activity->rest)
		adding->work += length;
	return TS_OK;
}

/* Adds up from the last month known to a day, which is not before that month. */
static enum ts_status balance_extend(const struct reading *reading, ts_day before, int64_t *out)
{
	struct balance *balance = reading->store->balance;
	struct adding adding = { .balance = balance,
		                 .settings = reading->settings,
		                 .day = month_first_day(balance->first + (int32_t)balance->count - 1),
		                 .sum = balance->sums[balance->count - 1] };
	size_t damaged = 0;
	enum ts_status status = walk_days(reading, adding.day, before - 1, work_add, &adding, &damaged);

	balance->damaged = balance->damaged || damaged > 0;

	/* A walk that was broken off leaves whole months only. */
	if (status == TS_OK && !day_close(&adding, before))
		status = TS_NO_MEMORY;
	if (status == TS_OK)
		*out = adding.sum;
	return status;
}

/* From a month in the middle of what is known: nothing of it changes. */
static enum ts_status balance_look(const struct reading *reading, size_t from, ts_day before, int64_t *out)
{
	struct balance *balance = reading->store->balance;
	const size_t count = balance->count;
	enum ts_status status;

	balance->count = from + 1;
	status = balance_extend(reading, before, out);
	if (reading->store->balance == balance && balance->count < count)
		balance->count = count;
	return status;
}

enum ts_status balance_read(const struct reading *reading, ts_day before, struct balance_sum *out)
{
	enum ts_status status = balance_prepare(reading);

	*out = (struct balance_sum){ .known = true, .damaged = reading->kept->damaged > 0 };
	if (status != TS_OK)
		return status == TS_NOT_FOUND ? TS_OK : status;
	const struct balance *balance = reading->store->balance;
	int32_t month = month_of_day(before);
	if (month < balance->first)
		return TS_OK;
	size_t from = (size_t)(month - balance->first);
	if (from < balance->count) {
		status = balance_look(reading, from, before, &out->sum);
	} else {
		out->known = from - (balance->count - 1) <= MONTHS_AT_ONCE;
		if (out->known)
			status = balance_extend(reading, before, &out->sum);
	}
	out->damaged = out->damaged || balance->damaged;
	return status;
}

enum ts_status balance_add(const struct reading *reading, int months, bool *done)
{
	enum ts_status status = balance_prepare(reading);
	int64_t ignored;

	*done = status == TS_NOT_FOUND;
	if (status != TS_OK)
		return status == TS_NOT_FOUND ? TS_OK : status;
	int32_t present = month_of_day(ts_day_of(reading->now, reading->settings->day_start));
	const struct balance *balance = reading->store->balance;
	int32_t latest = balance->first + (int32_t)balance->count - 1;
	int32_t next = present - latest < months ? present : latest + months;
	if (next > latest)
		status = balance_extend(reading, month_first_day(next), &ignored);
	*done = status == TS_OK && next >= present;
	return status;
}
