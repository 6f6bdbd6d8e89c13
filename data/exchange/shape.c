/* What a file is, from its first bytes and lines. */
#include "data/exchange/shape.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_MOST = 20 };

struct shape {
	enum ts_format format;
	const char *words;
};

static bool begins(const char *bytes, size_t size, const char *word)
{
	size_t length = strlen(word);

	return size >= length && memcmp(bytes, word, length) == 0;
}

static const char *binary_shape(const char *bytes, size_t size)
{
	static const struct {
		const char *magic, *words;
	} known[] = {
		{ "PK\x03\x04", "a spreadsheet's own file or a zip archive (save it as CSV)" },
		{ "\xD0\xCF\x11\xE0", "a spreadsheet's own file (save it as CSV)" },
		{ "%PDF", "a PDF" },
		{ "\x1F\x8B", "a gzip archive (unpack it first)" },
		{ "<!DOCTYPE", "HTML" },
		{ "<html", "HTML" },
		{ "<?xml", "XML" },
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		if (begins(bytes, size, known[i].magic))
			return known[i].words;
	}
	return NULL;
}

static bool org_shape(struct exchange_text text)
{
	exchange_skip_spaces(&text);
	return exchange_take(&text, "CLOCK: [") || exchange_take(&text, ":LOGBOOK:") ||
	       exchange_take(&text, ":PROPERTIES:") || exchange_take(&text, "#+");
}

/* A line that only one format has. */
static bool line_shape(const char *line, size_t size, struct shape *out)
{
	struct exchange_text text = exchange_text_of(line, size);
	struct exchange_clock clock;
	ts_day day;
	bool in = size > 2 && strchr("ioO", line[0]) && line[1] == ' ';

	if (org_shape(text)) {
		*out = (struct shape){ TS_FORMAT_ORG, "an Org file (--format org)" };
		return true;
	}
	if (begins(line, size, "inc 2") || begins(line, size, "inc 1")) {
		*out = (struct shape){ TS_FORMAT_TIMEWARRIOR, "timewarrior's (--format timewarrior)" };
		return true;
	}
	if (in) {
		text.at += 2;
		*out = (struct shape){ TS_FORMAT_TIMECLOCK, "timeclock (--format timeclock)" };
		exchange_skip_spaces(&text);
		return exchange_date(&text, &day);
	}
	if (!exchange_date(&text, &day))
		return false;
	const char *behind = text.at;
	exchange_skip_spaces(&text);
	if (text.at == text.end || *text.at == '(') {
		*out = (struct shape){ TS_FORMAT_KLOG, "klog (--format klog)" };
		return behind - line == 10;
	}
	if (!exchange_time_of_day(&text, &clock))
		return false;
	if (exchange_take(&text, ": ")) {
		*out = (struct shape){ TS_FORMAT_GTIMELOG, "gtimelog (--format gtimelog)" };
		return true;
	}
	/* 2026-10-01 09:00 - 2026-10-01 10:00 | project | description */
	*out = (struct shape){ TS_FORMAT_BARTIB, "bartib (--format bartib)" };
	exchange_skip_spaces(&text);
	return memchr(text.at, '|', (size_t)(text.end - text.at)) && strchr("-|", *text.at);
}

static bool header_shape(const char *line, size_t size, struct shape *out)
{
	size_t marks = 0;

	for (size_t i = 0; i < size; i++)
		marks += line[i] == ',' || line[i] == ';' || line[i] == '\t';
	*out = (struct shape){ TS_FORMAT_CSV, "CSV (--format csv)" };
	return marks >= 2;
}

static bool json_shape(const char *at, const char *end, struct shape *out)
{
	while (at < end && strchr(" \t\r\n", *at))
		at++;
	*out = (struct shape){ TS_FORMAT_JSON, "JSON (--format json, watson or timewarrior)" };
	return at < end && (*at == '[' || *at == '{');
}

