/* Adds up a report from pieces of days. Knows nothing of logs or files. */
#include "data/sums/report.h"

#include "data/pure/array.h"
#include "data/pure/text.h"
#include "data/sums/forgotten.h"

#include <stdlib.h>
#include <string.h>

enum ts_status report_begin(struct report_sum *sum, struct ts_range range)
{
	int64_t days = (int64_t)range.last - range.first + 1;

	*sum = (struct report_sum){ .report.range = range };
	if (days < 1 || days > TS_REPORT_DAYS)
		return TS_INVALID;
	struct ts_report *report = &sum->report;
	report->days = calloc((size_t)days, sizeof *report->days);
	if (!report->days)
		return TS_NO_MEMORY;
	report->day_count = (size_t)days;
	for (size_t i = 0; i < report->day_count; i++)
		report->days[i] = (struct ts_report_day){ .day = range.first + (ts_day)i };
	return TS_OK;
}

enum ts_status report_begin_totals(struct report_sum *sum, struct ts_range range)
{
	int64_t days = (int64_t)range.last - range.first + 1;

	*sum = (struct report_sum){ .report.range = range };
	return days < 1 || days > TS_REPORT_DAYS ? TS_INVALID : TS_OK;
}

void report_pause(struct report_sum *sum, ts_day day, const struct breaks_sum *breaks)
{
	if (day >= sum->report.range.first && day <= sum->report.range.last)
		sum->report.days[day - sum->report.range.first].pauses = breaks_of(breaks, day);
}

void report_owe(struct report_sum *sum, const struct owing *owing)
{
	struct ts_report *report = &sum->report;

	report->no_target = owing->none;
	for (size_t i = 0; i < report->day_count; i++) {
		struct ts_report_day *day = &report->days[i];
		const struct ts_day_mark *mark = ledger_mark(owing->ledger, day->day);
		day->target = owing_target(owing, day->day, day->work);
		day->change = owing_change(owing, day->day, day->work);
		day->mark = mark ? mark->kind : TS_MARK_NONE;
		day->half = mark && mark->half;
		report->target += day->target;
		report->change += day->change;
	}
}

size_t report_activity(struct report_sum *sum, const struct ts_activity *activity)
{
	struct ts_report *report = &sum->report;
	size_t *looked = &sum->looked[activity->id.bytes[0]];

	if (*looked > 0 && ts_id_equal(report->activities[*looked - 1].activity, activity->id))
		return *looked - 1;
	for (size_t i = 0; i < report->activity_count; i++) {
		*looked = i + 1;
		if (ts_id_equal(report->activities[i].activity, activity->id))
			return i;
	}
	if (!array_room(&report->activities, &sum->activity_room, report->activity_count + 1,
	                sizeof *report->activities))
		return report->activity_count;
	struct ts_total *total = &report->activities[report->activity_count];
	*total = (struct ts_total){
		.activity = activity->id, .slot = activity->slot, .colour = activity->colour, .rest = activity->rest
	};
	memcpy(total->text, activity->text, sizeof total->text);
	*looked = report->activity_count + 1;
	return report->activity_count++;
}

/* Where the last part of an activity is told; NULL: there is no memory. */
static size_t *latest_of(struct report_sum *sum, size_t activity)
{
	if (!array_room(&sum->latest, &sum->latest_room, activity + 1, sizeof *sum->latest))
		return NULL;
	while (sum->latest_count <= activity)
		sum->latest[sum->latest_count++] = 0;
	return &sum->latest[activity];
}

/* Days come in order: what a day holds of an activity is its last part, or there is none yet. */
static enum ts_status part_add(struct report_sum *sum, size_t day, size_t activity, int64_t length, int64_t forgotten)
{
	struct ts_report *report = &sum->report;
	size_t *latest = activity < sum->latest_count ? &sum->latest[activity] : latest_of(sum, activity);

	if (!latest)
		return TS_NO_MEMORY;
	if (*latest > 0 && report->parts[*latest - 1].day == day) {
		report->parts[*latest - 1].milliseconds += length;
		report->parts[*latest - 1].forgotten += forgotten;
		return TS_OK;
	}
	if (!array_room(&report->parts, &sum->part_room, report->part_count + 1, sizeof *report->parts))
		return TS_NO_MEMORY;
	report->parts[report->part_count++] = (struct ts_report_part){ day, activity, length, forgotten };
	*latest = report->part_count;
	return TS_OK;
}

