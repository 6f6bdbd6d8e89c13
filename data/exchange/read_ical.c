/*
 * iCalendar (RFC 5545): events with begin and end become intervals, repeated ones as often as they were until now; a
 * journal entry becomes the note of its day. libical reads the file, knows its zones and expands what repeats.
 */
#include "data/exchange/ical_library.h"
#include "data/exchange/readers.h"
#include "data/pure/library.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_SECONDS = 86400, MARK_DAYS = 366 };

struct calendar {
	struct ical_library library;
	struct exchange_rows *rows;
	icalcomponent *root;
	ts_time now;
	bool zone_said;          /* the process's zone stands for those that are not known */
	icalcomponent *event;    /* at hand */
	bool floating;           /* its times are of no zone: of the process's */
	int64_t length;          /* milliseconds */
	const char *doubt;       /* of times that libical did not understand; "" */
	enum ts_mark_kind marks; /* whole days become these */
	ts_day days;             /* of the event at hand that is one of whole days */
	/* Of the events that stand for one of a series: "uid/seconds", sorted. */
	const char **moved;
	size_t moved_count;
};

static const char *kept(struct calendar *calendar, const char *text)
{
	return text ? exchange_keep(calendar->rows, text, strlen(text)) : "";
}

static bool is_floating(struct icaltimetype time)
{
	return !time.zone;
}

static time_t seconds_of(const struct calendar *calendar, struct icaltimetype time)
{
	icaltimezone *utc = calendar->library.icaltimezone_get_utc_timezone();

	return calendar->library.icaltime_as_timet_with_zone(time, time.zone ? time.zone : utc);
}

/* Of seconds as libical counts them: those of a floating time are by the wall. */
static ts_time moment_of(const struct calendar *calendar, time_t seconds, const char **words)
{
	ts_time at = (ts_time)seconds * TS_SECOND;
	struct ts_civil wall;

	*words = "";
	if (!calendar->floating)
		return at;
	ts_civil_offset(at, 0, &wall);
	const struct exchange_clock clock = { .day = ts_day_from_civil(wall.year, wall.month, wall.day),
		                              .minute = wall.hour * 60 + wall.minute,
		                              .milliseconds = wall.second * 1000 };
	return exchange_local(clock, INT64_MIN, words);
}

static void leave_out(struct calendar *calendar, const char *reason, bool minor)
{
	const char *summary = calendar->library.icalcomponent_get_summary(calendar->event);

	(void)exchange_add(calendar->rows, &(struct exchange_row){ .text = kept(calendar, summary),
	                                                           .fate = TS_IMPORT_LEFT_OUT,
	                                                           .reason = reason,
	                                                           .minor = minor });
}

static const char *instance_key(struct calendar *calendar, time_t seconds)
{
	const char *uid = calendar->library.icalcomponent_get_uid(calendar->event);

	return exchange_keep_format(calendar->rows, "%s/%lld", uid ? uid : "", (long long)seconds);
}

/* One event, or one of a series, that begins at a moment. */
static void event_add(struct calendar *calendar, time_t seconds, const char *key)
{
	struct exchange_rows *rows = calendar->rows;
	const char *summary = calendar->library.icalcomponent_get_summary(calendar->event);
	const char *description = calendar->library.icalcomponent_get_description(calendar->event), *words;
	ts_time begin = moment_of(calendar, seconds, &words);

	if (begin > calendar->now || begin + calendar->length > calendar->now + TS_MINUTE) {
		leave_out(calendar, "it is not over yet", true);
		return;
	}
	const char *text = kept(calendar, summary);
	struct exchange_row *row = exchange_interval(rows, begin, begin + calendar->length,
	                                             text[0] ? text : EXCHANGE_UNTITLED, kept(calendar, description));
	if (row && key[0])
		row->key = key;
	exchange_remark(rows, row, words);
	exchange_remark(rows, row, calendar->doubt);
}

