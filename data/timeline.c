/* The live logs of a stretch of time in order. */
#include "timeline.h"

#include "month.h"

#include <stdlib.h>
#include <string.h>

/* How many neighbouring months are simply asked for, before the list of all months is. */
enum { PROBES = 2 };

static const ts_time tolerance = 24 * TS_HOUR;

static void timeline_sort(struct timeline *timeline)
{
	if (timeline->logs.count > 1)
		qsort(timeline->logs.at, timeline->logs.count, sizeof *timeline->logs.at, row_compare_log);
}

size_t timeline_count_before(const struct timeline *timeline, ts_time at)
{
	size_t low = 0, high = timeline->logs.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (timeline->logs.at[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct row_log *timeline_at(const struct timeline *timeline, ts_time at)
{
	size_t count = timeline_count_before(timeline, at + 1);

	return count > 0 ? &timeline->logs.at[count - 1] : NULL;
}

/* Reads a month and keeps of it only the log nearest to the stretch: its last or its first. found says whether it has
 * one. */
static enum ts_status month_probe(ts_store *store, int32_t month, bool last, struct record_logs *logs, bool *found)
{
	size_t count = logs->count;
	enum ts_status status = record_logs_read(store, month, logs);

	if (status != TS_OK)
		return status;
	size_t nearest = count;
	for (size_t i = count + 1; i < logs->count; i++) {
		int compared = row_compare_log(&logs->at[i], &logs->at[nearest]);
		if (last ? compared > 0 : compared < 0)
			nearest = i;
	}
	*found = logs->count > count;
	if (*found) {
		if (nearest != count)
			logs->at[count] = logs->at[nearest];
		logs->count = count + 1;
	}
	return TS_OK;
}

static int bucket_compare(const void *left, const void *right)
{
	return memcmp(left, right, BUCKET_SIZE);
}

/* Looks from month first to month last, in steps of 1 or -1, for the nearest log. Which months have logs at all is
 * asked once, since asking for each month would cost more than hashing it. */
static enum ts_status months_search(ts_store *store, int32_t first, int32_t last, int step, struct record_logs *logs)
{
	const int32_t earliest = month_of_time(ROW_EARLIEST), latest = month_of_time(ROW_LATEST);
	unsigned char *buckets = NULL;
	size_t count = 0;
	bool found = false;
	enum ts_status status = record_log_buckets(store, &buckets, &count);

	/* The day on screen may be of any age. */
	first = first < earliest ? earliest : first > latest ? latest : first;

	for (int32_t month = first; status == TS_OK && !found && count > 0; month += step) {
		unsigned char bucket[BUCKET_SIZE];
		if (step > 0 ? month > last : month < last)
			break;
		crypt_bucket(&store->identity->keys, month, bucket);
		if (bsearch(bucket, buckets, count, BUCKET_SIZE, bucket_compare))
			status = month_probe(store, month, step < 0, logs, &found);
	}
	free(buckets);
	return status;
}

/* Finds the nearest log from month first on in one direction. */
static enum ts_status nearest_read(ts_store *store, int32_t first, int32_t last, int step, struct record_logs *logs)
{
	enum ts_status status = TS_OK;
	bool found = false;

	for (int i = 0; i < PROBES && status == TS_OK && !found; i++, first += step) {
		if (step > 0 ? first > last : first < last)
			return TS_OK;
		status = month_probe(store, first, step < 0, logs, &found);
	}
	if (status == TS_OK && !found)
		status = months_search(store, first, last, step, logs);
	return status;
}

enum ts_status timeline_read(ts_store *store, ts_time from, ts_time until, ts_time now, struct timeline *out)
{
	struct timeline timeline = { 0 };
	int32_t first = month_of_time(from), last = month_of_time(until > from ? until - 1 : from);
	enum ts_status status = TS_OK;

	for (int32_t month = first; month <= last && status == TS_OK; month++)
		status = record_logs_read(store, month, &timeline.logs);
	if (status != TS_OK)
		goto out;
	timeline_sort(&timeline);
	bool earlier = timeline.logs.count > 0 && timeline.logs.at[0].at < from;
	bool later = timeline.logs.count > 0 && timeline.logs.at[timeline.logs.count - 1].at >= until;
	if (!earlier)
		status = nearest_read(store, first - 1, month_of_time(ROW_EARLIEST), -1, &timeline.logs);
	if (status == TS_OK && !later)
		status = nearest_read(store, last + 1, month_of_time(now + tolerance), 1, &timeline.logs);
	if (status != TS_OK)
		goto out;
	timeline_sort(&timeline);
	*out = timeline;
	timeline = (struct timeline){ 0 };
out:
	timeline_release(&timeline);
	return status;
}

void timeline_release(struct timeline *timeline)
{
	record_logs_release(&timeline->logs);
}
