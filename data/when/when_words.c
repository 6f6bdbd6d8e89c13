/*
 * The tokens of a typed date, the English words in it, and how to say which part was not understood. Knows nothing of
 * what the words come to.
 */
#include "data/when/when.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { WORD_SIZE = 12, QUOTE_SIZE = 32 };

static const char *const months[] = { "january", "february", "march",     "april",   "may",      "june",
	                              "july",    "august",   "september", "october", "november", "december" };
static const char *const weekdays[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

/* clang-format off */
static const struct {
	char text[WORD_SIZE];
	enum when_word word;
	int value;
} words[] = {
	{ "today", WORD_DAY, 0 }, { "yesterday", WORD_DAY, -1 }, { "tomorrow", WORD_DAY, 1 },
	{ "now", WORD_NOW, 0 }, { "noon", WORD_CLOCK, 720 }, { "midday", WORD_CLOCK, 720 }, { "midnight", WORD_CLOCK, 0 },
	{ "last", WORD_WHICH, -1 }, { "previous", WORD_WHICH, -1 }, { "this", WORD_WHICH, 0 }, { "next", WORD_WHICH, 1 },
	{ "ago", WORD_AGO, 0 }, { "and", WORD_AND, 0 }, { "of", WORD_OF, 0 },
	{ "at", WORD_AT, 0 }, { "on", WORD_AT, 0 }, { "the", WORD_AT, 0 },
	{ "am", WORD_MERIDIEM, 0 }, { "pm", WORD_MERIDIEM, 12 },
	{ "st", WORD_ORDINAL, 0 }, { "nd", WORD_ORDINAL, 0 }, { "rd", WORD_ORDINAL, 0 }, { "th", WORD_ORDINAL, 0 },
	{ "t", WORD_T, 0 }, { "z", WORD_UTC, 0 }, { "utc", WORD_UTC, 0 }, { "gmt", WORD_UTC, 0 },
	{ "to", WORD_TO, 0 }, { "until", WORD_TO, 0 }, { "since", WORD_SINCE, 0 }, { "from", WORD_SINCE, 0 },
	{ "a", WORD_NUMERAL, 1 }, { "an", WORD_NUMERAL, 1 }, { "one", WORD_NUMERAL, 1 }, { "two", WORD_NUMERAL, 2 },
	{ "three", WORD_NUMERAL, 3 }, { "four", WORD_NUMERAL, 4 }, { "five", WORD_NUMERAL, 5 }, { "six", WORD_NUMERAL, 6 },
	{ "seven", WORD_NUMERAL, 7 }, { "eight", WORD_NUMERAL, 8 }, { "nine", WORD_NUMERAL, 9 }, { "ten", WORD_NUMERAL, 10 },
	{ "eleven", WORD_NUMERAL, 11 }, { "twelve", WORD_NUMERAL, 12 },
	{ "half", WORD_PART, 500 }, { "quarter", WORD_PART, 250 },
	{ "s", WORD_UNIT, UNIT_SECOND }, { "sec", WORD_UNIT, UNIT_SECOND }, { "secs", WORD_UNIT, UNIT_SECOND },
	{ "second", WORD_UNIT, UNIT_SECOND }, { "seconds", WORD_UNIT, UNIT_SECOND },
	{ "m", WORD_UNIT, UNIT_MINUTE }, { "min", WORD_UNIT, UNIT_MINUTE }, { "mins", WORD_UNIT, UNIT_MINUTE },
	{ "minute", WORD_UNIT, UNIT_MINUTE }, { "minutes", WORD_UNIT, UNIT_MINUTE },
	{ "h", WORD_UNIT, UNIT_HOUR }, { "hr", WORD_UNIT, UNIT_HOUR }, { "hrs", WORD_UNIT, UNIT_HOUR },
	{ "hour", WORD_UNIT, UNIT_HOUR }, { "hours", WORD_UNIT, UNIT_HOUR },
	{ "d", WORD_UNIT, UNIT_DAY }, { "day", WORD_UNIT, UNIT_DAY }, { "days", WORD_UNIT, UNIT_DAY },
	{ "w", WORD_UNIT, UNIT_WEEK }, { "wk", WORD_UNIT, UNIT_WEEK }, { "week", WORD_UNIT, UNIT_WEEK },
	{ "weeks", WORD_UNIT, UNIT_WEEK },
	{ "month", WORD_UNIT, UNIT_MONTH }, { "months", WORD_UNIT, UNIT_MONTH },
	{ "y", WORD_UNIT, UNIT_YEAR }, { "year", WORD_UNIT, UNIT_YEAR }, { "years", WORD_UNIT, UNIT_YEAR },
};
/* clang-format on */

const char *when_month_name(int month)
{
	return months[month - 1];
}

const char *when_weekday_name(int weekday)
{
	return weekdays[weekday];
}

/* The name that word is or abbreviates with three letters or more; count if none. */
static size_t name_find(const char *const *names, size_t count, const char *word)
{
	size_t i = 0, size = strlen(word);

	if (size < 3)
		return count;
	while (i < count && strncmp(names[i], word, size) != 0)
		i++;
	return i;
}

static void word_find(const char *word, struct when_token *token)
{
	enum { MONTHS = sizeof months / sizeof months[0], WEEKDAYS = sizeof weekdays / sizeof weekdays[0] };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strcmp(words[i].text, word) == 0) {
			token->word = words[i].word;
			token->value = words[i].value;
			return;
		}
	}
	size_t month = name_find(months, MONTHS, word);
	size_t weekday = name_find(weekdays, WEEKDAYS, word);
	if (month < MONTHS) {
		token->word = WORD_MONTH;
		token->value = (int)month + 1;
	} else if (weekday < WEEKDAYS) {
		token->word = WORD_WEEKDAY;
		token->value = (int)weekday;
	}
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char to_lower(char c)
{
	/* Not tolower, which asks the locale. */
	if (c >= 'A' && c <= 'Z')
		return "abcdefghijklmnopqrstuvwxyz"[c - 'A'];
	return c;
}

