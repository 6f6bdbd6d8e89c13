/* activity: all that the screen A can do with one of them. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/output/activity_print.h"
#include "ui/base/activity_words.h"
#include "ui/base/distance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What was asked for, as it stands on the line. */
struct wish {
	const char *rename, *merge, *slot, *colour;
	bool rest, work, archive, restore, no_slot;
	struct ts_activity_change change;
};

/* False: it is no whole number, or out of its range. */
static bool number_read(const char *text, int least, int most, int *out)
{
	char *end;
	long number = strtol(text, &end, 10);

	/* strtol would take space and a sign. */
	if (text[0] < '0' || text[0] > '9' || *end != '\0' || number < least || number > most)
		return false;
	*out = (int)number;
	return true;
}

static int numbers_read(const struct command_context *context, struct wish *wish)
{
	struct ts_activity_change *change = &wish->change;

	if (wish->slot && !number_read(wish->slot, 1, TS_SLOTS, &change->slot))
		return command_misused(context, "'%s' is not a slot from 1 to %d", wish->slot, TS_SLOTS);
	if (wish->colour && strcmp(wish->colour, "auto") != 0 &&
	    !number_read(wish->colour, 1, TS_COLOURS, &change->colour))
		return command_misused(context, "'%s' is not a colour from 1 to %d, or auto", wish->colour, TS_COLOURS);
	if (wish->slot || wish->no_slot)
		change->fields |= TS_CHANGE_SLOT;
	if (wish->colour)
		change->fields |= TS_CHANGE_COLOUR;
	return EXIT_DONE;
}

/* EXIT_DONE: the change is what was asked for. */
static int wish_read(const struct command_context *context, struct wish *wish)
{
	struct ts_activity_change *change = &wish->change;

	if (wish->rest && wish->work)
		return command_misused(context, "--rest and --work exclude each other");
	if (wish->archive && wish->restore)
		return command_misused(context, "--archive and --restore exclude each other");
	if (wish->slot && (wish->no_slot || wish->archive))
		return command_misused(context, "--slot and %s exclude each other",
		                       wish->no_slot ? "--no-slot" : "--archive");
	int read = numbers_read(context, wish);
	if (read != EXIT_DONE)
		return read;
	if (wish->rest || wish->work)
		change->fields |= TS_CHANGE_REST;
	if (wish->archive || wish->restore)
		change->fields |= TS_CHANGE_ARCHIVED;
	change->rest = wish->rest;
	change->archived = wish->archive;
	if (wish->merge && (wish->rename || change->fields != 0))
		return command_misused(context, "--merge goes with nothing else: the other one stays as it is");
	if (wish->rename && wish->rename[strspn(wish->rename, " \t\n")] == '\0')
		return command_misused(context, "an activity needs a text");
	if (wish->rename || wish->merge)
		change->fields |= TS_CHANGE_TEXT;
	change->text = wish->merge ? wish->merge : wish->rename;
	return EXIT_DONE;
}

static const struct ts_activity *activity_find(const struct ts_activities *activities, const char *text)
{
	for (size_t i = 0; i < activities->count; i++) {
		if (ts_text_same(activities->at[i].text, text))
			return &activities->at[i];
	}
	return NULL;
}

static int activity_unknown(const struct ts_activities *activities, const char *text)
{
	for (size_t i = 0; strlen(text) > NEAR_MOST + 1 && i < activities->count; i++) {
		if (text_distance(text, activities->at[i].text) <= NEAR_MOST)
			return complain(EXIT_FAILED, "there is no activity '%s', did you mean '%s'?", text,
			                activities->at[i].text);
	}
	return complain(EXIT_FAILED, "there is no activity '%s'; timesheet activities lists them", text);
}

