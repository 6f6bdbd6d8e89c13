/* Goes through the logs of many days. */
#include "data/lookup/walk.h"

#include "data/lookup/going.h"
#include "data/lookup/met.h"
#include "data/pure/array.h"
#include "data/pure/day_at.h"
#include "data/rows/log_cache.h"
#include "data/rows/month.h"
#include "data/rows/points.h"
#include "data/rows/record_logs.h"

#include <stdlib.h>
#include <string.h>

/* What activities have of a day, by number. */
struct day_sums {
	ts_day day;
	ts_time from, until; /* what of the day lies in the walk */
	ts_time longest;     /* what is no longer is not forgotten */
	struct day_sum {
		int64_t milliseconds;
		size_t listed; /* at place n: which number is the nth that has something */
	} * at;
	size_t count, room, listed_count;
};

/* One walk under way. */
struct pass {
	struct going going;
	size_t number; /* of the activity of what goes on, in met: */
	struct met met;
	uint32_t *numbers; /* behind the one in met, by place in the month; 0: not looked up yet */
	size_t number_room;
	struct day_sums sums;
	walk_visit *visit; /* one of both */
	walk_sum_visit *sum_visit;
	void *context;
	struct day_at reached;
	bool is_long;
	bool tags; /* comments that may have some are asked for */
};

/* ---- sums of days */

/* Hands on what the day has. */
static enum ts_status sums_pass(struct pass *pass)
{
	struct day_sums *sums = &pass->sums;
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < sums->listed_count && status == TS_OK; i++) {
		const size_t number = sums->at[i].listed;
		const struct walk_sum sum = { .day = sums->day,
			                      .activity = &pass->met.at[number].shown,
			                      .number = number,
			                      .milliseconds = sums->at[number].milliseconds,
			                      .comment = "" };
		sums->at[number].milliseconds = 0;
		status = pass->sum_visit(pass->context, &sum);
	}
	sums->listed_count = 0;
	return status;
}

static bool sums_room(struct day_sums *sums, size_t number)
{
	if (number < sums->count)
		return true;
	if (!array_room(&sums->at, &sums->room, number + 1, sizeof *sums->at))
		return false;
	while (sums->count <= number)
		sums->at[sums->count++] = (struct day_sum){ .milliseconds = 0 };
	return true;
}

/* A number that there is room for. */
static inline void day_sum_add(struct day_sums *sums, size_t number, int64_t length)
{
	struct day_sum *sum = &sums->at[number];

	if (sum->milliseconds == 0 && length > 0)
		sums->at[sums->listed_count++].listed = number;
	sum->milliseconds += length;
}

/* What of a day comes before it is handed on before it: who meets two spellings of a tag keeps the first. */
static enum ts_status sum_apart(struct pass *pass, ts_day day, int64_t length, const struct ts_forgotten *forgotten)
{
	const struct walk_sum sum = { .day = day,
		                      .activity = &pass->met.at[pass->number].shown,
		                      .number = pass->number,
		                      .milliseconds = length,
		                      .forgotten = *forgotten,
		                      .comment = pass->going.comment };
	enum ts_status status = sums_pass(pass);

	return status == TS_OK ? pass->sum_visit(pass->context, &sum) : status;
}

static enum ts_status sum_add(struct pass *pass, ts_day day, int64_t length, const struct ts_forgotten *forgotten)
{
	struct day_sums *sums = &pass->sums;
	const size_t number = pass->number;
	enum ts_status status = day != sums->day ? sums_pass(pass) : TS_OK;

	sums->day = day;
	sums->from = pass->going.from > pass->reached.from ? pass->going.from : pass->reached.from;
	sums->until = pass->going.until < pass->reached.until ? pass->going.until : pass->reached.until;
	if (status == TS_OK && (forgotten->milliseconds > 0 || pass->going.comment[0]))
		return sum_apart(pass, day, length, forgotten);
	if (status != TS_OK)
		return status;
	if (!sums_room(sums, number))
		return TS_NO_MEMORY;
	day_sum_add(sums, number, length);
	return TS_OK;
}

/* ---- parts of days */

static enum ts_status part_visit(const struct pass *pass, ts_day day, ts_time begin, ts_time end,
                                 const struct ts_forgotten *forgotten)
{
	const struct walk_part part = { .day = day,
		                        .activity = &pass->met.at[pass->number].shown,
		                        .number = pass->number,
		                        .log = &pass->going.log,
		                        .begin = begin,
		                        .end = end,
		                        .forgotten = *forgotten };

	return pass->visit(pass->context, &part);
}

