/*
 * Dates that people type, put together: parts in any order become one moment. Lenient in how a thing is written, strict
 * in what it means: two times, or a Friday that is a Monday, are refused.
 */
#include "data/when/when.h"

#include <string.h>

static const char example[] = "9:30";

static enum when_result moment_set(struct when_reader *reader, size_t from, ts_time at)
{
	if (reader->date != DATE_NONE || reader->weekday >= 0 || reader->clock != CLOCK_NONE || reader->has_moment)
		return when_fail_quoting(reader, from, reader->next, "-15m", "does not go with a date or a time");
	reader->has_moment = true;
	reader->moment = at;
	return WHEN_TAKEN;
}

/* A distance from a moment, back with sign -1: a moment if hours or minutes were named, else a date. */
static enum when_result distance_set(struct when_reader *reader, size_t from, const struct when_duration *duration,
                                     ts_time base, int sign)
{
	if (!duration->coarse)
		return moment_set(reader, from, base + sign * duration->seconds * TS_SECOND);
	if (duration->fine && duration->months)
		return when_fail(reader, from, reader->next, "2 days ago", "months do not go with hours and minutes");
	if (duration->fine)
		return moment_set(reader, from, base + sign * (duration->seconds + duration->days * 86400) * TS_SECOND);
	int64_t day = when_months_add(reader->today, sign * duration->months) + sign * duration->days;
	if (when_date_set(reader, from, DATE_DAY) == WHEN_WRONG)
		return WHEN_WRONG;
	reader->date_day = day < INT32_MIN ? INT32_MIN : day > INT32_MAX ? INT32_MAX : (ts_day)day;
	reader->date_is_own = true;
	return WHEN_TAKEN;
}

/* 15 minutes ago, an hour ago */
static enum when_result ago_read(struct when_reader *reader)
{
	struct when_duration duration;
	size_t from = reader->next, next = from;

	if (!when_duration_read(reader, &next, false, &duration) || !when_is_word(&reader->tokens[next], WORD_AGO))
		return WHEN_PASSED;
	reader->next = next + 1;
	return distance_set(reader, from, &duration, reader->context.now, -1);
}

/* -15, -15m, -1h30, +15 */
static enum when_result signed_read(struct when_reader *reader)
{
	size_t from = reader->next++;
	bool back = reader->tokens[from].symbol == '-';
	struct when_duration duration;
	ts_time base = back ? reader->context.minus_from : reader->context.last_log;

	if (!when_duration_read(reader, &reader->next, true, &duration))
		return when_fail(reader, from, from + 1, back ? "-15m" : "+15m",
		                 "how long? a number is missing after %s", back ? "-" : "+");
	reader->moment_spaced = !reader->tokens[from + 1].glued;
	if (back && when_is_word(&reader->tokens[reader->next], WORD_AGO)) {
		reader->next++;
		base = 0;
	}
	return distance_set(reader, from, &duration, base != 0 ? base : reader->context.now, back ? -1 : 1);
}

static enum when_result weekday_read(struct when_reader *reader, size_t from, int which)
{
	if (reader->has_moment || reader->weekday >= 0)
		return when_fail_quoting(reader, from, reader->next + 1, "fri 9:00", "is a second day");
	reader->weekday = reader->tokens[reader->next++].value;
	if (when_is_symbol(&reader->tokens[reader->next], '.'))
		reader->next++;
	reader->which = which;
	reader->weekday_span = (struct when_span){ from, reader->next };
	return WHEN_TAKEN;
}

static enum when_result day_read(struct when_reader *reader)
{
	size_t from = reader->next++;

	if (when_date_set(reader, from, DATE_DAY) == WHEN_WRONG)
		return WHEN_WRONG;
	reader->date_day = reader->today + reader->tokens[from].value;
	reader->date_is_own = true;
	return WHEN_TAKEN;
}

static enum when_result not_understood(struct when_reader *reader, size_t at)
{
	return when_fail_quoting(reader, at, at + 1, example, "is not understood as a date or a time");
}

/* "last", "an": words that lead to another. What is wrong is the one behind them, if there is one. */
static enum when_result leads_nowhere(struct when_reader *reader)
{
	size_t next = reader->next + 1;

	return not_understood(reader, next < reader->count ? next : reader->next);
}

/* "an hour", without "ago". */
static enum when_result amount_read(struct when_reader *reader)
{
	struct when_duration duration;
	size_t next = reader->next;
	enum when_result result = ago_read(reader);

	if (result != WHEN_PASSED)
		return result;
	if (when_duration_read(reader, &next, false, &duration))
		return when_fail_quoting(reader, reader->next, next, "-15m", "is a length of time, not a moment");
	return leads_nowhere(reader);
}

static enum when_result which_read(struct when_reader *reader)
{
	const struct when_token *token = &reader->tokens[reader->next];
	size_t from = reader->next;

	if (when_is_word(token + 1, WORD_WEEKDAY)) {
		reader->next++;
		return weekday_read(reader, from, token->value);
	}
	if (when_is_word(token + 1, WORD_UNIT) && token[1].value >= UNIT_DAY)
		return when_fail_quoting(reader, from, from + 2, "last friday", "is not one day");
	return leads_nowhere(reader);
}

