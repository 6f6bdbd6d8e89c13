/* Times, days and deeds in words. Pure: the zone is libc's, through the data module's calendar. */
#include "ui/base/format.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

const char *format_month(int month)
{
	return months[month - 1];
}

static const char *clock_text(enum clock clock, const struct ts_civil *civil, bool seconds, char out[FORMAT_SIZE])
{
	char rest[16] = "";

	if (seconds)
		(void)snprintf(rest, sizeof rest, ":%02d", civil->second);
	if (clock == CLOCK_12)
		(void)snprintf(out, FORMAT_SIZE, "%d:%02d%s%s", (civil->hour + 11) % 12 + 1, civil->minute, rest,
		               civil->hour < 12 ? "am" : "pm");
	else
		(void)snprintf(out, FORMAT_SIZE, "%02d:%02d%s", civil->hour, civil->minute, rest);
	return out;
}

int format_clock_width(enum clock clock)
{
	return clock == CLOCK_12 ? 7 : 5;
}

const char *format_clock(enum clock clock, ts_time at, int32_t offset, char out[FORMAT_SIZE])
{
	struct ts_civil civil;

	ts_civil_offset(at, offset, &civil);
	return clock_text(clock, &civil, false, out);
}

const char *format_clock_local(enum clock clock, ts_time at, char out[FORMAT_SIZE])
{
	struct ts_civil civil;

	ts_civil_local(at, &civil);
	return clock_text(clock, &civil, false, out);
}

const char *format_clock_seconds(enum clock clock, ts_time at, char out[FORMAT_SIZE])
{
	struct ts_civil civil;

	ts_civil_local(at, &civil);
	return clock_text(clock, &civil, true, out);
}

/* Cut to whole minutes towards zero, so that nothing seems longer than it is. */
static const char *duration_text(int64_t milliseconds, const char *plus, char out[FORMAT_SIZE])
{
	int64_t minutes = milliseconds / TS_MINUTE;
	const char *sign = minutes < 0 ? "-" : plus;

	if (minutes < 0)
		minutes = -minutes;
	(void)snprintf(out, FORMAT_SIZE, "%s%" PRId64 ":%02" PRId64, sign, minutes / 60, minutes % 60);
	return out;
}

const char *format_duration(int64_t milliseconds, char out[FORMAT_SIZE])
{
	return duration_text(milliseconds, "", out);
}

const char *format_duration_signed(int64_t milliseconds, char out[FORMAT_SIZE])
{
	return duration_text(milliseconds, "+", out);
}

static const char *decimal_text(int64_t milliseconds, const char *plus, char out[FORMAT_SIZE])
{
	const int64_t hundredths = (llabs(milliseconds) + FORMAT_HUNDREDTH / 2) / FORMAT_HUNDREDTH;
	const char *sign = hundredths == 0 || milliseconds >= 0 ? plus : "-";

	(void)snprintf(out, FORMAT_SIZE, "%s%" PRId64 ".%02d", sign, hundredths / 100, (int)(hundredths % 100));
	return out;
}

const char *format_decimal(int64_t milliseconds, char out[FORMAT_SIZE])
{
	return decimal_text(milliseconds, "", out);
}

const char *format_decimal_signed(int64_t milliseconds, char out[FORMAT_SIZE])
{
	return decimal_text(milliseconds, "+", out);
}

/* A mark behind it, where it has room. */
static const char *doubt_add(bool doubtful, char out[FORMAT_SIZE])
{
	size_t size = strlen(out);

	if (doubtful && size + 1 < FORMAT_SIZE)
		memcpy(out + size, "?", 2);
	return out;
}

const char *format_doubtful(int64_t milliseconds, bool forgotten, char out[FORMAT_SIZE])
{
	format_duration(milliseconds, out);
	return doubt_add(forgotten, out);
}

const char *format_doubtful_signed(int64_t milliseconds, bool forgotten, char out[FORMAT_SIZE])
{
	format_duration_signed(milliseconds, out);
	return doubt_add(forgotten, out);
}

const char *format_forgotten(enum clock clock, const struct ts_forgotten *forgotten, char out[FORMAT_SIZE])
{
	char length[FORMAT_SIZE], day[FORMAT_SIZE], moment[FORMAT_SIZE];
	struct ts_civil civil;

	out[0] = '\0';
	if (forgotten->milliseconds == 0)
		return out;
	ts_civil_offset(forgotten->since, forgotten->offset, &civil);
	(void)snprintf(out, FORMAT_SIZE, "forgotten? %.16s since %.12s %.7s",
	               format_duration(forgotten->milliseconds, length),
	               format_day_short(ts_day_from_civil(civil.year, civil.month, civil.day), day),
	               clock_text(clock, &civil, false, moment));
	return out;
}

const char *format_weekday(int weekday)
{
	static const char *const names[] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };

	return names[weekday];
}

const char *format_budget(const struct ts_budget *budget, char out[FORMAT_LINE])
{
	char used[FORMAT_SIZE], most[FORMAT_SIZE];

	(void)snprintf(out, FORMAT_LINE, "%.60s: %.16s of %.16s this %s", budget->text,
	               format_doubtful(budget->used, budget->forgotten.milliseconds > 0, used),
	               format_duration(budget->minutes * TS_MINUTE, most), ts_per_word(budget->per));
	return out;
}

