/*
 * Dates that people type, from any bytes. Two bytes choose the context, the rest is the text.
 */
#include <assert.h>
#include <stdint.h>
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
	assert(error->example && error->example[0]);
}

static void year_check(ts_day day)
{
	struct ts_civil civil;

	ts_day_to_civil(day, &civil);
	assert(civil.year >= 1900 && civil.year <= 9999);
}

static void prefix_check(const char *text, const struct ts_when_context *context)
{
	struct ts_when when;
	size_t skip = ts_when_prefix(text, context, &when);

	if (skip == 0)
		return;
	assert(skip < strlen(text));
	assert(!strchr(" \t\n\r\v\f", text[skip]) && strchr(" \t\n\r\v\f", text[skip - 1]));
	assert(when.has_time);
	year_check(when.day);
}

static void text_check(const char *text, const struct ts_when_context *context)
{
	struct ts_when_error error = { .offset = SIZE_MAX };
	struct ts_when when;
	struct ts_range range;

	if (ts_when_parse(text, context, &when, &error) == TS_OK) {
		year_check(when.day);
		assert(when.has_date || when.has_time);
		assert(when.has_time || when.fold == TS_FOLD_NONE);
	} else {
		error_check(&error, text);
		assert(ts_when_parse(error.example, context, &when, NULL) == TS_OK);
	}
	if (ts_range_parse(text, context, &range, &error) == TS_OK) {
		assert(range.first <= range.last);
		year_check(range.first);
		year_check(range.last);
	} else {
		error_check(&error, text);
		assert(ts_range_parse(error.example, context, &range, NULL) == TS_OK);
	}
	prefix_check(text, context);
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
	context.month_first = data[0] & 0x80;
	context.day_start = (data[1] % 13) * 60;
	context.day = ts_day_of(context.now, context.day_start) - data[1] / 13;
	context.last_log = data[1] & 1 ? context.now - 90 * TS_MINUTE : 0;

	char *text = malloc(size - 1);
	assert(text);
	memcpy(text, data + 2, size - 2);
	text[size - 2] = '\0';
	text_check(text, &context);
	free(text);
	return 0;
}