static enum when_result word_read(struct when_reader *reader)
{
	const struct when_token *token = &reader->tokens[reader->next];

	switch (token->word) {
	case WORD_NOW:
		reader->next++;
		return moment_set(reader, reader->next - 1, reader->context.now);
	case WORD_CLOCK:
		reader->next++;
		return when_clock_set(reader, reader->next - 1, CLOCK_WORD, token->value);
	case WORD_DAY:
		return day_read(reader);
	case WORD_WHICH:
		return which_read(reader);
	case WORD_WEEKDAY:
		return weekday_read(reader, reader->next, 2);
	case WORD_MONTH:
		return when_date_read_month(reader);
	case WORD_NUMERAL:
	case WORD_PART:
		return amount_read(reader);
	case WORD_T: /* only between a date and a time that touch it */
		if (reader->date == DATE_NONE || !token->glued || !token[1].glued || token[1].type != WHEN_NUMBER)
			return not_understood(reader, reader->next);
		reader->next++;
		return WHEN_TAKEN;
	case WORD_AT:
		reader->next++;
		return WHEN_TAKEN;
	default:
		return not_understood(reader, reader->next);
	}
}

/* The year at the end of "Mon Nov 23 16:10:18 2026", as date(1) prints it. */
static enum when_result late_year_read(struct when_reader *reader)
{
	const struct when_token *token = &reader->tokens[reader->next];

	if (token->size != 4 || token->value < WHEN_YEAR_FIRST || reader->date != DATE_CIVIL || reader->year != 0 ||
	    reader->month == 0 || reader->clock == CLOCK_NONE)
		return WHEN_PASSED;
	reader->year = token->value;
	reader->next++;
	return WHEN_TAKEN;
}

static enum when_result number_read(struct when_reader *reader)
{
	static enum when_result (*const readers[])(struct when_reader *) = {
		ago_read,
		late_year_read,
		when_date_read_number,
		when_clock_read,
	};
	enum when_result result = WHEN_PASSED;

	for (size_t i = 0; result == WHEN_PASSED && i < sizeof readers / sizeof readers[0]; i++)
		result = readers[i](reader);
	return result;
}

static enum when_result part_read(struct when_reader *reader)
{
	const struct when_token *token = &reader->tokens[reader->next];
	enum when_result zone = when_zone_read(reader);

	if (zone != WHEN_PASSED)
		return zone;
	if (token->type == WHEN_NUMBER)
		return number_read(reader);
	if (token->type == WHEN_WORD)
		return word_read(reader);
	if (token->symbol == '-' || token->symbol == '+')
		return signed_read(reader);
	if (token->symbol != '@' && token->symbol != ',')
		return not_understood(reader, reader->next);
	reader->next++;
	return WHEN_TAKEN;
}

static enum when_result read_once(struct when_reader *reader, const char *text, size_t size,
                                  const struct ts_when_context *context, const ts_day *reference, bool dotted_is_date,
                                  struct ts_when *out)
{
	*reader = (struct when_reader){
		.context = *context, .weekday = -1, .which = 2, .dotted_is_date = dotted_is_date
	};
	reader->today = ts_day_of(context->now, context->day_start);
	reader->reference = reference ? *reference : reader->today;
	when_tokens_read(reader, text, size);
	while (reader->next < reader->count) {
		if (part_read(reader) == WHEN_WRONG)
			return WHEN_WRONG;
	}
	return when_resolve(reader, out);
}

enum ts_status when_read(struct when_reader *reader, const char *text, size_t size,
                         const struct ts_when_context *context, const ts_day *reference, struct ts_when *out)
{
	struct ts_when found;
	enum when_result result = read_once(reader, text, size, context, reference, reference != NULL, &found);

	if (result == WHEN_WRONG && reader->dotted && !reader->dotted_is_date) {
		/* 23.11 was taken for a time, and then the rest made no sense. */
		struct ts_when_error error = reader->error;
		result = read_once(reader, text, size, context, reference, true, &found);
		if (result == WHEN_WRONG && reader->error.offset <= error.offset)
			reader->error = error;
	}
	if (result == WHEN_WRONG)
		return TS_INVALID;
	*out = found;
	return TS_OK;
}

enum ts_status when_read_wanted(struct when_reader *reader, const char *text, size_t size,
                                const struct ts_when_context *context, struct ts_when *out)
{
	struct ts_when found;
	enum ts_status status = when_read(reader, text, size, context, NULL, &found);

	if (status == TS_OK && when_want_check(reader, &found) == WHEN_WRONG)
		status = TS_INVALID;
	if (status == TS_OK)
		*out = found;
	return status;
}

enum ts_status ts_when_parse(const char *text, const struct ts_when_context *context, struct ts_when *out,
                             struct ts_when_error *error)
{
	struct ts_when_context clamped = when_context_clamp(context);
	struct when_reader reader;
	enum ts_status status = when_read_wanted(&reader, text, strlen(text), &clamped, out);

	if (status != TS_OK && error) {
		*error = reader.error;
		when_example_choose(&clamped, error);
	}
	return status;
}
