/* Moments, days and ids as exact text. */
#include "src/output/stamp.h"

#include <stdlib.h>
#include <string.h>

/* Decimal digits of a number that is not negative, in that many places; a greater one loses its first ones. Without a
 * sign the compiler divides by ten in three instructions. */
static char *digits(char *at, unsigned number, int places)
{
	for (int i = places - 1; i >= 0; i--) {
		at[i] = (char)('0' + number % 10);
		number /= 10;
	}
	return at + places;
}

/* The same for a number below 100: most are. */
static char *two(char *at, unsigned number)
{
	at[0] = (char)('0' + number / 10);
	at[1] = (char)('0' + number % 10);
	return at + 2;
}

static char *character(char *at, char what)
{
	*at = what;
	return at + 1;
}

static char *date_digits(char *at, const struct ts_civil *civil)
{
	at = character(digits(at, (unsigned)civil->year, 4), '-');
	at = character(two(at, (unsigned)civil->month), '-');
	return two(at, (unsigned)civil->day);
}

/* A moment as a clock so far east of UTC shows it. */
struct wall {
	ts_day day;
	unsigned second, millisecond; /* of the day, of the second */
};

static struct wall wall_of(ts_time at, int32_t offset)
{
	const ts_time day_length = 24 * TS_HOUR, shown = at + offset * TS_SECOND;
	ts_time day = shown / day_length, rest = shown % day_length;

	if (rest < 0) {
		day--;
		rest += day_length;
	}
	return (struct wall){ (ts_day)day, (unsigned)(rest / TS_SECOND), (unsigned)(rest % TS_SECOND) };
}

ts_day stamp_day_of(ts_time at, int32_t offset)
{
	return wall_of(at, offset).day;
}

/* The date with its two signs, or without them. */
static char *date_put(struct stamp_date *date, ts_day day, bool basic, char *out)
{
	enum { YEAR = 4, MONTH_AT = 5, DAY_AT = 8, TWO = 2, WHOLE = 10 };

	if (!date->told || date->day != day) {
		(void)stamp_day(day, date->text);
		date->day = day;
		date->told = true;
	}
	if (!basic) {
		memcpy(out, date->text, WHOLE);
		return out + WHOLE;
	}
	memcpy(out, date->text, YEAR);
	memcpy(out + YEAR, date->text + MONTH_AT, TWO);
	memcpy(out + YEAR + TWO, date->text + DAY_AT, TWO);
	return out + YEAR + TWO + TWO;
}

static char *clock_put(char *at, unsigned second_of_day)
{
	at = character(two(at, second_of_day / 3600), ':');
	at = character(two(at, second_of_day / 60 % 60), ':');
	return two(at, second_of_day % 60);
}

char *stamp_put_clock(struct stamp_date *date, ts_time at, int32_t offset, bool zone, char *out)
{
	const struct wall wall = wall_of(at, offset);
	const unsigned minutes = (unsigned)abs((int)offset) / 60;

	char *end = clock_put(character(date_put(date, wall.day, false, out), ' '), wall.second);
	if (!zone)
		return end;
	end = two(character(end, offset < 0 ? '-' : '+'), minutes / 60);
	return two(end, minutes % 60);
}

char *stamp_put_time(struct stamp_date *date, ts_time at, int32_t offset, bool exactly, char *out)
{
	const struct wall wall = wall_of(at, offset);
	const unsigned minutes = (unsigned)abs((int)offset) / 60;

	char *end = clock_put(character(date_put(date, wall.day, false, out), 'T'), wall.second);
	if (exactly && wall.millisecond > 0)
		end = digits(character(end, '.'), wall.millisecond, 3);
	end = character(end, offset < 0 ? '-' : '+');
	end = character(two(end, minutes / 60), ':');
	return two(end, minutes % 60);
}

char *stamp_put_utc(struct stamp_date *date, ts_time at, char *out)
{
	const struct wall wall = wall_of(at, 0);

	char *end = character(date_put(date, wall.day, true, out), 'T');
	end = two(end, wall.second / 3600);
	end = two(end, wall.second / 60 % 60);
	return character(two(end, wall.second % 60), 'Z');
}

char *stamp_put_id(struct ts_id id, char *out)
{
	static const char hexadecimal[] = "0123456789abcdef";

	for (size_t i = 0; i < TS_ID_SIZE; i++) {
		out[2 * i] = hexadecimal[id.bytes[i] >> 4];
		out[2 * i + 1] = hexadecimal[id.bytes[i] & 15];
	}
	return out + 2 * TS_ID_SIZE;
}

const char *stamp_time(ts_time at, int32_t offset, bool exactly, char out[STAMP_SIZE])
{
	struct stamp_date date = { .told = false };

	*stamp_put_time(&date, at, offset, exactly, out) = '\0';
	return out;
}

const char *stamp_utc(ts_time at, char out[STAMP_SIZE])
{
	struct stamp_date date = { .told = false };

	*stamp_put_utc(&date, at, out) = '\0';
	return out;
}

const char *stamp_day(ts_day day, char out[STAMP_SIZE])
{
	struct ts_civil civil;

	ts_day_to_civil(day, &civil);
	*date_digits(out, &civil) = '\0';
	return out;
}

const char *stamp_id(struct ts_id id, char out[STAMP_ID_SIZE])
{
	*stamp_put_id(id, out) = '\0';
	return out;
}