static int key_compare(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

static void instance_visit(icalcomponent *component, struct icaltime_span *span, void *context)
{
	struct calendar *calendar = context;
	const char *key = instance_key(calendar, span->start);

	(void)component;
	/* One that was moved stands there as an event of its own. */
	if (calendar->moved_count > 0 && bsearch(&key, calendar->moved, calendar->moved_count, sizeof key, key_compare))
		return;
	event_add(calendar, span->start, key);
}

/* Nobody meets by the minute: such a rule has billions of events. */
static bool repeats_too_often(const struct calendar *calendar, icalproperty *property)
{
	struct icalrecurrencetype rule = calendar->library.icalproperty_get_rrule(property);

	return rule.freq == ICAL_SECONDLY_RECURRENCE || rule.freq == ICAL_MINUTELY_RECURRENCE ||
	       rule.freq == ICAL_HOURLY_RECURRENCE ||
	       (rule.by_minute[0] != ICAL_RECURRENCE_ARRAY_MAX && rule.by_minute[1] != ICAL_RECURRENCE_ARRAY_MAX) ||
	       (rule.by_second[0] != ICAL_RECURRENCE_ARRAY_MAX && rule.by_second[1] != ICAL_RECURRENCE_ARRAY_MAX);
}

static void series_read(struct calendar *calendar, struct icaltimetype start, icalproperty *rule)
{
	const struct ical_library *library = &calendar->library;
	icaltimezone *utc = library->icaltimezone_get_utc_timezone();
	struct icaltimetype until =
	        library->icaltime_from_timet_with_zone((time_t)(calendar->now / TS_SECOND) + DAY_SECONDS, 0, utc);

	if (rule && repeats_too_often(calendar, rule))
		leave_out(calendar, "it repeats more often than by the day", false);
	else
		library->icalcomponent_foreach_recurrence(calendar->event, start, until, instance_visit, calendar);
}

/* ---- whether its times are what they seem ---- */

/* libical takes a 0th of September for the last of August, and a 25th hour for the next day's first. */
static bool is_sound(struct icaltimetype time)
{
	ts_day day;

	return exchange_day(time.year, time.month, time.day, &day) && time.hour >= 0 && time.hour < 24 &&
	       time.minute >= 0 && time.minute < 60 && time.second >= 0 && time.second <= 60;
}

/* Where libical counts seconds in 32 bits (CMakeLists.txt), what lies outside of these years has come round. */
static bool is_counted(struct icaltimetype time)
{
	return sizeof(time_t) > sizeof(int32_t) || (time.year > 1901 && time.year < 2038);
}

/* The zone that is named, and is neither in the file nor known; NULL: there is none. libical reads such a time as one
 * without a zone. */
static const char *zone_unknown(const struct calendar *calendar, icalproperty_kind kind, struct icaltimetype time)
{
	const struct ical_library *library = &calendar->library;
	icalproperty *property = library->icalcomponent_get_first_property(calendar->event, kind);
	icalparameter *zone =
	        property ? library->icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER) : NULL;

	return zone && is_floating(time) && !time.is_date ? library->icalparameter_get_tzid(zone) : NULL;
}

static const char *zones_unknown(const struct calendar *calendar, struct icaltimetype start, struct icaltimetype end)
{
	const char *zone = zone_unknown(calendar, ICAL_DTSTART_PROPERTY, start);

	return zone || calendar->library.icaltime_is_null_time(end) ? zone
	                                                            : zone_unknown(calendar, ICAL_DTEND_PROPERTY, end);
}

/* Why an event's times cannot be taken; NULL: they can. */
static const char *times_trouble(struct calendar *calendar, struct icaltimetype start, struct icaltimetype end)
{
	bool ends = !calendar->library.icaltime_is_null_time(end);
	const char *zone = zones_unknown(calendar, start, end);

	if (zone && !calendar->zone_said)
		return exchange_keep_format(calendar->rows,
		                            "its zone '%.80s' is not known: say which that is with --zone", zone);
	if (!is_sound(start) || (ends && !is_sound(end)))
		return "its start or its end is no time";
	if (!is_counted(start) || (ends && !is_counted(end)))
		return "its year is beyond what libical counts on this machine";
	if (ends && (start.is_date != end.is_date || is_floating(start) != is_floating(end)))
		return "of its start and its end one is of a zone or a time of day, and the other is not";
	return NULL;
}

