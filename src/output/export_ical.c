/* iCalendar (RFC 5545): an event a span, a journal entry a note. An event is the whole log wherever the range is cut: a
 * calendar takes two events of one UID for one. */
#include "src/output/export.h"

#include "src/output/stamp.h"

#include <stdio.h>
#include <string.h>

/* A line has 75 octets at most, its end not counted (section 3.1); one that goes on begins with a space. */
enum { LINE_MOST = 75 };

struct line {
	FILE *stream;
	int octets;
};

/* Characters are not cut: bytes from 0x80 to 0xBF only follow others. */
static void octets_put(struct line *line, const char *bytes, size_t size)
{
	if (line->octets + (int)size > LINE_MOST) {
		(void)fputs("\r\n ", line->stream);
		line->octets = 1;
	}
	(void)fwrite(bytes, 1, size, line->stream);
	line->octets += (int)size;
}

static size_t character_size(const char *text)
{
	size_t size = 1;
	while (((unsigned char)text[size] & 0xC0) == 0x80 && size < 4)
		size++;
	return size;
}

static void text_put(struct line *line, const char *text)
{
	while (*text) {
		size_t size = character_size(text);
		octets_put(line, text, size);
		text += size;
	}
}

/* As a value of type TEXT (section 3.3.11). */
static void text_put_escaped(struct line *line, const char *text)
{
	while (*text) {
		size_t size = character_size(text);
		if (*text == '\n')
			octets_put(line, "\\n", 2);
		else if (strchr("\\;,", *text))
			octets_put(line, (const char[]){ '\\', *text }, 2);
		else
			octets_put(line, text, size);
		text += size;
	}
}

static void property(struct export *export, const char *name, const char *value)
{
	struct line line = { .stream = export->stream };
	text_put(&line, name);
	text_put(&line, value);
	(void)fputs("\r\n", export->stream);
}

static void property_text(struct export *export, const char *name, const char *value)
{
	struct line line = { .stream = export->stream };
	text_put(&line, name);
	text_put_escaped(&line, value);
	(void)fputs("\r\n", export->stream);
}

static void ical_begin(struct export *export)
{
	property(export, "BEGIN:", "VCALENDAR");
	property(export, "VERSION:", "2.0");
	property(export, "PRODID:", "-//timesheet//timesheet " TIMESHEET_VERSION "//EN");
}

static void ical_span(struct export *export, const struct ts_span *span)
{
	char id[STAMP_ID_SIZE], uid[STAMP_ID_SIZE + 16], time[STAMP_SIZE], end[STAMP_SIZE];
	(void)snprintf(uid, sizeof uid, "%s@timesheet", stamp_id(span->id, id));
	property(export, "BEGIN:", "VEVENT");
	property(export, "UID:", uid);
	property(export, "DTSTAMP:", stamp_utc(export->now, time));
	property(export, "DTSTART:", stamp_utc(span->logged, time));
	/* An end has to lie behind the start; without one the event has no length. */
	if (strcmp(stamp_utc(span->end, end), time) > 0)
		property(export, "DTEND:", end);
	property_text(export, "SUMMARY:", span->text);
	if (span->comment[0])
		property_text(export, "DESCRIPTION:", span->comment);
	property(export, "END:", "VEVENT");
}

static void ical_note(struct export *export, const struct ts_note *note)
{
	struct ts_civil civil;
	char day[STAMP_SIZE], uid[TS_NAME_SIZE + STAMP_SIZE + 32], time[STAMP_SIZE];
	ts_day_to_civil(note->day, &civil);
	(void)snprintf(day, sizeof day, "%04d%02d%02d", civil.year, civil.month, civil.day);
	(void)snprintf(uid, sizeof uid, "note-%s-%s@timesheet", day, export->user);
	property(export, "BEGIN:", "VJOURNAL");
	property_text(export, "UID:", uid);
	property(export, "DTSTAMP:", stamp_utc(export->now, time));
	property(export, "DTSTART;VALUE=DATE:", day);
	property_text(export, "DESCRIPTION:", note->text);
	property(export, "END:", "VJOURNAL");
}

static void ical_end(struct export *export)
{
	property(export, "END:", "VCALENDAR");
}

const struct export_format export_ical = {
	.name = "ical", .begin = ical_begin, .span = ical_span, .note = ical_note, .end = ical_end, .whole = true
};
