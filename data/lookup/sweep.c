/* A sweep through all months that have rows, the newest first. */
#include "data/lookup/sweep.h"

#include "data/rows/month.h"

#include <stdlib.h>
#include <string.h>

/* The years in which dates can be typed; logs lie well inside (ROW_EARLIEST, ROW_LATEST). */
enum { YEAR_LEAST = 1, YEAR_MOST = 9999 };

struct buckets {
	unsigned char *at;
	size_t count;
};

void sweep_init(struct sweep *sweep, ts_store *store, ts_time now, bool notes)
{
	*sweep = (struct sweep){ .store = store, .user = store->identity->user, .now = now, .notes = notes };
	sweep->progress.back = INT32_MAX;
}

void sweep_release(struct sweep *sweep)
{
	free(sweep->months);
	*sweep = (struct sweep){ 0 };
}

static int bucket_compare(const void *left, const void *right)
{
	return memcmp(left, right, BUCKET_SIZE);
}

/* The buckets of logs, and of notes if asked for, in order and each once. */
static enum ts_status buckets_read(const struct sweep *sweep, struct buckets *out)
{
	struct buckets logs = { 0 }, notes = { 0 };
	unsigned char *all = NULL;
	enum ts_status status = record_log_buckets(sweep->store, &logs.at, &logs.count);

	if (status == TS_OK && sweep->notes)
		status = record_note_buckets(sweep->store, &notes.at, &notes.count);
	if (status == TS_OK && !(all = malloc((logs.count + notes.count + 1) * BUCKET_SIZE)))
		status = TS_NO_MEMORY;
	if (status != TS_OK)
		goto out;
	if (logs.count > 0)
		memcpy(all, logs.at, logs.count * BUCKET_SIZE);
	if (notes.count > 0)
		memcpy(all + logs.count * BUCKET_SIZE, notes.at, notes.count * BUCKET_SIZE);
	qsort(all, logs.count + notes.count, BUCKET_SIZE, bucket_compare);
	*out = (struct buckets){ .at = all };
	for (size_t i = 0; i < logs.count + notes.count; i++) {
		const unsigned char *bucket = all + i * BUCKET_SIZE;
		if (out->count == 0 || memcmp(all + (out->count - 1) * BUCKET_SIZE, bucket, BUCKET_SIZE) != 0)
			memmove(all + out->count++ * BUCKET_SIZE, bucket, BUCKET_SIZE);
	}
out:
	free(logs.at);
	free(notes.at);
	return status;
}

static int month_compare(const void *left, const void *right)
{
	int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

	return a > b ? -1 : a < b;
}

/* Buckets do not tell their months: these are tried until each is found, from now backwards, then ahead. */
static enum ts_status months_list(struct sweep *sweep)
{
	int32_t present = month_of_time(sweep->now);
	int32_t least = month_of_day(ts_day_from_civil(YEAR_LEAST, 1, 1));
	int32_t most = month_of_day(ts_day_from_civil(YEAR_MOST, 12, 1));
	struct buckets buckets = { 0 };
	enum ts_status status = buckets_read(sweep, &buckets);

	if (status != TS_OK)
		return status;
	int32_t *months = calloc(buckets.count + 1, sizeof *months);
	size_t count = 0;
	for (int32_t month = present; months && count < buckets.count && month <= most;) {
		unsigned char bucket[BUCKET_SIZE];
		crypt_bucket(&sweep->store->identity->keys, month, bucket);
		if (bsearch(bucket, buckets.at, buckets.count, BUCKET_SIZE, bucket_compare))
			months[count++] = month;
		if (month > present)
			month++;
		else
			month = month > least ? month - 1 : present + 1;
	}
	free(buckets.at);
	if (!months)
		return TS_NO_MEMORY;
	qsort(months, count, sizeof *months, month_compare);
	free(sweep->months);
	sweep->months = months;
	sweep->count = count;
	return TS_OK;
}

/* Starting the statement may make a new connection, whose count of changes begins at 0 again. */
enum ts_status sweep_stamp_read(ts_store *store, struct sweep_stamp *out)
{
	struct query query = statement_start(store, STATEMENT_DATA_VERSION);
	enum ts_status status = statement_step(&query);

	if (status == TS_OK)
		*out = (struct sweep_stamp){ statement_integer(&query, 0), sqlite3_total_changes(store->database) };
	statement_finish(&query);
	return status;
}

bool sweep_stamp_equal(const struct sweep_stamp *left, const struct sweep_stamp *right)
{
	return left->version == right->version && left->changes == right->changes;
}

enum ts_status sweep_read_begin(struct sweep *sweep, bool *anew)
{
	struct sweep_stamp stamp;
	/* Nothing is left of a sweep that has ended. */
	int32_t before = sweep->months && !sweep_done(sweep) ? sweep_month(sweep) : INT32_MIN;
	bool first = sweep->months == NULL;
	enum ts_status status = store_require_login(sweep->store);

	*anew = false;
	if (status == TS_OK && !ts_id_equal(sweep->store->identity->user, sweep->user))
		status = TS_LOGGED_OUT;
	if (status == TS_OK)
		status = store_read_begin(sweep->store);
	if (status != TS_OK)
		return status;
	status = sweep_stamp_read(sweep->store, &stamp);
	if (status == TS_OK && !first && sweep_stamp_equal(&stamp, &sweep->stamp))
		return TS_OK;
	if (status == TS_OK)
		status = months_list(sweep);
	if (status != TS_OK) {
		store_read_end(sweep->store);
		return status;
	}
	/* On with the month that was being read, or the first before it. */
	for (sweep->at = 0; !first && sweep->at < sweep->count && sweep->months[sweep->at] > before;)
		sweep->at++;
	sweep->stamp = stamp;
	sweep->progress.done = sweep->at == sweep->count;
	*anew = true;
	return TS_OK;
}

void sweep_spoil(struct sweep *sweep)
{
	/* No file has this version. */
	sweep->stamp.version = INT64_MIN;
}

bool sweep_done(const struct sweep *sweep)
{
	return sweep->months && sweep->at == sweep->count;
}

int32_t sweep_month(const struct sweep *sweep)
{
	return sweep->months[sweep->at];
}

void sweep_next(struct sweep *sweep)
{
	/* Any month is carried over to its year. */
	sweep->progress.back = ts_day_from_civil(1970, 1 + (int)sweep_month(sweep), 1);
	sweep->at++;
	sweep->progress.done = sweep_done(sweep);
}
