/*
 * Dates that people type, put together: parts in any order become one moment. Lenient in how a thing is written, strict
 * in what it means: two times, or a Friday that is a Monday, are refused.
 */
#include "data/pure/when.h"

#include <string.h>

static const char example[] = "9:30";

/* The first and last day that may be meant. */
static ts_day day_first(void)
{
	return ts_day_from_civil(WHEN_YEAR_FIRST, 1, 1);
}

static ts_day day_last(void)
{
	return ts_day_from_civil(WHEN_YEAR_LAST, 12, 31);
}

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
	return value < least ? least : value > most ? most : value;
}

struct ts_when_context when_context_clamp(const struct ts_when_context *context)
{
	const ts_time day_length = 24 * TS_HOUR;
	struct ts_when_context out = *context;
	ts_time least = day_first() * day_length, most = day_last() * day_length;

	out.now = clamp(out.now, least, most);
	out.last_log = clamp(out.last_log, least, most);
	out.day = (ts_day)clamp(out.day, day_first(), day_last());
	out.day_start = (int)clamp(out.day_start, 0, 720);
	return out;
}

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
	reader->date_day = (ts_day)clamp(day, INT32_MIN, INT32_MAX);
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
	ts_time base = reader->context.now;

	if (!when_duration_read(reader, &reader->next, true, &duration))
		return when_fail(reader, from, from + 1, back ? "-15m" : "+15m",
		                 "how long? a number is missing after %s", back ? "-" : "+");
	reader->moment_spaced = !reader->tokens[from + 1].glued;
	if (back && when_is_word(&reader->tokens[reader->next], WORD_AGO))
		reader->next++;
	if (!back && reader->context.last_log != 0)
		base = reader->context.last_log;
	return distance_set(reader, from, &duration, base, back ? -1 : 1);
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

static enum when_result not_understood(struct when_reader *reader)
{
	return when_fail_quoting(reader, reader->next, reader->next + 1, example,
	                         "is not understood as a date or a time");
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
	return not_understood(reader);
}

static enum when_result word_read(struct when_reader *reader)
{
	const struct when_token *token = &reader->tokens[reader->next];
	enum when_result result;

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
		result = ago_read(reader);
		return result == WHEN_PASSED ? not_understood(reader) : result;
	case WORD_T: /* only between a date and a time that touch it */
		if (reader->date == DATE_NONE || !token->glued || !token[1].glued || token[1].type != WHEN_NUMBER)
			return not_understood(reader);
		reader->next++;
		return WHEN_TAKEN;
	case WORD_AT:
		reader->next++;
		return WHEN_TAKEN;
	default:
		return not_understood(reader);
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
		return not_understood(reader);
	reader->next++;
	return WHEN_TAKEN;
}

static enum when_result time_resolve(struct when_reader *reader, struct ts_when *out)
{
	int start = reader->context.day_start;

	if (when_date_resolve(reader, &out->day) == WHEN_WRONG)
		return WHEN_WRONG;
	out->has_date = reader->date != DATE_NONE || reader->weekday >= 0;
	out->has_time = reader->clock != CLOCK_NONE;
	if (reader->has_zone) {
		out->at = ((ts_time)out->day * 1440 + reader->minute) * TS_MINUTE - reader->zone * TS_SECOND +
		          reader->millisecond;
		out->day = ts_day_of(out->at, start);
	} else if (out->has_time) {
		/* Of a day as the user counts it, the hours before its start are those of the night that ends it. A
		 * date from the calendar is taken at its word. */
		bool own = reader->date_is_own || reader->date == DATE_NONE;
		int minute = reader->minute + (own && reader->minute < start ? 1440 : 0);
		out->at = ts_time_local(out->day, minute, &out->fold) + reader->millisecond;
	} else {
		out->at = ts_time_local(out->day, start, NULL);
	}
	return WHEN_TAKEN;
}

