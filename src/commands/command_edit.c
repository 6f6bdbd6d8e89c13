/* edit, delete: one log, named by its id, by the first digits of it, or as the last. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/times.h"
#include "ui/base/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* "9:15": the log that begins in that minute. */
static int time_find(struct command_context *context, const char *text, struct ts_id *out)
{
	struct ts_day_view view;
	ts_time at;
	bool found = false;
	if (!command_moment(context, text, &at))
		return EXIT_FAILED;
	ts_day day = ts_day_of(at, context->settings.day_start);
	enum ts_status status = ts_day_read(context->store, day, context->moment.now, &view);
	if (status != TS_OK)
		return command_fail(context, status, "cannot find '%s'", text);
	for (size_t i = 0; i < view.span_count; i++) {
		const struct ts_span *span = &view.spans[i];
		if (span->logged < at - at % TS_MINUTE || span->logged >= at - at % TS_MINUTE + TS_MINUTE)
			continue;
		*out = span->id;
		found = true;
	}
	ts_day_release(&view);
	return found ? EXIT_DONE : complain(EXIT_FAILED, "no log begins at '%s'", text);
}

/* EXIT_DONE: out is the log meant. */
static int log_find(struct command_context *context, const char *text, struct ts_id *out)
{
	if (strcmp(text, "last") == 0)
		return last_find(context, out);
	if (strchr(text, ':'))
		return time_find(context, text, out);
	enum ts_status status = ts_log_find(context->store, text, out);
	switch (status) {
	case TS_OK:
		return EXIT_DONE;
	case TS_NOT_FOUND:
		return complain(EXIT_FAILED, "no log has an id that begins with '%s'", text);
	case TS_EXISTS:
		return complain(EXIT_FAILED, "several logs have an id that begins with '%s'", text);
	default:
		return command_fail(context, status, "cannot find '%s'", text);
	}
}

/* Looked at before anything is opened: wrong usage is that wherever it is tried. */
static int id_check(struct command_context *context, const char *text)
{
	size_t digits = strspn(text, "0123456789abcdefABCDEF");
	if (strcmp(text, "last") == 0 || strchr(text, ':'))
		return EXIT_DONE;
	if (digits == 0 || digits > (size_t)2 * TS_ID_SIZE || text[digits] != '\0')
		return command_misused(context, "'%s' is not an id: up to %d hexadecimal digits, or 'last'", text,
		                       2 * TS_ID_SIZE);
	return EXIT_DONE;
}

static int answer(struct command_context *context, enum ts_status status, const struct ts_done *done, const char *what)
{
	if (status == TS_UNCHANGED)
		return complain(EXIT_DONE, "nothing to change");
	if (status != TS_OK)
		return command_fail(context, status, "cannot %s the log", what);
	(void)printf("%s", done->deed == TS_DEED_DELETE ? "deleted " : "");
	command_print_moment(context, done->at, done->offset);
	(void)printf("%s%s%s\n", done->text, done->gone[0] != '\0' ? ", in place of " : "", done->gone);
	return command_finish_output();
}

/* The moments that are to be set. */
static bool ends_read(struct command_context *context, struct ts_id log, const char *at, const char *until,
                      struct ts_log_change *change)
{
	struct ts_around around;
	change->move = at != NULL;
	change->end = until != NULL;
	if (at && !command_moment(context, at, &change->at))
		return false;
	if (!until)
		return true;
	enum ts_status status = at ? TS_OK : ts_around_read(context->store, log, context->moment.now, &around);
	if (status != TS_OK) {
		(void)command_fail(context, status, "cannot find the log");
		return false;
	}
	return command_end(context, until, at ? change->at : around.at, &change->until);
}

int command_edit(struct command_context *context, int count, char **arguments)
{
	const char *at = NULL, *until = NULL, *comment = NULL;
	struct ts_id log;
	struct ts_done done = { 0 };
	struct ts_log_change change = { 0 };
	const struct command_option options[] = { { "--at", &at, NULL },
		                                  { "--until", &until, NULL },
		                                  { "--comment", &comment, NULL },
		                                  { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (words == 0)
		return command_misused(context, "no log named");
	if (words == 1 && !at && !until && !comment)
		return command_misused(context, "nothing to change");
	int result = id_check(context, arguments[0]);
	if (result == EXIT_DONE)
		result = command_begin(context);
	if (result == EXIT_DONE)
		result = log_find(context, arguments[0], &log);
	if (result != EXIT_DONE)
		return result;
	if (!ends_read(context, log, at, until, &change))
		return EXIT_FAILED;
	char *text = words > 1 ? command_words_join(words - 1, arguments + 1) : NULL;
	if (words > 1 && !text)
		return command_fail(context, TS_NO_MEMORY, "cannot edit the log");
	change.text = text;
	change.comment = comment;
	enum ts_status status = ts_log_change(context->store, log, &change, context->moment.now, &done);
	free(text);
	if (status == TS_INVALID && until)
		return complain(EXIT_FAILED, "cannot edit the log: another one begins before that end");
	return answer(context, status, &done, "edit");
}

int command_delete(struct command_context *context, int count, char **arguments)
{
	struct ts_id log;
	struct ts_done done = { 0 };
	int words = command_words(context, count, arguments, 1);
	if (words < 0)
		return EXIT_USAGE;
	if (words == 0)
		return command_misused(context, "no log named");
	int result = id_check(context, arguments[0]);
	if (result == EXIT_DONE)
		result = command_begin(context);
	if (result == EXIT_DONE)
		result = log_find(context, arguments[0], &log);
	if (result != EXIT_DONE)
		return result;
	return answer(context, ts_log_delete(context->store, log, context->moment.now, &done), &done, "delete");
}
