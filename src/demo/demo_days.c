/* Five working days of somebody who is made up, each a little different every week. */
#include "src/demo/demo_days.h"

#include <string.h>

enum activity { PARSER, EMAIL, REVIEW, STANDUP, SYNC, LUNCH, SUPPORT, ADMIN, READING, HIRING, OFF };

static const char *const texts[] = {
	[PARSER] = "acme: parser",
	[EMAIL] = "email & triage",
	[REVIEW] = "globex: review",
	[STANDUP] = "standup",
	[SYNC] = "globex: sync",
	[LUNCH] = "lunch",
	[SUPPORT] = "acme: support",
	[ADMIN] = "admin",
	[READING] = "reading",
	[HIRING] = "hiring",
	[OFF] = "off",
};

/* A log of a working day, in minutes since midnight. */
struct entry {
	int minute;
	enum activity activity;
	const char *comment;
};
enum { WEEKDAYS = 5, ENTRIES = 12 };

#define AT(hour, minute) ((hour)*60 + (minute))
static const struct entry week[WEEKDAYS][ENTRIES] = {
	{ { AT(7, 55), EMAIL, "" },
	  { AT(8, 20), PARSER, "tokens of numbers" },
	  { AT(9, 30), STANDUP, "" },
	  { AT(9, 45), PARSER, "#deep arena allocator" },
	  { AT(12, 5), LUNCH, "" },
	  { AT(12, 45), SYNC, "offsets beyond 2 GiB" },
	  { AT(15, 10), REVIEW, "" },
	  { AT(16, 30), ADMIN, "hours of last week" },
	  { AT(17, 0), OFF, "" } },
	{ { AT(8, 5), SYNC, "#deep merge of two heads" },
	  { AT(9, 30), STANDUP, "" },
	  { AT(9, 45), SUPPORT, "call with Lin" },
	  { AT(11, 0), SYNC, "" },
	  { AT(12, 15), LUNCH, "" },
	  { AT(12, 55), PARSER, "" },
	  { AT(16, 40), OFF, "" } },
	{ { AT(7, 45), EMAIL, "" },
	  { AT(8, 15), PARSER, "errors with a caret" },
	  { AT(9, 30), STANDUP, "" },
	  { AT(9, 50), HIRING, "second talk" },
	  { AT(11, 10), PARSER, "#deep" },
	  { AT(12, 10), LUNCH, "" },
	  { AT(12, 50), REVIEW, "auth patch" },
	  { AT(14, 5), SYNC, "" },
	  { AT(17, 20), OFF, "" },
	  { AT(20, 45), READING, "" },
	  { AT(21, 40), OFF, "" } },
	{ { AT(8, 10), PARSER, "" },
	  { AT(9, 30), STANDUP, "" },
	  { AT(9, 50), SUPPORT, "export stalls, #bug=812" },
	  { AT(11, 35), PARSER, "#bug=812" },
	  { AT(12, 20), LUNCH, "" },
	  { AT(13, 5), SYNC, "#deep protocol, second draft" },
	  { AT(16, 20), EMAIL, "" },
	  { AT(16, 50), OFF, "" } },
	{ { AT(8, 0), EMAIL, "" },
	  { AT(8, 35), REVIEW, "" },
	  { AT(9, 30), STANDUP, "" },
	  { AT(9, 45), PARSER, "release notes" },
	  { AT(11, 50), LUNCH, "" },
	  { AT(12, 30), SUPPORT, "" },
	  { AT(14, 0), ADMIN, "#invoice" },
	  { AT(15, 5), OFF, "" } },
};

/* Where the day has hardly begun, or nobody works: minutes before now. */
static const struct entry before_now[] = {
	{ 175, EMAIL, "" },
	{ 150, PARSER, "#deep" },
	{ 85, STANDUP, "" },
	{ 65, SUPPORT, "call with Lin" },
	{ 24, PARSER, "release today" },
};
enum { BEFORE_NOW = sizeof before_now / sizeof before_now[0], LOGS_LEAST = 4, JUST = 12 /* minutes */ };

