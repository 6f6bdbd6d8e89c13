/*
 * Dates in a typed date: 2026-11-23, 2026-W47-1, 20261123, 11/23, 23.11., 23 nov 2026, nov 23, the 23rd. Finds what was
 * written; what was left out is filled in at the end, when the whole text was seen.
 */
#include "data/when/when.h"

#include <stdio.h>

static const char example[] = "23 nov";
static const char iso_example[] = "2026-11-23";

int when_month_days(int year, int month)
{
	struct ts_civil last;

	ts_day_to_civil(ts_day_from_civil(year, month + 1, 0), &last);
	return last.day;
}

ts_day when_months_add(ts_day day, int64_t months)
{
	enum { MOST = 12 * 10000 }; /* further than any date that is allowed */
	struct ts_civil civil;
	int shift = months > MOST ? MOST : months < -MOST ? -MOST : (int)months;

	ts_day_to_civil(day, &civil);
	int days = when_month_days(civil.year, civil.month + shift);
	return ts_day_from_civil(civil.year, civil.month + shift, civil.day < days ? civil.day : days);
}

bool when_week_monday(int year, int week, ts_day *monday)
{
	/* The fourth of January is always in the first week. */
	ts_day fourth = ts_day_from_civil(year, 1, 4);
	ts_day found = fourth - ts_day_weekday(fourth) + (week - 1) * 7;
	int iso_year, iso_week;

	if (week < 1 || week > 53)
		return false;
	ts_day_iso_week(found, &iso_year, &iso_week);
	if (iso_year != year)
		return false;
	*monday = found;
	return true;
}

enum when_result when_date_set(struct when_reader *reader, size_t from, enum when_date_kind kind)
{
	if (reader->has_moment || reader->date != DATE_NONE)
		return when_fail_quoting(reader, from, reader->next, example, "is a second date");
	reader->date = kind;
	reader->date_span = (struct when_span){ from, reader->next };
	return WHEN_TAKEN;
}

static enum when_result civil_set(struct when_reader *reader, size_t from, int year, int month, int day)
{
	size_t next = reader->next;

	if (month > 12)
		return when_fail(reader, from, next, example, "there is no month %d", month);
	if (when_date_set(reader, from, DATE_CIVIL) == WHEN_WRONG)
		return WHEN_WRONG;
	reader->year = year;
	reader->month = month;
	reader->day = day;
	return WHEN_TAKEN;
}

static bool is_number(const struct when_token *token, size_t least, size_t most)
{
	return token->type == WHEN_NUMBER && token->size >= least && token->size <= most;
}

static bool glued_number(const struct when_token *token, size_t least, size_t most)
{
	return token->glued && is_number(token, least, most);
}

/* The years that are checked; also keeps year * anything small. */
static enum when_result year_check(struct when_reader *reader, size_t from, int year)
{
	if (year >= WHEN_YEAR_FIRST && year <= WHEN_YEAR_LAST)
		return WHEN_PASSED;
	return when_fail(reader, from, reader->next, iso_example, "years go from %d to %d", WHEN_YEAR_FIRST,
	                 WHEN_YEAR_LAST);
}

static enum when_result day_set(struct when_reader *reader, size_t from, ts_day day)
{
	if (when_date_set(reader, from, DATE_DAY) == WHEN_WRONG)
		return WHEN_WRONG;
	reader->date_day = day;
	return WHEN_TAKEN;
}

/* 2026-W47, 2026-W47-1, 2026W471: at is the token after W. */
static enum when_result week_read(struct when_reader *reader, size_t from, size_t at)
{
	const struct when_token *token = &reader->tokens[at];
	int year = reader->tokens[from].value, week = token->value, weekday = 1;
	ts_day monday;

	reader->next = at + 1;
	if (token->size == 3) {
		weekday = week % 10;
		week /= 10;
	} else if (when_is_symbol(token + 1, '-') && glued_number(token + 2, 1, 1)) {
		weekday = token[2].value;
		reader->next += 2;
	}
	if (year_check(reader, from, year) == WHEN_WRONG)
		return WHEN_WRONG;
	if (!when_week_monday(year, week, &monday))
		return when_fail(reader, from, reader->next, "2026-W47-1", "%d has no week %d", year, week);
	if (weekday < 1 || weekday > 7)
		return when_fail(reader, from, reader->next, "2026-W47-1",
		                 "the days of a week are 1 to 7, Monday to Sunday");
	return day_set(reader, from, monday + weekday - 1);
}

