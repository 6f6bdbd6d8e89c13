/* The flex balance, with what was worked on each day kept in memory. */
#include "data/report/balance.h"

#include "data/file/store.h"
#include "data/lookup/months.h"
#include "data/lookup/owed.h"
#include "data/pure/array.h"
#include "data/report/doubts.h"
#include "data/rows/month.h"
#include "data/rows/record_activity.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What is added up when somebody asks; more than that is for balance_add. Years would take a tenth of a second. */
enum { DAYS_AT_ONCE = 62 };

struct balance {
	struct ts_id user;
	uint64_t connections; /* of the store, when this was begun */
	int64_t data_version; /* of the connection: other processes' commits move it */
	uint64_t rules;       /* settings, and which activities count as work: see rules_of */
	int day_start;        /* minutes */
	ts_day first;         /* no day before it has a log */
	bool first_log_known; /* otherwise it was not needed yet: */
	ts_day first_log;
	size_t count, room;   /* days known from first on */
	int32_t *work;        /* milliseconds on each of them; a day has 25 hours at most */
	bool damaged;         /* rows that were met do not verify */
	struct doubts doubts; /* of these days */
};

static uint64_t mix(uint64_t sum, const void *bytes, size_t size)
{
	/* FNV-1a: ids are random already, and nobody gains by two that are alike. */
	for (size_t i = 0; i < size; i++)
		sum = (sum ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3;
	return sum;
}

/* All that decides what counts as work of which day, but for the logs. A new activity is work as an unknown one is: it
 * changes nothing. */
static uint64_t rules_of(const struct reading *reading)
{
	const struct record_activities *rows = &reading->catalogue->rows;
	uint64_t sum = 0xcbf29ce484222325;

	sum = mix(sum, &reading->settings->day_start, sizeof reading->settings->day_start);
	sum = mix(sum, &reading->settings->forgotten_after, sizeof reading->settings->forgotten_after);
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
	if (balance->work)
		ts_wipe(balance->work, balance->room * sizeof *balance->work);
	free(balance->work);
	doubts_release(&balance->doubts);
	free(balance);
	store->balance = NULL;
}

/* What was worked from the first log that was written since on is not known any more; nor is, if it is no later than
 * the first log, which that is. */
static void balance_cut(struct balance *balance, ts_time logs_since)
{
	const ts_day day = ts_day_of(logs_since, balance->day_start);
	ts_time from, unused;
	const size_t left = day > balance->first ? (size_t)(day - balance->first) : 0;

	balance->count = left < balance->count ? left : balance->count;
	ts_day_bounds(day, balance->day_start, &from, &unused);
	doubts_cut(&balance->doubts, from, logs_since);
	balance->first_log_known = balance->first_log_known && day > balance->first_log;
	if (left == 0)
		balance->first = LEDGER_NEVER;
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
	return known->first != LEDGER_NEVER;
}

/* Makes sure that what is known still holds; otherwise begins anew. TS_NOT_FOUND: there are no logs. */
static enum ts_status balance_prepare(const struct reading *reading)
{
	ts_store *store = reading->store;
	struct balance fresh = { .user = store->identity->user,
		                 .rules = rules_of(reading),
		                 .day_start = reading->settings->day_start };
	enum ts_status status = version_read(store, &fresh.data_version);
	int32_t month;

	/* What a write adds up it may still give up. */
	assert(!store->writing);
	if (status != TS_OK)
		return status;
	/* Reading the version may have made a new connection; so may all that follows, and then none of it holds. */
	fresh.connections = store->connections;
	if (balance_holds(store, &fresh))
		return TS_OK;
	balance_forget(store);
	status = months_first_log(store, month_of_time(reading->now), &month);
	if (status != TS_OK)
		return status;
	store->balance = malloc(sizeof *store->balance);
	if (!store->balance)
		return TS_NO_MEMORY;
	/* The month is one of UTC: here its first log may be of the last day before. */
	fresh.first = month_first_day(month - 1);
	*store->balance = fresh;
	store->logs_since = INT64_MAX;
	return TS_OK;
}

/* Adding up from the last day known on. */
struct adding {
	struct balance *balance;
	ts_day day;
	int64_t work;
};

/* The day is over, and those up to the next one with work are known. */
static bool day_close(struct adding *adding, ts_day next)
{
	struct balance *balance = adding->balance;

	if (!array_room(&balance->work, &balance->room, (size_t)(next - balance->first), sizeof *balance->work))
		return false;
	for (; adding->day < next; adding->day++) {
		balance->work[balance->count++] = (int32_t)adding->work;
		adding->work = 0;
	}
	return true;
}

static enum ts_status work_add(void *context, const struct walk_part *part)
{
	struct adding *adding = context;

	if (part->day > adding->day && !day_close(adding, part->day))
		return TS_NO_MEMORY;
	if (part->activity->off || part->activity->rest)
		return TS_OK;
	adding->work += part->end - part->begin;
	return doubts_add(&adding->balance->doubts, part) ? TS_OK : TS_NO_MEMORY;
}

/* Adds up to the end of the day before a day, which is over. */
static enum ts_status balance_extend(const struct reading *reading, ts_day before)
{
	struct balance *balance = reading->store->balance;
	struct adding adding = { .balance = balance, .day = balance->first + (ts_day)balance->count };
	ts_time from, unused;
	size_t damaged = 0;

	if (before <= adding.day)
		return TS_OK;
	ts_day_bounds(adding.day, balance->day_start, &from, &unused);
	doubts_reach(&balance->doubts, reading->settings, from);
	enum ts_status status = walk_days(reading, adding.day, before - 1, work_add, &adding, &damaged);
	balance->damaged = balance->damaged || damaged > 0;
	/* A walk that was broken off leaves whole days only. */
	if (status == TS_OK && !day_close(&adding, before))
		status = TS_NO_MEMORY;
	return status;
}

/* balance: NULL of who has logged nothing. What was worked is known up to the day. */
static int64_t balance_sum(const struct balance *balance, const struct owing *owing, ts_day before)
{
	int64_t sum = 0;

	for (ts_day day = owing->begin; day < before; day++) {
		int64_t work = 0;
		if (balance && day >= balance->first) {
			assert(balance->work);
			work = balance->work[day - balance->first];
		}
		sum += work - owing_target(owing, day, work);
	}
	return sum;
}

/* Where every day without work owes nothing, it makes no difference when the first one was. */
static enum ts_status first_log_find(const struct reading *reading, ts_day *out)
{
	struct balance *balance = reading->store->balance;
	size_t damaged = 0;
	enum ts_status status = TS_OK;

	if (!ledger_asks_first(&reading->kept->ledger, reading->settings)) {
		*out = balance->first;
		return TS_OK;
	}
	if (!balance->first_log_known)
		status =
		        owed_first_log(reading->store, balance->day_start, reading->now, &balance->first_log, &damaged);
	balance->first_log_known = status == TS_OK;
	balance->damaged = balance->damaged || damaged > 0;
	*out = balance->first_log;
	return status;
}

/* What was worked is known as far as it is asked for, or out->known becomes false. */
static enum ts_status work_know(const struct reading *reading, ts_day before, struct balance_sum *out)
{
	const struct balance *balance = reading->store->balance;
	const ts_day known = balance->first + (ts_day)balance->count;

	out->known = before - known <= DAYS_AT_ONCE;
	enum ts_status status = out->known ? balance_extend(reading, before) : TS_OK;
	out->damaged = out->damaged || balance->damaged;
	return status;
}

/* Whether what is added up holds forgotten spans. */
static enum ts_status doubts_know(const struct reading *reading, const struct owing *owing, ts_day before,
                                  struct balance_sum *out)
{
	struct balance *balance = reading->store->balance;
	ts_time from = INT64_MIN, until, known, unused;

	if (owing->begin >= before)
		return TS_OK;
	if (owing->begin > balance->first)
		ts_day_bounds(owing->begin, balance->day_start, &from, &unused);
	ts_day_bounds(before, balance->day_start, &until, &unused);
	ts_day_bounds(balance->first + (ts_day)balance->count, balance->day_start, &known, &unused);
	return doubts_find(&balance->doubts, reading, from, until, known, &out->forgotten);
}

enum ts_status balance_read(const struct reading *reading, ts_day last, struct balance_sum *out)
{
	const ts_day today = ts_day_of(reading->now, reading->settings->day_start);
	const ts_day before = last < today ? last + 1 : today;
	const struct ledger *ledger;
	enum ts_status status = owed_ledger(reading->store, reading->kept, &ledger);

	if (status != TS_OK)
		return status;
	*out = (struct balance_sum){ .known = true,
		                     .damaged = reading->kept->damaged > 0 || reading->kept->ledger_damaged > 0 };
	status = balance_prepare(reading);
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	const struct balance *balance = status == TS_OK ? reading->store->balance : NULL;
	ts_day first_log = LEDGER_NEVER;
	status = balance ? first_log_find(reading, &first_log) : TS_OK;
	if (status != TS_OK)
		return status;
	const struct owing owing = owing_of(ledger, reading->settings, first_log, today);
	out->none = owing.none;
	if (owing.none)
		return TS_OK;
	status = balance ? work_know(reading, before, out) : TS_OK;
	if (status == TS_OK && out->known)
		out->sum = owing_booked(&owing, last) + balance_sum(balance, &owing, before);
	return status == TS_OK && balance && out->known ? doubts_know(reading, &owing, before, out) : status;
}

enum ts_status balance_add(const struct reading *reading, int months, bool *done)
{
	enum ts_status status = balance_prepare(reading);

	*done = status == TS_NOT_FOUND;
	if (status != TS_OK)
		return status == TS_NOT_FOUND ? TS_OK : status;
	int32_t present = month_of_day(ts_day_of(reading->now, reading->settings->day_start));
	const struct balance *balance = reading->store->balance;
	int32_t latest = month_of_day(balance->first + (ts_day)balance->count);
	int32_t next = present - latest < months ? present : latest + months;
	status = balance_extend(reading, month_first_day(next));
	*done = status == TS_OK && next >= present;
	return status;
}

enum ts_status ts_balance_read(ts_store *store, ts_day last, ts_time now, struct ts_balance *out)
{
	struct reading reading;
	struct balance_sum sum = { .sum = 0 };
	enum ts_status status = reading_begin(&reading, store, now);

	if (status != TS_OK)
		return status;
	status = balance_read(&reading, last, &sum);
	reading_end(&reading);
	if (status == TS_OK)
		*out = (struct ts_balance){ .known = sum.known,
			                    .no_target = sum.none,
			                    .damaged = sum.damaged,
			                    .forgotten = sum.forgotten,
			                    .milliseconds = sum.sum };
	return status;
}
