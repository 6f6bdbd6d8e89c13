/* Hours that are typed: of a week, of a day, of a booking. */
#include "ui/base/hours.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK = 7, MONDAY_TO_FRIDAY = 5, DAY_MINUTES = 24 * 60, DIGITS_MOST = 6 };

/* Digits at the front of *text, which is moved on. False: there are none, or far too many. */
static bool number_take(const char **text, int64_t *out)
{
	size_t digits = strspn(*text, "0123456789");
	if (digits == 0 || digits > DIGITS_MOST)
		return false;
	*out = strtoll(*text, NULL, 10);
	*text += digits;
	return true;
}

/* Hundredths of an hour behind a point, as minutes. */
static bool fraction_take(const char *text, int64_t *minutes)
{
	size_t digits = strspn(text, "0123456789");
	int64_t value = 0, whole = 1;
	if (digits == 0 || digits > 4 || text[digits] != '\0')
		return false;
	for (size_t i = 0; i < digits; i++) {
		value = value * 10 + (text[i] - '0');
		whole *= 10;
	}
	*minutes += value * 60 / whole;
	return value * 60 % whole == 0;
}

bool hours_parse(const char *text, int64_t *minutes)
{
	int64_t whole, rest = 0;
	const char *at = text;
	if (!number_take(&at, &whole))
		return false;
	if (strcmp(at, "m") == 0) {
		*minutes = whole;
		return true;
	}
	*minutes = whole * 60;
	if (*at == '\0' || strcmp(at, "h") == 0)
		return true;
	if (*at == '.' || *at == ',')
		return fraction_take(at + 1, minutes);
	if (*at != ':' && *at != 'h')
		return false;
	bool colon = *at++ == ':';
	if (!number_take(&at, &rest) || rest > 59 || (colon && at[-2] == ':'))
		return false;
	*minutes += rest;
	return *at == '\0' || (!colon && strcmp(at, "m") == 0);
}

bool hours_parse_signed(const char *text, int64_t *minutes)
{
	const char *plain = text[0] == '+' || text[0] == '-' ? text + 1 : text;
	if (plain[strspn(plain, "0123456789")] == '\0' || !hours_parse(plain, minutes))
		return false;
	if (text[0] == '-')
		*minutes = -*minutes;
	return true;
}

/* One of the week's days, up to the next comma. */
static bool day_take(const char **text, int *out)
{
	char word[HOURS_SIZE];
	size_t size = strcspn(*text, ",");
	int64_t minutes;
	if (size >= sizeof word)
		return false;
	memcpy(word, *text, size);
	word[size] = '\0';
	*text += size;
	if (!hours_parse(word, &minutes) || minutes > DAY_MINUTES)
		return false;
	*out = (int)minutes;
	return true;
}

bool hours_parse_week(const char *text, int minutes[7])
{
	int64_t week;
	int count = 0;
	memset(minutes, 0, WEEK * sizeof *minutes);
	if (!strchr(text, ',')) {
		if (!hours_parse(text, &week) || week > (int64_t)MONDAY_TO_FRIDAY * DAY_MINUTES)
			return false;
		for (int i = 0; i < MONDAY_TO_FRIDAY; i++)
			minutes[i] = (int)(week / MONDAY_TO_FRIDAY) + (i < week % MONDAY_TO_FRIDAY);
		return true;
	}
	for (const char *at = text;; at++) {
		if (count == WEEK || !day_take(&at, &minutes[count++]))
			return false;
		if (*at == '\0')
			return count >= MONDAY_TO_FRIDAY;
	}
}

const char *hours_format(int64_t minutes, char out[HOURS_SIZE])
{
	const int64_t length = minutes < 0 ? -minutes : minutes;
	(void)snprintf(out, HOURS_SIZE, "%s%" PRId64 ":%02d", minutes < 0 ? "-" : "", length / 60, (int)(length % 60));
	return out;
}

const char *hours_format_days(int halves, char out[HOURS_SIZE])
{
	(void)snprintf(out, HOURS_SIZE, "%s%d%s", halves < 0 ? "-" : "", abs(halves) / 2, halves % 2 != 0 ? ".5" : "");
	return out;
}