const char *format_passed(const struct ts_breaks *rule, int64_t work, const struct ts_pauses *pauses,
                          char out[FORMAT_LINE])
{
	const unsigned passed = ts_breaks_passed(rule, work, pauses);
	char length[FORMAT_SIZE], limit[FORMAT_SIZE];
	size_t used = 0;

	out[0] = '\0';
	if (passed & TS_PASSED_STRETCH)
		used += (size_t)snprintf(out + used, FORMAT_LINE - used, ", %s without one, %s at most",
		                         format_duration(pauses->stretch, length),
		                         format_duration(rule->after[0] * TS_MINUTE, limit));
	if (passed & TS_PASSED_BREAKS)
		used += (size_t)snprintf(out + used, FORMAT_LINE - used, ", %s of %s",
		                         format_duration(pauses->breaks, length),
		                         format_duration(ts_breaks_least(rule, work) * TS_MINUTE, limit));
	if (passed & TS_PASSED_DAY)
		(void)snprintf(out + used, FORMAT_LINE - used, ", %s of work, %s at most",
		               format_duration(work, length), format_duration(rule->most * TS_MINUTE, limit));
	if (passed) {
		static const char lead[] = "breaks: ";
		memmove(out + sizeof lead - 1, out + 2, strlen(out + 2) + 1);
		memcpy(out, lead, sizeof lead - 1);
	}
	return out;
}

const char *format_day(ts_day day, char out[FORMAT_SIZE])
{
	struct ts_civil civil;

	ts_day_to_civil(day, &civil);
	(void)snprintf(out, FORMAT_SIZE, "%s %d %s %d", weekdays[civil.weekday], civil.day, months[civil.month - 1],
	               civil.year);
	return out;
}

const char *format_day_short(ts_day day, char out[FORMAT_SIZE])
{
	struct ts_civil civil;

	ts_day_to_civil(day, &civil);
	(void)snprintf(out, FORMAT_SIZE, "%s %d %s", weekdays[civil.weekday], civil.day, months[civil.month - 1]);
	return out;
}

const char *format_offset(int32_t offset, char out[FORMAT_SIZE])
{
	char sign = offset < 0 ? '-' : '+';
	int64_t minutes = (offset < 0 ? -(int64_t)offset : (int64_t)offset) / 60;

	if (minutes % 60 == 0)
		(void)snprintf(out, FORMAT_SIZE, "%c%02" PRId64, sign, minutes / 60);
	else
		(void)snprintf(out, FORMAT_SIZE, "%c%02" PRId64 ":%02" PRId64, sign, minutes / 60, minutes % 60);
	return out;
}

bool format_is_of_log(enum ts_deed deed)
{
	switch (deed) {
	case TS_DEED_LOG:
	case TS_DEED_INSERT:
	case TS_DEED_EDIT:
	case TS_DEED_MOVE:
	case TS_DEED_DELETE:
	case TS_DEED_FOLD:
	case TS_DEED_LOGS:
		return true;
	case TS_DEED_NOTE:
	case TS_DEED_ACTIVITY:
	case TS_DEED_IMPORT:
	case TS_DEED_SETTINGS:
	case TS_DEED_MARK:
	case TS_DEED_TARGET:
	case TS_DEED_BOOKING:
	case TS_DEED_BUDGET:
		break;
	}
	return false;
}

const char *format_day_typed(ts_day day, char out[FORMAT_SIZE])
{
	struct ts_civil civil;

	ts_day_to_civil(day, &civil);
	(void)snprintf(out, FORMAT_SIZE, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
	return out;
}

const char *format_mark(enum ts_mark_kind kind, bool half, char out[FORMAT_SIZE])
{
	(void)snprintf(out, FORMAT_SIZE, "%s%s", half && kind != TS_MARK_NONE ? "half " : "", ts_mark_word(kind));
	return out;
}

char format_mark_letter(enum ts_mark_kind kind)
{
	const char *word = ts_mark_word(kind);

	return (char)(word[0] != '\0' ? word[0] - 'a' + 'A' : ' ');
}

const char *format_done(enum clock clock, const struct ts_done *done, char *out, size_t size)
{
	char time[FORMAT_SIZE];
	char day[FORMAT_SIZE];

	(void)format_clock(clock, done->at, done->offset, time);
	switch (done->deed) {
	case TS_DEED_LOG:
		(void)snprintf(out, size, "%s %s%s", time, done->text, done->created ? " (new)" : "");
		break;
	case TS_DEED_SETTINGS:
	case TS_DEED_LOGS:
		(void)snprintf(out, size, "%s", done->text);
		break;
	case TS_DEED_INSERT:
		(void)snprintf(out, size, "inserted %s %s%s", time, done->text, done->created ? " (new)" : "");
		break;
	case TS_DEED_EDIT:
		(void)snprintf(out, size, "changed %s %s", time, done->text);
		break;
	case TS_DEED_MOVE:
		(void)snprintf(out, size, "moved %s to %s", done->text, time);
		break;
	case TS_DEED_DELETE:
		(void)snprintf(out, size, "deleted %s %s", time, done->text);
		break;
	case TS_DEED_NOTE:
		(void)snprintf(out, size, "note of %s", format_day_short(done->day, day));
		break;
	case TS_DEED_ACTIVITY:
		(void)snprintf(out, size, "changed activity %s", done->text);
		break;
	case TS_DEED_IMPORT:
		(void)snprintf(out, size, "import from %s", done->text);
		break;
	case TS_DEED_MARK:
		(void)snprintf(out, size, "%s: %s", format_day_short(done->day, day), done->text);
		break;
	case TS_DEED_TARGET:
		(void)snprintf(out, size, "target %s", done->text);
		break;
	case TS_DEED_BOOKING:
		(void)snprintf(out, size, "booking %s", done->text);
		break;
	case TS_DEED_BUDGET:
		(void)snprintf(out, size, "budget %s", done->text);
		break;
	case TS_DEED_FOLD:
		(void)snprintf(out, size, "%s %s, logged while locked", time, done->text);
		break;
	}
	return out;
}
