/* Months read from pieces and from rows. */
#include "support_pieces.h"

#include "data/file/store.h"
#include "data/report/balance.h"
#include "data/rows/log_cache.h"
#include "data/rows/month.h"
#include "data/rows/pieced.h"
#include "data/rows/record_logs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS = 24, ROOM = 1 << 21 };

/* All that readers say, as text. */
struct said {
	char *text; /* ROOM bytes */
	size_t size, damaged;
};

static int32_t first_month(void)
{
	return month_of_day(ts_day_from_civil(2025, 1, 1));
}

static void say(struct said *said, const char *kind, ts_time at, int32_t offset, const struct ts_id *id,
                const char *one, const char *other, int64_t number)
{
	said->size += (size_t)snprintf(said->text + said->size, ROOM - said->size,
	                               "%s %lld %d %02x%02x%02x %s|%s %lld\n", kind, (long long)at, (int)offset,
	                               id->bytes[0], id->bytes[1], id->bytes[15], one, other, (long long)number);
	assert_true(said->size < ROOM);
}

static enum ts_status log_say(void *context, const struct row_log *row)
{
	say(context, "log", row->at, row->offset, &row->id, row->zone, row->comment,
	    row->activity.bytes[0] + 256 * row->locked + 512 * row->sure);
	return TS_OK;
}

/* In order, whatever order a reader without one gives. */
static void months_say(ts_store *store, struct said *said)
{
	assert_int_equal(store_read_begin(store), TS_OK);
	for (int32_t month = first_month(); month < first_month() + MONTHS; month++) {
		struct record_logs logs = { .at = NULL };
		assert_int_equal(record_logs_read(store, month, &logs), TS_OK);
		for (size_t i = 0; i < logs.count; i++)
			assert_int_equal(log_say(said, &logs.at[i]), TS_OK);
		said->damaged += logs.damaged;
		record_logs_release(&logs);
	}
	store_read_end(store);
}

static enum ts_status span_say(void *context, const struct ts_span *span)
{
	say(context, "span", span->logged, span->offset, &span->id, span->text, span->comment, span->end - span->begin);
	return TS_OK;
}

static void hits_say(ts_store *store, ts_time now, struct said *said)
{
	struct ts_hits hits = { .at = NULL };
	struct ts_progress progress = { .done = false };
	ts_search *search = NULL;

	assert_int_equal(ts_search_begin(store, "a", &(struct ts_when_context){ .now = now }, NULL, &search), TS_OK);
	while (!progress.done)
		assert_int_equal(ts_search_step(search, 50, &hits, &progress), TS_OK);
	for (size_t i = 0; i < hits.count; i++) {
		const struct ts_hit *hit = &hits.at[i];
		say(said, "hit", hit->at, hit->offset, &hit->log, hit->text, hit->line, hit->length);
	}
	said->damaged += progress.damaged;
	ts_search_end(search);
	ts_hits_release(&hits);
}

static void uses_say(ts_store *store, ts_time now, struct said *said)
{
	struct ts_progress progress = { .done = false };
	struct ts_activities activities;
	ts_usage *usage = NULL;

	assert_int_equal(ts_usage_begin(store, now, &usage), TS_OK);
	while (!progress.done)
		assert_int_equal(ts_usage_step(usage, 50, &progress), TS_OK);
	assert_int_equal(ts_activities_read(store, now, &activities), TS_OK);
	for (size_t i = 0; i < activities.count; i++) {
		const struct ts_use use = ts_usage_of(usage, activities.at[i].id);
		say(said, "use", use.first, 0, &activities.at[i].id, activities.at[i].text, "",
		    use.last + (int64_t)use.logs);
		say(said, "used", activities.at[i].last_used, 0, &activities.at[i].id, "", "", 0);
	}
	said->damaged += progress.damaged;
	ts_activities_release(&activities);
	ts_usage_end(usage);
}