/* What libical passed over in an event, or did not know, if that says when it is. */
static const char *times_doubt(struct calendar *calendar, struct icaltimetype start, struct icaltimetype end)
{
	static const char *const names[] = {
		"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"
	};
	const struct ical_library *library = &calendar->library;
	icalcomponent *event = calendar->event;
	const char *zone = zones_unknown(calendar, start, end);

	for (icalproperty *at = library->icalcomponent_get_first_property(event, ICAL_XLICERROR_PROPERTY); at;
	     at = library->icalcomponent_get_next_property(event, ICAL_XLICERROR_PROPERTY)) {
		const char *said = library->icalproperty_get_xlicerror(at);
		for (size_t i = 0; said && i < sizeof names / sizeof names[0]; i++) {
			if (strstr(said, names[i]))
				return exchange_keep_format(calendar->rows,
				                            "its %s is not understood, and was passed over", names[i]);
		}
	}
	return zone ? exchange_keep_format(calendar->rows, "its zone '%.80s' is not known: read in the one of --zone",
	                                   zone)
	            : "";
}

/* An event whose times are sound: once, or as often as it repeats. */
static void event_place(struct calendar *calendar, struct icaltimetype start, struct icaltimetype end)
{
	const struct ical_library *library = &calendar->library;
	icalcomponent *event = calendar->event;
	struct icaltimetype instead = library->icalcomponent_get_recurrenceid(event);
	const char *summary = library->icalcomponent_get_summary(event), *uid = library->icalcomponent_get_uid(event);

	calendar->floating = is_floating(start);
	calendar->doubt = times_doubt(calendar, start, end);
	time_t first = seconds_of(calendar, start);
	calendar->length =
	        library->icaltime_is_null_time(end) ? 0 : (int64_t)(seconds_of(calendar, end) - first) * TS_SECOND;
	if (calendar->length <= 0 && calendar->doubt[0]) {
		exchange_refuse(calendar->rows, kept(calendar, summary), "%s", calendar->doubt);
		return;
	}
	if (calendar->length <= 0) {
		leave_out(calendar, calendar->length < 0 ? "it ends before it begins" : "it has no length", false);
		return;
	}
	icalproperty *rule = library->icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
	icalproperty *dates = library->icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
	if (!library->icaltime_is_null_time(instead))
		event_add(calendar, first, instance_key(calendar, seconds_of(calendar, instead)));
	else if (rule || dates)
		series_read(calendar, start, rule);
	else
		event_add(calendar, first, kept(calendar, uid));
}

/* ---- whole days that become marks */

static void days_add(struct calendar *calendar, time_t seconds)
{
	const char *summary = kept(calendar, calendar->library.icalcomponent_get_summary(calendar->event));
	const ts_day first = (ts_day)(seconds / DAY_SECONDS);

	for (ts_day day = first; day < first + calendar->days; day++)
		(void)exchange_mark(calendar->rows, day, calendar->marks, false, summary);
}

static void days_visit(icalcomponent *component, struct icaltime_span *span, void *context)
{
	struct calendar *calendar = context;
	const char *key = instance_key(calendar, span->start);

	(void)component;
	if (calendar->moved_count == 0 ||
	    !bsearch(&key, calendar->moved, calendar->moved_count, sizeof key, key_compare))
		days_add(calendar, span->start);
}