const char *demo_activity(size_t index, bool *rest)
{
	*rest = index == LUNCH || index == READING;
	return index < OFF ? texts[index] : NULL;
}

/* Weeks before this one. */
static int weeks_before(ts_day day, ts_day today)
{
	return ((today - ts_day_weekday(today)) - (day - ts_day_weekday(day))) / 7;
}

struct ts_day_mark demo_mark(ts_day day, ts_day today)
{
	static const struct {
		int weeks, first, last; /* weekdays, Monday is 0 */
		enum ts_mark_kind kind;
		bool half;
		const char *text;
	} marks[] = {
		{ 2, 4, 4, TS_MARK_FLEX, false, "long weekend" },
		{ 4, 3, 3, TS_MARK_HOLIDAY, false, "a public holiday" },
		{ 4, 4, 4, TS_MARK_LEAVE, false, "" },
		{ 7, 1, 1, TS_MARK_SICK, true, "dentist" },
		{ 10, 0, 4, TS_MARK_LEAVE, false, "at the sea" },
	};
	struct ts_day_mark mark = { .day = day };

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if (marks[i].weeks != weeks_before(day, today) || ts_day_weekday(day) < marks[i].first ||
		    ts_day_weekday(day) > marks[i].last)
			continue;
		mark.kind = marks[i].kind;
		mark.half = marks[i].half;
		memcpy(mark.text, marks[i].text, strlen(marks[i].text));
	}
	return mark;
}

/* A number from 0 to limit - 1 that looks like chance. */
static int chance(ts_day day, int number, int limit)
{
	uint64_t mixed = ((uint64_t)day * 64 + (uint64_t)number) * UINT64_C(0x9e3779b97f4a7c15);

	mixed = (mixed ^ mixed >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
	return (int)((mixed ^ mixed >> 32) % (uint64_t)limit);
}

static struct demo_log log_of(const struct entry *entry, ts_time at)
{
	return (struct demo_log){ at, texts[entry->activity], entry->comment };
}

/* Up to until. ends: the working day's end and what comes after it are among them. */
static size_t entries_take(ts_day day, const struct entry entries[ENTRIES], ts_time until, bool ends,
                           struct demo_log out[DEMO_LOGS])
{
	size_t count = 0;

	for (int i = 0; i < ENTRIES && entries[i].minute > 0 && (ends || entries[i].activity != OFF); i++) {
		ts_time at = ts_time_local(day, entries[i].minute + chance(day, i, 9) - 4, NULL);
		if (at >= until)
			break;
		out[count++] = log_of(&entries[i], at);
	}
	return count;
}

size_t demo_day(ts_day day, ts_day today, ts_time until, struct demo_log out[DEMO_LOGS])
{
	static const struct entry morning[ENTRIES] = {
		{ AT(8, 5), SYNC, "" }, { AT(9, 30), STANDUP, "" }, { AT(9, 45), PARSER, "" }, { AT(12, 10), OFF, "" }
	};
	const struct ts_day_mark mark = demo_mark(day, today);
	int weekday = ts_day_weekday(day);

	if (weekday >= WEEKDAYS || (mark.kind != TS_MARK_NONE && !mark.half))
		return 0;
	return entries_take(day, mark.half ? morning : week[weekday], until, true, out);
}

size_t demo_today(ts_time now, struct demo_log out[DEMO_LOGS])
{
	ts_day today = ts_day_of(now, 0);
	int weekday = ts_day_weekday(today);
	size_t count = entries_take(today, week[weekday < WEEKDAYS ? weekday : 2], now - JUST * TS_MINUTE, false, out);

	if (count >= LOGS_LEAST && weekday < WEEKDAYS && now - out[count - 1].at < 4 * TS_HOUR)
		return count;
	for (count = 0; count < BEFORE_NOW; count++)
		out[count] = log_of(&before_now[count], now - before_now[count].minute * TS_MINUTE);
	return count;
}
