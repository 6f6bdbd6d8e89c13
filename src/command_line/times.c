/* WHEN and RANGE on a command's line: understood, or shown with a caret under what was not. */
#include "src/command_line/times.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/system/process.h"
#include "ui/base/format.h"
#include "ui/draw/grapheme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ts_when_context command_when_context(struct command_context *context, const char *text)
{
	struct ts_span span;
	struct ts_when_context when = { .now = context->moment.now,
		                        .day_start = context->settings.day_start,
		                        .month_first = process_month_first() };
	when.day = ts_day_of(when.now, when.day_start);
	/* "+15" counts from the last log; nothing else needs a month to be read. */
	if (strchr(text, '+') && ts_logged_in(context->store) &&
	    ts_current_read(context->store, when.now, &span) == TS_OK)
		when.last_log = span.begin;
	return when;
}

/* Columns on a terminal. */
static int columns(const char *text)
{
	size_t size = strlen(text), next;
	int width = 0;
	for (size_t at = 0; at < size; at = next) {
		next = grapheme_next(text, size, at);
		width += grapheme_width(text, at, next);
	}
	return width;
}

/* The text again, a caret under what was not understood, and an example. */
void command_point(const char *text, const struct ts_when_error *error)
{
	enum { SHOWN = 256 };
	char clean[SHOWN], before[SHOWN], marked[SHOWN];
	size_t size = strlen(text);
	size_t offset = error->offset < size ? error->offset : size;
	size_t length = error->size < size - offset ? error->size : size - offset;
	(void)ts_text_clean(text, size, false, clean, sizeof clean);
	(void)ts_text_clean(text, offset, false, before, sizeof before);
	(void)ts_text_clean(text + offset, length, false, marked, sizeof marked);
	(void)fprintf(stderr, "  %s\n  %*s^", clean, columns(before), "");
	for (int i = columns(marked); i > 1; i--)
		(void)fputc('~', stderr);
	(void)fprintf(stderr, "\n  for example: %s\n", error->example ? error->example : "9:30");
}

bool command_when(struct command_context *context, const char *text, struct ts_when *out)
{
	struct ts_when_error error = { 0 };
	const struct ts_when_context when = command_when_context(context, text);
	if (ts_when_parse(text, &when, out, &error) == TS_OK)
		return true;
	(void)complain(EXIT_FAILED, "cannot understand '%s' as a time: %s", text, error.reason);
	command_point(text, &error);
	return false;
}

bool command_range(struct command_context *context, const char *text, struct ts_range *out)
{
	struct ts_when_error error = { 0 };
	const struct ts_when_context when = command_when_context(context, text);
	if (ts_range_parse(text, &when, out, &error) == TS_OK)
		return true;
	(void)complain(EXIT_FAILED, "cannot understand '%s' as a range of days: %s", text, error.reason);
	command_point(text, &error);
	return false;
}

bool command_moment(struct command_context *context, const char *text, ts_time *out)
{
	struct ts_when when;
	if (!command_when(context, text, &when))
		return false;
	if (!when.has_time) {
		const struct ts_when_error error = { .size = strlen(text), .example = "9:30, or yesterday 17:00" };
		(void)complain(EXIT_FAILED, "'%s' names a day, not a time", text);
		command_point(text, &error);
		return false;
	}
	if (when.at > context->moment.now + TS_MINUTE) {
		const struct ts_when_error error = { .size = strlen(text), .example = "-10m, or yesterday 17:00" };
		(void)complain(EXIT_FAILED, "'%s' is still to come: a log is never made ahead of time", text);
		command_point(text, &error);
		return false;
	}
	*out = when.at;
	return true;
}

bool command_day_named(struct command_context *context, int count, char *const *words, ts_day *out)
{
	struct ts_when when;
	*out = ts_day_of(context->moment.now, context->settings.day_start);
	if (count == 0)
		return true;
	char *text = command_join(count, words);
	if (!text) {
		(void)command_fail(context, TS_NO_MEMORY, "cannot read the day");
		return false;
	}
	bool understood = command_when(context, text, &when);
	if (understood)
		*out = when.has_time ? ts_day_of(when.at, context->settings.day_start) : when.day;
	free(text);
	return understood;
}

void command_print_moment(const struct command_context *context, ts_time at, int32_t offset)
{
	char clock[FORMAT_SIZE], date[FORMAT_SIZE];
	int day_start = context->settings.day_start;
	ts_day day = ts_day_of(at, day_start);
	if (day != ts_day_of(context->moment.now, day_start))
		(void)printf("%s ", format_day(day, date));
	(void)printf("%s ", format_clock(at, offset, clock));
}