static enum when_result resolve(struct when_reader *reader, struct ts_when *out)
{
	*out = (struct ts_when){ 0 };
	if (reader->has_moment) {
		out->at = reader->moment;
		out->day = ts_day_of(out->at, reader->context.day_start);
		out->has_time = true;
	} else if (reader->date == DATE_NONE && reader->weekday < 0 && reader->clock == CLOCK_NONE) {
		return when_fail(reader, 0, 0, example, "no date or time is given");
	} else if (time_resolve(reader, out) == WHEN_WRONG) {
		return WHEN_WRONG;
	}
	ts_day day = ts_day_of(out->at, 0);
	if (day < day_first() || day > day_last() || out->day < day_first() || out->day > day_last())
		return when_fail(reader, 0, reader->count, "yesterday", "that is too far away: years go from %d to %d",
		                 WHEN_YEAR_FIRST, WHEN_YEAR_LAST);
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
	return resolve(reader, out);
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

enum ts_status ts_when_parse(const char *text, const struct ts_when_context *context, struct ts_when *out,
                             struct ts_when_error *error)
{
	struct ts_when_context clamped = when_context_clamp(context);
	struct when_reader reader;
	enum ts_status status = when_read(&reader, text, strlen(text), &clamped, NULL, out);

	if (status != TS_OK && error)
		*error = reader.error;
	return status;
}

/* Whether what was read cannot well be the beginning of an activity's name. */
static bool is_unmistakable(const struct when_reader *reader)
{
	size_t last = reader->count - 1;

	if (reader->tokens[last].type == WHEN_SYMBOL || when_is_word(&reader->tokens[last], WORD_AT))
		return false;
	if (reader->has_moment)
		return !reader->moment_spaced && !when_is_word(&reader->tokens[0], WORD_NOW);
	if (reader->clock == CLOCK_NONE || reader->clock == CLOCK_BARE || reader->zone_spaced)
		return false;
	bool dated = reader->date != DATE_NONE || reader->weekday >= 0;
	if (!dated)
		return reader->clock == CLOCK_PLAIN;
	/* The date comes first: in "9:30 sun cream" it would be the activity's. Only "yesterday" may follow. */
	size_t date = reader->date != DATE_NONE ? reader->date_span.from : reader->weekday_span.from;
	return date < reader->clock_span.from ||
	       (when_is_word(&reader->tokens[last], WORD_DAY) && reader->tokens[last].value < 0);
}

/* "-1 day retro" is not "day retro" a minute ago. */
static bool is_cut_short(const struct when_reader *reader, const char *rest)
{
	struct when_reader after = { 0 };

	if (!reader->has_moment || reader->tokens[reader->count - 1].type != WHEN_NUMBER)
		return false;
	when_tokens_read(&after, rest, strcspn(rest, " \t\n\r\v\f"));
	return after.count == 1 && when_is_word(&after.tokens[0], WORD_UNIT) && after.tokens[0].size > 1;
}

size_t ts_when_prefix(const char *text, const struct ts_when_context *context, struct ts_when *out)
{
	enum { WORDS_MOST = 8 };
	static const char spaces[] = " \t\n\r\v\f";
	struct ts_when_context clamped = when_context_clamp(context);
	struct ts_when when, found = { 0 };
	size_t at = strspn(text, spaces), skip = 0;

	/* The longest beginning of whole words that is a time. */
	for (int words = 0; words < WORDS_MOST && text[at] != '\0'; words++) {
		struct when_reader reader;
		size_t end = at + strcspn(text + at, spaces);

		at = end + strspn(text + end, spaces);
		if (when_read(&reader, text, end, &clamped, NULL, &when) != TS_OK || !is_unmistakable(&reader))
			continue;
		skip = text[at] == '\0' || is_cut_short(&reader, text + at) ? 0 : at;
		found = when;
	}
	if (skip > 0 && out)
		*out = found;
	return skip;
}