/* What goes on ends at a moment: hands on what lies in the days. */
static enum ts_status part_pass(struct pass *pass, ts_time whole_end)
{
	const int day_start = pass->going.reading->settings->day_start;
	ts_time begin, end;
	enum ts_status status = TS_OK;

	if (!going_part(&pass->going, whole_end, &begin, &end))
		return TS_OK;
	while (begin < end && status == TS_OK) {
		/* Days without logs are passed over, not gone through. */
		const ts_day day = day_at(&pass->reached, begin, day_start);
		const ts_time stop = end < pass->reached.until ? end : pass->reached.until;
		const struct ts_forgotten forgotten =
		        going_forgotten(&pass->going, &pass->met.at[pass->number].shown, whole_end, stop - begin);
		status = pass->visit ? part_visit(pass, day, begin, stop, &forgotten)
		                     : sum_add(pass, day, stop - begin, &forgotten);
		begin = stop;
	}
	return status;
}

static enum ts_status number_find(struct pass *pass, const struct point *log)
{
	const struct met_activity *met = met_find(&pass->met, pass->going.reading->catalogue, &log->activity);

	if (!met)
		return TS_NO_MEMORY;
	pass->number = (size_t)(met - pass->met.at);
	if (log->place != POINT_NOWHERE)
		pass->numbers[log->place] = (uint32_t)pass->number + 1;
	return TS_OK;
}

/* The number of the activity of a log. It is looked up once a month. */
static inline enum ts_status number_look(struct pass *pass, const struct point *log)
{
	if (log->place == POINT_NOWHERE || pass->numbers[log->place] == 0)
		return number_find(pass, log);
	pass->number = pass->numbers[log->place] - 1;
	return TS_OK;
}

/* No place of a new month is looked up. */
static bool numbers_begin(struct pass *pass, size_t count)
{
	if (!array_room(&pass->numbers, &pass->number_room, count, sizeof *pass->numbers))
		return false;
	if (count > 0)
		memset(pass->numbers, 0, count * sizeof *pass->numbers);
	return true;
}

/* What begins and ends on the day that is summed, and is too short to be forgotten: nearly all there is. False: it is
 * not that simple. */
static inline bool sum_add_short(struct pass *pass, const struct point *log, ts_time end)
{
	struct day_sums *sums = &pass->sums;
	const ts_time length = end - log->at;

	if (log->at < sums->from || end > sums->until || length > sums->longest || pass->number >= sums->count)
		return false;
	day_sum_add(sums, pass->number, length);
	return true;
}

/* It may be that already. */
static void points_go_on(struct pass *pass, const struct point *log)
{
	if (log != &pass->going.log)
		going_log(&pass->going, log);
}

static enum ts_status points_pass(struct pass *pass, const struct points *points)
{
	const struct point *log = pass->going.on ? &pass->going.log : NULL;
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < points->count && status == TS_OK; i++) {
		const struct point *next = &points->at[i];
		if (log && (pass->going.comment[0] || !sum_add_short(pass, log, next->at))) {
			points_go_on(pass, log);
			status = part_pass(pass, next->at);
			pass->going.comment[0] = '\0';
		}
		if (status == TS_OK)
			status = number_look(pass, next);
		log = next;
	}
	if (log)
		points_go_on(pass, log);
	return status;
}

/* ---- row by row */

/* What goes on at the begin of the first month. */
static enum ts_status look_back(struct pass *pass, int32_t month, size_t *damaged)
{
	enum ts_status status = pass->going.eldest ? TS_OK : going_look_back(&pass->going, month, damaged);

	return status == TS_OK && pass->going.on ? number_look(pass, &pass->going.log) : status;
}

/* Rows of a month whose comments are asked for. */
struct row_pass {
	struct pass *pass;
	int32_t month;
	bool begun; /* what goes on before the first of them is known */
	size_t *damaged;
};

static enum ts_status row_pass(void *context, const struct row_log *row)
{
	struct row_pass *rows = context;
	struct pass *pass = rows->pass;
	enum ts_status status = TS_OK;

	if (!rows->begun && row->at > pass->going.from)
		status = look_back(pass, rows->month, rows->damaged);
	rows->begun = true;
	if (status == TS_OK && pass->going.on)
		status = part_pass(pass, row->at);
	if (status != TS_OK)
		return status;
	going_row(&pass->going, row);
	return number_look(pass, &pass->going.log);
}

