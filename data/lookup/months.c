/* Which months hold rows. */
#include "data/lookup/months.h"

#include "data/file/store.h"
#include "data/rows/month.h"
#include "data/rows/record_month.h"
#include "data/rows/row.h"

#include <stdlib.h>
#include <string.h>

/* The years in which dates can be typed, and so those of notes; logs lie well inside (ROW_EARLIEST, ROW_LATEST). */
enum { YEAR_LEAST = 1, YEAR_MOST = 9999 };

static int bucket_compare(const void *left, const void *right)
{
	return memcmp(left, right, BUCKET_SIZE);
}

/* Puts two lists, each in order, into one in which each bucket stands once. TS_NO_MEMORY leaves both as they are. */
static enum ts_status buckets_join(struct months *months, const unsigned char *more, size_t count)
{
	size_t both = months->count + count, kept = 0;
	unsigned char *all = malloc(both * BUCKET_SIZE + 1);

	if (!all)
		return TS_NO_MEMORY;
	if (months->count > 0)
		memcpy(all, months->buckets, months->count * BUCKET_SIZE);
	if (count > 0)
		memcpy(all + months->count * BUCKET_SIZE, more, count * BUCKET_SIZE);
	qsort(all, both, BUCKET_SIZE, bucket_compare);
	for (size_t i = 0; i < both; i++) {
		const unsigned char *bucket = all + i * BUCKET_SIZE;
		if (kept == 0 || memcmp(all + (kept - 1) * BUCKET_SIZE, bucket, BUCKET_SIZE) != 0)
			memmove(all + kept++ * BUCKET_SIZE, bucket, BUCKET_SIZE);
	}
	free(months->buckets);
	months->buckets = all;
	months->count = kept;
	return TS_OK;
}

enum ts_status months_read(ts_store *store, unsigned rows, struct months *out)
{
	struct months months = { .store = store };
	unsigned char *notes = NULL;
	size_t count = 0;
	enum ts_status status = TS_OK;

	if (rows & MONTHS_OF_LOGS)
		status = record_month_buckets(store, MONTH_LOGS, &months.buckets, &months.count);
	if (status == TS_OK && (rows & MONTHS_OF_NOTES))
		status = record_month_buckets(store, MONTH_NOTES, &notes, &count);
	if (status == TS_OK && count > 0)
		status = buckets_join(&months, notes, count);
	free(notes);
	if (status != TS_OK) {
		months_release(&months);
		return status;
	}
	*out = months;
	return TS_OK;
}

void months_release(struct months *months)
{
	free(months->buckets);
	*months = (struct months){ 0 };
}

bool months_hold(const struct months *months, int32_t month)
{
	unsigned char bucket[BUCKET_SIZE];

	if (months->count == 0)
		return false;
	crypt_bucket(&months->store->identity->keys, month, bucket);
	return bsearch(bucket, months->buckets, months->count, BUCKET_SIZE, bucket_compare);
}

bool months_nearest(const struct months *months, int32_t from, int32_t last, int step, int32_t *out)
{
	for (int32_t month = from; months->count > 0 && (step > 0 ? month <= last : month >= last); month += step) {
		if (!months_hold(months, month))
			continue;
		*out = month;
		return true;
	}
	return false;
}

static int month_compare(const void *left, const void *right)
{
	int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

	return a > b ? -1 : a < b;
}

int32_t *months_list(const struct months *months, int32_t present, size_t *count)
{
	const int32_t least = month_of_day(ts_day_from_civil(YEAR_LEAST, 1, 1));
	const int32_t most = month_of_day(ts_day_from_civil(YEAR_MOST, 12, 1));
	int32_t *list = calloc(months->count + 1, sizeof *list);
	size_t met = 0;

	if (!list)
		return NULL;
	for (int32_t month = present; met < months->count && month >= least; month--) {
		if (months_hold(months, month))
			list[met++] = month;
	}
	for (int32_t month = present + 1; met < months->count && month <= most; month++) {
		if (months_hold(months, month))
			list[met++] = month;
	}
	qsort(list, met, sizeof *list, month_compare);
	*count = met;
	return list;
}

enum ts_status months_first_log(ts_store *store, int32_t present, int32_t *out)
{
	struct months months;
	size_t met = 0;
	enum ts_status status = months_read(store, MONTHS_OF_LOGS, &months);

	if (status != TS_OK)
		return status;
	for (int32_t month = present; met < months.count && month >= month_of_time(ROW_EARLIEST); month--) {
		if (!months_hold(&months, month))
			continue;
		met++;
		*out = month;
	}
	months_release(&months);
	return met > 0 ? TS_OK : TS_NOT_FOUND;
}