/* What those who add up are given: without ids, and the places of activities are a piece's own. */
static void points_say(ts_store *store, struct said *said)
{
	assert_int_equal(store_read_begin(store), TS_OK);
	for (int32_t month = first_month(); month < first_month() + MONTHS; month++) {
		struct points points = { .at = NULL };
		assert_int_equal(record_points_read(store, month, false, &points, &said->damaged), TS_OK);
		for (size_t i = 0; i < points.count; i++) {
			const struct point *point = &points.at[i];
			assert_true(point->place == POINT_NOWHERE || point->place < points.place_count);
			say(said, "point", point->at, point->offset, &point->activity, "", "", point->sure);
		}
		points_release(&points);
	}
	store_read_end(store);
}

static void days_say(const struct ts_report *report, struct said *said)
{
	const struct ts_id none = { { 0 } };

	for (size_t i = 0; i < report->day_count; i++) {
		const struct ts_report_day *day = &report->days[i];
		const struct ts_forgotten *forgotten = &day->forgotten;
		if (day->work + day->rest + day->off == 0)
			continue;
		say(said, "day", day->day, 0, &none, "", "", day->work + 3 * day->rest + 5 * day->off + day->change);
		say(said, "breaks", day->day, 0, &none, "", "", day->pauses.stretch + 3 * day->pauses.breaks);
		if (forgotten->milliseconds > 0)
			say(said, "forgotten", forgotten->since, forgotten->offset, &none, "", "",
			    forgotten->milliseconds);
	}
}

static void parts_say(const struct ts_report *report, struct said *said)
{
	for (size_t i = 0; i < report->part_count; i++) {
		const struct ts_report_part *part = &report->parts[i];
		assert_true(i == 0 || part[-1].day < part->day ||
		            (part[-1].day == part->day && part[-1].activity < part->activity));
		say(said, "part", (ts_time)part->day, 0, &report->activities[part->activity].activity, "", "",
		    part->milliseconds + part->forgotten);
	}
}

static void report_say(ts_store *store, ts_time now, struct said *said)
{
	static enum ts_status (*const readers[])(ts_store *, struct ts_range, ts_time,
	                                         struct ts_report *) = { ts_report_read, ts_report_days_read,
		                                                         ts_totals_read };
	const struct ts_range range = { ts_day_from_civil(2025, 1, 1), ts_day_from_civil(2026, 12, 31) };
	struct ts_report report;

	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		assert_int_equal(readers[i](store, range, now, &report), TS_OK);
		assert_int_equal(report.part_count > 0, i == 0 && report.work + report.rest > 0);
		for (size_t j = 0; j < report.activity_count; j++)
			say(said, "total", 0, 0, &report.activities[j].activity, report.activities[j].text, "",
			    report.activities[j].milliseconds + report.activities[j].forgotten.milliseconds);
		days_say(&report, said);
		parts_say(&report, said);
		said->damaged += report.damaged;
		ts_report_release(&report);
	}
}

/* Of all logs: by a filter that says nothing, and by one that says what no log has. */
static void tags_say(ts_store *store, ts_time now, bool empty, struct said *said)
{
	const struct ts_range range = { ts_day_from_civil(2025, 1, 1), ts_day_from_civil(2026, 12, 31) };
	struct ts_report report;
	ts_filter *filter = NULL;

	assert_int_equal(ts_filter_create(&filter), TS_OK);
	if (!empty)
		assert_int_equal(ts_filter_without(filter, "nowhere"), TS_OK);
	assert_int_equal(ts_report_filtered(store, range, filter, now, &report), TS_OK);
	ts_filter_destroy(filter);
	days_say(&report, said);
	parts_say(&report, said);
	for (size_t i = 0; i < report.tag_count; i++)
		say(said, "tag", report.tags[i].forgotten.since, report.tags[i].forgotten.offset,
		    &report.tags[i].activity, report.tags[i].text, "",
		    report.tags[i].milliseconds + report.tags[i].forgotten.milliseconds);
	for (size_t i = 0; i < report.by_tag_count; i++) {
		const struct ts_report_tagged *of = &report.by_tags[i];
		say(said, "tagged", (ts_time)of->day, (int32_t)of->tag, &report.activities[of->activity].activity, "",
		    "", of->milliseconds + of->forgotten);
	}
	said->damaged += report.damaged;
	ts_report_release(&report);
}