/* 2026-11-23, 2026-327, 2026-W47-1, 2026/11/23, 20261123. */
static enum when_result iso_read(struct when_reader *reader)
{
	size_t from = reader->next;
	const struct when_token *token = &reader->tokens[from];
	bool dash = when_is_symbol(token + 1, '-');

	if (token->size == 8) {
		reader->next++;
		if (year_check(reader, from, token->value / 10000) == WHEN_WRONG)
			return WHEN_WRONG;
		return civil_set(reader, from, token->value / 10000, token->value / 100 % 100, token->value % 100);
	}
	if (token->size != 4)
		return WHEN_PASSED;
	size_t week = from + (dash ? 2 : 1);
	if (reader->tokens[week].type == WHEN_WORD && reader->tokens[week].glued && reader->tokens[week].size == 1 &&
	    (reader->text[reader->tokens[week].offset] | 0x20) == 'w' && glued_number(&reader->tokens[week + 1], 1, 3))
		return week_read(reader, from, week + 1);
	if (!dash && !when_is_symbol(token + 1, '/') && !when_is_symbol(token + 1, '.'))
		return WHEN_PASSED;
	if (dash && glued_number(token + 2, 3, 3)) {
		reader->next += 3;
		if (year_check(reader, from, token->value) == WHEN_WRONG)
			return WHEN_WRONG;
		if (token[2].value < 1 || token[2].value > 337 + when_month_days(token->value, 2))
			return when_fail(reader, from, reader->next, iso_example, "%d has no day %d", token->value,
			                 token[2].value);
		return day_set(reader, from, ts_day_from_civil(token->value, 1, token[2].value));
	}
	if (!glued_number(token + 2, 1, 2))
		return WHEN_PASSED;
	bool whole = when_is_symbol(token + 3, token[1].symbol) && glued_number(token + 4, 1, 2);
	reader->next += whole ? 5 : 3;
	if (year_check(reader, from, token->value) == WHEN_WRONG)
		return WHEN_WRONG;
	if (token[2].value < 1 || token[2].value > 12)
		return when_fail(reader, from, reader->next, iso_example, "there is no month %d", token[2].value);
	if (!whole)
		return when_fail(reader, from, reader->next, iso_example, "which day of %s %d?",
		                 when_month_name(token[2].value), token->value);
	return civil_set(reader, from, token->value, token[2].value, token[4].value);
}

/* A year with two digits is one of this century. */
static int year_of(const struct when_token *token)
{
	return token->size == 2 ? 2000 + token->value : token->value;
}

/* Whether the number at token is the beginning of a time of day. */
static bool begins_clock(const struct when_token *token)
{
	return when_is_symbol(token + 1, ':') || (when_is_symbol(token + 1, '.') && glued_number(token + 2, 2, 2)) ||
	       (when_is_word(token + 1, WORD_UNIT) && token[1].glued) || when_is_word(token + 1, WORD_MERIDIEM);
}

/* Steps over what may stand between the parts of a date: "23-nov", "nov. 23", "23rd of november, 2026". */
static size_t separators_skip(const struct when_reader *reader, size_t at)
{
	for (;; at++) {
		const struct when_token *token = &reader->tokens[at];
		bool mark = when_is_symbol(token, '.') || when_is_symbol(token, '-') || when_is_symbol(token, '/') ||
		            (token->type == WHEN_SYMBOL && token->symbol == ',');
		if (!mark && !when_is_word(token, WORD_OF))
			return at;
	}
}

/* A year after day and month. Four digits before 1900 are rather a time: 0930. */
static int year_read(struct when_reader *reader)
{
	size_t at = separators_skip(reader, reader->next);
	const struct when_token *token = &reader->tokens[at];
	bool marked = at > reader->next && token->glued && token[-1].glued;

	if (begins_clock(token))
		return 0;
	if ((is_number(token, 4, 4) && token->value >= WHEN_YEAR_FIRST) || (marked && is_number(token, 2, 2))) {
		reader->next = at + 1;
		return year_of(token);
	}
	return 0;
}

static bool exists(int month, int day)
{
	return month >= 1 && month <= 12 && day >= 1 && day <= when_month_days(2000, month);
}

/* Says that two numbers may be two dates, and writes one of them so that it is one only. */
static enum when_result pair_refuse(struct when_reader *reader, size_t from, int year, int day, int month)
{
	struct ts_civil today;