/* Why a change cannot be made, looked for before it is tried. other: who has the new text. */
static int change_refuse(const struct wish *wish, const struct ts_activities *activities,
                         const struct ts_activity *activity, const struct ts_activity *other)
{
	if (wish->merge && !other)
		return activity_unknown(activities, wish->merge);
	if (other && other->off)
		return complain(EXIT_FAILED, "off is no activity: nothing can become it");
	if (other && wish->change.fields != TS_CHANGE_TEXT)
		return complain(EXIT_FAILED,
		                "'%s' exists already: merge into it first (--merge), then change what it is like",
		                other->text);
	if (wish->slot && activity->archived && !wish->restore)
		return complain(EXIT_FAILED, "'%s' is archived: with --restore it is offered, and can have a slot",
		                activity->text);
	return EXIT_DONE;
}

/* A line for each thing that was changed, and for who lost the slot. */
static int change_print(const struct ts_activity_change *change, const struct ts_activities *activities,
                        const struct ts_activity *before, bool merged, int slot)
{
	char words[ACTIVITY_WORDS_SIZE];

	for (unsigned field = 1; field <= TS_CHANGE_ARCHIVED; field *= 2) {
		if (change->fields & field)
			(void)puts(activity_words(before->text, field, change, slot, merged, words));
	}
	for (size_t i = 0; (change->fields & TS_CHANGE_SLOT) && i < activities->count; i++) {
		const struct ts_activity *holder = &activities->at[i];
		if (holder->slot == change->slot && slot > 0 && holder != before)
			(void)printf("%s is on no slot now\n", holder->text);
	}
	return command_finish_output();
}

static int activity_change(struct command_context *context, const struct wish *wish,
                           const struct ts_activities *activities, const struct ts_activity *activity)
{
	struct ts_activity_change change = wish->change;
	const struct ts_activity *other = change.text ? activity_find(activities, change.text) : NULL;
	struct ts_done done;

	other = other == activity ? NULL : other;
	if (wish->merge && !other && ts_text_same(wish->merge, activity->text))
		return complain(EXIT_DONE, "nothing to change");
	int refused = change_refuse(wish, activities, activity, other);
	if (refused != EXIT_DONE)
		return refused;
	enum ts_status status = ts_activity_change(context->store, activity->id, &change, context->moment.now, &done);
	if (status == TS_UNCHANGED)
		return complain(EXIT_DONE, "nothing to change");
	if (status != TS_OK)
		return command_fail(context, status, "cannot change '%s'", activity->text);
	/* As it is shown, which is how it was typed, or how the other one is called. */
	change.text = done.text;
	return change_print(&change, activities, activity, other != NULL, done.slot);
}

static int activity_run(struct command_context *context, const char *text, const struct wish *wish)
{
	struct ts_activities activities;
	enum ts_status status = ts_activities_read(context->store, context->moment.now, &activities);

	if (status != TS_OK)
		return command_fail(context, status, "cannot read the activities");
	const struct ts_activity *activity = activity_find(&activities, text);
	int result = activity && activity->off ? complain(EXIT_FAILED, "off is no activity: it cannot be changed")
	             : activity                ? activity_change(context, wish, &activities, activity)
	                                       : activity_unknown(&activities, text);
	ts_activities_release(&activities);
	return result;
}

int command_activity(struct command_context *context, int count, char **arguments)
{
	struct wish wish = { 0 };
	const struct command_option options[] = {
		{ "--rename", &wish.rename, NULL },   { "--merge", &wish.merge, NULL },
		{ "--rest", NULL, &wish.rest },       { "--work", NULL, &wish.work },
		{ "--archive", NULL, &wish.archive }, { "--restore", NULL, &wish.restore },
		{ "--slot", &wish.slot, NULL },       { "--no-slot", NULL, &wish.no_slot },
		{ "--colour", &wish.colour, NULL },   { NULL, NULL, NULL }
	};
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (words == 0)
		return command_misused(context, "no activity");
	int result = wish_read(context, &wish);
	if (result == EXIT_DONE && wish.change.fields == 0)
		result = command_misused(context, "nothing to change");
	if (result == EXIT_DONE)
		result = command_begin(context);
	if (result != EXIT_DONE)
		return result;
	char *text = command_words_join(words, arguments);
	if (!text)
		return command_fail(context, TS_NO_MEMORY, "cannot change the activity");
	result = activity_run(context, text, &wish);
	free(text);
	return result;
}