static bool takes_json(enum ts_format format)
{
	return format == TS_FORMAT_JSON || format == TS_FORMAT_WATSON || format == TS_FORMAT_TIMEWARRIOR;
}

static bool text_shape(const char *bytes, size_t size, struct shape *out)
{
	struct exchange_lines lines = exchange_lines_of(bytes, size);
	const char *at = lines.at;

	if (json_shape(at, lines.end, out))
		return true;
	for (int i = 0; i < LINES_MOST && at < lines.end; i++) {
		const char *found = memchr(at, '\n', (size_t)(lines.end - at));
		size_t length = (size_t)((found ? found : lines.end) - at);
		length -= length > 0 && at[length - 1] == '\r';
		if (line_shape(at, length, out) || (i == 0 && header_shape(at, length, out)))
			return true;
		at = found ? found + 1 : lines.end;
	}
	return false;
}

const char *exchange_shape(const char *bytes, size_t size, enum ts_format format)
{
	struct shape shape;
	const char *words = binary_shape(bytes, size);

	if (words)
		return words;
	if (begins(bytes, size, "SQLite format 3"))
		return format == TS_FORMAT_TIMETRAP ? NULL : "an SQLite database (--format timetrap)";
	if (begins(bytes, size, "BEGIN:VCALENDAR"))
		return format == TS_FORMAT_ICAL ? NULL : "iCalendar (--format ical)";
	if (!text_shape(bytes, size, &shape) || shape.format == format)
		return NULL;
	if (shape.format == TS_FORMAT_JSON && takes_json(format))
		return NULL;
	if (shape.format == TS_FORMAT_CSV && (format == TS_FORMAT_TOGGL || format == TS_FORMAT_TIMETRAP))
		return NULL;
	return shape.words;
}

/* ---- UTF-16 ---- */

static size_t character_put(char *out, uint32_t character)
{
	unsigned char *at = (unsigned char *)out;

	if (character < 0x80) {
		at[0] = (unsigned char)character;
		return 1;
	}
	if (character < 0x800) {
		at[0] = (unsigned char)(0xC0 | character >> 6);
		at[1] = (unsigned char)(0x80 | (character & 0x3F));
		return 2;
	}
	if (character < 0x10000) {
		at[0] = (unsigned char)(0xE0 | character >> 12);
		at[1] = (unsigned char)(0x80 | (character >> 6 & 0x3F));
		at[2] = (unsigned char)(0x80 | (character & 0x3F));
		return 3;
	}
	at[0] = (unsigned char)(0xF0 | character >> 18);
	at[1] = (unsigned char)(0x80 | (character >> 12 & 0x3F));
	at[2] = (unsigned char)(0x80 | (character >> 6 & 0x3F));
	at[3] = (unsigned char)(0x80 | (character & 0x3F));
	return 4;
}

static uint32_t unit_at(const char *at, bool big)
{
	unsigned char first = (unsigned char)at[0], second = (unsigned char)at[1];

	return big ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

char *exchange_from_utf16(struct exchange_rows *rows, const char *bytes, size_t size, size_t *out)
{
	bool big = begins(bytes, size, "\xFE\xFF");

	if (!big && !begins(bytes, size, "\xFF\xFE"))
		return NULL;
	/* A unit of two bytes becomes three at most. */
	char *text = malloc(size / 2 * 3 + 1);
	if (!text) {
		rows->failed = true;
		return NULL;
	}
	*out = 0;
	for (size_t i = 2; i + 1 < size; i += 2) {
		uint32_t unit = unit_at(bytes + i, big);
		if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < size) {
			uint32_t low = unit_at(bytes + i + 2, big);
			if (low >= 0xDC00 && low < 0xE000) {
				unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
				i += 2;
			}
		}
		/* Half of a pair is no character. */
		*out += character_put(text + *out, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit);
	}
	text[*out] = '\0';
	return text;
}
