/*
 * klog (its specification, version 1.4): records of a date, a summary, and indented entries. A range becomes an
 * interval, a record's summary the note of the day; a duration has no place in time.
 */
#include "data/exchange/readers.h"

#include <string.h>

enum { DAY_MINUTES = 1440, SUMMARY_ROOM = 16384 };

struct record {
	struct exchange_rows *rows;
	bool open; /* a date has been read */
	ts_day day;
	size_t line;                /* of the date */
	char summary[SUMMARY_ROOM]; /* lines so far */
	size_t size;
	bool entries;  /* the summary is over */
	size_t indent; /* of the entries; twice that continues one */
	size_t latest; /* the row that further lines of summary belong to, from 1; 0: none */
	ts_time before;
};

static void record_end(struct record *record)
{
	if (record->open && record->size > 0) {
		record->rows->line = record->line + 1;
		(void)exchange_note(record->rows, record->day,
		                    exchange_keep(record->rows, record->summary, record->size));
	}
	record->open = false;
}

static void record_begin(struct record *record, ts_day day)
{
	record->open = true;
	record->day = day;
	record->line = record->rows->line;
	record->size = 0;
	record->entries = false;
	record->latest = 0;
	record->before = INT64_MIN;
}

static void summary_add(struct record *record, struct exchange_text text)
{
	size_t size = (size_t)(text.end - text.at);

	if (record->size + size + 1 > sizeof record->summary) {
		exchange_refuse(record->rows, exchange_shown(record->rows, text), "the summary is too long");
		return;
	}
	if (record->size > 0)
		record->summary[record->size++] = '\n';
	memcpy(record->summary + record->size, text.at, size);
	record->size += size;
}

/* A time of an entry as minutes from the record's midnight: 8:15, 10:00am, <23:40, 1:30>. */
static bool time_take(struct exchange_text *text, int *out)
{
	struct exchange_text rest = *text;
	struct exchange_clock clock;
	bool before = exchange_take(&rest, "<");

	if (!exchange_time_of_day(&rest, &clock) || clock.milliseconds > 0)
		return false;
	bool morning = exchange_take(&rest, "am"), evening = !morning && exchange_take(&rest, "pm");
	int hour = clock.minute / 60;
	if ((morning || evening) && (hour < 1 || hour > 12))
		return false;
	if (morning || evening)
		clock.minute = (hour % 12 + (evening ? 12 : 0)) * 60 + clock.minute % 60;
	bool after = exchange_take(&rest, ">");
	if (before && after)
		return false;
	*out = clock.minute + (before ? -DAY_MINUTES : after ? DAY_MINUTES : 0);
	*text = rest;
	return true;
}

static bool end_take(struct exchange_text *text, int *end, bool *running)
{
	*running = exchange_take(text, "?");
	if (!*running)
		return time_take(text, end);
	while (exchange_take(text, "?"))
		continue;
	return true;
}

static bool entry_over(const struct exchange_text *text)
{
	return text->at == text->end || *text->at == ' ' || *text->at == '\t';
}

static void range_add(struct record *record, int begin, int end, bool running, struct exchange_text summary)
{
	struct exchange_rows *rows = record->rows;
	const char *text = exchange_keep(rows, summary.at, (size_t)(summary.end - summary.at));
	const char *first, *second = "";
	ts_time from = exchange_local((struct exchange_clock){ record->day, begin, 0 }, record->before, &first);
	struct exchange_row *row;

	text = text[0] ? text : EXCHANGE_UNTITLED;
	if (!running && end < begin) {
		exchange_refuse(rows, text, "it ends before it begins");
		return;
	}
	if (running) {
		row = exchange_open(rows, from, EXCHANGE_RUNS, text, "");
	} else {
		record->before = exchange_local((struct exchange_clock){ record->day, end, 0 }, from, &second);
		row = exchange_interval(rows, from, record->before, text, "");
	}
	exchange_remark(rows, row, first);
	if (strcmp(first, second) != 0)
		exchange_remark(rows, row, second);
	record->latest = rows->count;
}

