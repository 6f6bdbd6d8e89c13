/*
 * Times of day and lengths of time in a typed date: 9:30, 9.30, 930, 9h30, 9am, 1h30, 15 minutes, half an hour.
 */
#include "data/when/when.h"

static const char example[] = "9:30";

enum when_result when_clock_set(struct when_reader *reader, size_t from, enum when_clock_kind kind, int minute)
{
	if (reader->has_moment || reader->clock != CLOCK_NONE)
		return when_fail_quoting(reader, from, reader->next, "yesterday 17:00", "is a second time");
	reader->clock = kind;
	reader->minute = minute;
	reader->clock_span = (struct when_span){ from, reader->next };
	return WHEN_TAKEN;
}

/* am, pm, a.m. or p.m. at token at: its value and how many tokens it has; 0 if it is none. */
static size_t meridiem_read(const struct when_reader *reader, size_t at, int *out)
{
	const struct when_token *token = &reader->tokens[at];

	if (when_is_word(token, WORD_MERIDIEM)) {
		*out = token->value;
		return 1;
	}
	if (token->type != WHEN_WORD || token->size != 1 || !when_is_symbol(token + 1, '.') ||
	    token[2].type != WHEN_WORD || token[2].size != 1 || !token[2].glued ||
	    (reader->text[token[2].offset] | 0x20) != 'm')
		return 0;
	char letter = (char)(reader->text[token->offset] | 0x20);
	if (letter != 'a' && letter != 'p')
		return 0;
	*out = letter == 'p' ? 12 : 0;
	return when_is_symbol(token + 3, '.') ? 4 : 3;
}

/* What stands between hour and minutes, or nothing. */
struct clock {
	enum when_clock_kind kind;
	int hour, minute, second, millisecond;
	bool right;
};

static int fraction_milliseconds(const struct when_reader *reader, const struct when_token *digits)
{
	int milliseconds = 0;

	for (size_t i = 0; i < 3; i++)
		milliseconds = milliseconds * 10 + (i < digits->size ? reader->text[digits->offset + i] - '0' : 0);
	return milliseconds;
}

static bool two_digits(const struct when_token *token)
{
	return token->type == WHEN_NUMBER && token->glued && token->size == 2;
}

/* 9:30, 9:30:15, 9:30:15.250 */
static void clock_read_colons(struct when_reader *reader, struct clock *out)
{
	const struct when_token *token = &reader->tokens[reader->next];

	out->kind = CLOCK_PLAIN;
	out->right = two_digits(token + 2) && token->size <= 2;
	out->minute = token[2].value;
	reader->next += token[2].type == WHEN_NUMBER && token[2].glued ? 3 : 2;
	token += 3;
	if (!out->right || !when_is_symbol(token, ':'))
		return;
	out->right = two_digits(token + 1);
	out->second = token[1].value;
	reader->next += out->right ? 2 : 1;
	token += 2;
	if (out->right && (when_is_symbol(token, '.') || when_is_symbol(token, ',')) && token[1].type == WHEN_NUMBER &&
	    token[1].glued) {
		out->millisecond = fraction_milliseconds(reader, token + 1);
		reader->next += 2;
	}
}

/* 9, 930, 0930, 093015 */
static void clock_read_digits(struct when_reader *reader, struct clock *out)
{
	const struct when_token *token = &reader->tokens[reader->next++];
	int value = token->value;

	out->kind = CLOCK_BARE;
	out->right = token->size <= 4 || token->size == 6;
	if (token->size == 6) {
		out->second = value % 100;
		value /= 100;
	}
	out->hour = token->size <= 2 ? value : value / 100;
	out->minute = token->size <= 2 ? 0 : value % 100;
}

/* 9h, 9h30, 9h30m */
static void clock_read_letter(struct when_reader *reader, struct clock *out)
{
	const struct when_token *token = &reader->tokens[reader->next];

	out->kind = CLOCK_BARE;
	out->right = token->size <= 2;
	reader->next += 2;
	if (!two_digits(token + 2))
		return;
	out->kind = CLOCK_PLAIN;
	out->minute = token[2].value;
	reader->next++;
	if (when_is_word(token + 3, WORD_UNIT) && token[3].value == UNIT_MINUTE && token[3].glued)
		reader->next++;
}

static bool is_dotted(const struct when_token *token)
{
	return token->size <= 2 && when_is_symbol(token + 1, '.') && two_digits(token + 2);
}

