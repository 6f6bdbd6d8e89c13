/* All words of a kind, for shells: of the file as far as somebody is logged in by a ticket, or what is always so. */
#include "src/commands/completion.h"

#include "src/command_line/log_id.h"
#include "src/command_line/login.h"
#include "src/commands/settings.h"
#include "src/output/stamp.h"
#include "src/system/paths.h"
#include "src/system/process.h"
#include "ui/base/format.h"
#include "ui/base/hours.h"
#include "ui/config/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATIENCE = 100 /* milliseconds: who presses Tab waits */ };

struct listing {
	struct command_context *context;
	const char *argument;
	completion_take *take;
	void *data;
};

static void offer(const struct listing *listing, const char *word, const char *what)
{
	listing->take(listing->data, word, what);
}

/* Pairs of a word and what it is, ending with NULL. */
static void offer_all(const struct listing *listing, const char *const *pairs)
{
	for (; *pairs; pairs += 2)
		offer(listing, pairs[0], pairs[1]);
}

/* What needs no explanation, with a space between. */
static void offer_words(const struct listing *listing, const char *words)
{
	for (size_t size; *words; words += size + (words[size] == ' ')) {
		char word[32];
		size = strcspn(words, " ");
		(void)snprintf(word, sizeof word, "%.*s", (int)size, words);
		offer(listing, word, "");
	}
}

/* ---- the file */

/* Opened without a word. */
static bool opened(struct command_context *context)
{
	char reason[TS_REASON_SIZE];
	const struct ts_opening how = { .quickly = true, .patience = PATIENCE };

	if (context->store)
		return true;
	char *path = paths_database(context->options->database, reason, sizeof reason);
	enum ts_status status =
	        path ? ts_open_with(path, &how, context->moment.now, reason, &context->store) : TS_NOT_FOUND;
	free(path);
	return status == TS_OK;
}

/* Only by a ticket: the derivation of a key takes half a second. */
static bool logged_in(struct command_context *context)
{
	if (!opened(context))
		return false;
	if (ts_logged_in(context->store))
		return true;
	process_describe_machine(&context->machine, context->moment.uptime);
	return command_choose_user(context) == TS_OK && context->user &&
	       ts_session_resume(context->store, context->user, &context->machine) == TS_OK &&
	       ts_settings_read(context->store, &context->settings) == TS_OK;
}

static void list_users(const struct listing *listing)
{
	struct ts_users users;

	if (!opened(listing->context) || ts_users_read(listing->context->store, &users) != TS_OK)
		return;
	for (size_t i = 0; i < users.count; i++)
		offer(listing, users.names[i], "");
	ts_users_release(&users);
}

/* Which activities, and by what they are called. */
enum wanted { WANTED_OFFERED, WANTED_ARCHIVED, WANTED_SLOTS };

static void activities_offer(const struct listing *listing, enum wanted wanted)
{
	struct ts_activities activities;

	if (!logged_in(listing->context) ||
	    ts_activities_read(listing->context->store, listing->context->moment.now, &activities) != TS_OK)
		return;
	for (size_t i = 0; i < activities.count; i++) {
		const struct ts_activity *activity = &activities.at[i];
		char slot[8] = "", what[32];
		(void)snprintf(slot, sizeof slot, "%d", activity->slot);
		(void)snprintf(what, sizeof what, "%s%s%s", activity->slot > 0 ? "slot " : "",
		               activity->slot > 0 ? slot : "", activity->rest ? " ~" : "");
		if (wanted == WANTED_SLOTS && activity->slot > 0)
			offer(listing, slot, activity->text);
		else if (wanted != WANTED_SLOTS && !activity->off && activity->archived == (wanted == WANTED_ARCHIVED))
			offer(listing, activity->text, wanted == WANTED_ARCHIVED ? "archived" : what);
	}
	ts_activities_release(&activities);
}

static void list_activities(const struct listing *listing)
{
	activities_offer(listing, WANTED_OFFERED);
}

static void list_all_activities(const struct listing *listing)
{
	activities_offer(listing, WANTED_OFFERED);
	activities_offer(listing, WANTED_ARCHIVED);
}

