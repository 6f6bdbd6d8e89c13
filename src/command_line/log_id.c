/* The log that a command is about: by its id, the first digits of it, its time today, or as the last. */
#include "src/command_line/log_id.h"

#include "src/command_line/complain.h"
#include "src/command_line/times.h"
#include "src/output/stamp.h"
#include "ui/base/format.h"

#include <stdio.h>
#include <string.h>

enum { NAMED_MOST = 8 /* of several that are meant */ };

int log_id_check(const struct command_context *context, const char *text)
{
	size_t digits = strspn(text, "0123456789abcdefABCDEF");

	if (strcmp(text, "last") == 0 || strchr(text, ':'))
		return EXIT_DONE;
	if (digits == 0 || digits > (size_t)2 * TS_ID_SIZE || text[digits] != '\0')
		return command_misused(context,
		                       "'%s' is not an id: up to %d hexadecimal digits, 'last', or a time (9:15)", text,
		                       2 * TS_ID_SIZE);
	return EXIT_DONE;
}

const char *log_id_short(struct command_context *context, struct ts_id id, char out[2 * TS_ID_SIZE + 1])
{
	int digits = 2 * TS_ID_SIZE;

	(void)stamp_id(id, out);
	if (ts_log_digits(context->store, id, &digits) == TS_OK)
		out[digits] = '\0';
	return out;
}

/* "  3fa9  Thu 1 Oct 2026 09:30  standup", below a line that says that there are several. */
static void name_print(struct command_context *context, const struct ts_log_name *name)
{
	char id[STAMP_ID_SIZE], day[FORMAT_SIZE], clock[FORMAT_SIZE], text[TS_TEXT_SIZE];

	(void)ts_text_clean(name->text, strlen(name->text), false, text, sizeof text);
	(void)fprintf(stderr, "  %s  %s %s  %s\n", log_id_short(context, name->id, id),
	              format_day(ts_day_of(name->at, context->settings.day_start), day),
	              format_clock(CLOCK_24, name->at, name->offset, clock), text);
}

static int last_find(struct command_context *context, struct ts_id *out)
{
	struct ts_span span;
	enum ts_status status = ts_current_read(context->store, context->moment.now, &span);

	if (status == TS_NOT_FOUND)
		return complain(EXIT_FAILED, "nothing was logged yet");
	if (status != TS_OK)
		return command_fail(context, status, "cannot find the last log");
	*out = span.id;
	return EXIT_DONE;
}

/* The logs of a day that begin in the minute of a moment. */
static size_t minute_find(const struct ts_day_view *view, ts_time at, struct ts_log_name *out, size_t most)
{
	const ts_time minute = at - at % TS_MINUTE;
	size_t count = 0;

	for (size_t i = 0; i < view->span_count && count < most; i++) {
		const struct ts_span *span = &view->spans[i];
		if (span->logged < minute || span->logged >= minute + TS_MINUTE)
			continue;
		out[count] = (struct ts_log_name){ .id = span->id, .at = span->logged, .offset = span->offset };
		memcpy(out[count++].text, span->text, sizeof out->text);
	}
	return count;
}

static int several(struct command_context *context, const struct ts_log_name *names, size_t count, const char *how,
                   const char *text)
{
	int result = complain(EXIT_FAILED, "several logs %s '%s':", how, text);

	for (size_t i = 0; i < count; i++)
		name_print(context, &names[i]);
	return result;
}

/* "9:15": the log that begins in that minute. */
static int time_find(struct command_context *context, const char *text, struct ts_id *out)
{
	struct ts_log_name names[NAMED_MOST];
	struct ts_day_view view;
	ts_time at;

	if (!command_moment(context, text, &at))
		return EXIT_FAILED;
	ts_day day = ts_day_of(at, context->settings.day_start);
	enum ts_status status = ts_day_read(context->store, day, context->moment.now, &view);
	if (status != TS_OK)
		return command_fail(context, status, "cannot find '%s'", text);
	size_t count = minute_find(&view, at, names, NAMED_MOST);
	ts_day_release(&view);
	if (count > 1)
		return several(context, names, count, "begin at", text);
	if (count == 0)
		return complain(EXIT_FAILED, "no log begins at '%s'", text);
	*out = names[0].id;
	return EXIT_DONE;
}

int log_id_find(struct command_context *context, const char *text, struct ts_id *out)
{
	struct ts_log_name names[NAMED_MOST];
	size_t count = 0;

	if (strcmp(text, "last") == 0)
		return last_find(context, out);
	if (strchr(text, ':'))
		return time_find(context, text, out);
	enum ts_status status = ts_log_find(context->store, text, out);
	if (status == TS_NOT_FOUND)
		return complain(EXIT_FAILED, "no log has an id that begins with '%s'", text);
	if (status == TS_EXISTS) {
		status = ts_log_candidates(context->store, text, context->moment.now, names, NAMED_MOST, &count);
		if (status == TS_OK)
			return several(context, names, count, "have an id that begins with", text);
	}
	return status == TS_OK ? EXIT_DONE : command_fail(context, status, "cannot find '%s'", text);
}

struct digits_wish {
	ts_store *store;
	struct log_digits *logs;
	size_t count;
};

static enum ts_status digits_read(void *context)
{
	const struct digits_wish *wish = context;
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < wish->count && status == TS_OK; i++)
		status = ts_log_digits(wish->store, wish->logs[i].log, &wish->logs[i].digits);
	return status;
}

enum ts_status log_id_digits(struct command_context *context, struct log_digits *logs, size_t count)
{
	struct digits_wish wish = { context->store, logs, count };

	return count > 0 ? ts_read_together(context->store, digits_read, &wish) : TS_OK;
}

void log_id_print(const struct log_digits *log)
{
	char text[STAMP_ID_SIZE];

	(void)printf("  %.*s", log->digits, stamp_id(log->log, text));
}
