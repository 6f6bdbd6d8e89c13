/* Dates, times of day and lengths as people's spreadsheets and trackers' reports have them. */
#include "data/exchange/rows.h"

#include <string.h>
#include <strings.h>

enum { DAY_MINUTES = 1440 };

static bool word_take(struct exchange_text *text, const char *word)
{
	size_t size = strlen(word);

	if ((size_t)(text->end - text->at) < size || strncasecmp(text->at, word, size) != 0)
		return false;
	text->at += size;
	return true;
}

/* Sep, September, Sept.: 1 to 12; 0: none. */
static int month_take(struct exchange_text *text)
{
	static const char *const months[] = { "january", "february", "march",     "april",   "may",      "june",
		                              "july",    "august",   "september", "october", "november", "december" };

	for (int i = 0; i < 12; i++) {
		struct exchange_text rest = *text;
		char abbreviation[4] = "";
		memcpy(abbreviation, months[i], 3);
		if (!word_take(&rest, months[i]) && !(i == 8 && word_take(&rest, "sept")) &&
		    !word_take(&rest, abbreviation))
			continue;
		(void)exchange_take(&rest, ".");
		*text = rest;
		return i + 1;
	}
	return 0;
}

static bool mark_take(struct exchange_text *text, char *mark)
{
	if (text->at == text->end || !strchr("/-. ", *text->at) || (*mark && *text->at != *mark))
		return false;
	*mark = *text->at++;
	exchange_skip_spaces(text);
	return true;
}

static bool year_take(struct exchange_text *text, int *year)
{
	const char *from = text->at;

	if (!exchange_number(text, 2, 4, year) || text->at - from == 3)
		return false;
	*year += text->at - from == 2 ? 2000 : 0;
	return true;
}

/* 5 Sep 2026, 05-Sep-26, Sep 5, 2026. */
static bool named_take(struct exchange_text *text, ts_day *out)
{
	struct exchange_text rest = *text;
	char mark = '\0';
	int day = 0, year = 0, month = month_take(&rest);

	if (month > 0) {
		exchange_skip_spaces(&rest);
		if (!exchange_number(&rest, 1, 2, &day))
			return false;
		(void)exchange_take(&rest, ",");
		exchange_skip_spaces(&rest);
	} else {
		if (!exchange_number(&rest, 1, 2, &day) || !mark_take(&rest, &mark))
			return false;
		month = month_take(&rest);
		if (month == 0 || !mark_take(&rest, &mark))
			return false;
	}
	if (!year_take(&rest, &year) || !exchange_day(year, month, day, out))
		return false;
	*text = rest;
	return true;
}

/* Of three numbers, each behind a mark. */
static bool is_day(int year, bool short_year, int month, int day, ts_day *earliest)
{
	ts_day found;

	if (!exchange_day(year + (short_year ? 2000 : 0), month, day, &found))
		return false;
	*earliest = found < *earliest ? found : *earliest;
	return true;
}

unsigned exchange_date_orders(struct exchange_text text, ts_day last)
{
	int numbers[3];
	size_t sizes[3];
	char mark = '\0';

	for (int i = 0; i < 3; i++) {
		if (i > 0 && !mark_take(&text, &mark))
			return 0;
		const char *from = text.at;
		if (!exchange_number(&text, 1, i < 2 ? 2 : 4, &numbers[i]))
			return 0;
		sizes[i] = (size_t)(text.at - from);
	}
	bool short_year = sizes[2] < 3;
	ts_day earliest = INT32_MAX;
	unsigned orders = 0;
	if (mark == '.' || mark == ' ' || sizes[2] == 3 || (text.at < text.end && *text.at >= '0' && *text.at <= '9'))
		return 0;
	if (sizes[2] > 1 && is_day(numbers[2], short_year, numbers[1], numbers[0], &earliest))
		orders |= 1U << TS_DATES_DMY;
	if (sizes[2] > 1 && is_day(numbers[2], short_year, numbers[0], numbers[1], &earliest))
		orders |= 1U << TS_DATES_MDY;
	if (short_year && sizes[0] == 2 && is_day(numbers[0], true, numbers[1], numbers[2], &earliest))
		orders |= 1U << TS_DATES_YMD;
	return earliest <= last ? orders : 0;
}

bool exchange_date_any(struct exchange_text *text, enum ts_date_order order, ts_day *out)
{
	struct exchange_text rest = *text;
	int parts[2], year;
	char mark = '\0';

	if (exchange_date(text, out) || named_take(text, out))
		return true;
	if (order == TS_DATES_YMD) {
		if (!year_take(&rest, &year) || !mark_take(&rest, &mark) || !exchange_number(&rest, 1, 2, &parts[0]) ||
		    !mark_take(&rest, &mark) || !exchange_number(&rest, 1, 2, &parts[1]) ||
		    !exchange_day(year, parts[0], parts[1], out))
			return false;
		*text = rest;
		return true;
	}
	if (!exchange_number(&rest, 1, 2, &parts[0]) || !mark_take(&rest, &mark) || mark == ' ' ||
	    !exchange_number(&rest, 1, 2, &parts[1]) || !mark_take(&rest, &mark) || !year_take(&rest, &year))
		return false;
	bool month_first = order == TS_DATES_MDY && mark != '.';
	if (order == TS_DATES_UNKNOWN && mark != '.')
		return false;
	if (!exchange_day(year, parts[month_first ? 0 : 1], parts[month_first ? 1 : 0], out))
		return false;
	*text = rest;
	return true;
}

