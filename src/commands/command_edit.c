/* edit, delete: one log, named by its id, by the first digits of it, or as the last. */
#include "command.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SEARCHED_DAYS = 62, PREFIX_LEAST = 4 };

static bool id_begins(struct ts_id id, const char *prefix)
{
	for (size_t i = 0; prefix[i]; i++) {
		static const char digits[] = "0123456789abcdef";
		unsigned char byte = id.bytes[i / 2];
		if (digits[i % 2 ? byte & 15 : byte >> 4] != tolower((unsigned char)prefix[i]))
			return false;
	}
	return true;
}

static bool id_parse(const char *text, struct ts_id *out)
{
	for (size_t i = 0; i < TS_ID_SIZE; i++) {
		unsigned value;
		if (sscanf(text + 2 * i, "%2x", &value) != 1)
			return false;
		out->bytes[i] = (unsigned char)value;
	}
	return true;
}

/* Days back from today whose logs have an id that begins so. */
static enum ts_status prefix_find(struct command_context *context, const char *prefix, struct ts_id *out, int *found)
{
	ts_day today = ts_day_of(context->moment.now, context->settings.day_start);
	*found = 0;
	for (ts_day day = today; day > today - SEARCHED_DAYS; day--) {
		struct ts_day_view view;
		enum ts_status status = ts_day_read(context->store, day, context->moment.now, &view);
		if (status != TS_OK)
			return status;
		for (size_t i = 0; i < view.span_count; i++) {
			if (view.spans[i].carried || !id_begins(view.spans[i].id, prefix))
				continue;
			*out = view.spans[i].id;
			++*found;
		}
		ts_day_release(&view);
	}
	return TS_OK;
}

/* EXIT_DONE: out is the log meant. */
static int log_find(struct command_context *context, const char *text, struct ts_id *out)
{
	if (strcmp(text, "last") == 0) {
		struct ts_span span;
		enum ts_status status = ts_current_read(context->store, context->moment.now, &span);
		if (status != TS_OK)
			return command_fail(context, status, "cannot find the last log");
		*out = span.id;
		return EXIT_DONE;
	}
	size_t size = strlen(text);
	if (size > 2 * TS_ID_SIZE || size < PREFIX_LEAST || strspn(text, "0123456789abcdefABCDEF") != size)
		return command_misused(context, "'%s' is not an id: %d to %d hexadecimal digits, or 'last'", text,
		                       PREFIX_LEAST, 2 * TS_ID_SIZE);
	if (size == 2 * TS_ID_SIZE && id_parse(text, out))
		return EXIT_DONE;
	int found;
	enum ts_status status = prefix_find(context, text, out, &found);
	if (status != TS_OK)
		return command_fail(context, status, "cannot find '%s'", text);
	if (found != 1)
		return complain(EXIT_FAILED,
		                found ? "several logs have an id that begins with '%s'"
		                      : "no log of the last two months has an id that begins with '%s'",
		                text);
	return EXIT_DONE;
}

static int answer(struct command_context *context, enum ts_status status, const struct ts_done *done, const char *what)
{
	struct ts_civil civil;
	if (status == TS_UNCHANGED)
		return complain(EXIT_DONE, "nothing to change");
	if (status != TS_OK)
		return command_fail(context, status, "cannot %s the log", what);
	ts_civil_offset(done->at, done->offset, &civil);
	(void)printf("%s%02d:%02d %s\n", done->deed == TS_DEED_DELETE ? "deleted " : "", civil.hour, civil.minute,
	             done->text);
	return command_finish_output();
}

int command_edit(struct command_context *context, int count, char **arguments)
{
	const char *at = NULL, *comment = NULL;
	struct ts_id log;
	struct ts_done done = { 0 };
	ts_time moment = 0;
	const struct command_option options[] = { { "--at", &at, NULL },
		                                  { "--comment", &comment, NULL },
		                                  { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (words == 0)
		return command_misused(context, "no log named");
	if (words == 1 && !at && !comment)
		return command_misused(context, "nothing to change");
	int result = log_find(context, arguments[0], &log);
	if (result != EXIT_DONE)
		return result;
	if (at && !command_moment(context, at, &moment))
		return EXIT_FAILED;
	char *text = words > 1 ? command_join(words - 1, arguments + 1) : NULL;
	if (words > 1 && !text)
		return command_fail(context, TS_NO_MEMORY, "cannot edit the log");
	const struct ts_log_change change = { .text = text, .comment = comment, .move = at != NULL, .at = moment };
	enum ts_status status = ts_log_change(context->store, log, &change, context->moment.now, &done);
	free(text);
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
	int result = log_find(context, arguments[0], &log);
	if (result != EXIT_DONE)
		return result;
	return answer(context, ts_log_delete(context->store, log, context->moment.now, &done), &done, "delete");
}
