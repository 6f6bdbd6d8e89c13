/* Goes through the logs of many days. */
#include "walk.h"

#include "month.h"
#include "span.h"

#include <stdlib.h>
#include <string.h>

enum {
	CHUNK_DAYS = 400,  /* read at a time: a year and more in one, a life not all at once in memory */
	CHUNKED_FROM = 800 /* days for which it is worth to ask when the first log was */
};

/* What ids stand for, so that each is looked up once. */
struct seen {
	struct {
		struct ts_id id;
		struct ts_activity shown;
	} * at;
	size_t count, room, latest;
};

static const struct ts_activity *seen_find(struct seen *seen, const struct catalogue *catalogue, const struct ts_id *id)
{
	if (seen->count > 0 && ts_id_equal(seen->at[seen->latest].id, *id))
		return &seen->at[seen->latest].shown;
	for (size_t i = 0; i < seen->count; i++) {
		if (ts_id_equal(seen->at[i].id, *id)) {
			seen->latest = i;
			return &seen->at[i].shown;
		}
	}
	if (seen->count == seen->room) {
		size_t room = seen->room == 0 ? 16 : 2 * seen->room;
		void *grown = realloc(seen->at, room * sizeof *seen->at);
		if (!grown)
			return NULL;
		seen->at = grown;
		seen->room = room;
	}
	seen->latest = seen->count++;
	seen->at[seen->latest].id = *id;
	(void)catalogue_show(catalogue, id, &seen->at[seen->latest].shown);
	return &seen->at[seen->latest].shown;
}

/* One walk under way. */
struct pass {
	const struct walk *walk;
	struct seen seen;
	walk_visit *visit;
	void *context;
};

/* One day of a timeline that covers it. *at is the first log that may reach into it, and is moved on to that of the day
 * after. */
static enum ts_status day_pass(struct pass *pass, const struct timeline *timeline, ts_day day, size_t *at)
{
	const struct record_logs *logs = &timeline->logs;
	ts_time from, until;

	ts_day_bounds(day, pass->walk->settings->day_start, &from, &until);
	for (; *at < logs->count && logs->at[*at].at < until; (*at)++) {
		const struct row_log *log = &logs->at[*at];
		const struct row_log *next = *at + 1 < logs->count ? log + 1 : NULL;
		ts_time begin = log->at > from ? log->at : from;
		ts_time whole = log->at + span_length(log, next, pass->walk->now);
		ts_time end = whole < until ? whole : until;
		if (end > begin) {
			const struct ts_activity *activity =
			        seen_find(&pass->seen, pass->walk->catalogue, &log->activity);
			enum ts_status status =
			        activity ? pass->visit(pass->context, day, activity, end - begin) : TS_NO_MEMORY;
			if (status != TS_OK)
				return status;
		}
		if (whole >= until)
			break;
	}
	return TS_OK;
}

static enum ts_status chunk_pass(ts_store *store, struct pass *pass, ts_day first, ts_day last, size_t *damaged)
{
	struct timeline timeline;
	ts_time from, until, ignored;

	ts_day_bounds(first, pass->walk->settings->day_start, &from, &ignored);
	ts_day_bounds(last, pass->walk->settings->day_start, &ignored, &until);
	enum ts_status status = timeline_read(store, from, until, pass->walk->now, &timeline);
	if (status != TS_OK)
		return status;
	size_t at = timeline_count_before(&timeline, from);
	if (at > 0)
		at--;
	for (ts_day day = first; day <= last && status == TS_OK; day++)
		status = day_pass(pass, &timeline, day, &at);
	if (damaged)
		*damaged += timeline.logs.damaged;
	timeline_release(&timeline);
	return status;
}

static ts_day month_begin(int32_t month)
{
	return ts_day_from_civil(1970, (int)month + 1, 1);
}

enum ts_status walk_days(ts_store *store, const struct walk *walk, ts_day first, ts_day last, walk_visit *visit,
                         void *context, size_t *damaged)
{
	struct pass pass = { .walk = walk, .visit = visit, .context = context };
	ts_day today = ts_day_of(walk->now, walk->settings->day_start);
	enum ts_status status = TS_OK;

	if (last > today)
		last = today;
	if ((int64_t)last - first > CHUNKED_FROM) {
		int32_t month;
		status = walk_first_month(store, walk->now, &month);
		if (status != TS_OK)
			return status == TS_NOT_FOUND ? TS_OK : status;
		/* The month is one of UTC: here it may have begun a day earlier. */
		if (first < month_begin(month) - 1)
			first = month_begin(month) - 1;
	}
	for (ts_day day = first; day <= last && status == TS_OK; day += CHUNK_DAYS)
		status = chunk_pass(store, &pass, day, last - day < CHUNK_DAYS ? last : day + CHUNK_DAYS - 1, damaged);
	free(pass.seen.at);
	return status;
}

static int bucket_compare(const void *left, const void *right)
{
	return memcmp(left, right, BUCKET_SIZE);
}

enum ts_status walk_first_month(ts_store *store, ts_time now, int32_t *out)
{
	unsigned char *buckets = NULL;
	size_t count = 0, met = 0;
	enum ts_status status = record_log_buckets(store, &buckets, &count);

	if (status != TS_OK)
		return status;
	/* Buckets are blind: they are met one by one from now on back, until there are no more. */
	for (int32_t month = month_of_time(now); month >= month_of_time(ROW_EARLIEST) && met < count; month--) {
		unsigned char bucket[BUCKET_SIZE];
		crypt_bucket(&store->identity->keys, month, bucket);
		if (!bsearch(bucket, buckets, count, BUCKET_SIZE, bucket_compare))
			continue;
		met++;
		*out = month;
	}
	free(buckets);
	return met > 0 ? TS_OK : TS_NOT_FOUND;
}