	ts_day_to_civil(reader->reference, &today);
	if (year == 0)
		year = today.year - (ts_day_from_civil(today.year, month, day) > reader->reference);
	(void)when_fail(reader, from, reader->next, iso_example, "%d %s or %d %s? no locale tells which comes first",
	                day, when_month_name(month), month, when_month_name(day));
	(void)snprintf(reader->error.example, sizeof reader->error.example, "%04d-%02d-%02d", year, month, day);
	return WHEN_WRONG;
}

/* Two numbers that are day and month in the order of the place, unless only the other order makes a date. */
static enum when_result pair_set(struct when_reader *reader, size_t from, int year, bool dot)
{
	int first = reader->tokens[from].value, second = reader->tokens[from + 2].value;
	enum ts_date_order order = reader->context.order;
	/* Only days are written with a full stop where the year comes last, and who does so puts the day first. */
	bool month_first = order == TS_DATES_YMD || (order == TS_DATES_MDY && !dot);

	if (year != 0 && year_check(reader, from, year) == WHEN_WRONG)
		return WHEN_WRONG;
	if (order == TS_DATES_UNKNOWN && first != second && exists(first, second) && exists(second, first))
		return pair_refuse(reader, from, year, first, second);
	bool swap = month_first ? exists(first, second) || !exists(second, first)
	                        : exists(first, second) && !exists(second, first);
	int month = swap ? first : second;
	if (month < 1 || month > 12)
		return when_fail(reader, from, reader->next, example, "there is no month %d", month);
	return civil_set(reader, from, year, month, swap ? second : first);
}

/* 11/23, 23.11., 23.11.2026, 23-11-2026. */
static enum when_result pair_read(struct when_reader *reader)
{
	size_t from = reader->next;
	const struct when_token *token = &reader->tokens[from];
	char separator = token[1].symbol;
	bool dot = separator == '.';

	if (!is_number(token, 1, 2) || token[1].type != WHEN_SYMBOL || !token[1].glued || !separator ||
	    (separator != '/' && separator != '-' && !dot) || !glued_number(token + 2, 1, 2))
		return WHEN_PASSED;
	bool closed = when_is_symbol(token + 3, separator);
	bool year = closed && (glued_number(token + 4, 4, 4) || glued_number(token + 4, 2, 2));
	/* "23.11. 2026" */
	year = year || (dot && closed && is_number(token + 4, 4, 4) && token[4].value >= WHEN_YEAR_FIRST);
	if (!year && separator == '-')
		return WHEN_PASSED;
	if (dot && !closed) {
		/* 9.30 reads as a time, if it can; so does 23.11 unless there is another time. */
		bool time = token[2].size == 2 && token->value < 24 && token[2].value < 60;
		reader->dotted = reader->dotted || time;
		if (time && !reader->dotted_is_date && reader->clock == CLOCK_NONE)
			return WHEN_PASSED;
		if (time && reader->date != DATE_NONE)
			return WHEN_PASSED;
		if (!time && !exists(token->value, token[2].value) && !exists(token[2].value, token->value) &&
		    token[2].size == 2)
			return WHEN_PASSED;
	}
	reader->next += year ? 5 : closed && dot ? 4 : 3;
	/* 26/11/23 */
	if (year && reader->context.order == TS_DATES_YMD && token->size == 2 && token[4].size == 2)
		return civil_set(reader, from, year_of(token), token[2].value, token[4].value);
	return pair_set(reader, from, year ? year_of(token + 4) : year_read(reader), dot);
}

/* 23 nov, 23rd of november 2026, the 23rd, 23. */
enum when_result when_date_read_number(struct when_reader *reader)
{
	size_t from = reader->next;
	const struct when_token *token = &reader->tokens[from];
	enum when_result result = iso_read(reader);

	if (result == WHEN_PASSED)
		result = pair_read(reader);
	if (result != WHEN_PASSED || token->size > 2)
		return result;
	bool ordinal = when_is_word(token + 1, WORD_ORDINAL) && token[1].glued;
	size_t after = from + (ordinal ? 2 : 1);
	size_t at = separators_skip(reader, after);
	const struct when_token *month = &reader->tokens[at];
	if (when_is_word(month, WORD_MONTH)) {
		reader->next = at + 1;
		if (when_is_symbol(month + 1, '.') && !when_is_symbol(month + 2, '.'))
			reader->next++;
		int year = year_read(reader);
		return civil_set(reader, from, year, month->value, token->value);
	}
	bool stopped = when_is_symbol(token + 1, '.') && !(token[2].type == WHEN_NUMBER && token[2].glued);
	if (!ordinal && !stopped)
		return WHEN_PASSED;
	reader->next = from + 2;
	return civil_set(reader, from, 0, 0, token->value);
}

