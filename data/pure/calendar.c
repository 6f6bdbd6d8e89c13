/*
 * The calendar: days, weeks and wall clocks. Gregorian in all directions. The only thing asked of libc is localtime_r:
 * what mktime answers in the hour that occurs twice depends on what it was asked before, so the way back is searched
 * here.
 */
#include "data/timesheet.h"

#include <limits.h>
#include <string.h>
#include <time.h>

enum { MINUTES_OF_DAY = 1440, SECONDS_OF_DAY = 86400 };

/* The calendar repeats after 400 years. Within them, years begin in March here, so that a leap day is the last of its
 * year. */
enum { DAYS_OF_ERA = 146097, DAYS_OF_CENTURY = 36524, DAYS_OF_LEAP_CYCLE = 1461, DAYS_OF_YEAR = 365 };
/* From 0000-03-01 to 1970-01-01. */
enum { DAYS_TO_EPOCH = 719468 };

static int64_t floor_divide(int64_t value, int64_t divisor)
{
	int64_t quotient = value / divisor;
	return value % divisor < 0 ? quotient - 1 : quotient;
}

static int64_t floor_remainder(int64_t value, int64_t divisor)
{
	int64_t remainder = value % divisor;
	return remainder < 0 ? remainder + divisor : remainder;
}

static ts_day day_clamp(int64_t days)
{
	if (days > INT32_MAX)
		return INT32_MAX;
	return days < INT32_MIN ? INT32_MIN : (ts_day)days;
}

static int64_t days_from_civil(int64_t year, int64_t month, int64_t day)
{
	int64_t from_march = month - 3;
	int64_t carried = year + floor_divide(from_march, 12);
	int64_t era = floor_divide(carried, 400);
	int64_t year_of_era = floor_remainder(carried, 400);
	/* Months from March have 31, 30, 31, 30, 31 days, over and over: 153 in five. */
	int64_t before_month = (153 * floor_remainder(from_march, 12) + 2) / 5;
	return era * DAYS_OF_ERA + year_of_era * DAYS_OF_YEAR + year_of_era / 4 - year_of_era / 100 + before_month +
	       day - 1 - DAYS_TO_EPOCH;
}

static void civil_from_days(int64_t days, struct ts_civil *out)
{
	int64_t since = days + DAYS_TO_EPOCH;
	int64_t era = floor_divide(since, DAYS_OF_ERA);
	int64_t of_era = floor_remainder(since, DAYS_OF_ERA);
	/* Take the leap days out of the count, and all years are of one length. */
	int64_t leaps = of_era / (DAYS_OF_LEAP_CYCLE - 1) - of_era / DAYS_OF_CENTURY + of_era / (DAYS_OF_ERA - 1);
	int64_t year_of_era = (of_era - leaps) / DAYS_OF_YEAR;
	int64_t of_year = of_era - (year_of_era * DAYS_OF_YEAR + year_of_era / 4 - year_of_era / 100);
	int64_t from_march = (5 * of_year + 2) / 153;

	memset(out, 0, sizeof *out);
	out->month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
	out->year = (int)(era * 400 + year_of_era + (out->month <= 2));
	out->day = (int)(of_year - (153 * from_march + 2) / 5 + 1);
	out->weekday = (int)floor_remainder(days + 3, 7);
}

ts_day ts_day_from_civil(int year, int month, int day)
{
	return day_clamp(days_from_civil(year, month, day));
}

void ts_day_to_civil(ts_day day, struct ts_civil *out)
{
	civil_from_days(day, out);
}

int ts_day_weekday(ts_day day)
{
	return (int)floor_remainder((int64_t)day + 3, 7);
}

void ts_day_iso_week(ts_day day, int *year, int *week)
{
	/* A week belongs to the year of its Thursday. */
	int64_t thursday = (int64_t)day - ts_day_weekday(day) + 3;
	struct ts_civil civil;

	civil_from_days(thursday, &civil);
	*year = civil.year;
	*week = (int)((thursday - days_from_civil(civil.year, 1, 1)) / 7) + 1;
}

