/* log and off: the commands behind hot keys. Without a login the log is sealed into the inbox. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/times.h"
#include "ui/base/distance.h"
#include "ui/base/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LETTERS_LEAST = 4 /* of a text that may be a slip of another */ };

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

/* The clock was set back: what was logged ahead of now ends what is logged now, without a word once it comes. Several
 * that log at once overtake each other by moments, and clocks of two machines differ a little: that is no such thing.
 */
static void ahead_say(const struct command_context *context, const struct ts_done *done)
{
	char clock[FORMAT_SIZE], date[FORMAT_SIZE];
	if (done->until > context->moment.now + TS_MINUTE)
		(void)complain(EXIT_DONE, "a log ahead of now, %s %s, ends it: was the clock set back?",
		               format_day(ts_day_of(done->until, context->settings.day_start), date),
		               format_clock(CLOCK_24, done->until, done->offset, clock));
}

/* The texts but for a new one. */
struct others {
	const struct ts_activities *activities;
	const char *text;
};

static const char *other_at(const void *context, size_t index)
{
	const struct others *others = context;
	if (index >= others->activities->count)
		return NULL;
	const char *text = others->activities->at[index].text;
	return ts_text_same(text, others->text) ? "" : text;
}

/* For somebody at a terminal: a new activity that is called nearly as another is a slip, most likely. */
static void slip_say(const struct command_context *context, const char *text)
{
	struct ts_activities activities;
	if (isatty(STDERR_FILENO) != 1 || strlen(text) < LETTERS_LEAST ||
	    ts_activities_read(context->store, context->moment.now, &activities) != TS_OK)
		return;
	const char *near = text_near(text, other_at, &(const struct others){ &activities, text });
	if (near)
		(void)complain(EXIT_DONE, "'%s' is new; if '%s' was meant: timesheet undo, or edit last '%s'", text,
		               near, near);
	ts_activities_release(&activities);
}

/* What is logged may take so much of a week or a month, and has taken most of it. */
static void budgets_say(struct command_context *context, const struct ts_done *done)
{
	enum { NEARLY = 80 }; /* per cent */
	struct ts_budgets budgets;
	char words[FORMAT_LINE];
	if (ts_budgets_read(context->store, context->moment.now, &budgets) != TS_OK)
		return;
	for (size_t i = 0; i < budgets.count; i++) {
		const struct ts_budget *budget = &budgets.at[i];
		if (ts_budget_counts(budget, done->text) &&
		    budget->used * 100 >= (int64_t)NEARLY * budget->minutes * TS_MINUTE)
			(void)complain(EXIT_DONE, "%s", format_budget(budget, words));
	}
	ts_budgets_release(&budgets);
}

/* What is to be logged. */
struct wish {
	const char *text; /* NULL: slot */
	bool rest;        /* a new one is rest */
	int slot;
	const char *at, *until, *length, *comment; /* as typed; NULL: none */
	ts_time from, end;                         /* end 0: from then on */
};

static enum ts_status text_log(struct command_context *context, const struct wish *wish, struct ts_done *done)
{
	const ts_time now = context->moment.now;

	return wish->rest ? ts_log_rest(context->store, wish->text, wish->comment, wish->from, 0, now, done)
	                  : ts_log_text(context->store, wish->text, wish->comment, wish->from, now, done);
}

/* "lunch ~" of a lunch that there is already, and counts. */
static void work_say(const struct ts_done *done)
{
	if (!done->rest && !done->off)
		(void)complain(EXIT_DONE,
		               "'%s' counts as work, as before: ~ is for new ones; timesheet activity '%s' --rest",
		               done->text, done->text);
}