static void list_slots(const struct listing *listing)
{
	activities_offer(listing, WANTED_SLOTS);
	offer(listing, "0", "off");
}

/* Of the one at the index; "" where it has none, or another has told of it. */
static void project_new(const struct ts_activities *activities, size_t index, char out[TS_TEXT_SIZE])
{
	const char *text = activities->at[index].text;
	const size_t size = ts_text_project(text);

	out[0] = '\0';
	if (text[size] == '\0' || activities->at[index].archived)
		return;
	(void)snprintf(out, TS_TEXT_SIZE, "%.*s", (int)size, text);
	for (size_t i = 0; i < activities->count; i++) {
		const struct ts_activity *other = &activities->at[i];
		char known[TS_TEXT_SIZE];
		(void)snprintf(known, sizeof known, "%.*s",
		               (int)(i < index ? ts_text_project(other->text) : strlen(other->text)), other->text);
		if (!other->archived && ts_text_same(known, out)) {
			out[0] = '\0';
			return;
		}
	}
}

/* What can have a budget. */
static void list_subjects(const struct listing *listing)
{
	struct ts_activities activities;

	activities_offer(listing, WANTED_OFFERED);
	if (!logged_in(listing->context) ||
	    ts_activities_read(listing->context->store, listing->context->moment.now, &activities) != TS_OK)
		return;
	for (size_t i = 0; i < activities.count; i++) {
		char project[TS_TEXT_SIZE];
		project_new(&activities, i, project);
		if (project[0])
			offer(listing, project, "project");
	}
	ts_activities_release(&activities);
}

/* The logs of a day, the newest first. */
static void day_ids(const struct listing *listing, ts_day day)
{
	struct command_context *context = listing->context;
	struct ts_day_view view;

	if (ts_day_read(context->store, day, context->moment.now, &view) != TS_OK)
		return;
	for (size_t i = view.span_count; i > 0; i--) {
		const struct ts_span *span = &view.spans[i - 1];
		char id[STAMP_ID_SIZE], date[FORMAT_SIZE], clock[FORMAT_SIZE], what[TS_TEXT_SIZE + 2 * FORMAT_SIZE];
		if (span->carried)
			continue;
		(void)snprintf(what, sizeof what, "%s %s  %s", format_day_short(day, date),
		               format_clock(CLOCK_24, span->logged, span->offset, clock), span->text);
		offer(listing, log_id_short(context, span->id, id), what);
	}
	ts_day_release(&view);
}

static void list_ids(const struct listing *listing)
{
	struct command_context *context = listing->context;

	if (!logged_in(context))
		return;
	offer(listing, "last", "what goes on");
	const ts_day today = ts_day_of(context->moment.now, context->settings.day_start);
	day_ids(listing, today);
	day_ids(listing, today - 1);
}

static void list_devices(const struct listing *listing)
{
	struct ts_devices devices;

	if (!logged_in(listing->context) || ts_devices_read(listing->context->store, &devices) != TS_OK)
		return;
	for (size_t i = 0; i < devices.count; i++) {
		if (!devices.at[i].self)
			offer(listing, devices.at[i].name, "");
	}
	ts_devices_release(&devices);
}

/* ---- what is always so */

static void list_commands(const struct listing *listing)
{
	const struct command_table table = listing->context->table;

	for (size_t i = 0; i < table.count; i++)
		offer(listing, table.rows[i].name, table.rows[i].summary);
}

static void list_settings(const struct listing *listing)
{
	const char *name, *example;

	for (size_t i = 0; (name = setting_name(i, &example)); i++)
		offer(listing, name, example);
}

static void list_values(const struct listing *listing)
{
	const char *word;

	for (size_t i = 0; listing->argument && (word = setting_word(listing->argument, i)); i++)
		offer(listing, word, "");
}

/* KEY=VALUE of the configuration. */
static void list_config(const struct listing *listing)
{
	for (int key = 0; key < CONFIG_COUNT; key++) {
		const struct config_meaning *meaning = config_meaning((enum config_key)key);
		char text[64];
		for (size_t i = 0; meaning->words && meaning->words[i]; i++) {
			(void)snprintf(text, sizeof text, "%s=%s", meaning->name, meaning->words[i]);
			offer(listing, text, "");
		}
	}
}

