/* iCalendar (RFC 5545): an event a span, a journal entry a note. An event is the whole log wherever the range is cut: a
 * calendar takes two events of one UID for one. */
#include "src/output/export.h"

#include <stdio.h>
#include <string.h>

/* A line has 75 octets at most, its end not counted (section 3.1); one that goes on begins with a space. */
enum { LINE_MOST = 75 };

struct line {
	struct writer *writer;
	size_t octets;
};

/* Characters are not cut: bytes from 0x80 to 0xBF only follow others. */
static void octets_put(struct line *line, const char *bytes, size_t size)
{
	if (line->octets + size > LINE_MOST) {
		writer_bytes(line->writer, "\r\n ", 3);
		line->octets = 1;
	}
	writer_bytes(line->writer, bytes, size);
	line->octets += size;
}

static size_t character_size(const char *text)
{
	size_t size = 1;
	while (((unsigned char)text[size] & 0xC0) == 0x80 && size < 4)
		size++;
	return size;
}

/* As much of it as there is room for in this line goes as one. */
static void text_put(struct line *line, const char *text, size_t size)
{
	if (line->octets + size <= LINE_MOST) {
		octets_put(line, text, size);
		return;
	}
	for (size_t at = 0, character; at < size; at += character) {
		character = character_size(text + at);
		octets_put(line, text + at, character);
	}
}

/* As a value of type TEXT (section 3.3.11). */
static void text_put_escaped(struct line *line, const char *text)
{
	while (*text) {
		size_t plain = strcspn(text, "\n\\;,");
		text_put(line, text, plain);
		text += plain;
		if (*text == '\n')
			octets_put(line, "\\n", 2);
		else if (*text)
			octets_put(line, (const char[]){ '\\', *text }, 2);
		text += *text != '\0';
	}
}

static struct line property_begin(struct export *export, const char *name)
{
	struct line line = { .writer = &export->writer };
	text_put(&line, name, strlen(name));
	return line;
}

static void property(struct export *export, const char *name, const char *value)
{
	struct line line = property_begin(export, name);
	text_put(&line, value, strlen(value));
	writer_bytes(&export->writer, "\r\n", 2);
}

static void property_text(struct export *export, const char *name, const char *value)
{
	struct line line = property_begin(export, name);
	text_put_escaped(&line, value);
	writer_bytes(&export->writer, "\r\n", 2);
}

static void ical_begin(struct export *export)
{
	property(export, "BEGIN:", "VCALENDAR");
	property(export, "VERSION:", "2.0");
	property(export, "PRODID:", "-//timesheet//timesheet " TIMESHEET_VERSION "//EN");
}

static const char *utc(struct export *export, ts_time at, char out[STAMP_SIZE])
{
	*stamp_put_utc(&export->date, at, out) = '\0';
	return out;
}

static void ical_span(struct export *export, const struct ts_span *span)
{
	static const char domain[] = "@timesheet";
	char uid[STAMP_ID_SIZE + sizeof domain], time[STAMP_SIZE], end[STAMP_SIZE];
	memcpy(stamp_put_id(span->id, uid), domain, sizeof domain);
	property(export, "BEGIN:", "VEVENT");
	property(export, "UID:", uid);
	property(export, "DTSTAMP:", stamp_utc(export->now, time));
	property(export, "DTSTART:", utc(export, span->logged, time));
	/* An end has to lie behind the start; without one the event has no length. */
	if (strcmp(utc(export, span->end, end), time) > 0)
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