/* What repeats does so from the year before this one to the year after the next. */
static void days_repeat(struct calendar *calendar)
{
	const struct ical_library *library = &calendar->library;
	icaltimezone *utc = library->icaltimezone_get_utc_timezone();
	struct ts_civil civil;

	ts_civil_offset(calendar->now, 0, &civil);
	const time_t from = (time_t)ts_day_from_civil(civil.year - 1, 1, 1) * DAY_SECONDS;
	const time_t until = (time_t)ts_day_from_civil(civil.year + 3, 1, 1) * DAY_SECONDS - 1;
	library->icalcomponent_foreach_recurrence(calendar->event, library->icaltime_from_timet_with_zone(from, 0, utc),
	                                          library->icaltime_from_timet_with_zone(until, 0, utc), days_visit,
	                                          calendar);
}

static void days_read(struct calendar *calendar, struct icaltimetype start, struct icaltimetype end)
{
	const struct ical_library *library = &calendar->library;
	icalcomponent *event = calendar->event;
	bool ends = !library->icaltime_is_null_time(end),
	     instead = !library->icaltime_is_null_time(library->icalcomponent_get_recurrenceid(event));
	bool repeats = library->icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY) ||
	               library->icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);

	if (!start.is_date) {
		leave_out(calendar, "it is no whole day", true);
		return;
	}
	if (!is_sound(start) || (ends && (!is_sound(end) || !end.is_date))) {
		exchange_refuse(calendar->rows, kept(calendar, library->icalcomponent_get_summary(event)),
		                "its start or its end is no day");
		return;
	}
	if (!is_counted(start) || (ends && !is_counted(end))) {
		exchange_refuse(calendar->rows, kept(calendar, library->icalcomponent_get_summary(event)),
		                "its year is beyond what libical counts on this machine");
		return;
	}
	const time_t first = seconds_of(calendar, start);
	const int64_t days = ends ? (seconds_of(calendar, end) - first) / DAY_SECONDS : 1;
	/* Many programs end a day where it begins. */
	calendar->days = days > 0 ? (ts_day)(days < MARK_DAYS ? days : MARK_DAYS) : 1;
	if (days > MARK_DAYS)
		leave_out(calendar, "it is longer than a year", false);
	else if (repeats && !instead)
		days_repeat(calendar);
	else
		days_add(calendar, first);
}

static void event_read(struct calendar *calendar)
{
	const struct ical_library *library = &calendar->library;
	icalcomponent *event = calendar->event;
	struct icaltimetype start = library->icalcomponent_get_dtstart(event),
	                    end = library->icalcomponent_get_dtend(event);
	const char *summary = library->icalcomponent_get_summary(event);

	if (library->icaltime_is_null_time(start)) {
		exchange_refuse(calendar->rows, kept(calendar, summary), "it has no start");
		return;
	}
	if (library->icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED) {
		leave_out(calendar, "it was cancelled", false);
		return;
	}
	if (calendar->marks != TS_MARK_NONE) {
		days_read(calendar, start, end);
		return;
	}
	if (start.is_date) {
		leave_out(calendar, "a whole day has no times of day", false);
		return;
	}
	const char *trouble = times_trouble(calendar, start, end);
	if (trouble) {
		exchange_refuse(calendar->rows, kept(calendar, summary), "%s", trouble);
		return;
	}
	event_place(calendar, start, end);
}

static void journal_read(struct calendar *calendar)
{
	struct icaltimetype start = calendar->library.icalcomponent_get_dtstart(calendar->event);
	const char *text = calendar->library.icalcomponent_get_description(calendar->event);

	if (calendar->library.icaltime_is_null_time(start) || !is_sound(start) || !text)
		exchange_refuse(calendar->rows, kept(calendar, text), "it has no day, or no text");
	else
		(void)exchange_note(calendar->rows, ts_day_from_civil(start.year, start.month, start.day),
		                    kept(calendar, text));
}

typedef void component_visit(struct calendar *calendar);
static void components_visit(struct calendar *calendar, icalcomponent_kind kind, component_visit *visit)
{
	const struct ical_library *library = &calendar->library;

	for (icalcomponent *at = library->icalcomponent_get_first_component(calendar->root, kind); at;
	     at = library->icalcomponent_get_next_component(calendar->root, kind)) {
		calendar->event = at;
		calendar->rows->line++;
		visit(calendar);
	}
}