static void total_add(struct report_sum *sum, size_t place, int64_t length, const struct ts_forgotten *forgotten)
{
	struct ts_report *report = &sum->report;
	struct ts_total *total = &report->activities[place];

	total->milliseconds += length;
	*(total->rest ? &report->rest : &report->work) += length;
	if (forgotten->milliseconds != 0) {
		forgotten_add(&total->forgotten, forgotten);
		forgotten_add(&report->forgotten, forgotten);
	}
}

/* False: there is no memory for it. */
static bool place_find(struct report_sum *sum, const struct ts_activity *activity, size_t *out)
{
	const size_t known = sum->report.activity_count;

	*out = activity->off ? 0 : report_activity(sum, activity);
	return activity->off || *out < known || sum->report.activity_count > known;
}

enum ts_status report_add_total(struct report_sum *sum, const struct ts_activity *activity, int64_t length,
                                const struct ts_forgotten *forgotten)
{
	size_t place;

	if (length <= 0)
		return TS_OK;
	if (!place_find(sum, activity, &place))
		return TS_NO_MEMORY;
	if (activity->off)
		sum->report.off += length;
	else
		total_add(sum, place, length, forgotten);
	return TS_OK;
}

enum ts_status report_add_at(struct report_sum *sum, ts_day day, const struct ts_activity *activity, size_t place,
                             int64_t length, const struct ts_forgotten *forgotten)
{
	struct ts_report *report = &sum->report;

	if (length <= 0 || day < report->range.first || day > report->range.last)
		return TS_OK;
	const size_t at = (size_t)(day - report->range.first);
	struct ts_report_day *of = &report->days[at];
	if (forgotten->milliseconds != 0)
		forgotten_add(&of->forgotten, forgotten);
	if (activity->off) {
		of->off += length;
		report->off += length;
		return TS_OK;
	}
	*(activity->rest ? &of->rest : &of->work) += length;
	total_add(sum, place, length, forgotten);
	return sum->partless ? TS_OK : part_add(sum, at, place, length, forgotten->milliseconds);
}

enum ts_status report_add(struct report_sum *sum, ts_day day, const struct ts_activity *activity, int64_t length,
                          const struct ts_forgotten *forgotten)
{
	size_t place;

	if (length <= 0 || day < sum->report.range.first || day > sum->report.range.last)
		return TS_OK;
	if (!place_find(sum, activity, &place))
		return TS_NO_MEMORY;
	return report_add_at(sum, day, activity, place, length, forgotten);
}

/* A total, and where it stood before sorting. */
struct ranked {
	struct ts_total total;
	size_t place;
};

static int total_compare(const void *left, const void *right)
{
	const struct ts_total *a = left, *b = right;

	if (a->milliseconds != b->milliseconds)
		return a->milliseconds > b->milliseconds ? -1 : 1;
	int compared = strcmp(a->text, b->text);
	return compared != 0 ? compared : (int)a->rest - (int)b->rest;
}

static int ranked_compare(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	int compared = total_compare(&a->total, &b->total);

	return compared != 0 ? compared : memcmp(a->total.activity.bytes, b->total.activity.bytes, TS_ID_SIZE);
}

static int part_compare(const void *left, const void *right)
{
	const struct ts_report_part *a = left, *b = right;

	return a->activity == b->activity ? 0 : a->activity < b->activity ? -1 : 1;
}

/* Those of a day. Mostly they are few. */
static void day_sort(struct ts_report_part *parts, size_t count)
{
	enum { FEW = 64 };

	if (count > FEW) {
		qsort(parts, count, sizeof *parts, part_compare);
		return;
	}
	for (size_t i = 1; i < count; i++) {
		const struct ts_report_part part = parts[i];
		size_t at = i;
		for (; at > 0 && parts[at - 1].activity > part.activity; at--)
			parts[at] = parts[at - 1];
		parts[at] = part;
	}
}

/* The days are in order. */
static void parts_sort(struct ts_report_part *parts, size_t count)
{
	for (size_t begin = 0, end; begin < count; begin = end) {
		for (end = begin + 1; end < count && parts[end].day == parts[begin].day;)
			end++;
		day_sort(parts + begin, end - begin);
	}
}

