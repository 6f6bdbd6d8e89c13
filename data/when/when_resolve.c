/*
 * What a typed date comes to: which day a bare time belongs to, which moments are allowed, and an example that is.
 */
#include "data/when/when.h"

#include <stdio.h>
#include <string.h>

static const ts_time day_length = 24 * TS_HOUR;

ts_day when_day_first(void)
{
	return ts_day_from_civil(WHEN_YEAR_FIRST, 1, 1);
}

ts_day when_day_last(void)
{
	return ts_day_from_civil(WHEN_YEAR_LAST, 12, 31);
}

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
	return value < least ? least : value > most ? most : value;
}

struct ts_when_context when_context_clamp(const struct ts_when_context *context)
{
	struct ts_when_context out = *context;
	ts_time least = when_day_first() * day_length, most = when_day_last() * day_length;

	out.now = clamp(out.now, least, most);
	out.last_log = out.last_log == 0 ? 0 : clamp(out.last_log, least, most);
	out.minus_from = out.minus_from == 0 ? 0 : clamp(out.minus_from, least, most);
	out.from = clamp(out.from, least, most);
	out.until = clamp(out.until, least, most);
	out.day = (ts_day)clamp(out.day, when_day_first(), when_day_last());
	out.day_start = (int)clamp(out.day_start, 0, 720);
	return out;
}

/* The moment after at with the same wall clock, where clocks go back; 0: none. Lord Howe goes back by half an hour. */
static ts_time second_of(ts_time at)
{
	struct ts_civil first, again;

	ts_civil_local(at, &first);
	for (ts_time step = TS_HOUR / 2; step <= 2 * TS_HOUR; step += TS_HOUR / 2) {
		ts_civil_local(at + step, &again);
		if (again.hour == first.hour && again.minute == first.minute && again.day == first.day)
			return at + step;
	}
	return 0;
}

/* Of a day as the user counts it, the hours before its start are those of the night that ends it. */
static int own_minute(const struct when_reader *reader)
{
	return reader->minute + (reader->minute < reader->context.day_start ? 1440 : 0);
}

static void own_day_set(const struct when_reader *reader, ts_day day, struct ts_when *out)
{
	out->day = day;
	out->at = ts_time_local(day, own_minute(reader), &out->fold) + reader->millisecond;
}

/* A bare time in the span that the words are about: the first one there, since most things end on the day on which they
 * began. */
static bool inside_find(const struct when_reader *reader, struct ts_when *out)
{
	const struct ts_when_context *context = &reader->context;
	ts_day day = ts_day_of(context->from, context->day_start) - 1;

	if (context->from >= context->until)
		return false;
	for (int i = 0; i < 4; i++) {
		own_day_set(reader, day + i, out);
		if (out->at >= context->from && out->at <= context->until)
			return true;
		ts_time second = out->fold == TS_FOLD_AMBIGUOUS ? second_of(out->at) : 0;
		if (second >= context->from && second <= context->until && second != 0) {
			out->at = second;
			out->fold = TS_FOLD_SECOND;
			return true;
		}
	}
	return false;
}

static void bare_resolve(struct when_reader *reader, struct ts_when *out)
{
	const struct ts_when_context *context = &reader->context;
	ts_time latest = context->now + TS_MINUTE;
	/* Nobody means what was all but a day ago: it is a slip, or a clock that goes ahead of this one. */
	ts_time slip = context->want == TS_WANT_MOMENT ? context->now + TS_HOUR : latest;

	if (inside_find(reader, out))
		return;
	own_day_set(reader, context->day, out);
	/* What is about a span has nothing to do with the day before. */
	if (out->at <= latest || context->from < context->until)
		return;
	own_day_set(reader, reader->today, out);
	/* Mostly yesterday's; the day before where clocks skip the time and it comes later. */
	for (int i = 1; i <= 2 && out->at > slip; i++)
		own_day_set(reader, reader->today - i, out);
}

static enum when_result zoned_resolve(struct when_reader *reader, struct ts_when *out)
{
	out->at = ((ts_time)out->day * 1440 + reader->minute) * TS_MINUTE - reader->zone * TS_SECOND +
	          reader->millisecond;
	while (!out->has_date && out->at > reader->context.now + TS_MINUTE)
		out->at -= day_length;
	out->day = ts_day_of(out->at, reader->context.day_start);
	return WHEN_TAKEN;
}

static enum when_result time_resolve(struct when_reader *reader, struct ts_when *out)
{
	if (when_date_resolve(reader, &out->day) == WHEN_WRONG)
		return WHEN_WRONG;
	out->has_date = reader->date != DATE_NONE || reader->weekday >= 0;
	out->has_time = reader->clock != CLOCK_NONE;
	if (reader->has_zone)
		return zoned_resolve(reader, out);
	if (!out->has_time) {
		out->at = ts_time_local(out->day, reader->context.day_start, NULL);
		return WHEN_TAKEN;
	}
	if (!out->has_date) {
		bare_resolve(reader, out);
		return WHEN_TAKEN;
	}
	/* A date from the calendar is taken at its word. */
	bool own = reader->date_is_own || reader->date == DATE_NONE;
	int minute = own ? own_minute(reader) : reader->minute;
	out->at = ts_time_local(out->day, minute, &out->fold) + reader->millisecond;
	/* "fri 23:50" on Friday morning. */
	if (reader->date == DATE_NONE && reader->which == 2 && out->at > reader->context.now + TS_MINUTE) {
		out->day -= 7;
		out->at = ts_time_local(out->day, minute, &out->fold) + reader->millisecond;
	}
	return WHEN_TAKEN;
}