static void filters_say(ts_store *store, ts_time now, struct said *said)
{
	const size_t begin = said->size;

	tags_say(store, now, true, said);
	const size_t middle = said->size;
	tags_say(store, now, false, said);
	assert_int_equal(said->size - middle, middle - begin);
	assert_memory_equal(said->text + begin, said->text + middle, middle - begin);
}

static void balance_say(ts_store *store, ts_time now, struct said *said)
{
	const struct ts_id none = { { 0 } };
	struct ts_balance balance;

	balance_forget(store);
	for (bool done = false; !done;)
		assert_int_equal(ts_flex_prepare(store, now, 5, &done), TS_OK);
	assert_int_equal(ts_balance_read(store, ts_day_of(now, 0), now, &balance), TS_OK);
	say(said, "balance", 0, 0, &none, balance.known ? "known" : "", balance.forgotten ? "?" : "",
	    balance.milliseconds);
	said->damaged += balance.damaged;
}

static void all_say(ts_store *store, ts_time now, struct said *said)
{
	log_cache_forget(store);
	months_say(store, said);
	size_t damaged = 0;
	assert_int_equal(ts_spans_visit(store, 0, now, now, span_say, said, &damaged), TS_OK);
	said->damaged += damaged;
	hits_say(store, now, said);
	uses_say(store, now, said);
	report_say(store, now, said);
	points_say(store, said);
	filters_say(store, now, said);
	balance_say(store, now, said);
}

bool pieces_agree(ts_store *store, ts_time now)
{
	struct said with = { .text = calloc(1, ROOM) }, without = { .text = calloc(1, ROOM) };

	assert_non_null(with.text);
	assert_non_null(without.text);
	all_say(store, now, &with);
	support_sql(store->path, "UPDATE piece SET owner = CAST(owner || x'00' AS BLOB)");
	all_say(store, now, &without);
	support_sql(store->path, "UPDATE piece SET owner = CAST(substr(owner, 1, 16) AS BLOB)");
	bool agree = with.size == without.size && memcmp(with.text, without.text, with.size) == 0 &&
	             with.damaged == 0 && without.damaged == 0;
	if (!agree)
		print_error("%zu and %zu bytes, %zu and %zu damaged\n", with.size, without.size, with.damaged,
		            without.damaged);
	free(with.text);
	free(without.text);
	return agree;
}

static int months_count(ts_store *store, bool alone)
{
	int count = 0;

	assert_int_equal(store_read_begin(store), TS_OK);
	for (int32_t month = first_month(); month < first_month() + MONTHS; month++) {
		struct month_row row;
		struct pieced *pieced = NULL;
		struct points points = { .at = NULL };
		if (record_month_read(store, MONTH_LOGS, month, &row) != TS_OK)
			continue;
		count += (alone ? pieced_points(store, month, &row, &points)
		                : pieced_begin(store, month, &row, &pieced)) == TS_OK;
		pieced_release(pieced);
		points_release(&points);
	}
	store_read_end(store);
	return count;
}

int pieces_count(ts_store *store)
{
	return months_count(store, false);
}

int pieces_of_points(ts_store *store)
{
	return months_count(store, true);
}

void pieces_fill(ts_store *store, int days, int a_day, ts_time now)
{
	static const char *const texts[] = { "acme: parser", "mail", "off", "reading #own", "Ärger", "lunch" };
	static const char *const comments[] = { "with a comment", "no 1", "with a comment #tag", "twice #Tag #own" };
	struct ts_done done;

	for (int i = days * a_day; i > 0; i--) {
		const ts_time at = now - i * 24 * TS_HOUR / a_day - i % 7 * TS_SECOND;
		/* Some months have none with a tag. */
		const int tagged = i / (35 * a_day) % 2;
		const char *comment = i % 5 == 0 ? comments[2 * tagged + i % 2] : NULL;
		assert_int_equal(ts_log_text(store, texts[i % 6], comment, at, now, &done), TS_OK);
	}
}
