/* search: finds words in logs and notes of all days, the newest first. What is found is printed as it is found. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/log_id.h"
#include "src/command_line/times.h"
#include "src/output/json.h"
#include "ui/base/alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 2000 /* opened between two prints: some 10 ms */ };

/* log: that of the hit, unless it is a note. */
static void text_print(const struct ts_hit *hit, const struct log_digits *log)
{
	struct ts_civil day, clock;

	ts_day_to_civil(hit->day, &day);
	(void)printf("%04d-%02d-%02d ", day.year, day.month, day.day);
	if (hit->kind == TS_HIT_NOTE) {
		(void)printf("note  %s\n", hit->line);
		return;
	}
	ts_civil_offset(hit->at, hit->offset, &clock);
	(void)printf("%02d:%02d  %s%s%s", clock.hour, clock.minute, hit->text, hit->line[0] ? "  # " : "", hit->line);
	log_id_print(log);
	(void)putchar('\n');
}

static void json_print(struct json *json, const struct ts_hit *hit)
{
	json_object(json, NULL);
	json_day(json, "date", hit->day);
	if (hit->kind == TS_HIT_NOTE) {
		json_text(json, "note", hit->line);
		json_integer(json, "line", (int64_t)hit->line_number + 1);
	} else {
		json_id(json, "id", hit->log);
		json_time(json, "time", hit->at, hit->offset);
		json_text(json, "activity", hit->text);
		json_text(json, "comment", hit->line);
	}
	json_object_end(json);
}

/* The logs among hits. */
struct logs {
	struct log_digits *at;
	size_t count, room;
};

/* None is being read while they are printed: a pager may leave that for hours. */
static enum ts_status logs_find(struct command_context *context, const struct ts_hits *hits, struct logs *logs)
{
	logs->at = with_room(logs->at, &logs->room, hits->count, sizeof *logs->at);
	logs->count = 0;
	for (size_t i = 0; i < hits->count; i++) {
		if (hits->at[i].kind == TS_HIT_LOG)
			logs->at[logs->count++].log = hits->at[i].log;
	}
	return log_id_digits(context, logs->at, logs->count);
}

static enum ts_status texts_print(struct command_context *context, const struct ts_hits *hits, struct logs *logs)
{
	const enum ts_status status = logs_find(context, hits, logs);
	const struct log_digits *log = logs->at;

	for (size_t i = 0; i < hits->count && status == TS_OK; i++) {
		text_print(&hits->at[i], log);
		log += hits->at[i].kind == TS_HIT_LOG;
	}
	return status;
}

static enum ts_status hits_print(struct command_context *context, const struct ts_hits *hits, struct json *json,
                                 struct logs *logs)
{
	enum ts_status status = TS_OK;

	if (hits->count == 0)
		return TS_OK;
	for (size_t i = 0; i < hits->count && json; i++)
		json_print(json, &hits->at[i]);
	if (json)
		json_flush(json);
	else
		status = texts_print(context, hits, logs);
	(void)fflush(stdout);
	return status;
}

struct found {
	size_t count, damaged;
};

/* Steps through all that there is. json: NULL for text. */
static enum ts_status search_print(struct command_context *context, ts_search *search, struct json *json,
                                   struct found *found)
{
	struct ts_progress progress = { 0 };
	struct ts_hits hits = { 0 };
	struct logs logs = { .at = NULL };
	enum ts_status status = TS_OK;

	/* Somebody who reads the first screen in a pager waits for no more than that. */
	while (status == TS_OK && !progress.done && !ferror(stdout)) {
		status = ts_search_step(search, ROWS, &hits, &progress);
		enum ts_status printed = hits_print(context, &hits, json, &logs);
		status = status == TS_OK ? printed : status;
		found->count += hits.count;
		hits.count = 0;
	}
	ts_hits_release(&hits);
	free(logs.at);
	found->damaged = progress.damaged;
	return status;
}

static int refused(struct command_context *context, const char *text, enum ts_status status,
                   const struct ts_when_error *error)
{
	if (status == TS_TOO_LONG)
		return command_misused(context, "more than 16 words");
	if (status != TS_INVALID)
		return command_fail(context, status, "cannot search");
	if (error->size == 0)
		return command_misused(context, "there is no word to search for");
	int result = complain(EXIT_FAILED, "cannot search: %s", error->reason);
	command_point(text, error);
	return result;
}

static int search_run(struct command_context *context, const char *text, bool as_json)
{
	const struct ts_when_context when = command_when_context(context, "", TS_WANT_DAY);
	struct ts_when_error error = { 0 };
	struct found found = { 0 };
	ts_search *search = NULL;
	struct json json;
	enum ts_status status = ts_search_begin(context->store, text, &when, &error, &search);

	if (status != TS_OK)
		return refused(context, text, status, &error);
	if (as_json) {
		json_begin(&json, stdout);
		json_array(&json, NULL);
	}
	status = search_print(context, search, as_json ? &json : NULL, &found);
	ts_search_end(search);
	if (as_json) {
		json_array_end(&json);
		json_end(&json);
	}
	int finished = command_finish_output();
	if (status != TS_OK)
		return command_fail(context, status, "cannot search further back");
	finished = command_fail_damaged(finished, found.damaged, "");
	if (finished != EXIT_DONE)
		return finished;
	return found.count > 0 ? EXIT_DONE : complain(EXIT_FAILED, "nothing found: %s", text);
}

int command_search(struct command_context *context, int count, char **arguments)
{
	bool as_json = false;
	const struct command_option options[] = { { "--json", NULL, &as_json }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);

	if (words < 0)
		return EXIT_USAGE;
	bool blank = true;
	for (int i = 0; i < words; i++)
		blank = blank && arguments[i][strspn(arguments[i], " \t\n")] == '\0';
	if (blank)
		return command_misused(context, "search for what?");
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	char *text = command_words_join(words, arguments);
	if (!text)
		return command_fail(context, TS_NO_MEMORY, "cannot search");
	int result = search_run(context, text, as_json);
	free(text);
	return result;
}