enum when_result when_resolve(struct when_reader *reader, struct ts_when *out)
{
	*out = (struct ts_when){ 0 };
	if (reader->has_moment) {
		out->at = reader->moment;
		out->day = ts_day_of(out->at, reader->context.day_start);
		out->has_time = true;
	} else if (reader->date == DATE_NONE && reader->weekday < 0 && reader->clock == CLOCK_NONE) {
		return when_fail(reader, 0, 0, "9:30", "no date or time is given");
	} else if (time_resolve(reader, out) == WHEN_WRONG) {
		return WHEN_WRONG;
	}
	ts_day day = ts_day_of(out->at, 0);
	if (day < when_day_first() || day > when_day_last() || out->day < when_day_first() ||
	    out->day > when_day_last())
		return when_fail(reader, 0, reader->count, "yesterday", "that is too far away: years go from %d to %d",
		                 WHEN_YEAR_FIRST, WHEN_YEAR_LAST);
	return WHEN_TAKEN;
}

enum when_result when_want_check(struct when_reader *reader, const struct ts_when *when)
{
	enum ts_want want = reader->context.want;

	if (want == TS_WANT_MOMENT && !when->has_time)
		return when_fail_quoting(reader, 0, reader->count, "yesterday 17:00", "names a day, not a time");
	if (want == TS_WANT_MOMENT && when->at > reader->context.now + TS_MINUTE)
		return when_fail_quoting(reader, 0, reader->count, "9:30", "is still to come");
	if (want == TS_WANT_DAY && !when->has_date && !when_is_word(&reader->tokens[0], WORD_NOW))
		return when_fail_quoting(reader, 0, reader->count, "yesterday", "is a time, and a day is wanted");
	return WHEN_TAKEN;
}

/* ---- examples */

static bool example_works(const struct ts_when_context *context, const char *example)
{
	bool spanned = context->from < context->until && context->want != TS_WANT_DAY;
	struct ts_when when;

	if (ts_when_parse(example, context, &when, NULL) != TS_OK)
		return false;
	return !spanned || (when.at >= context->from && when.at <= context->until);
}

/* A round time in the middle of the span that the words are about. */
static void example_inside(const struct ts_when_context *context, char out[TS_EXAMPLE_SIZE])
{
	ts_time until = context->until < context->now ? context->until : context->now;
	ts_time middle = context->from + (until > context->from ? (until - context->from) / 2 : 0);
	ts_time round = middle - middle % (5 * TS_MINUTE);
	struct ts_civil civil;

	ts_civil_local(round >= context->from ? round : middle, &civil);
	(void)snprintf(out, TS_EXAMPLE_SIZE, "%d:%02d", civil.hour, civil.minute);
}

void when_example_choose(const struct ts_when_context *context, struct ts_when_error *error)
{
	static const char *const moments[] = { "9:30", "yesterday 17:00", "now" };
	static const char *const days[] = { "yesterday", "fri", "now" };
	bool day = context->want == TS_WANT_DAY;
	const char *const *others = day ? days : moments;
	size_t count = day ? sizeof days / sizeof days[0] : sizeof moments / sizeof moments[0];
	char longer[TS_EXAMPLE_SIZE];

	if (example_works(context, error->example))
		return;
	/* A date that lacks its time. */
	(void)snprintf(longer, sizeof longer, "%.*s 9:30", TS_EXAMPLE_SIZE - 6, error->example);
	if (!day && example_works(context, longer)) {
		memcpy(error->example, longer, sizeof longer);
		return;
	}
	if (context->from < context->until && !day) {
		example_inside(context, error->example);
		if (example_works(context, error->example))
			return;
	}
	for (size_t i = 0; i < count; i++) {
		(void)snprintf(error->example, sizeof error->example, "%s", others[i]);
		if (example_works(context, others[i]))
			return;
	}
}

/* ---- the order of a place */

/* Where a format has one of these conversions, flags and modifiers passed over; as far as it goes if nowhere. */
static size_t conversion_find(const char *format, const char *conversions)
{
	for (size_t at = 0; format[at] != '\0'; at++) {
		if (format[at] != '%')
			continue;
		at += 1 + strspn(format + at + 1, "-_0^#EO");
		if (format[at] == '\0')
			return at;
		if (strchr(conversions, format[at]))
			return at;
	}
	return strlen(format);
}

enum ts_date_order ts_date_order_of(const char *format)
{
	size_t end = strlen(format);
	/* %D is %m/%d/%y, %F is %Y-%m-%d. */
	size_t year = conversion_find(format, "YyGCF"), month = conversion_find(format, "mbBhDF");
	size_t day = conversion_find(format, "deDF");

	if (month == end || day == end)
		return TS_DATES_UNKNOWN;
	if (day < month)
		return TS_DATES_DMY;
	return year < month || format[month] == 'F' ? TS_DATES_YMD : TS_DATES_MDY;
}