enum when_result when_clock_read(struct when_reader *reader)
{
	const struct when_token *token = &reader->tokens[reader->next];
	size_t from = reader->next;
	struct clock clock = { .hour = token->value, .right = true };
	int meridiem;

	if (when_is_symbol(token + 1, ':')) {
		clock_read_colons(reader, &clock);
	} else if (is_dotted(token)) {
		clock.kind = CLOCK_DOTTED;
		clock.minute = token[2].value;
		reader->next += 3;
	} else if (when_is_word(token + 1, WORD_UNIT) && token[1].value == UNIT_HOUR && token[1].size == 1 &&
	           token[1].glued) {
		clock_read_letter(reader, &clock);
	} else if (when_is_word(token + 1, WORD_UNIT) && (token[1].glued || token[1].size > 1)) {
		reader->next += 2;
		return when_fail_quoting(reader, from, reader->next, "-15m", "is a length of time, not a moment");
	} else {
		clock_read_digits(reader, &clock);
	}
	size_t meridiem_size = meridiem_read(reader, reader->next, &meridiem);
	if (meridiem_size > 0) {
		reader->next += meridiem_size;
		clock.right = clock.right && clock.hour >= 1 && clock.hour <= 12;
		clock.hour = clock.hour % 12 + meridiem;
		clock.kind = CLOCK_PLAIN;
	}
	/* The day's end may be written as the 24th hour. */
	bool end = clock.hour == 24 && clock.minute == 0 && clock.second == 0 && clock.millisecond == 0;
	if (!clock.right || (clock.hour > 23 && !end) || clock.minute > 59 || clock.second > 59)
		return when_fail_quoting(reader, from, reader->next, example, "is not a time of day");
	if (when_clock_set(reader, from, clock.kind, clock.hour * 60 + clock.minute) == WHEN_WRONG)
		return WHEN_WRONG;
	reader->millisecond = clock.second * 1000 + clock.millisecond;
	return WHEN_TAKEN;
}

/* +1, +01, +0100, +01:00: minutes, and how many tokens it has; 0 if it is none. */
static size_t offset_read(const struct when_token *sign, int *minutes)
{
	const struct when_token *number = sign + 1;
	size_t size = 2;

	if (number->type != WHEN_NUMBER || !number->glued || number->size > 4 || number->size == 3)
		return 0;
	*minutes = number->size == 4 ? number->value / 100 * 60 + number->value % 100 : number->value * 60;
	if (number->size < 3 && when_is_symbol(number + 1, ':') && two_digits(number + 2)) {
		*minutes += number[2].value;
		size = 4;
	}
	return size;
}

enum when_result when_zone_read(struct when_reader *reader)
{
	enum { EASTMOST = 14 * 60 }; /* Kiritimati */
	const struct when_token *token = &reader->tokens[reader->next];
	size_t from = reader->next;
	int minutes = 0;

	if (reader->clock == CLOCK_NONE || reader->has_zone)
		return WHEN_PASSED;
	if (when_is_word(token, WORD_UTC)) {
		reader->next++;
	} else if (token->type == WHEN_SYMBOL && (token->symbol == '+' || token->symbol == '-')) {
		size_t size = offset_read(token, &minutes);
		/* "9:30-10:00" is how people write a span. An offset stands only where a whole date does. */
		bool whole = reader->date == DATE_CIVIL && reader->year != 0;
		if (!whole || size == 0)
			return when_fail(reader, reader->clock_span.from, from + (size ? size : 1), example,
			                 "one moment is wanted, not a span");
		reader->next += size;
		if (minutes > EASTMOST)
			return when_fail_quoting(reader, from, reader->next, "2026-11-23T09:30+01:00",
			                         "is not an offset from UTC");
		if (token->symbol == '-')
			minutes = -minutes;
	} else {
		return WHEN_PASSED;
	}
	reader->has_zone = true;
	reader->zone_spaced = !token->glued;
	reader->zone = minutes * 60;
	return WHEN_TAKEN;
}