/* am, PM, a.m., p. m.: -1 none, 0 before noon, 1 after. */
static int half_take(struct exchange_text *text)
{
	struct exchange_text rest = *text;

	exchange_skip_spaces(&rest);
	/* Some write a narrow space before it (U+202F). */
	(void)exchange_take(&rest, "\xE2\x80\xAF");
	(void)exchange_take(&rest, "\xC2\xA0");
	bool morning = word_take(&rest, "a"), evening = !morning && word_take(&rest, "p");
	bool dotted = (morning || evening) && exchange_take(&rest, ".");
	if ((!morning && !evening) || !word_take(&rest, "m"))
		return -1;
	if (dotted)
		(void)exchange_take(&rest, ".");
	*text = rest;
	return evening;
}

bool exchange_time_any(struct exchange_text *text, struct exchange_clock *out)
{
	struct exchange_text rest = *text;
	struct exchange_clock clock = *out;
	int hour;

	if (!exchange_time_of_day(&rest, &clock)) {
		/* 9am: an hour alone only with its half of the day. */
		if (!exchange_number(&rest, 1, 2, &hour))
			return false;
		clock.minute = hour * 60;
		clock.milliseconds = 0;
		struct exchange_text half = rest;
		if (half_take(&half) < 0)
			return false;
	}
	int half = half_take(&rest);
	hour = clock.minute / 60;
	if (half >= 0 && (hour < 1 || hour > 12))
		return false;
	if (half >= 0)
		clock.minute = (hour % 12 + half * 12) * 60 + clock.minute % 60;
	*out = clock;
	*text = rest;
	return true;
}

/* 1:30, 73:41, 01:30:00. */
static bool length_clock(struct exchange_text text, int64_t *out)
{
	int hours, minutes, seconds = 0;

	if (!exchange_number(&text, 1, 5, &hours) || !exchange_take(&text, ":") ||
	    !exchange_number(&text, 2, 2, &minutes))
		return false;
	if (exchange_take(&text, ":") && !exchange_number(&text, 2, 2, &seconds))
		return false;
	if (exchange_take(&text, ".")) {
		int unused;
		if (!exchange_number(&text, 1, 9, &unused))
			return false;
	}
	*out = ((int64_t)hours * 3600 + (int64_t)minutes * 60 + seconds) * TS_SECOND;
	return text.at == text.end && minutes < 60 && seconds < 60;
}

/* A number with a fraction behind a point or a comma, in thousandths. */
static bool thousandths_take(struct exchange_text *text, int64_t *out, bool *fraction)
{
	int whole, digit, scale = 100;

	if (!exchange_number(text, 1, 9, &whole))
		return false;
	*out = (int64_t)whole * 1000;
	struct exchange_text rest = *text;
	*fraction = (exchange_take(&rest, ".") || exchange_take(&rest, ",")) && exchange_number(&rest, 1, 1, &digit);
	if (!*fraction)
		return true;
	do {
		*out += (int64_t)digit * scale;
		scale /= 10;
	} while (exchange_number(&rest, 1, 1, &digit));
	*text = rest;
	return true;
}

/* 1h 30m, 1 h 30 min, 90 min, PT1H30M. */
static bool length_words(struct exchange_text text, int64_t *out)
{
	static const struct {
		const char *word;
		int64_t unit;
	} units[] = { { "hours", 3600 }, { "hour", 3600 }, { "hrs", 3600 }, { "hr", 3600 }, { "h", 3600 },
		      { "minutes", 60 }, { "minute", 60 }, { "mins", 60 },  { "min", 60 },  { "m", 60 },
		      { "seconds", 1 },  { "second", 1 },  { "secs", 1 },   { "sec", 1 },   { "s", 1 } };
	bool any = false, fraction;
	int64_t number;

	(void)word_take(&text, "PT");
	for (*out = 0; text.at < text.end; any = true) {
		size_t i = 0;
		if (!thousandths_take(&text, &number, &fraction))
			return false;
		exchange_skip_spaces(&text);
		while (i < sizeof units / sizeof units[0] && !word_take(&text, units[i].word))
			i++;
		if (i == sizeof units / sizeof units[0])
			return false;
		*out += number * units[i].unit;
		exchange_skip_spaces(&text);
	}
	return any;
}

bool exchange_length(const char *words, int64_t unit, int64_t *out)
{
	struct exchange_text text = exchange_text_of(words, strlen(words));
	bool fraction;

	exchange_skip_spaces(&text);
	while (text.end > text.at && text.end[-1] == ' ')
		text.end--;
	if (length_clock(text, out) || length_words(text, out))
		return true;
	const char *from = text.at;
	if (!thousandths_take(&text, out, &fraction) || text.at != text.end)
		return false;
	/* "3,600" seconds are 3600, or 3.6. */
	if (fraction && unit > 0 && unit < 3600 && *out >= 1000 && text.end - from > 4 && strchr(".,", text.end[-4]))
		return false;
	/* A number alone has no unit; one with a fraction is of hours. */
	if (unit == 0 && !fraction)
		return false;
	*out *= unit == 0 ? 3600 : unit;
	return true;
}