/* Sorts totals. places, which the caller frees, says where each has gone. */
static enum ts_status totals_sort(struct ts_total *totals, size_t count, size_t **out)
{
	struct ranked *ranked = calloc(count + 1, sizeof *ranked);
	size_t *places = calloc(count + 1, sizeof *places);

	if (!ranked || !places) {
		free(ranked);
		free(places);
		return TS_NO_MEMORY;
	}
	for (size_t i = 0; i < count; i++)
		ranked[i] = (struct ranked){ totals[i], i };
	if (count > 1)
		qsort(ranked, count, sizeof *ranked, ranked_compare);
	for (size_t i = 0; i < count; i++) {
		totals[i] = ranked[i].total;
		places[ranked[i].place] = i;
	}
	free(ranked);
	*out = places;
	return TS_OK;
}

static enum ts_status activities_sort(struct ts_report *report)
{
	size_t *places = NULL;
	enum ts_status status = totals_sort(report->activities, report->activity_count, &places);

	if (status != TS_OK)
		return status;
	for (size_t i = 0; i < report->part_count; i++)
		report->parts[i].activity = places[report->parts[i].activity];
	parts_sort(report->parts, report->part_count);
	for (size_t i = 0; i < report->by_tag_count; i++)
		report->by_tags[i].activity = places[report->by_tags[i].activity];
	free(places);
	return TS_OK;
}

static enum ts_status tags_sort(struct ts_report *report)
{
	size_t *places = NULL;
	enum ts_status status = totals_sort(report->tags, report->tag_count, &places);

	if (status != TS_OK)
		return status;
	for (size_t i = 0; i < report->by_tag_count; i++) {
		size_t *tag = &report->by_tags[i].tag;
		*tag = *tag == REPORT_NO_TAG ? report->tag_count : places[*tag];
	}
	free(places);
	return TS_OK;
}

void report_project_read(const char *text, struct report_project *out)
{
	size_t size = ts_text_project(text);

	memset(out, 0, sizeof *out);
	memcpy(out->name, text, size);
	/* What cannot be folded is known by its bytes. */
	if (text_normalise(out->name, out->normal, sizeof out->normal) != TS_OK)
		memcpy(out->normal, out->name, size + 1);
}

static enum ts_status projects_group(struct ts_report *report)
{
	size_t count = report->activity_count;
	struct report_project *projects = calloc(count + 1, sizeof *projects);

	report->projects = calloc(count + 1, sizeof *report->projects);
	if (!projects || !report->projects) {
		free(projects);
		return TS_NO_MEMORY;
	}
	for (size_t i = 0; i < count; i++) {
		const struct ts_total *activity = &report->activities[i];
		struct report_project *last = &projects[report->project_count];
		size_t at = 0;
		report_project_read(activity->text, last);
		while (at < report->project_count &&
		       (report->projects[at].rest != activity->rest || strcmp(projects[at].normal, last->normal) != 0))
			at++;
		struct ts_total *project = &report->projects[at];
		if (at < report->project_count) {
			project->slot = 0;
			project->milliseconds += activity->milliseconds;
			forgotten_add(&project->forgotten, &activity->forgotten);
			continue;
		}
		*project = *activity;
		project->activity = (struct ts_id){ { 0 } };
		memcpy(project->text, last->name, sizeof project->text);
		report->project_count++;
	}
	free(projects);
	if (report->project_count > 1)
		qsort(report->projects, report->project_count, sizeof *report->projects, total_compare);
	return TS_OK;
}

enum ts_status report_finish(struct report_sum *sum, struct ts_report *out)
{
	enum ts_status status = activities_sort(&sum->report);

	if (status == TS_OK)
		status = tags_sort(&sum->report);
	if (status == TS_OK)
		status = projects_group(&sum->report);
	if (status == TS_OK) {
		*out = sum->report;
		sum->report = (struct ts_report){ 0 };
	}
	report_drop(sum);
	return status;
}

void report_drop(struct report_sum *sum)
{
	ts_report_release(&sum->report);
	free(sum->latest);
	*sum = (struct report_sum){ 0 };
}

void ts_report_release(struct ts_report *report)
{
	free(report->activities);
	free(report->projects);
	free(report->tags);
	free(report->by_tags);
	free(report->days);
	free(report->parts);
	*report = (struct ts_report){ 0 };
}
