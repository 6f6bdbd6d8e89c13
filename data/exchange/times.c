/* Dates and times as other programs write them, and what a wall clock meant. */
#include "data/exchange/rows.h"

#include <string.h>

enum { DAY_MINUTES = 1440 };

struct exchange_text exchange_text_of(const char *text, size_t size)
{
	return (struct exchange_text){ text, text + size };
}

bool exchange_take(struct exchange_text *text, const char *word)
{
	size_t size = strlen(word);

	if ((size_t)(text->end - text->at) < size || memcmp(text->at, word, size) != 0)
		return false;
	text->at += size;
	return true;
}

void exchange_skip_spaces(struct exchange_text *text)
{
	while (text->at < text->end && (*text->at == ' ' || *text->at == '\t'))
		text->at++;
}

bool exchange_number(struct exchange_text *text, int least, int most, int *out)
{
	const char *at = text->at;
	int value = 0, digits = 0;

	for (; at < text->end && *at >= '0' && *at <= '9' && digits < most; at++, digits++)
		value = value * 10 + (*at - '0');
	if (digits < least)
		return false;
	text->at = at;
	*out = value;
	return true;
}

bool exchange_day(int year, int month, int day, ts_day *out)
{
	struct ts_civil civil;

	*out = ts_day_from_civil(year, month, day);
	ts_day_to_civil(*out, &civil);
	return year >= 1900 && civil.year == year && civil.month == month && civil.day == day;
}

bool exchange_date(struct exchange_text *text, ts_day *out)
{
	struct exchange_text rest = *text;
	int year, month, day;

	if (!exchange_number(&rest, 4, 4, &year) || rest.at == rest.end || !strchr("-/.", *rest.at))
		return false;
	const char mark[2] = { *rest.at, '\0' };
	if (!mark[0] || !exchange_take(&rest, mark) || !exchange_number(&rest, 1, 2, &month) ||
	    !exchange_take(&rest, mark) || !exchange_number(&rest, 1, 2, &day) || !exchange_day(year, month, day, out))
		return false;
	*text = rest;
	return true;
}

/* .123 or ,123456: as milliseconds. */
static void fraction_take(struct exchange_text *text, int *milliseconds)
{
	struct exchange_text rest = *text;
	int scale = 100, sum = 0, digit;

	if (!exchange_take(&rest, ".") && !exchange_take(&rest, ","))
		return;
	if (!exchange_number(&rest, 1, 1, &digit))
		return;
	do {
		sum += digit * scale;
		scale /= 10;
	} while (exchange_number(&rest, 1, 1, &digit));
	*milliseconds += sum;
	*text = rest;
}

bool exchange_time_of_day(struct exchange_text *text, struct exchange_clock *out)
{
	struct exchange_text rest = *text;
	int hour, minute, second = 0;

	if (!exchange_number(&rest, 1, 2, &hour) || !exchange_take(&rest, ":") ||
	    !exchange_number(&rest, 2, 2, &minute))
		return false;
	struct exchange_text seconds = rest;
	out->milliseconds = 0;
	if (exchange_take(&seconds, ":") && exchange_number(&seconds, 2, 2, &second)) {
		fraction_take(&seconds, &out->milliseconds);
		rest = seconds;
	}
	/* A leap second is the last of its minute. */
	if (second > 60 || minute > 59 || hour > 24 || (hour == 24 && (minute > 0 || second > 0)))
		return false;
	out->minute = hour * 60 + minute;
	out->milliseconds += (second == 60 ? 59 : second) * 1000;
	*text = rest;
	return true;
}

bool exchange_offset(struct exchange_text *text, int32_t *out)
{
	struct exchange_text rest = *text;
	int hours, minutes = 0;

	if (exchange_take(text, "Z") || exchange_take(text, "z")) {
		*out = 0;
		return true;
	}
	bool west = exchange_take(&rest, "-");
	if (!west && !exchange_take(&rest, "+"))
		return false;
	if (!exchange_number(&rest, 2, 2, &hours))
		return false;
	struct exchange_text more = rest;
	(void)exchange_take(&more, ":");
	if (exchange_number(&more, 2, 2, &minutes))
		rest = more;
	if (hours > 23 || minutes > 59)
		return false;
	*out = (west ? -1 : 1) * (hours * 3600 + minutes * 60);
	*text = rest;
	return true;
}

bool exchange_utc(struct exchange_text *text, ts_time *out)
{
	struct exchange_text rest = *text;
	int year, month, day, hour, minute, second;
	ts_day date;

	if (!exchange_number(&rest, 4, 4, &year) || !exchange_number(&rest, 2, 2, &month) ||
	    !exchange_number(&rest, 2, 2, &day) || !exchange_take(&rest, "T") || !exchange_number(&rest, 2, 2, &hour) ||
	    !exchange_number(&rest, 2, 2, &minute) || !exchange_number(&rest, 2, 2, &second) ||
	    !exchange_take(&rest, "Z"))
		return false;
	if (!exchange_day(year, month, day, &date) || hour > 23 || minute > 59 || second > 60)
		return false;
	*out = ((ts_time)date * DAY_MINUTES + (ts_time)hour * 60 + minute) * TS_MINUTE + second * TS_SECOND;
	*text = rest;
	return true;
}

bool exchange_moment(struct exchange_text *text, struct exchange_clock *clock, bool *has_offset, int32_t *offset)
{
	struct exchange_text rest = *text;

	if (!exchange_date(&rest, &clock->day))
		return false;
	if (!exchange_take(&rest, "T") && !exchange_take(&rest, "t"))
		exchange_skip_spaces(&rest);
	if (!exchange_time_of_day(&rest, clock))
		return false;
	struct exchange_text zone = rest;
	exchange_skip_spaces(&zone);
	*offset = 0;
	*has_offset = exchange_offset(&zone, offset);
	*text = *has_offset ? zone : rest;
	return true;
}

ts_time exchange_fixed(struct exchange_clock clock, int32_t offset)
{
	return ((ts_time)clock.day * DAY_MINUTES + clock.minute) * TS_MINUTE + clock.milliseconds - offset * TS_SECOND;
}

/* The second of the two moments at which the clock shows the same. */
static ts_time second_showing(ts_time first)
{
	static const ts_time steps[] = { TS_HOUR, TS_HOUR / 2, TS_HOUR / 3, 2 * TS_HOUR, 3 * TS_HOUR, 24 * TS_HOUR };
	struct ts_civil shown, other;

	ts_civil_local(first, &shown);
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		ts_civil_local(first + steps[i], &other);
		if (other.day == shown.day && other.hour == shown.hour && other.minute == shown.minute)
			return first + steps[i];
	}
	return first;
}

ts_time exchange_local(struct exchange_clock clock, ts_time after, const char **words)
{
	enum ts_fold fold;
	ts_time at = ts_time_local(clock.day, clock.minute, &fold) + clock.milliseconds;

	*words = "";
	if (fold == TS_FOLD_SKIPPED)
		*words = "the clock skipped this time: moved on by what was skipped";
	if (fold != TS_FOLD_AMBIGUOUS)
		return at;
	ts_time second = second_showing(at);
	bool later = at < after && second >= after;
	*words = later ? "the clock showed this time twice: taken as the second, by order"
	               : "the clock showed this time twice: taken as the first";
	return later ? second : at;
}
