/* log and off: the commands behind hot keys. Without a login the log is sealed into the inbox. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/times.h"

#include "ui/base/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The text of a slot's activity, so that a slot can be logged with a comment: one action, one step of undo. */
static enum ts_status slot_text(struct command_context *context, int slot, char text[TS_TEXT_SIZE])
{
	struct ts_activities activities;
	enum ts_status status = ts_activities_read(context->store, context->moment.now, &activities);
	if (status != TS_OK)
		return status;
	status = TS_NOT_FOUND;
	for (size_t i = 0; i < activities.count && status != TS_OK; i++) {
		const struct ts_activity *activity = &activities.at[i];
		if (slot == 0 ? !activity->off : activity->slot != slot)
			continue;
		memcpy(text, activity->text, TS_TEXT_SIZE);
		status = TS_OK;
	}
	ts_activities_release(&activities);
	return status;
}

static enum ts_status slot_log(struct command_context *context, int slot, ts_time at, const char *comment,
                               struct ts_done *done)
{
	char text[TS_TEXT_SIZE];
	if (!comment)
		return ts_log_slot(context->store, slot, at, context->moment.now, done);
	enum ts_status status = slot_text(context, slot, text);
	return status == TS_OK ? ts_log_text(context->store, text, comment, at, context->moment.now, done) : status;
}

/* What is wrong with a text that was refused, or other words for why nothing was logged. */
static int log_fail(struct command_context *context, enum ts_status status, const char *text, int slot,
                    const char *comment)
{
	if (status == TS_TOO_LONG && text && strlen(text) >= TS_TEXT_SIZE)
		return complain(EXIT_FAILED, "cannot log: an activity's text has %d bytes at most, this one has %zu",
		                TS_TEXT_SIZE - 1, strlen(text));
	if (status == TS_TOO_LONG && comment)
		return complain(EXIT_FAILED, "cannot log: a comment has %d bytes at most, this one has %zu",
		                TS_COMMENT_SIZE - 1, strlen(comment));
	if (status == TS_INVALID)
		return complain(EXIT_FAILED, "cannot log '%s': an activity is named by a text in UTF-8",
		                text ? text : "");
	return text ? command_fail(context, status, "cannot log '%s'", text)
	            : command_fail(context, status, "cannot log slot %d", slot);
}

/* The clock was set back: what was logged ahead of now ends what is logged now, without a word once it comes. True:
 * there is such a log on this day; said. */
static bool ahead_say(struct command_context *context, ts_day day)
{
	struct ts_day_view view;
	bool found = false;
	if (ts_day_read(context->store, day, context->moment.now, &view) != TS_OK)
		return false;
	for (size_t i = 0; i < view.span_count && !found; i++) {
		const struct ts_span *span = &view.spans[i];
		char clock[FORMAT_SIZE], date[FORMAT_SIZE];
		found = span->logged > context->moment.now;
		if (found)
			(void)complain(
			        EXIT_DONE, "'%s' stands ahead of now, %s %s, and ends it: was the clock set back?",
			        span->text, format_day(day, date), format_clock(span->logged, span->offset, clock));
	}
	ts_day_release(&view);
	return found;
}

static void ahead_look(struct command_context *context)
{
	ts_day today = ts_day_of(context->moment.now, context->settings.day_start);
	if (!ahead_say(context, today))
		(void)ahead_say(context, today + 1);
}

/* text or slot. */
static int log_open(struct command_context *context, const char *text, int slot, ts_time at, const char *comment)
{
	struct ts_done done = { .slot = slot };
	enum ts_status status = text ? ts_log_text(context->store, text, comment, at, context->moment.now, &done)
	                             : slot_log(context, slot, at, comment, &done);
	if (status == TS_NOT_FOUND)
		return complain(EXIT_FAILED, "slot %d is empty", slot);
	if (status != TS_OK && status != TS_UNCHANGED)
		return log_fail(context, status, text, slot, comment);
	command_print_moment(context, done.at, done.offset);
	(void)printf("%s%s\n", done.text, status == TS_UNCHANGED ? " (goes on since then)" : "");
	int finished = command_finish_output();
	if (status == TS_OK)
		ahead_look(context);
	return finished;
}

/* Without the keys nothing can be read: neither whether the slot is taken, nor what goes on. */
static int log_sealed(struct command_context *context, const char *text, int slot, ts_time at)
{
	struct ts_civil civil;
	char name[32], shown[TS_TEXT_SIZE];
	if (!context->user)
		return command_fail_user();
	(void)snprintf(name, sizeof name, slot == 0 ? "off" : "slot %d", slot);
	enum ts_status status = ts_inbox_log(context->store, context->user, slot, text, at);
	if (status == TS_NOT_FOUND)
		return complain(EXIT_LOGGED_OUT, "there is no user '%s'", context->user);
	if (status != TS_OK)
		return log_fail(context, status, text, slot, NULL);
	if (text)
		(void)ts_text_clean(text, strlen(text), false, shown, sizeof shown);
	ts_civil_local(at, &civil);
	command_print_moment(context, at, civil.offset);
	(void)printf("%s (sealed, folded in at the next login)\n", text ? shown : name);
	return command_finish_output();
}

static int log_at(struct command_context *context, const char *text, int slot, const char *when, const char *comment)
{
	ts_time at = context->moment.now;
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (when && !command_moment(context, when, &at))
		return EXIT_FAILED;
	if (ts_logged_in(context->store))
		return log_open(context, text, slot, at, comment);
	if (comment)
		return complain(EXIT_LOGGED_OUT, "a comment needs a login; run: timesheet login");
	return log_sealed(context, text, slot, at);
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
		return log_at(context, NULL, slot[0] - '0', at, comment);
	}
	if (words == 0)
		return command_misused(context, "no activity");
	char *text = command_join(words, arguments);
	if (!text)
		return command_fail(context, TS_NO_MEMORY, "cannot log");
	int status = log_at(context, text, 0, at, comment);
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
	return log_at(context, NULL, 0, at, NULL);
}