static void moved_count(struct calendar *calendar)
{
	struct icaltimetype instead = calendar->library.icalcomponent_get_recurrenceid(calendar->event);

	calendar->moved_count += !calendar->library.icaltime_is_null_time(instead);
}

static void moved_add(struct calendar *calendar)
{
	struct icaltimetype instead = calendar->library.icalcomponent_get_recurrenceid(calendar->event);

	if (!calendar->library.icaltime_is_null_time(instead))
		calendar->moved[calendar->moved_count++] = instance_key(calendar, seconds_of(calendar, instead));
}

static enum ts_status moved_fill(struct calendar *calendar)
{
	components_visit(calendar, ICAL_VEVENT_COMPONENT, moved_count);
	calendar->moved = malloc((calendar->moved_count + 1) * sizeof *calendar->moved);
	if (!calendar->moved)
		return TS_NO_MEMORY;
	calendar->moved_count = 0;
	components_visit(calendar, ICAL_VEVENT_COMPONENT, moved_add);
	if (calendar->moved_count > 1)
		qsort(calendar->moved, calendar->moved_count, sizeof *calendar->moved, key_compare);
	calendar->rows->line = 0;
	return TS_OK;
}

/* Several calendars may stand in one file; libical then puts them into a component around them. */
static void calendar_read(struct calendar *calendar)
{
	components_visit(calendar, ICAL_VEVENT_COMPONENT, event_read);
	if (calendar->marks == TS_MARK_NONE)
		components_visit(calendar, ICAL_VJOURNAL_COMPONENT, journal_read);
}

static enum ts_status calendars_read(struct calendar *calendar, icalcomponent *whole)
{
	const struct ical_library *library = &calendar->library;
	enum ts_status status = TS_OK;
	bool several = library->icalcomponent_isa(whole) == ICAL_XROOT_COMPONENT;

	calendar->root = several ? library->icalcomponent_get_first_component(whole, ICAL_VCALENDAR_COMPONENT) : whole;
	while (calendar->root && status == TS_OK) {
		status = moved_fill(calendar);
		if (status == TS_OK)
			calendar_read(calendar);
		free(calendar->moved);
		calendar->moved = NULL;
		calendar->moved_count = 0;
		calendar->root =
		        several ? library->icalcomponent_get_next_component(whole, ICAL_VCALENDAR_COMPONENT) : NULL;
	}
	return status;
}

enum ts_status read_ical(struct exchange_rows *rows, const struct exchange_input *input)
{
	struct calendar calendar = {
		.rows = rows, .now = input->now, .zone_said = input->zone_said, .doubt = "", .marks = input->marks
	};
	struct exchange_lines lines = exchange_lines_of(input->bytes, input->size);
	size_t size = (size_t)(lines.end - lines.at);
	const struct ical_library *library = &calendar.library;

	if (size < 15 || memcmp(lines.at, "BEGIN:VCALENDAR", 15) != 0)
		return exchange_trouble(rows, "this is no iCalendar ('BEGIN:VCALENDAR')");
	if (memchr(lines.at, '\0', size))
		return exchange_trouble(rows, "it holds a NUL byte: this is no text");
	if (!ical_library_load(&calendar.library))
		return exchange_trouble(
		        rows, library_can_load()
		                      ? "iCalendar is read by libical, which is not installed (the package libical3)"
		                      : "iCalendar is read by libical, which a static program cannot load");
	char *text = strndup(lines.at, size);
	if (!text)
		return TS_NO_MEMORY;
	library->icalerror_set_errors_are_fatal(0);
	icalcomponent *whole = library->icalparser_parse_string(text);
	free(text);
	if (!whole)
		return exchange_trouble(rows, "libical finds no calendar in it");
	enum ts_status status = calendars_read(&calendar, whole);
	library->icalcomponent_free(whole);
	library->icalmemory_free_ring();
	return status;
}
