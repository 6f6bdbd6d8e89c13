/* log and off: the commands behind hot keys. Without a login the log is sealed into the inbox. */
#include "command.h"

#include <stdlib.h>
#include <string.h>

static void clock_print(ts_time at, int32_t offset, char out[8])
{
	struct ts_civil civil;
	ts_civil_offset(at, offset, &civil);
	(void)snprintf(out, 8, "%02u:%02u", (unsigned)civil.hour % 24, (unsigned)civil.minute % 60);
}

static int answer(struct command_context *context, enum ts_status status, const struct ts_done *done, const char *what)
{
	char clock[8];
	if (status != TS_OK && status != TS_UNCHANGED)
		return command_fail(context, status, "cannot log '%s'", what);
	clock_print(done->at, done->offset, clock);
	(void)printf(status == TS_UNCHANGED ? "%s %s (goes on since then)\n" : "%s %s\n", clock, done->text);
	return command_finish_output();
}

/* text or slot. */
static int log_sealed(struct command_context *context, const char *text, int slot, ts_time at)
{
	char clock[8];
	struct ts_civil civil;
	if (!context->user)
		return complain(EXIT_LOGGED_OUT, "which user? name one with --user or TIMESHEET_USER");
	enum ts_status status = ts_inbox_log(context->store, context->user, slot, text, at);
	if (status != TS_OK)
		return command_fail(context, status, "cannot log '%s'", text ? text : "that slot");
	ts_civil_local(at, &civil);
	clock_print(at, civil.offset, clock);
	if (text)
		(void)printf("%s %s (sealed, folded in at the next login)\n", clock, text);
	else
		(void)printf("%s slot %d (sealed, folded in at the next login)\n", clock, slot);
	return command_finish_output();
}

static int log_now(struct command_context *context, const char *text, int slot, const char *at, const char *comment)
{
	struct ts_when when = { .at = context->moment.now };
	struct ts_done done;
	enum ts_status status;
	if (at && !command_when(context, at, &when))
		return EXIT_FAILED;
	if (at && !when.has_time)
		return complain(EXIT_FAILED, "'%s' names a day, not a time; for example: 9:30", at);
	if (when.at > context->moment.now + TS_MINUTE)
		return complain(EXIT_FAILED, "'%s' is still to come: a log is never made ahead of time", at);
	if (!ts_logged_in(context->store)) {
		if (comment)
			return complain(EXIT_LOGGED_OUT, "a comment needs a login: timesheet login");
		return log_sealed(context, text, slot, when.at);
	}
	if (text) {
		status = ts_log_text(context->store, text, comment, when.at, context->moment.now, &done);
	} else {
		status = ts_log_slot(context->store, slot, when.at, context->moment.now, &done);
		if (status == TS_NOT_FOUND)
			return complain(EXIT_FAILED, "slot %d is empty", slot);
		if (status == TS_OK && comment) {
			const struct ts_log_change change = { .comment = comment };
			status = ts_log_change(context->store, done.log, &change, context->moment.now, &done);
		}
	}
	return answer(context, status, &done, text ? text : "that slot");
}

int command_log(struct command_context *context, int count, char **arguments)
{
	const char *at = NULL, *comment = NULL, *slot = NULL;
	const struct command_option options[] = {
		{ "--at", &at, NULL }, { "--comment", &comment, NULL }, { "--slot", &slot, NULL }, { NULL, NULL, NULL }
	};
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (slot && words > 0)
		return command_misused(context, "an activity and --slot exclude each other");
	if (slot) {
		if (strlen(slot) != 1 || slot[0] < '0' || slot[0] > '9')
			return command_misused(context, "'%s' is not a slot from 0 to 9", slot);
		return log_now(context, NULL, slot[0] - '0', at, comment);
	}
	if (words == 0)
		return command_misused(context, "no activity");
	char *text = command_join(words, arguments);
	if (!text)
		return command_fail(context, TS_NO_MEMORY, "cannot log");
	int status = log_now(context, text, 0, at, comment);
	free(text);
	return status;
}

int command_off(struct command_context *context, int count, char **arguments)
{
	const char *at = NULL;
	const struct command_option options[] = { { "--at", &at, NULL }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (words > 0)
		return command_misused(context, "unexpected '%s'", arguments[0]);
	return log_now(context, NULL, 0, at, NULL);
}
