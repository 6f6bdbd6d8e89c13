/*
 * timeclock: "i DATE TIME account  description ; comment" clocks in, "o DATE TIME" or "O" (which marks it as done)
 * clocks out. Several may be clocked in at once: an "o" with a name closes that one, one without the latest.
 */
#include "data/exchange/readers.h"

#include <stdlib.h>
#include <string.h>

enum { OPEN_MOST = 256 };

struct session {
	ts_time begin;
	const char *words, *text, *comment;
	size_t line;
	bool has_offset;
	int32_t offset;
};

struct clock {
	struct exchange_rows *rows;
	struct session open[OPEN_MOST];
	size_t count;
	ts_time before;
};

/* The account ends at two spaces, a tab or a semicolon; what follows is the comment. */
static void words_split(struct exchange_rows *rows, struct exchange_text text, struct session *out)
{
	const char *at = text.at;

	while (at < text.end && *at != ';' && *at != '\t' && !(*at == ' ' && at + 1 < text.end && at[1] == ' '))
		at++;
	size_t size = (size_t)(at - text.at);
	while (size > 0 && text.at[size - 1] == ' ')
		size--;
	/* An account and its child, "project:task", are "project: task" here. */
	const char *colon = memchr(text.at, ':', size);
	size_t parent = colon ? (size_t)(colon - text.at) + 1 : size;
	if (colon && parent < size && text.at[parent] != ' ')
		out->text = exchange_keep_format(rows, "%.*s %.*s", (int)parent, text.at, (int)(size - parent),
		                                 text.at + parent);
	else
		out->text = exchange_keep(rows, text.at, size);
	while (at < text.end && strchr("; \t", *at))
		at++;
	out->comment = exchange_keep(rows, at, (size_t)(text.end - at));
}

/* end INT64_MAX: it is still clocked in. */
static void session_close(struct clock *clock, size_t index, ts_time end, const char *words)
{
	const struct session session = clock->open[index];
	const char *text = session.text[0] ? session.text : EXCHANGE_UNTITLED;

	clock->rows->line = session.line;
	struct exchange_row *row =
	        end == INT64_MAX ? exchange_open(clock->rows, session.begin, EXCHANGE_RUNS, text, session.comment)
	                         : exchange_interval(clock->rows, session.begin, end, text, session.comment);
	if (row) {
		row->has_offset = session.has_offset;
		row->offset = session.offset;
	}
	exchange_remark(clock->rows, row, session.words);
	if (strcmp(session.words, words) != 0)
		exchange_remark(clock->rows, row, words);
	clock->count--;
	memmove(&clock->open[index], &clock->open[index + 1], (clock->count - index) * sizeof clock->open[0]);
}

/* A zone may be written. hledger passes it over; it is heeded here, and we write both ends of an entry in one, so that
 * lengths are the same. */
static bool moment_take(struct clock *clock, struct exchange_text *text, struct session *out)
{
	struct exchange_clock wall;

	exchange_skip_spaces(text);
	out->words = "";
	if (!exchange_moment(text, &wall, &out->has_offset, &out->offset))
		return false;
	out->begin =
	        out->has_offset ? exchange_fixed(wall, out->offset) : exchange_local(wall, clock->before, &out->words);
	clock->before = out->begin;
	return true;
}

static void clock_out(struct clock *clock, const struct session *wanted, struct exchange_text whole)
{
	size_t index = clock->count;

	while (index > 0 && wanted->text[0] && strcmp(clock->open[index - 1].text, wanted->text) != 0)
		index--;
	/* What follows the time may be a remark of timeclock.el's and no name. */
	if (index == 0 && clock->count == 1)
		index = 1;
	if (index == 0)
		exchange_refuse(clock->rows, exchange_shown(clock->rows, whole),
		                "nothing is clocked in that this could close");
	else
		session_close(clock, index - 1, wanted->begin, wanted->words);
}

static void line_read(struct clock *clock, const char *line, size_t size)
{
	struct exchange_text text = exchange_text_of(line, size);
	const struct exchange_text whole = text;
	struct session session = { .line = clock->rows->line };

	text.at++;
	if (!moment_take(clock, &text, &session)) {
		exchange_refuse(clock->rows, exchange_shown(clock->rows, whole),
		                "no date and time follow ('%c 2026-10-01 09:00:00')", *line);
		return;
	}
	exchange_skip_spaces(&text);
	words_split(clock->rows, text, &session);
	if (*line != 'i')
		clock_out(clock, &session, whole);
	else if (clock->count == OPEN_MOST)
		exchange_refuse(clock->rows, exchange_shown(clock->rows, whole), "more than %d are clocked in at once",
		                (int)OPEN_MOST);
	else
		clock->open[clock->count++] = session;
}

/* What timeclock.el and others write beside entries: remarks, and "b" and "h", which set a day's hours. */
static bool is_aside(struct exchange_text line)
{
	struct exchange_text rest = line;
	int number;

	if (line.at == line.end || strchr("#;*", *line.at))
		return true;
	return (exchange_take(&rest, "b ") || exchange_take(&rest, "h ")) && exchange_number(&rest, 1, 4, &number);
}

enum ts_status read_timeclock(struct exchange_rows *rows, const struct exchange_input *input)
{
	struct exchange_lines lines = exchange_lines_of(input->bytes, input->size);
	struct clock *clock = calloc(1, sizeof *clock);
	const char *line;
	size_t size;

	if (!clock)
		return TS_NO_MEMORY;
	clock->rows = rows;
	clock->before = INT64_MIN;
	while (exchange_line(rows, &lines, &line, &size)) {
		struct exchange_text text = exchange_text_of(line, size);
		/* Some indent what hledger wants to begin the line. */
		exchange_skip_spaces(&text);
		size = (size_t)(text.end - text.at);
		if (size > 1 && strchr("ioO", *text.at) && strchr(" \t", text.at[1]))
			line_read(clock, text.at, size);
		else if (!is_aside(text))
			exchange_refuse(rows, exchange_shown(rows, text), "this is neither 'i' nor 'o'");
	}
	/* What is still clocked in goes on. */
	while (clock->count > 0)
		session_close(clock, clock->count - 1, INT64_MAX, "");
	free(clock);
	return TS_OK;
}
