/*
 * Ranges of days that people type: a word, a year, a month, a week, so many days up to today, a date, or two of these
 * with dots between.
 */
#include "data/when/when.h"

#include <stdio.h>
#include <string.h>

static const char example[] = "last week";

/* Where in the text a part begins, so that its errors can be moved there. */
struct part {
	const char *text;
	size_t size;
};

static struct ts_range range_between(ts_day first, ts_day last)
{
	return (struct ts_range){ first, last };
}

static struct ts_range month_range(int year, int month)
{
	return range_between(ts_day_from_civil(year, month, 1), ts_day_from_civil(year, month + 1, 0));
}

struct ts_range when_unit_range(ts_day today, enum when_unit unit, int which)
{
	struct ts_civil civil;

	ts_day_to_civil(today, &civil);
	if (unit == UNIT_YEAR)
		return range_between(ts_day_from_civil(civil.year + which, 1, 1),
		                     ts_day_from_civil(civil.year + which, 12, 31));
	if (unit == UNIT_MONTH)
		return month_range(civil.year, civil.month + which);
	ts_day monday = today - civil.weekday + which * 7;
	return range_between(monday, monday + 6);
}

/* "week", "this month", "last year" */
static enum when_result unit_read(struct when_reader *reader, struct ts_range *out)
{
	const struct when_token *token = reader->tokens;
	int which = 0;

	if (when_is_word(token, WORD_WHICH))
		which = (token++)->value;
	if (!when_is_word(token, WORD_UNIT) || token->value < UNIT_WEEK || token[1].type != WHEN_END || token->size < 4)
		return WHEN_PASSED;
	*out = when_unit_range(reader->today, (enum when_unit)token->value, which);
	return WHEN_TAKEN;
}

/* "30d", "last 30 days", "2w", "3m": so much up to today, which is included. A letter m is a month here. */
static enum when_result length_read(struct when_reader *reader, struct ts_range *out)
{
	enum { MOST = 10000 * 366 };
	const struct when_token *token = reader->tokens;

	if (when_is_word(token, WORD_WHICH) && token->value < 0)
		token++;
	bool number = token->type == WHEN_NUMBER || when_is_word(token, WORD_NUMERAL);
	if (!number || !when_is_word(token + 1, WORD_UNIT) || token[2].type != WHEN_END)
		return WHEN_PASSED;
	enum when_unit unit = (enum when_unit)token[1].value;
	if (unit == UNIT_MINUTE && token[1].size == 1)
		unit = UNIT_MONTH;
	if (unit < UNIT_DAY)
		return when_fail_quoting(reader, 0, reader->count, "30d", "is not a number of days");
	if (token->value == 0)
		return when_fail(reader, 0, reader->count, "30d", "a range has at least one day");
	int64_t amount = token->value > MOST ? MOST : token->value;
	ts_day first = reader->today + 1;
	if (unit == UNIT_MONTH || unit == UNIT_YEAR)
		first = when_months_add(first, -amount * (unit == UNIT_YEAR ? 12 : 1));
	else
		first -= (ts_day)amount * (unit == UNIT_WEEK ? 7 : 1);
	if (first < ts_day_from_civil(WHEN_YEAR_FIRST, 1, 1))
		return when_fail_quoting(reader, 0, reader->count, "30d", "is too long");
	*out = range_between(first, reader->today);
	return WHEN_TAKEN;
}

static bool is_year(const struct when_token *token)
{
	return token->type == WHEN_NUMBER && token->size == 4;
}

static enum when_result year_check(struct when_reader *reader, int year)
{
	if (year >= WHEN_YEAR_FIRST && year <= WHEN_YEAR_LAST)
		return WHEN_TAKEN;
	return when_fail(reader, 0, reader->count, "2026", "years go from %d to %d", WHEN_YEAR_FIRST, WHEN_YEAR_LAST);
}

/* "nov", "nov 2026", "november, 2026", "nov." The latest past one when there is no year. */
static enum when_result month_read(struct when_reader *reader, struct ts_range *out)
{
	const struct when_token *token = reader->tokens;
	struct ts_civil civil;

