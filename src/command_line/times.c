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

struct ts_when_context command_when_context(struct command_context *context, const char *text, enum ts_want want)
{
	struct ts_span span;
	struct ts_when_context when = { .now = context->moment.now,
		                        .day_start = context->settings.day_start,
		                        .order = process_date_order(),
		                        .want = want };
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
	(void)fprintf(stderr, "\n  for example: %s\n", error->example);
}

static void point_at(const char *text, const struct ts_when_error *error, const char *kind)
{
	(void)complain(EXIT_FAILED, "cannot take '%s' as %s: %s", text, kind, error->reason);
	command_point(text, error);
}

bool command_range(struct command_context *context, const char *text, struct ts_range *out)
{
	struct ts_when_error error;
	const struct ts_when_context when = command_when_context(context, text, TS_WANT_DAY);
	if (ts_range_parse(text, &when, out, &error) == TS_OK)
		return true;
	point_at(text, &error, "a range of days");
	if (strstr(context->command->arguments, "--only"))
		(void)fputs("  only what has some words, or a #tag: --only WORDS\n", stderr);
	return false;
}

bool command_moment(struct command_context *context, const char *text, ts_time *out)
{
	struct ts_when when;
	struct ts_when_error error;
	const struct ts_when_context known = command_when_context(context, text, TS_WANT_MOMENT);
	if (ts_when_parse(text, &known, &when, &error) == TS_OK) {
		*out = when.at;
		return true;
	}
	point_at(text, &error, "a time");
	return false;
}

bool command_end(struct command_context *context, const char *text, ts_time begin, ts_time *out)
{
	struct ts_when when;
	struct ts_when_error error;
	struct ts_when_context known = command_when_context(context, "", TS_WANT_MOMENT);
	/* The first such time after the begin, which "+15" counts from. */
	known.last_log = begin;
	known.from = begin + 1;
	known.until = begin + 25 * TS_HOUR;
	if (ts_when_parse(text, &known, &when, &error) != TS_OK) {
		point_at(text, &error, "an end");
		return false;
	}
	*out = when.at;
	if (when.at > begin)
		return true;
	(void)complain(EXIT_FAILED, "'%s' is not after the begin", text);
	return false;
}

bool command_length(const char *text, ts_time *out)
{
	struct ts_when_error error;
	if (ts_length_parse(text, out, &error) == TS_OK)
		return true;
	point_at(text, &error, "a length of time");
	return false;
}

bool command_entry(struct command_context *context, const char *text, struct ts_entry *out)
{
	struct ts_when_error error;
	const struct ts_when_context known = command_when_context(context, text, TS_WANT_MOMENT);
	if (ts_entry_parse(text, &known, out, &error) == TS_OK)
		return true;
	(void)snprintf(error.example + strlen(error.example), sizeof error.example - strlen(error.example), " standup");
	point_at(text, &error, "what to log");
	(void)fprintf(stderr, "  in quotes of its own it is a text: '\"...\"'\n");
	return false;
}

bool command_day_named(struct command_context *context, int count, char *const *words, ts_day *out)
{
	struct ts_when when;
	struct ts_when_error error;
	*out = ts_day_of(context->moment.now, context->settings.day_start);
	if (count == 0)
		return true;
	char *text = command_words_join(count, words);
	if (!text) {
		(void)command_fail(context, TS_NO_MEMORY, "cannot read the day");
		return false;
	}
	const struct ts_when_context known = command_when_context(context, text, TS_WANT_DAY);
	bool understood = ts_when_parse(text, &known, &when, &error) == TS_OK;
	if (understood)
		*out = when.day;
	else
		point_at(text, &error, "a day");
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
	(void)printf("%s ", format_clock(CLOCK_24, at, offset, clock));
}