static bool is_letter(char c)
{
	return to_lower(c) >= 'a' && to_lower(c) <= 'z';
}

static void number_read(const char *text, size_t size, struct when_token *token)
{
	token->type = WHEN_NUMBER;
	for (; token->size < size && is_digit(text[token->size]); token->size++) {
		int digit = text[token->size] - '0';
		token->value =
		        token->value > (WHEN_NUMBER_MOST - digit) / 10 ? WHEN_NUMBER_MOST : token->value * 10 + digit;
	}
}

static void word_read(const char *text, size_t size, struct when_token *token)
{
	char word[WORD_SIZE] = "";

	token->type = WHEN_WORD;
	for (; token->size < size && is_letter(text[token->size]); token->size++) {
		if (token->size < WORD_SIZE - 1)
			word[token->size] = to_lower(text[token->size]);
	}
	if (token->size < WORD_SIZE)
		word_find(word, token);
}

/* Hyphens, dashes and the minus sign, as other programs write them: U+2010 to U+2013, U+2212. */
static bool is_dash(const char *text, size_t size)
{
	return size >= 3 && (memcmp(text, "\xe2\x88\x92", 3) == 0 ||
	                     (memcmp(text, "\xe2\x80", 2) == 0 && strchr("\x90\x91\x92\x93", text[2]) && text[2]));
}

static void symbol_read(const char *text, size_t size, struct when_token *token)
{
	token->type = WHEN_SYMBOL;
	if (is_dash(text, size)) {
		token->symbol = '-';
		token->size = 3;
		return;
	}
	token->size = 1;
	if (strchr(":.,/-+@", text[0]) && text[0]) {
		token->symbol = text[0];
		return;
	}
	/* What is in no date is marked up to where something else begins, so that no character is marked by half. */
	while (token->size < size && !is_space(text[token->size]) && !is_digit(text[token->size]) &&
	       !is_letter(text[token->size]))
		token->size++;
}

void when_tokens_read(struct when_reader *reader, const char *text, size_t size)
{
	size_t offset = 0;
	bool glued = false;

	reader->text = text;
	while (reader->count <= WHEN_TOKENS) {
		while (offset < size && is_space(text[offset])) {
			glued = false;
			offset++;
		}
		if (offset == size)
			break;
		struct when_token *token = &reader->tokens[reader->count++];
		*token = (struct when_token){ .offset = offset, .glued = glued };
		if (reader->count > WHEN_TOKENS) {
			token->type = WHEN_SYMBOL;
			token->size = size - offset;
		} else if (is_digit(text[offset])) {
			number_read(text + offset, size - offset, token);
		} else if (is_letter(text[offset])) {
			word_read(text + offset, size - offset, token);
		} else {
			symbol_read(text + offset, size - offset, token);
		}
		offset += token->size;
		glued = true;
	}
	reader->tokens[reader->count] = (struct when_token){ .type = WHEN_END, .offset = size };
}

bool when_is_symbol(const struct when_token *token, char symbol)
{
	return token->type == WHEN_SYMBOL && token->symbol == symbol && token->glued;
}

bool when_is_word(const struct when_token *token, enum when_word word)
{
	return token->type == WHEN_WORD && token->word == word;
}

static void error_mark(struct when_reader *reader, size_t from, size_t to, const char *example)
{
	const struct when_token *first = &reader->tokens[from];

	reader->failed = true;
	reader->error.offset = first->offset;
	reader->error.size = first->size;
	if (to > from + 1) {
		const struct when_token *last = &reader->tokens[to - 1];
		reader->error.size = last->offset + last->size - first->offset;
	}
	(void)snprintf(reader->error.example, sizeof reader->error.example, "%s", example);
}

enum when_result when_fail(struct when_reader *reader, size_t from, size_t to, const char *example, const char *format,
                           ...)
{
	if (reader->failed)
		return WHEN_WRONG;
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(reader->error.reason, sizeof reader->error.reason, format, arguments);
	va_end(arguments);
	error_mark(reader, from, to, example);
	return WHEN_WRONG;
}

enum when_result when_fail_quoting(struct when_reader *reader, size_t from, size_t to, const char *example,
                                   const char *reason)
{
	char quote[QUOTE_SIZE];
	size_t size = 0;

	if (reader->failed)
		return WHEN_WRONG;
	error_mark(reader, from, to, example);
	/* Only what every terminal shows as it is: the marked text may be anything. */
	for (; size < reader->error.size && size < sizeof quote - 1; size++) {
		char c = reader->text[reader->error.offset + size];
		if (c < ' ' || c > '~')
			break;
		quote[size] = c;
	}
	quote[size] = '\0';
	bool whole = size > 0 && size == reader->error.size;
	snprintf(reader->error.reason, sizeof reader->error.reason, "%s %s", whole ? quote : "this", reason);
	return WHEN_WRONG;
}