static int log_open(struct command_context *context, const struct wish *wish)
{
	const char *text = wish->text, *comment = wish->comment;
	const ts_time at = wish->from;
	const int slot = wish->slot;
	struct ts_done done = { .slot = slot };
	enum ts_status status = text ? text_log(context, wish, &done) : slot_log(context, slot, at, comment, &done);
	if (status == TS_NOT_FOUND)
		return complain(EXIT_FAILED, "slot %d is empty", slot);
	if (status != TS_OK && status != TS_UNCHANGED)
		return log_fail(context, status, text, slot, comment);
	command_print_moment(context, done.at, done.offset);
	(void)printf("%s%s%s%s\n", done.text, status == TS_UNCHANGED ? " (goes on since then)" : "",
	             done.gone[0] != '\0' ? ", in place of " : "", done.gone);
	int finished = command_finish_output();
	if (status == TS_OK)
		ahead_say(context, &done);
	if (status == TS_OK && done.created)
		slip_say(context, done.text);
	if (wish->rest)
		work_say(&done);
	if (!done.off)
		budgets_say(context, &done);
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

/* The times that were typed as options. */
static int times_read(struct command_context *context, struct wish *wish)
{
	ts_time length = 0;
	if (wish->until && wish->length)
		return command_misused(context, "--until and --for exclude each other");
	if (wish->until && !wish->at)
		return command_misused(context, "--until needs --at: from when?");
	if (wish->at && !command_moment(context, wish->at, &wish->from))
		return EXIT_FAILED;
	if (wish->length && !command_length(wish->length, &length))
		return EXIT_FAILED;
	/* Without a begin it ends now. */
	if (wish->length && !wish->at)
		wish->from = context->moment.now - length;
	if (wish->length)
		wish->end = wish->from + length;
	if (wish->until && !command_end(context, wish->until, wish->from, &wish->end))
		return EXIT_FAILED;
	if (wish->end > context->moment.now + TS_MINUTE)
		return complain(EXIT_FAILED, "that is not over yet: nothing is logged ahead of time");
	return EXIT_DONE;
}

/* "09:30-10:00 docs, in place of mail and 1 more; parser goes on" */
static void stretch_print(const struct command_context *context, const struct wish *wish, const struct ts_done *done,
                          const struct ts_cover *cover)
{
	char from[FORMAT_SIZE], end[FORMAT_SIZE], date[FORMAT_SIZE];
	int day_start = context->settings.day_start;
	ts_day day = ts_day_of(wish->from, day_start);
	if (day != ts_day_of(context->moment.now, day_start))
		(void)printf("%s ", format_day(day, date));
	(void)printf("%s-%s %s", format_clock_local(CLOCK_24, wish->from, from),
	             format_clock_local(CLOCK_24, wish->end, end), done->text);
	if (cover->count > 0)
		(void)printf(", in place of %s", cover->text);
	if (cover->count > 1)
		(void)printf(" and %zu more", cover->count - 1);
	(void)printf("; %s goes on\n", cover->after);
}

static int log_stretch(struct command_context *context, const struct wish *wish)
{
	struct ts_done done = { .slot = wish->slot };
	struct ts_cover cover;
	char held[TS_TEXT_SIZE];
	const char *text = wish->text ? wish->text : held;
	enum ts_status status = wish->text ? TS_OK : slot_text(context, wish->slot, held);
	if (status == TS_NOT_FOUND)
		return complain(EXIT_FAILED, "slot %d is empty", wish->slot);
	if (status == TS_OK)
		status = ts_cover_read(context->store, wish->from, wish->end, context->moment.now, &cover);
	if (status == TS_OK)
		status = wish->rest ? ts_log_rest(context->store, text, wish->comment, wish->from, wish->end,
		                                  context->moment.now, &done)
		                    : ts_log_insert(context->store, text, wish->comment, wish->from, wish->end,
		                                    context->moment.now, &done);
	if (status == TS_UNCHANGED)
		return complain(EXIT_DONE, "%s goes on there already", done.text);
	if (status != TS_OK)
		return log_fail(context, status, wish->text, wish->slot, wish->comment);
	stretch_print(context, wish, &done, &cover);
	int finished = command_finish_output();
	if (wish->rest)
		work_say(&done);
	return finished;
}

static int wish_log(struct command_context *context, struct wish *wish)
{
	bool logged_in = ts_logged_in(context->store);
	int result = times_read(context, wish);
	if (result != EXIT_DONE)
		return result;
	if (!logged_in && (wish->comment || wish->rest || wish->end != 0))
		return complain(EXIT_LOGGED_OUT, "%s needs a login; run: timesheet login",
		                wish->end != 0 ? "a stretch of time"
		                : wish->rest   ? "~ for rest"
		                               : "a comment");
	if (wish->end != 0)
		return log_stretch(context, wish);
	return logged_in ? log_open(context, wish) : log_sealed(context, wish->text, wish->slot, wish->from);
}

/* What stands behind "log" may have a time in front, a digit for the activity, and a comment, as on the screen. text is
 * cut into these. */
static int entry_take(struct command_context *context, char *text, struct wish *wish)
{
	struct ts_entry entry;
	if (!command_entry(context, text, &entry))
		return EXIT_FAILED;
	if (entry.timed && (wish->at || wish->until || wish->length))
		return command_misused(context, "a time stands in front of the activity, and as an option too");
	if (entry.comment_at > 0 && wish->comment)
		return command_misused(context, "a comment stands behind //, and as an option too");
	wish->rest = entry.rest;
	if (entry.timed)
		wish->from = entry.from.at;
	if (entry.ranged)
		wish->end = entry.until.at;
	if (entry.comment_at > 0)
		wish->comment = text + entry.comment_at;
	text[entry.text_at + entry.text_size] = '\0';
	wish->text = entry.slot < 0 ? text + entry.text_at : NULL;
	wish->slot = entry.slot < 0 ? 0 : entry.slot;
	return wish_log(context, wish);
}

int command_log(struct command_context *context, int count, char **arguments)
{
	struct wish wish = { .from = context->moment.now };
	const char *slot = NULL;
	const struct command_option options[] = { { "--at", &wish.at, NULL },      { "--until", &wish.until, NULL },
		                                  { "--for", &wish.length, NULL }, { "--comment", &wish.comment, NULL },
		                                  { "--slot", &slot, NULL },       { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (slot && words > 0)
		return command_misused(context, "an activity and --slot exclude each other");
	if (slot) {
		if (strlen(slot) != 1 || slot[0] < '0' || slot[0] > '9')
			return command_misused(context, "'%s' is not a slot from 0 to 9", slot);
		wish.slot = slot[0] - '0';
		int slot_begun = command_begin(context);
		return slot_begun == EXIT_DONE ? wish_log(context, &wish) : slot_begun;
	}
	if (words == 0)
		return command_misused(context, "no activity");
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	char *text = command_words_join(words, arguments);
	if (!text)
		return command_fail(context, TS_NO_MEMORY, "cannot log");
	int status = entry_take(context, text, &wish);
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
	struct wish off = { .at = at, .from = context->moment.now };
	int begun = command_begin(context);
	return begun == EXIT_DONE ? wish_log(context, &off) : begun;
}