	if (!when_is_word(token, WORD_MONTH))
		return WHEN_PASSED;
	int month = token->value;
	token++;
	while (token->type == WHEN_SYMBOL && token->symbol && token->symbol != '@' && token->symbol != '+')
		token++;
	if (token->type == WHEN_END) {
		ts_day_to_civil(reader->reference, &civil);
		*out = month_range(civil.year - (month > civil.month), month);
		return WHEN_TAKEN;
	}
	if (!is_year(token) || token[1].type != WHEN_END)
		return WHEN_PASSED;
	*out = month_range(token->value, month);
	return year_check(reader, token->value);
}

/* "2026-W47": at is the token of the number after W. */
static enum when_result week_read(struct when_reader *reader, int year, const struct when_token *number,
                                  struct ts_range *out)
{
	ts_day monday;

	if (year_check(reader, year) == WHEN_WRONG)
		return WHEN_WRONG;
	if (!when_week_monday(year, number->value, &monday))
		return when_fail(reader, 0, reader->count, "2026-W47", "%d has no week %d", year, number->value);
	*out = range_between(monday, monday + 6);
	return WHEN_TAKEN;
}

static bool is_week_letter(const struct when_reader *reader, const struct when_token *token)
{
	return token->type == WHEN_WORD && token->size == 1 && (reader->text[token->offset] | 0x20) == 'w';
}

/* "2026", "2026-11", "2026/11", "11/2026", "2026-W47", "W47" (the latest past one). */
static enum when_result numeric_read(struct when_reader *reader, struct ts_range *out)
{
	const struct when_token *token = reader->tokens;
	const struct when_token *second = token + 2;
	bool mark = when_is_symbol(token + 1, '-') || when_is_symbol(token + 1, '/') || when_is_symbol(token + 1, '.');

	if (is_week_letter(reader, token) && token[1].type == WHEN_NUMBER && token[1].size <= 2 && token[1].glued &&
	    token[2].type == WHEN_END) {
		int year, week;
		ts_day_iso_week(reader->reference, &year, &week);
		return week_read(reader, year - (token[1].value > week), token + 1, out);
	}
	if (is_year(token) && token[1].type == WHEN_END) {
		*out = range_between(ts_day_from_civil(token->value, 1, 1), ts_day_from_civil(token->value, 12, 31));
		return year_check(reader, token->value);
	}
	if (is_year(token)) {
		const struct when_token *letter = token + (when_is_symbol(token + 1, '-') ? 2 : 1);
		if (is_week_letter(reader, letter) && letter[1].type == WHEN_NUMBER && letter[1].size <= 2 &&
		    letter[2].type == WHEN_END)
			return week_read(reader, token->value, letter + 1, out);
	}
	if (!mark || second->type != WHEN_NUMBER || !second->glued || token[3].type != WHEN_END)
		return WHEN_PASSED;
	const struct when_token *year = is_year(token) ? token : second;
	const struct when_token *month = is_year(token) ? second : token;
	if (!is_year(year) || month->size > 2)
		return WHEN_PASSED;
	if (month->value < 1 || month->value > 12)
		return when_fail(reader, 0, reader->count, "2026-11", "there is no month %d", month->value);
	*out = month_range(year->value, month->value);
	return year_check(reader, year->value);
}

/* One part, without dots in the middle: a range, or a single day. */
static enum ts_status bound_read(const struct part *part, const struct ts_when_context *context,
                                 const ts_day *reference, struct ts_range *out, struct ts_when_error *error)
{
	static enum when_result (*const readers[])(struct when_reader *, struct ts_range *) = {
		unit_read, length_read, month_read, numeric_read, when_quarter_read,
	};
	struct when_reader reader = { .context = *context, .reference = *reference };
	enum when_result result = WHEN_PASSED;
	struct ts_when when;

	reader.today = ts_day_of(context->now, context->day_start);
	when_tokens_read(&reader, part->text, part->size);
	for (size_t i = 0; result == WHEN_PASSED && i < sizeof readers / sizeof readers[0]; i++)
		result = readers[i](&reader, out);
	if (result == WHEN_TAKEN)
		return TS_OK;
	if (result == WHEN_PASSED && when_read(&reader, part->text, part->size, context, reference, &when) == TS_OK) {
		if (!when.has_time) {
			*out = range_between(when.day, when.day);
			return TS_OK;
		}
		when_fail(&reader, 0, reader.count, example, "a range is of whole days: leave out the time");
	}
	*error = reader.error;
	/* Of a time of day, which is none here, or of a day that is. */
	if (strchr(error->example, ':') || error->example[0] == '-' || error->example[0] == '+')
		(void)snprintf(error->example, sizeof error->example, "%s", example);
	return TS_INVALID;
}