static void list_ranges(const struct listing *listing)
{
	static const char *const pairs[] = { "today",
		                             "",
		                             "yesterday",
		                             "",
		                             "week",
		                             "this week",
		                             "last week",
		                             "",
		                             "month",
		                             "this month",
		                             "last month",
		                             "",
		                             "quarter",
		                             "this quarter",
		                             "last quarter",
		                             "",
		                             "year",
		                             "this year",
		                             "last year",
		                             "",
		                             "ytd",
		                             "the year up to today",
		                             "all",
		                             "",
		                             "7d",
		                             "7 days, today included",
		                             "30d",
		                             "30 days, today included",
		                             NULL };
	offer_all(listing, pairs);
	offer_words(listing, "q1 q2 q3 q4 january february march april may june july august september october november "
	                     "december");
	offer(listing, "since monday", "");
}

static void list_days(const struct listing *listing)
{
	offer_words(listing, "today yesterday monday tuesday wednesday thursday friday saturday sunday");
}

static void list_times(const struct listing *listing)
{
	static const char *const pairs[] = { "-5m", "5 minutes ago", "-10m", "",    "-15m", "",     "-30m", "",  "-45m",
		                             "",    "-1h",           "",     "-2h", "",     "noon", "",     NULL };
	offer_all(listing, pairs);
}

static void list_formats(const struct listing *listing)
{
	const char *name;

	for (int i = 0; (name = ts_format_name((enum ts_format)i)); i++)
		offer(listing, name, "");
}

static void list_colours(const struct listing *listing)
{
	char text[8];

	for (int i = 1; i <= TS_COLOURS; i++) {
		(void)snprintf(text, sizeof text, "%d", i);
		offer(listing, text, "");
	}
	offer(listing, "auto", "chosen by timesheet");
}

static void list_marks(const struct listing *listing)
{
	for (int kind = TS_MARK_NONE + 1; kind <= TS_MARK_WORK; kind++)
		offer(listing, ts_mark_word((enum ts_mark_kind)kind), "");
	offer(listing, "none", "takes the mark away");
}

/* What may stand behind the hours of a budget, or else in their place. */
static void list_periods(const struct listing *listing)
{
	const char *argument = listing->argument;
	int64_t minutes;
	const bool behind_hours = argument && hours_parse(argument, &minutes);

	for (int per = TS_PER_WEEK; per <= TS_PER_MONTH && (behind_hours || !argument); per++)
		offer(listing, ts_per_word((enum ts_per)per), "");
	if (!behind_hours)
		offer(listing, "none", "takes the budget away");
}

static void list_status(const struct listing *listing)
{
	static const char *const pairs[] = { "%a",       "activity", "%a %e", "activity, elapsed", "%a since %t", "",
		                             "%w of %T", "today",    NULL };
	offer_all(listing, pairs);
}

static void list_files(const struct listing *listing)
{
	offer(listing, ":files", "");
}

static const struct {
	const char *name;
	void (*list)(const struct listing *listing);
} kinds[] = { { "activities", list_activities }, { "all-activities", list_all_activities },
	      { "colours", list_colours },       { "commands", list_commands },
	      { "config", list_config },         { "days", list_days },
	      { "devices", list_devices },       { "files", list_files },
	      { "formats", list_formats },       { "ids", list_ids },
	      { "marks", list_marks },           { "periods", list_periods },
	      { "ranges", list_ranges },         { "settings", list_settings },
	      { "slots", list_slots },           { "status", list_status },
	      { "subjects", list_subjects },     { "times", list_times },
	      { "users", list_users },           { "values", list_values } };
enum { KINDS = sizeof kinds / sizeof kinds[0] };

bool completion_list(struct command_context *context, const char *kind, const char *argument, completion_take *take,
                     void *data)
{
	const struct listing listing = { context, argument, take, data };

	for (size_t i = 0; i < KINDS; i++) {
		if (strcmp(kinds[i].name, kind) == 0) {
			kinds[i].list(&listing);
			return true;
		}
	}
	return false;
}

void completion_kinds(char *out, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < KINDS && used < size; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s", i > 0 ? ", " : "", kinds[i].name);
}
