/* Logs added to a report, with their tags. */
#include "data/sums/report.h"

#include "data/pure/array.h"
#include "data/sums/forgotten.h"

#include <string.h>

static bool tag_same(const char *tag, const char *text, size_t size)
{
	char own[TS_TEXT_SIZE];

	memcpy(own, text, size);
	own[size] = '\0';
	return ts_text_same(tag, own);
}

/* The total of a tag; NULL: there is no memory for a new one. */
static struct ts_total *tag_find(struct report_sum *sum, const char *text, size_t size)
{
	struct ts_report *report = &sum->report;

	/* As it was met before, letter for letter: most are. */
	for (size_t i = 0; i < report->tag_count; i++) {
		if (strncmp(report->tags[i].text, text, size) == 0 && report->tags[i].text[size] == '\0')
			return &report->tags[i];
	}
	for (size_t i = 0; i < report->tag_count; i++) {
		if (tag_same(report->tags[i].text, text, size))
			return &report->tags[i];
	}
	if (!array_room(&report->tags, &sum->tag_room, report->tag_count + 1, sizeof *report->tags))
		return NULL;
	struct ts_total *total = &report->tags[report->tag_count++];
	*total = (struct ts_total){ .slot = 0 };
	memcpy(total->text, text, size);
	return total;
}

enum { SPAN_TAGS = 32 }; /* of one log; more are not counted */

/* Tags of one log, each once: their places. */
struct tags {
	size_t at[SPAN_TAGS];
	size_t count;
};

static bool tags_have(const struct tags *tags, size_t place)
{
	for (size_t i = 0; i < tags->count; i++) {
		if (tags->at[i] == place)
			return true;
	}
	return false;
}

static enum ts_status tags_read(struct report_sum *sum, const char *text, const char *comment, int64_t length,
                                const struct ts_forgotten *forgotten, struct tags *tags)
{
	const char *const texts[] = { text, comment };
	struct ts_place place;

	for (size_t i = 0; i < 2; i++) {
		for (size_t at = 0; ts_tag_next(texts[i], &at, &place);) {
			if (place.size >= TS_TEXT_SIZE || tags->count == SPAN_TAGS)
				continue;
			struct ts_total *total = tag_find(sum, texts[i] + place.offset, place.size);
			if (!total)
				return TS_NO_MEMORY;
			size_t index = (size_t)(total - sum->report.tags);
			if (tags_have(tags, index))
				continue;
			tags->at[tags->count++] = index;
			total->milliseconds += length;
			forgotten_add(&total->forgotten, forgotten);
		}
	}
	return TS_OK;
}

/* A length of the last day that was added to. */
static enum ts_status tagged_add(struct report_sum *sum, const struct ts_report_tagged *part)
{
	struct ts_report *report = &sum->report;

	for (size_t i = report->by_tag_count; i > 0 && report->by_tags[i - 1].day == part->day; i--) {
		struct ts_report_tagged *known = &report->by_tags[i - 1];
		if (known->activity == part->activity && known->tag == part->tag) {
			known->milliseconds += part->milliseconds;
			known->forgotten += part->forgotten;
			return TS_OK;
		}
	}
	if (!array_room(&report->by_tags, &sum->by_tag_room, report->by_tag_count + 1, sizeof *report->by_tags))
		return TS_NO_MEMORY;
	report->by_tags[report->by_tag_count++] = *part;
	return TS_OK;
}

/* The same of a day, for each tag, or for none. */
static enum ts_status tags_add(struct report_sum *sum, const struct tags *tags, ts_day day, size_t activity,
                               int64_t length, int64_t forgotten)
{
	struct ts_report_tagged part = { .day = (size_t)(day - sum->report.range.first),
		                         .activity = activity,
		                         .tag = REPORT_NO_TAG,
		                         .milliseconds = length,
		                         .forgotten = forgotten };
	enum ts_status status = TS_OK;

	if (tags->count == 0)
		return tagged_add(sum, &part);
	for (size_t i = 0; i < tags->count && status == TS_OK; i++) {
		part.tag = tags->at[i];
		status = tagged_add(sum, &part);
	}
	return status;
}

enum ts_status report_add_tagged(struct report_sum *sum, ts_day day, const struct ts_activity *activity,
                                 const char *comment, int64_t length, const struct ts_forgotten *forgotten)
{
	const struct ts_range range = sum->report.range;
	struct tags tags = { .count = 0 };
	enum ts_status status = report_add(sum, day, activity, length, forgotten);

	if (status != TS_OK || length <= 0 || activity->off || activity->rest || day < range.first || day > range.last)
		return status;
	status = tags_read(sum, activity->text, comment, length, forgotten, &tags);
	/* It has just been added to: it is there. */
	return status == TS_OK
	               ? tags_add(sum, &tags, day, report_activity(sum, activity), length, forgotten->milliseconds)
	               : status;
}

enum ts_status report_add_span(struct report_sum *sum, const struct ts_span *span, int day_start)
{
	struct ts_activity activity = {
		.id = span->activity, .slot = span->slot, .colour = span->colour, .rest = span->rest, .off = span->off
	};
	enum ts_status status = TS_OK;

	memcpy(activity.text, span->text, sizeof activity.text);
	for (ts_time at = span->begin; at < span->end && status == TS_OK;) {
		if (at < sum->day_from || at >= sum->day_until) {
			sum->day = ts_day_of(at, day_start);
			ts_day_bounds(sum->day, day_start, &sum->day_from, &sum->day_until);
		}
		const ts_time until = sum->day_until < span->end ? sum->day_until : span->end;
		const struct ts_forgotten forgotten = { span->forgotten ? until - at : 0, span->logged, span->offset };
		status = report_add_tagged(sum, sum->day, &activity, span->comment, until - at, &forgotten);
		at = until;
	}
	return status;
}