static enum ts_status rows_pass(struct pass *pass, int32_t month, bool first, size_t *damaged)
{
	struct row_pass rows = { pass, month, !first, damaged };
	enum ts_status status = record_logs_in_order(pass->going.reading->store, month, row_pass, &rows, damaged);

	return status == TS_OK && !rows.begun ? look_back(pass, month, damaged) : status;
}

/* ---- months */

/* TS_NOT_FOUND: comments are asked for, and there may be some. */
static enum ts_status points_read(const struct pass *pass, int32_t month, struct points *points, size_t *damaged)
{
	ts_store *store = pass->going.reading->store;
	int64_t rows;

	/* Months of a long walk are not kept opened: they would drive out each other, and those that others look at. */
	if (!pass->tags)
		return record_points_read(store, month, !pass->is_long, points, damaged);
	enum ts_status status = record_points_piece(store, month, points, &rows);
	return status == TS_OK && points->tagged ? TS_NOT_FOUND : status;
}

static enum ts_status month_pass(struct pass *pass, int32_t month, struct points *points, bool first, size_t *damaged)
{
	enum ts_status status = points_read(pass, month, points, damaged);

	if (status == TS_NOT_FOUND)
		return rows_pass(pass, month, first, damaged);
	if (status == TS_OK && !numbers_begin(pass, points->place_count))
		status = TS_NO_MEMORY;
	if (status == TS_OK && first && (points->count == 0 || points->at[0].at > pass->going.from))
		status = look_back(pass, month, damaged);
	return status == TS_OK ? points_pass(pass, points) : status;
}

static enum ts_status last_pass(struct pass *pass, size_t *damaged)
{
	ts_time end;

	if (!pass->going.on)
		return TS_OK;
	enum ts_status status = going_end(&pass->going, &pass->met.at[pass->number].shown, &end, damaged);
	return status == TS_OK ? part_pass(pass, end) : status;
}

static enum ts_status months_pass(struct pass *pass, size_t *damaged)
{
	int32_t first = month_of_time(pass->going.from), last = month_of_time(pass->going.until - 1);
	struct points points = { 0 };
	enum ts_status status = TS_OK;

	pass->is_long = last - first >= CACHED_MONTHS;
	for (int32_t month = first; month <= last && status == TS_OK; month++)
		status = month_pass(pass, month, &points, month == first, damaged);
	/* What comes next lies in a later month, behind the last day. */
	if (status == TS_OK)
		status = last_pass(pass, damaged);
	points_release(&points);
	return status;
}

static enum ts_status range_pass(struct pass *pass, const struct reading *reading, ts_day first, ts_day last,
                                 size_t *damaged)
{
	size_t broken = 0;
	enum ts_status status = going_begin(&pass->going, reading, (struct ts_range){ first, last });

	if (status == TS_OK)
		status = months_pass(pass, &broken);
	/* Nothing lies there, as far as is known. */
	else if (status == TS_NOT_FOUND)
		status = TS_OK;
	if (status == TS_OK && pass->sum_visit)
		status = sums_pass(pass);
	if (status == TS_OK && damaged)
		status = reading_prove(reading);
	if (status == TS_OK && damaged)
		*damaged += broken + reading->kept->damaged;
	met_release(&pass->met);
	free(pass->numbers);
	free(pass->sums.at);
	return status;
}

enum ts_status walk_days(const struct reading *reading, ts_day first, ts_day last, walk_visit *visit, void *context,
                         size_t *damaged)
{
	struct pass pass = { .visit = visit, .context = context };

	return range_pass(&pass, reading, first, last, damaged);
}

static enum ts_status sums_of_range(const struct reading *reading, struct ts_range range, struct pass *pass,
                                    size_t *damaged)
{
	const int hours = reading->settings->forgotten_after;

	pass->sums.longest = hours > 0 ? hours * TS_HOUR : INT64_MAX;
	return range_pass(pass, reading, range.first, range.last, damaged);
}

enum ts_status walk_sums(const struct reading *reading, ts_day first, ts_day last, walk_sum_visit *visit, void *context,
                         size_t *damaged)
{
	struct pass pass = { .sum_visit = visit, .context = context };

	return sums_of_range(reading, (struct ts_range){ first, last }, &pass, damaged);
}

enum ts_status walk_tags(const struct reading *reading, ts_day first, ts_day last, walk_sum_visit *visit, void *context,
                         size_t *damaged)
{
	struct pass pass = { .sum_visit = visit, .context = context, .tags = true };

	return sums_of_range(reading, (struct ts_range){ first, last }, &pass, damaged);
}