/* 1h30m, -45m, +2h. */
static bool duration_take(struct exchange_text *text)
{
	struct exchange_text rest = *text;
	int number;
	bool any = false;

	if (!exchange_take(&rest, "-"))
		(void)exchange_take(&rest, "+");
	while (exchange_number(&rest, 1, 9, &number)) {
		if (!exchange_take(&rest, "h") && !exchange_take(&rest, "m"))
			return false;
		any = true;
	}
	if (!any || !entry_over(&rest))
		return false;
	*text = rest;
	return true;
}

static void entry_read(struct record *record, struct exchange_text text, size_t indent)
{
	struct exchange_text rest = text;
	int begin, end = 0;
	bool running = false;

	if (!record->entries)
		record->indent = indent;
	record->entries = true;
	record->latest = 0;
	if (duration_take(&rest)) {
		exchange_leave_out(record->rows, exchange_shown(record->rows, text), "a duration has no place in time");
		return;
	}
	bool understood = time_take(&rest, &begin);
	exchange_skip_spaces(&rest);
	understood = understood && exchange_take(&rest, "-");
	exchange_skip_spaces(&rest);
	if (!understood || !end_take(&rest, &end, &running) || !entry_over(&rest)) {
		exchange_refuse(record->rows, exchange_shown(record->rows, text),
		                "this is no entry ('8:15 - 9:35 text')");
		return;
	}
	exchange_skip_spaces(&rest);
	range_add(record, begin, end, running, rest);
}

/* A further line of an entry's summary: it is the text when there was none, else the comment. */
static void entry_continue(struct record *record, struct exchange_text text)
{
	struct exchange_rows *rows = record->rows;
	const char *more = exchange_keep(rows, text.at, (size_t)(text.end - text.at));

	if (record->latest == 0 || rows->failed)
		return;
	struct exchange_row row = exchange_get(rows, record->latest - 1);
	/* Each line copies what is there: a comment does not grow for ever. */
	if (strcmp(row.text, EXCHANGE_UNTITLED) == 0)
		row.text = more;
	else if (strlen(row.comment) > SUMMARY_ROOM)
		exchange_refuse(rows, more, "the summary is too long");
	else
		row.comment = row.comment[0] ? exchange_keep_format(rows, "%s %s", row.comment, more) : more;
	(void)exchange_put(rows, record->latest - 1, &row);
}

static void headline_read(struct record *record, struct exchange_text text)
{
	const struct exchange_text whole = text;
	ts_day day;

	record_end(record);
	if (!exchange_date(&text, &day)) {
		exchange_refuse(record->rows, exchange_shown(record->rows, whole),
		                "a record begins with its date ('2026-10-01')");
		return;
	}
	exchange_skip_spaces(&text);
	if (text.at < text.end && *text.at != '(') {
		exchange_refuse(record->rows, exchange_shown(record->rows, whole),
		                "only a should-total in brackets may follow a date");
		return;
	}
	record_begin(record, day);
}

static void line_read(struct record *record, const char *line, size_t size)
{
	struct exchange_text text = exchange_text_of(line, size);

	exchange_skip_spaces(&text);
	size_t indent = (size_t)(text.at - line);
	if (text.at == text.end) {
		record_end(record);
		return;
	}
	bool headline = !record->open || (indent == 0 && record->entries);
	if (headline)
		headline_read(record, text);
	else if (indent == 0)
		summary_add(record, text);
	else if (record->entries && indent >= 2 * record->indent)
		entry_continue(record, text);
	else
		entry_read(record, text, indent);
}

enum ts_status read_klog(struct exchange_rows *rows, const struct exchange_input *input)
{
	struct exchange_lines lines = exchange_lines_of(input->bytes, input->size);
	struct record record = { .rows = rows };
	const char *line;
	size_t size;

	while (exchange_line(rows, &lines, &line, &size)) {
		line_read(&record, line, size);
	}
	record_end(&record);
	return TS_OK;
}