void ts_civil_offset(ts_time at, int32_t offset, struct ts_civil *out)
{
	int64_t seconds = floor_divide(at, TS_SECOND) + offset;
	int64_t of_day = floor_remainder(seconds, SECONDS_OF_DAY);

	civil_from_days(floor_divide(seconds, SECONDS_OF_DAY), out);
	out->hour = (int)(of_day / 3600);
	out->minute = (int)(of_day / 60 % 60);
	out->second = (int)(of_day % 60);
	out->millisecond = (int)floor_remainder(at, TS_SECOND);
	out->offset = offset;
}

/* The offset from UTC that is in force at a moment, in seconds; its name goes to zone unless that is NULL. */
static int32_t offset_at(int64_t seconds, char *zone)
{
	time_t moment = (time_t)seconds;
	struct tm local;

	/* Fails only for a year that an int cannot hold. */
	if (!localtime_r(&moment, &local))
		return 0;
	if (zone && local.tm_zone) {
		size_t size = strnlen(local.tm_zone, TS_ZONE_SIZE - 1);
		memcpy(zone, local.tm_zone, size);
		zone[size] = '\0';
	}
	return (int32_t)local.tm_gmtoff;
}

void ts_civil_local(ts_time at, struct ts_civil *out)
{
	char zone[TS_ZONE_SIZE] = "";
	int32_t offset = offset_at(floor_divide(at, TS_SECOND), zone);

	ts_civil_offset(at, offset, out);
	memcpy(out->zone, zone, sizeof zone);
}

/*
 * Offsets differ from UTC by less than a day, so one day before and after the same numbers read as UTC lie on either
 * side of whatever change of clocks is near. If the offset of before or after leads to a moment where it is in force,
 * that is an answer; two answers are an overlap, none is a gap.
 */
ts_time ts_time_local(ts_day day, int minute, enum ts_fold *fold)
{
	int64_t wall = ((int64_t)day * MINUTES_OF_DAY + minute) * 60;
	int32_t before = offset_at(wall - SECONDS_OF_DAY, NULL);
	int32_t after = offset_at(wall + SECONDS_OF_DAY, NULL);
	bool before_holds = offset_at(wall - before, NULL) == before;
	bool after_holds = before == after ? before_holds : offset_at(wall - after, NULL) == after;
	enum ts_fold found = TS_FOLD_NONE;
	int64_t seconds = wall - before;

	if (!before_holds && !after_holds)
		found = TS_FOLD_SKIPPED; /* the old offset, carried on, lands beyond the gap by what was skipped */
	else if (!before_holds)
		seconds = wall - after;
	else if (after_holds && before != after)
		found = TS_FOLD_AMBIGUOUS; /* the old offset is the larger one then, and gives the first moment */
	if (fold)
		*fold = found;
	return seconds * TS_SECOND;
}

void ts_day_bounds(ts_day day, int day_start, ts_time *from, ts_time *until)
{
	*from = ts_time_local(day, day_start, NULL);
	*until = ts_time_local(day, day_start + MINUTES_OF_DAY, NULL);
}

ts_day ts_day_of(ts_time at, int day_start)
{
	int64_t seconds = floor_divide(at, TS_SECOND);
	int64_t wall = seconds + offset_at(seconds, NULL);
	ts_day day = day_clamp(floor_divide(wall - (int64_t)day_start * 60, SECONDS_OF_DAY));
	ts_time from, until;

	/* The clock's reading alone is not enough: where it is set back over the start of a day it shows the eve twice.
	 */
	ts_day_bounds(day, day_start, &from, &until);
	if (at < from && day > INT32_MIN)
		return day - 1;
	return at >= until && day < INT32_MAX ? day + 1 : day;
}
