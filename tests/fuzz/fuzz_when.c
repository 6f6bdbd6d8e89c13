/*
 * Dates that people type, from any bytes. Two bytes choose the context, the rest is the text.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "data/timesheet.h"
#include "tests/fuzz/fuzz.h"

static void error_check(const struct ts_when_error *error, const char *text)
{
	size_t length = strlen(text), reason = strnlen(error->reason, sizeof error->reason);

	assert(error->offset <= length && error->size <= length - error->offset);
	assert(reason > 0 && reason < sizeof error->reason);
	for (size_t i = 0; i < reason; i++)
		assert(error->reason[i] >= ' ' && error->reason[i] <= '~');
	assert(memchr(error->example, 0, sizeof error->example) && error->example[0]);
}

static void year_check(ts_day day)
{
	struct ts_civil civil;

	ts_day_to_civil(day, &civil);
	assert(civil.year >= 1900 && civil.year <= 9999);
}

/* What was understood, written as the commands write it (ISO 8601 with the offset), is understood as the same. */
static void print_back_check(const struct ts_when *when)
{
	const struct ts_when_context nowhere = { 0 };
	struct ts_civil civil;
	struct ts_when again;
	char text[64];

	ts_civil_local(when->at, &civil);
	(void)snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03d%c%02d:%02d", civil.year, civil.month,
	               civil.day, civil.hour, civil.minute, civil.second, civil.millisecond,
	               civil.offset < 0 ? '-' : '+', abs(civil.offset) / 3600, abs(civil.offset) / 60 % 60);
	assert(ts_when_parse(text, &nowhere, &again, NULL) == TS_OK);
	assert(again.at == when->at);
}

/* A bare time is inside of the span, or of the day on screen, or at most a day ago: a day of 25 hours, or two days
 * where clocks skip the time. */
static void bare_check(int minute, const struct ts_when_context *context)
{
	struct ts_when when;
	char text[16];

	(void)snprintf(text, sizeof text, "%d:%02d", minute / 60, minute % 60);
	if (ts_when_parse(text, context, &when, NULL) != TS_OK) {
		assert(context->want != TS_WANT_ANY);
		return;
	}
	bool spanned = context->from < context->until;
	if (spanned && ((when.at >= context->from && when.at <= context->until) || when.day == context->day))
		return;
	assert(when.at <= context->now + TS_MINUTE);
	assert(when.day == context->day || when.at > context->now - 49 * TS_HOUR);
}

static void when_check(const char *text, const struct ts_when_context *context)
{
	struct ts_when_error error = { .offset = SIZE_MAX };
	struct ts_when when;

	if (ts_when_parse(text, context, &when, &error) != TS_OK) {
		error_check(&error, text);
		assert(ts_when_parse(error.example, context, &when, NULL) == TS_OK);
		return;
	}
	year_check(when.day);
	assert(when.has_date || when.has_time);
	assert(when.has_time || when.fold == TS_FOLD_NONE);
	assert(context->want != TS_WANT_MOMENT || (when.has_time && when.at <= context->now + TS_MINUTE));
	if (when.has_time)
		print_back_check(&when);
}

static void entry_check(const char *text, const struct ts_when_context *context)
{
	struct ts_when_error error = { .offset = SIZE_MAX };
	struct ts_entry entry;
	size_t length = strlen(text);

	if (ts_entry_parse(text, context, &entry, &error) != TS_OK) {
		error_check(&error, text);
		assert(ts_entry_parse(error.example, context, &entry, NULL) == TS_OK);
		return;
	}
	assert(entry.lead <= length && entry.text_at <= length && entry.text_size <= length - entry.text_at);
	assert(entry.comment_at <= length && entry.slot >= -1 && entry.slot <= 9);
	assert(entry.timed == (entry.lead > 0) && (!entry.ranged || entry.timed));
	assert(!entry.timed || entry.from.at <= context->now + TS_MINUTE);
	assert(!entry.ranged || (entry.from.at < entry.until.at && entry.until.at <= context->now + TS_MINUTE));
	if (entry.timed)
		print_back_check(&entry.from);
}

static void text_check(const char *text, const struct ts_when_context *context)
{
	struct ts_when_error error = { .offset = SIZE_MAX };
	struct ts_range range;
	ts_time length;

	when_check(text, context);
	entry_check(text, context);
	if (ts_range_parse(text, context, &range, &error) == TS_OK) {
		assert(range.first <= range.last);
		year_check(range.first);
		year_check(range.last);
	} else {
		error_check(&error, text);
		assert(ts_range_parse(error.example, context, &range, NULL) == TS_OK);
	}
	if (ts_length_parse(text, &length, &error) == TS_OK) {
		assert(length > 0 && length <= 24 * TS_HOUR);
	} else {
		error_check(&error, text);
		assert(ts_length_parse(error.example, &length, NULL) == TS_OK);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* An afternoon, the hour that occurs twice, the one that never does, a leap day, the year before 1970. */
	static const ts_time moments[] = { 1795446620000, 1792888200000, 1774745999999, 1709164800000, -31536000000 };
	struct ts_when_context context = { 0 };

	if (size < 2)
		return 0;
	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	context.now = moments[data[0] % (sizeof moments / sizeof moments[0])];
	context.order = (enum ts_date_order)(data[0] >> 6);
	context.want = (enum ts_want)((data[0] >> 3) % 3);
	context.day_start = (data[1] % 13) * 60;
	context.day = ts_day_of(context.now, context.day_start) - data[1] / 13;
	context.last_log = data[1] & 1 ? context.now - 90 * TS_MINUTE : 0;
	context.minus_from = data[1] & 2 ? context.last_log : 0;
	if (data[1] & 4) {
		context.from = context.now - (data[0] + 1) * 20 * TS_MINUTE;
		context.until = context.now - (data[1] & 8 ? 10 * TS_MINUTE : 0);
	}

	char *text = malloc(size - 1);
	assert(text);
	memcpy(text, data + 2, size - 2);
	text[size - 2] = '\0';
	text_check(text, &context);
	free(text);
	bare_check((data[0] * 256 + data[1]) % 1440, &context);
	return 0;
}
