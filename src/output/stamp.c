/* Moments, days and ids as exact text. */
#include "src/output/stamp.h"

#include <stdlib.h>

/* Decimal digits of a number that is not negative, in that many places; a greater one loses its first ones. */
static char *digits(char *at, int number, int places)
{
	for (int i = places - 1; i >= 0; i--) {
		at[i] = (char)('0' + number % 10);
		number /= 10;
	}
	return at + places;
}

static char *character(char *at, char what)
{
	*at = what;
	return at + 1;
}

static char *date(char *at, const struct ts_civil *civil)
{
	at = character(digits(at, civil->year, 4), '-');
	at = character(digits(at, civil->month, 2), '-');
	return digits(at, civil->day, 2);
}

const char *stamp_time(ts_time at, int32_t offset, bool exactly, char out[STAMP_SIZE])
{
	struct ts_civil civil;
	int minutes = abs((int)offset) / 60;

	ts_civil_offset(at, offset, &civil);
	char *end = character(date(out, &civil), 'T');
	end = character(digits(end, civil.hour, 2), ':');
	end = character(digits(end, civil.minute, 2), ':');
	end = digits(end, civil.second, 2);
	if (exactly && civil.millisecond > 0)
		end = digits(character(end, '.'), civil.millisecond, 3);
	end = character(end, offset < 0 ? '-' : '+');
	end = character(digits(end, minutes / 60, 2), ':');
	*digits(end, minutes % 60, 2) = '\0';
	return out;
}

const char *stamp_utc(ts_time at, char out[STAMP_SIZE])
{
	struct ts_civil civil;

	ts_civil_offset(at, 0, &civil);
	char *end = digits(out, civil.year, 4);
	end = digits(end, civil.month, 2);
	end = character(digits(end, civil.day, 2), 'T');
	end = digits(end, civil.hour, 2);
	end = digits(end, civil.minute, 2);
	end = character(digits(end, civil.second, 2), 'Z');
	*end = '\0';
	return out;
}

const char *stamp_day(ts_day day, char out[STAMP_SIZE])
{
	struct ts_civil civil;

	ts_day_to_civil(day, &civil);
	*date(out, &civil) = '\0';
	return out;
}

const char *stamp_id(struct ts_id id, char out[STAMP_ID_SIZE])
{
	static const char hexadecimal[] = "0123456789abcdef";

	for (size_t i = 0; i < TS_ID_SIZE; i++) {
		out[2 * i] = hexadecimal[id.bytes[i] >> 4];
		out[2 * i + 1] = hexadecimal[id.bytes[i] & 15];
	}
	out[STAMP_ID_SIZE - 1] = '\0';
	return out;
}