/* Finds what divides the text in two: dots, or a word. True if there is a divider; begin and end are its bytes. */
static bool divider_find(const char *text, struct when_reader *reader, size_t *begin, size_t *end)
{
	const char *dots = strstr(text, "..");

	if (dots) {
		while (dots[2] == '.') /* "1.11...15.11.": the first of three closes a date */
			dots++;
		*begin = (size_t)(dots - text);
		*end = *begin + 2;
		return true;
	}
	for (size_t i = 1; i < reader->count; i++) {
		if (when_is_word(&reader->tokens[i], WORD_TO)) {
			*begin = reader->tokens[i].offset;
			*end = *begin + reader->tokens[i].size;
			return true;
		}
	}
	return false;
}

static bool is_blank(const struct part *part)
{
	return strspn(part->text, " \t\n\r\v\f") >= part->size;
}

/* Reads A..B: the end first, since "nov..feb" begins in the November before that February. */
static enum ts_status ends_read(const struct part *left, const struct part *right,
                                const struct ts_when_context *context, struct ts_range *out,
                                struct ts_when_error *error)
{
	struct ts_range first = { 0 }, last = { 0 };
	ts_day today = ts_day_of(context->now, context->day_start);
	enum ts_status status;

	first.first = ts_day_from_civil(WHEN_YEAR_FIRST, 1, 1);
	last.last = today;
	if (!is_blank(right)) {
		status = bound_read(right, context, &today, &last, error);
		if (status != TS_OK) {
			error->offset += (size_t)(right->text - left->text);
			return status;
		}
	}
	if (!is_blank(left)) {
		status = bound_read(left, context, &last.last, &first, error);
		if (status != TS_OK)
			return status;
	}
	if (first.first > last.last) {
		struct when_reader reader = { 0 };
		size_t size = (size_t)(right->text - left->text) + right->size;
		when_tokens_read(&reader, left->text, size);
		when_fail(&reader, 0, reader.count, "2026-11-01..2026-11-15", "the end lies before the beginning");
		*error = reader.error;
		return TS_INVALID;
	}
	*out = range_between(first.first, last.last);
	return TS_OK;
}

/* What is no range may begin with one: then what stands behind it is to blame. */
static void behind_blame(struct when_reader *reader, const struct part *whole, const struct ts_when_context *context,
                         const ts_day *today, struct ts_when_error *error)
{
	struct ts_when_error ignored;
	struct ts_range range;

	for (size_t i = reader->count - 1; reader->count > 0 && i > 0; i--) {
		const struct part begin = { whole->text, reader->tokens[i].offset };
		if (reader->tokens[i].glued || reader->tokens[i].type == WHEN_NUMBER ||
		    bound_read(&begin, context, today, &range, &ignored) != TS_OK)
			continue;
		(void)when_fail_quoting(reader, i, reader->count, example, "is not understood behind a range");
		*error = reader->error;
		return;
	}
}

enum ts_status ts_range_parse(const char *text, const struct ts_when_context *context, struct ts_range *out,
                              struct ts_when_error *error)
{
	struct when_reader reader = { 0 };
	struct ts_when_context clamped = when_context_clamp(context);
	ts_day today = ts_day_of(clamped.now, clamped.day_start);
	struct ts_when_error ignored;
	size_t size = strlen(text), begin, end, from = 0;

	when_tokens_read(&reader, text, size);
	/* "since monday", "from 1 nov to 15 nov" */
	bool since = when_is_word(&reader.tokens[0], WORD_SINCE);
	if (since)
		from = reader.tokens[0].size + reader.tokens[0].offset;
	bool divided = divider_find(text, &reader, &begin, &end);
	if (since && !divided) {
		begin = end = size;
		divided = true;
	}
	if (!error)
		error = &ignored;
	struct part whole = { text + from, size - from };
	struct ts_range found;
	enum ts_status status;
	if (divided) {
		struct part left = { text + from, begin - from }, right = { text + end, size - end };
		status = ends_read(&left, &right, &clamped, &found, error);
	} else {
		status = bound_read(&whole, &clamped, &today, &found, error);
		if (status != TS_OK && !since)
			behind_blame(&reader, &whole, &clamped, &today, error);
	}
	if (status == TS_OK)
		*out = found;
	else
		error->offset += from;
	return status;
}