/* nov 23, november 23rd, 2026 */
enum when_result when_date_read_month(struct when_reader *reader)
{
	size_t from = reader->next;
	const struct when_token *month = &reader->tokens[from];
	size_t at = separators_skip(reader, from + 1);
	const struct when_token *day = &reader->tokens[at];

	if (when_is_word(day, WORD_AT))
		day = &reader->tokens[++at];
	if (!is_number(day, 1, 2) || begins_clock(day)) {
		bool year = is_number(day, 4, 4) && day->value >= WHEN_YEAR_FIRST;
		reader->next = year ? at + 1 : from + 1;
		return when_fail(reader, from, reader->next, example, "which day of %s?",
		                 when_month_name(month->value));
	}
	reader->next = at + 1;
	if (when_is_word(day + 1, WORD_ORDINAL) && day[1].glued)
		reader->next++;
	int year = year_read(reader);
	return civil_set(reader, from, year, month->value, day->value);
}

static enum when_result no_such_day(struct when_reader *reader, int year)
{
	struct when_span span = reader->date_span;

	if (reader->month == 0)
		return when_fail(reader, span.from, span.to, example, "no month has a day %d", reader->day);
	const char *month = when_month_name(reader->month);
	if (year != 0 && reader->month == 2 && reader->day == 29)
		return when_fail(reader, span.from, span.to, example, "there is no 29 february in %d", year);
	return when_fail(reader, span.from, span.to, example, "there is no %d %s", reader->day, month);
}

/* The latest day not after the reference with the day and, if given, the month that were read. */
static enum when_result latest_find(struct when_reader *reader, ts_day *out)
{
	struct ts_civil civil;
	/* 29 February was missing for eight years once, around 1900; day 31 is never missing for two months. */
	int step = reader->month ? 12 : 1, tries = reader->month ? 10 : 4;

	ts_day_to_civil(reader->reference, &civil);
	int month = reader->month ? reader->month : civil.month;
	for (int i = 0; i < tries; i++, month -= step) {
		ts_day found = ts_day_from_civil(civil.year, month, reader->day);
		if (reader->day > when_month_days(civil.year, month) || found > reader->reference)
			continue;
		*out = found;
		return WHEN_TAKEN;
	}
	return no_such_day(reader, 0);
}

static enum when_result weekday_check(struct when_reader *reader, ts_day day)
{
	struct ts_civil civil;

	ts_day_to_civil(day, &civil);
	if (reader->weekday == civil.weekday && reader->which == 2)
		return WHEN_TAKEN;
	return when_fail(reader, reader->weekday_span.from, reader->weekday_span.to, example, "%d %s %d is a %s",
	                 civil.day, when_month_name(civil.month), civil.year, when_weekday_name(civil.weekday));
}

static ts_day weekday_find(const struct when_reader *reader)
{
	ts_day today = reader->which == 2 ? reader->reference : reader->today;
	int back = (ts_day_weekday(today) - reader->weekday + 7) % 7;

	if (reader->which == 0)
		return today - ts_day_weekday(today) + reader->weekday;
	if (reader->which == 1)
		return today + 7 - back;
	return reader->which == -1 && back == 0 ? today - 7 : today - back;
}

enum when_result when_date_resolve(struct when_reader *reader, ts_day *out)
{
	ts_day day = reader->date_day;

	if (reader->date == DATE_NONE && reader->weekday < 0) {
		*out = reader->context.day;
		return WHEN_TAKEN;
	}
	if (reader->date == DATE_NONE) {
		*out = weekday_find(reader);
		return WHEN_TAKEN;
	}
	if (reader->date == DATE_CIVIL) {
		int days = reader->month ? when_month_days(reader->year ? reader->year : 2000, reader->month) : 31;
		if (reader->day < 1 || reader->day > days)
			return no_such_day(reader, reader->year);
		if (reader->year != 0)
			day = ts_day_from_civil(reader->year, reader->month, reader->day);
		else if (latest_find(reader, &day) == WHEN_WRONG)
			return WHEN_WRONG;
	}
	*out = day;
	return reader->weekday < 0 ? WHEN_TAKEN : weekday_check(reader, day);
}
