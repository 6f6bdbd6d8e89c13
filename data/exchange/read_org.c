/*
 * Org files: "CLOCK: [2026-10-01 Thu 09:00]--[2026-10-01 Thu 10:30] =>  1:30" under the headline that it is about. A
 * clock that runs has no second stamp. Whatever else stands in the file is no concern of a timesheet's.
 */
#include "data/exchange/org_headline.h"
#include "data/exchange/readers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { STAMP_ROOM = 48 };

struct clock_line {
	char start[STAMP_ROOM], end[STAMP_ROOM]; /* "2026-10-01 09:00"; "" */
	int64_t length;                          /* 0: not said */
};

static bool word_begins(struct exchange_text *text, const char *word)
{
	size_t size = strlen(word);

	if ((size_t)(text->end - text->at) < size || strncasecmp(text->at, word, size) != 0)
		return false;
	text->at += size;
	return true;
}

/* "[2026-10-01 Thu 09:00]", with the day's name in any language or without one, or "[2026-10-01 Thu 09:00-10:30]". */
static bool stamp_take(struct exchange_text *text, char out[STAMP_ROOM], char until[STAMP_ROOM])
{
	struct exchange_text rest = *text;
	struct exchange_clock clock;
	const char *date;

	until[0] = '\0';
	if (!exchange_take(&rest, "["))
		return false;
	date = rest.at;
	if (!exchange_date(&rest, &clock.day))
		return false;
	int size = (int)(rest.at - date);
	while (rest.at < rest.end && !strchr("0123456789]", *rest.at))
		rest.at++;
	const char *time = rest.at;
	if (!exchange_time_of_day(&rest, &clock))
		return false;
	(void)snprintf(out, STAMP_ROOM, "%.*s %.*s", size, date, (int)(rest.at - time), time);
	time = rest.at + 1;
	if (exchange_take(&rest, "-") && exchange_time_of_day(&rest, &clock))
		(void)snprintf(until, STAMP_ROOM, "%.*s %.*s", size, date, (int)(rest.at - time), time);
	if (!exchange_take(&rest, "]"))
		return false;
	*text = rest;
	return true;
}

/* "=>  1:30" */
static bool length_take(struct exchange_text *text, int64_t *out)
{
	int hours, minutes;

	exchange_skip_spaces(text);
	if (!exchange_take(text, "=>"))
		return true;
	exchange_skip_spaces(text);
	/* Org writes one where the clock was set back; then the times say so, too. */
	bool negative = exchange_take(text, "-");
	if (!exchange_number(text, 1, 6, &hours) || !exchange_take(text, ":") ||
	    !exchange_number(text, 2, 2, &minutes) || minutes > 59)
		return false;
	*out = negative ? 0 : ((int64_t)hours * 60 + minutes) * TS_MINUTE;
	return true;
}

/* NULL: it is understood. */
static const char *clock_take(struct exchange_text text, struct clock_line *out)
{
	char unused[STAMP_ROOM];

	*out = (struct clock_line){ .length = 0 };
	exchange_skip_spaces(&text);
	bool start = stamp_take(&text, out->start, out->end);
	if (!start && (text.at == text.end || *text.at != '='))
		return "its start is no time ('[2026-10-01 Thu 09:00]')";
	if (start && exchange_take(&text, "-")) {
		while (exchange_take(&text, "-"))
			continue;
		if (!stamp_take(&text, out->end, unused))
			return "its end is no time ('[2026-10-01 Thu 10:30]')";
	}
	if (!length_take(&text, &out->length))
		return "its length is none ('=> 1:30')";
	exchange_skip_spaces(&text);
	return text.at == text.end ? NULL : "more follows than a clock has";
}

/* A begin and a length are an end. */
static void row_settle(struct exchange_rows *rows, struct exchange_row *row, int64_t length)
{
	char words[96];

	if (length == 0 || row->fate != TS_IMPORT_TAKEN)
		return;
	if (row->ending != EXCHANGE_ENDS) {
		row->end = row->begin + length;
		row->ending = EXCHANGE_ENDS;
	} else if (llabs(row->end - row->begin - length) > TS_MINUTE) {
		(void)snprintf(words, sizeof words, "its length (%lld:%02lld) and its times disagree: the times count",
		               (long long)(length / TS_HOUR), (long long)(length / TS_MINUTE % 60));
		exchange_remark(rows, row, words);
	}
}

static void clock_read(struct org_outline *outline, struct exchange_text line, struct exchange_text text, bool block)
{
	struct exchange_rows *rows = outline->rows;
	struct clock_line clock;
	const char *trouble = clock_take(text, &clock);
	size_t count = rows->count;

	if (block)
		exchange_leave_out(rows, exchange_shown(rows, line), "it stands in a block ('#+begin_')");
	else if (trouble)
		exchange_refuse(rows, exchange_shown(rows, line), "%s", trouble);
	else if (!clock.start[0])
		exchange_leave_out(rows, org_text(outline), "a length without a time of day has no place in time");
	else
		exchange_interval_texts(rows, clock.start, clock.end, org_text(outline), org_tags(outline));
	if (rows->count == count)
		return;
	struct exchange_row row = exchange_get(rows, count);
	row_settle(rows, &row, clock.length);
	(void)exchange_put(rows, count, &row);
}

enum ts_status read_org(struct exchange_rows *rows, const struct exchange_input *input)
{
	struct exchange_lines lines = exchange_lines_of(input->bytes, input->size);
	struct org_outline *outline = malloc(sizeof *outline);
	bool block = false, any = false;
	const char *line;
	size_t size;

	if (!outline)
		return TS_NO_MEMORY;
	org_outline_begin(outline, rows, lines);
	while (exchange_line(rows, &lines, &line, &size)) {
		struct exchange_text text = exchange_text_of(line, size);
		if (org_headline_take(outline, text)) {
			any = true;
			block = false;
			continue;
		}
		exchange_skip_spaces(&text);
		struct exchange_text whole = text;
		if (word_begins(&text, "#+begin_"))
			block = true;
		else if (word_begins(&text, "#+end_"))
			block = false;
		else if (word_begins(&text, "CLOCK:")) {
			any = true;
			clock_read(outline, whole, text, block);
		}
	}
	free(outline);
	return any || input->size == 0 ? TS_OK
	                               : exchange_trouble(rows, "it has neither a headline ('* ...') nor a clock "
	                                                        "('CLOCK: [2026-10-01 Thu 09:00]')");
}
