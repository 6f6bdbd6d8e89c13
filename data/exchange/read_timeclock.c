/*
 * timeclock: "i DATE TIME account  description ; comment" clocks in, "o DATE TIME" clocks out. Several may be clocked
 * in at once: an "o" with a name closes that one, one without the latest.
 */
#include "data/exchange/readers.h"

#include <stdlib.h>
#include <string.h>

enum { OPEN_MOST = 256 };

struct session {
	ts_time begin;
	const char *words, *text, *comment;
	size_t line;
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

static void session_close(struct clock *clock, size_t index, ts_time end, const char *words)
{
	const struct session session = clock->open[index];

	clock->rows->line = session.line;
	struct exchange_row *row = exchange_interval(
	        clock->rows, session.begin, end, session.text[0] ? session.text : EXCHANGE_UNTITLED, session.comment);
	exchange_remark(clock->rows, row, session.words);
	if (strcmp(session.words, words) != 0)
		exchange_remark(clock->rows, row, words);
	clock->count--;
	memmove(&clock->open[index], &clock->open[index + 1], (clock->count - index) * sizeof clock->open[0]);
}

static bool moment_take(struct clock *clock, struct exchange_text *text, ts_time *at, const char **words)
{
	struct exchange_clock wall;
	bool has_offset;
	int32_t offset;

	exchange_skip_spaces(text);
	/* A zone may be written; hledger passes it over, and so does this. */
	if (!exchange_moment(text, &wall, &has_offset, &offset))
		return false;
	*at = exchange_local(wall, clock->before, words);
	clock->before = *at;
	return true;
}

static void clock_out(struct clock *clock, const struct session *wanted, ts_time at, const char *words,
                      const char *whole)
{
	size_t index = clock->count;

	while (index > 0 && wanted->text[0] && strcmp(clock->open[index - 1].text, wanted->text) != 0)
		index--;
	/* What follows the time may be a remark of timeclock.el's and no name. */
	if (index == 0 && clock->count == 1)
		index = 1;
	if (index == 0)
		exchange_refuse(clock->rows, whole, "nothing is clocked in that this could close");
	else
		session_close(clock, index - 1, at, words);
}

static void line_read(struct clock *clock, const char *line, size_t size)
{
	struct exchange_text text = exchange_text_of(line, size);
	const char *whole = exchange_keep(clock->rows, line, size);
	struct session session = { .line = clock->rows->line };
	bool in = *line == 'i';
	ts_time at;

	text.at++;
	if (!moment_take(clock, &text, &at, &session.words)) {
		exchange_refuse(clock->rows, whole, "no date and time follow ('%c 2026-10-01 09:00:00')", *line);
		return;
	}
	/* One space parts the time from the account; two, and there is no account. */
	if (text.at < text.end && (*text.at == ' ' || *text.at == '\t'))
		text.at++;
	words_split(clock->rows, text, &session);
	session.begin = at;
	if (!in)
		clock_out(clock, &session, at, session.words, whole);
	else if (clock->count == OPEN_MOST)
		exchange_refuse(clock->rows, whole, "more than %d are clocked in at once", (int)OPEN_MOST);
	else
		clock->open[clock->count++] = session;
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
	while (exchange_line(&lines, &line, &size)) {
		rows->line = lines.number;
		if (size > 1 && (*line == 'i' || *line == 'o') && line[1] == ' ')
			line_read(clock, line, size);
		else if (size > 0 && !strchr("#;* \tbhO", *line))
			exchange_refuse(rows, exchange_keep(rows, line, size), "this is neither 'i' nor 'o'");
	}
	/* What is still clocked in goes on. */
	while (clock->count > 0)
		session_close(clock, clock->count - 1, INT64_MAX, "");
	free(clock);
	return TS_OK;
}
