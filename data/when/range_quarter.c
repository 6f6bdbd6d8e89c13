/* Ranges that accountants type, and those of one word: quarters, the year up to today, all there is, "lastweek". */
#include "data/when/when.h"

#include <string.h>
#include <strings.h>

enum { QUARTERS = 4, QUARTER_MONTHS = 3, QUARTER_PART = 250 /* of an hour: the same word */ };

static enum when_result quarter_set(struct when_reader *reader, int year, int quarter, struct ts_range *out)
{
	static const char example[] = "2026-Q4";

	if (quarter < 1 || quarter > QUARTERS)
		return when_fail(reader, 0, reader->count, example, "there is no quarter %d", quarter);
	if (year < WHEN_YEAR_FIRST || year > WHEN_YEAR_LAST)
		return when_fail(reader, 0, reader->count, example, "years go from %d to %d", WHEN_YEAR_FIRST,
		                 WHEN_YEAR_LAST);
	out->first = ts_day_from_civil(year, (quarter - 1) * QUARTER_MONTHS + 1, 1);
	out->last = ts_day_from_civil(year, quarter * QUARTER_MONTHS + 1, 0);
	return WHEN_TAKEN;
}

static int quarter_of(const struct ts_civil *civil)
{
	return (civil->month - 1) / QUARTER_MONTHS + 1;
}

static bool text_is(const struct when_reader *reader, const struct when_token *token, const char *word)
{
	return token->type == WHEN_WORD && token->size == strlen(word) &&
	       strncasecmp(reader->text + token->offset, word, token->size) == 0;
}

/* "q3": the letter, and its number glued to it. */
static bool is_quarter(const struct when_reader *reader, const struct when_token *token)
{
	return text_is(reader, token, "q") && token[1].type == WHEN_NUMBER && token[1].size == 1 && token[1].glued;
}

static bool is_year(const struct when_token *token)
{
	return token->type == WHEN_NUMBER && token->size == 4;
}

/* "q3" (the latest past one), "q3 2026", "2026-Q3", "2026 q3". */
static enum when_result numbered_read(struct when_reader *reader, struct ts_range *out)
{
	const struct when_token *token = reader->tokens;
	struct ts_civil civil;

	if (is_year(token)) {
		const struct when_token *letter = token + (when_is_symbol(token + 1, '-') ? 2 : 1);
		if (!is_quarter(reader, letter) || letter[2].type != WHEN_END)
			return WHEN_PASSED;
		return quarter_set(reader, token->value, letter[1].value, out);
	}
	if (!is_quarter(reader, token))
		return WHEN_PASSED;
	if (is_year(token + 2) && token[3].type == WHEN_END)
		return quarter_set(reader, token[2].value, token[1].value, out);
	if (token[2].type != WHEN_END)
		return WHEN_PASSED;
	ts_day_to_civil(reader->reference, &civil);
	return quarter_set(reader, civil.year - (token[1].value > quarter_of(&civil)), token[1].value, out);
}

/* The quarter that contains today, or one before or after it. */
static enum when_result quarter_beside(struct when_reader *reader, int which, struct ts_range *out)
{
	struct ts_civil civil;

	ts_day_to_civil(reader->today, &civil);
	int number = civil.year * QUARTERS + quarter_of(&civil) - 1 + which;
	return quarter_set(reader, number / QUARTERS, number % QUARTERS + 1, out);
}

/* "quarter", "last quarter" */
static enum when_result named_read(struct when_reader *reader, struct ts_range *out)
{
	const struct when_token *token = reader->tokens;
	int which = 0;

	if (when_is_word(token, WORD_WHICH))
		which = (token++)->value;
	if (!when_is_word(token, WORD_PART) || token->value != QUARTER_PART || token[1].type != WHEN_END)
		return WHEN_PASSED;
	return quarter_beside(reader, which, out);
}

/* Up to today. */
static enum when_result word_read(struct when_reader *reader, struct ts_range *out)
{
	const struct when_token *token = reader->tokens;
	struct ts_civil civil;

	if (token[1].type != WHEN_END)
		return WHEN_PASSED;
	ts_day_to_civil(reader->today, &civil);
	if (text_is(reader, token, "all"))
		out->first = ts_day_from_civil(WHEN_YEAR_FIRST, 1, 1);
	else if (text_is(reader, token, "ytd"))
		out->first = ts_day_from_civil(civil.year, 1, 1);
	else if (text_is(reader, token, "qtd"))
		out->first = ts_day_from_civil(civil.year, (quarter_of(&civil) - 1) * QUARTER_MONTHS + 1, 1);
	else if (text_is(reader, token, "mtd"))
		out->first = ts_day_from_civil(civil.year, civil.month, 1);
	else
		return WHEN_PASSED;
	out->last = reader->today;
	return WHEN_TAKEN;
}

/* "lastweek", "thisquarter" */
static enum when_result joined_read(struct when_reader *reader, struct ts_range *out)
{
	static const struct {
		const char *word;
		int which;
	} whiches[] = { { "last", -1 }, { "this", 0 }, { "next", 1 } };
	static const struct {
		const char *word;
		enum when_unit unit;
	} units[] = { { "week", UNIT_WEEK }, { "month", UNIT_MONTH }, { "year", UNIT_YEAR } };
	const struct when_token *token = reader->tokens;

	for (size_t i = 0; token[1].type == WHEN_END && i < sizeof whiches / sizeof whiches[0]; i++) {
		const size_t size = strlen(whiches[i].word);
		struct when_token which = *token, unit = *token;
		if (token->size <= size)
			continue;
		which.size = size;
		unit.offset += size;
		unit.size -= size;
		if (!text_is(reader, &which, whiches[i].word))
			continue;
		if (text_is(reader, &unit, "quarter"))
			return quarter_beside(reader, whiches[i].which, out);
		for (size_t j = 0; j < sizeof units / sizeof units[0]; j++) {
			if (!text_is(reader, &unit, units[j].word))
				continue;
			*out = when_unit_range(reader->today, units[j].unit, whiches[i].which);
			return WHEN_TAKEN;
		}
	}
	return WHEN_PASSED;
}

enum when_result when_quarter_read(struct when_reader *reader, struct ts_range *out)
{
	static enum when_result (*const readers[])(
	        struct when_reader *, struct ts_range *) = { numbered_read, named_read, word_read, joined_read };
	enum when_result result = WHEN_PASSED;

	for (size_t i = 0; result == WHEN_PASSED && i < sizeof readers / sizeof readers[0]; i++)
		result = readers[i](reader, out);
	return result;
}