/* Adds thousandths of a unit. */
static void duration_add(struct when_duration *duration, int64_t thousandths, enum when_unit unit)
{
	static const int seconds[] = { 1, 60, 3600, 86400, 7 * 86400 };

	if (unit == UNIT_MONTH || unit == UNIT_YEAR) {
		duration->months += thousandths * (unit == UNIT_YEAR ? 12 : 1) / 1000;
		duration->coarse = true;
	} else if (unit >= UNIT_DAY && thousandths % 1000 == 0) {
		duration->days += thousandths / 1000 * (unit == UNIT_WEEK ? 7 : 1);
		duration->coarse = true;
	} else {
		duration->seconds += thousandths * seconds[unit] / 1000;
		duration->fine = true;
	}
}

/* A number, digits or word, in thousandths; steps over it. False if there is none. */
static bool amount_read(const struct when_reader *reader, size_t *next, int64_t *thousandths)
{
	const struct when_token *token = &reader->tokens[*next];

	if (token->type == WHEN_NUMBER) {
		*thousandths = (int64_t)token->value * 1000;
		*next += 1;
		if ((when_is_symbol(token + 1, '.') || when_is_symbol(token + 1, ',')) &&
		    token[2].type == WHEN_NUMBER && token[2].glued) {
			*thousandths += fraction_milliseconds(reader, token + 2);
			*next += 2;
		}
		return true;
	}
	/* "a quarter of an hour", "half an hour", "an hour" */
	bool part = when_is_word(token, WORD_PART) ||
	            (when_is_word(token, WORD_NUMERAL) && token->value == 1 && when_is_word(token + 1, WORD_PART));
	if (part) {
		*next += when_is_word(token, WORD_PART) ? 1 : 2;
		*thousandths = reader->tokens[*next - 1].value;
		if (when_is_word(&reader->tokens[*next], WORD_OF))
			*next += 1;
		const struct when_token *article = &reader->tokens[*next];
		if (when_is_word(article, WORD_NUMERAL) && article->value == 1)
			*next += 1;
		return true;
	}
	if (!when_is_word(token, WORD_NUMERAL))
		return false;
	*thousandths = (int64_t)token->value * 1000;
	*next += 1;
	return true;
}

/* A letter is a unit only where it touches its number: "15m", but not "15 m". */
static bool is_unit(const struct when_token *token)
{
	return when_is_word(token, WORD_UNIT) && (token->size > 1 || (token->glued && token[-1].type == WHEN_NUMBER));
}

/* "and a half" after "an hour": steps over it. */
static bool half_read(const struct when_reader *reader, size_t *next)
{
	const struct when_token *token = &reader->tokens[*next];

	if (!when_is_word(token, WORD_AND) || !when_is_word(token + 1, WORD_NUMERAL) ||
	    !when_is_word(token + 2, WORD_PART) || is_unit(token + 3))
		return false;
	*next += 3;
	return true;
}

bool when_duration_read(const struct when_reader *reader, size_t *next, bool bare, struct when_duration *out)
{
	const struct when_token *token = &reader->tokens[*next];
	struct when_duration found = { 0 };
	size_t at = *next, end = *next;

	/* 1:30 */
	if (token->type == WHEN_NUMBER && when_is_symbol(token + 1, ':') && two_digits(token + 2) &&
	    token[2].value < 60) {
		duration_add(&found, (int64_t)token->value * 1000, UNIT_HOUR);
		duration_add(&found, (int64_t)token[2].value * 1000, UNIT_MINUTE);
		end += 3;
	}
	for (int64_t amount; end == at && amount_read(reader, &at, &amount);) {
		token = &reader->tokens[at];
		if (is_unit(token)) {
			enum when_unit unit = (enum when_unit)token->value;
			duration_add(&found, amount, unit);
			end = at += 1;
			if (half_read(reader, &end)) {
				duration_add(&found, reader->tokens[end - 1].value, unit);
				break;
			}
			/* 1h30: the minutes need no unit where all of it is one word. */
			const struct when_token *minutes = &reader->tokens[end];
			if (unit == UNIT_HOUR && token->size == 1 && two_digits(minutes) && !is_unit(minutes + 1)) {
				duration_add(&found, (int64_t)minutes->value * 1000, UNIT_MINUTE);
				end++;
				break;
			}
			if (when_is_word(&reader->tokens[at], WORD_AND))
				end = at += 1;
		} else if (bare && end == *next && amount % 1000 == 0 && reader->tokens[*next].type == WHEN_NUMBER) {
			duration_add(&found, amount, UNIT_MINUTE);
			end = at;
			break;
		}
	}
	if (end == *next)
		return false;
	*next = end;
	*out = found;
	return true;
}
