/* Exports that are JSON: ours, and what timewarrior's import reads. One entry a line. */
#include "src/output/export.h"

#include <string.h>

static void json_begin_all(struct export *export)
{
	json_object(&export->json, NULL);
	json_array(&export->json, "logs");
}

static void entry_begin(struct export *export)
{
	json_line(&export->json);
	json_object(&export->json, NULL);
}

static void json_span(struct export *export, const struct ts_span *span)
{
	struct json *json = &export->json;
	entry_begin(export);
	json_id(json, "id", span->id);
	json_time_exactly(json, "time", span->begin, span->offset);
	if (span->running)
		json_text(json, "end", NULL);
	else
		json_time_exactly(json, "end", span->end, span->offset);
	json_text(json, "activity", span->text);
	json_text(json, "comment", span->comment);
	json_integer(json, "seconds", (span->end - span->begin) / TS_SECOND);
	if (span->locked)
		json_boolean(json, "locked", true);
	if (span->carried)
		json_boolean(json, "carried", true);
	if (span->sure > 0)
		json_time_exactly(json, "right_until", span->sure, span->offset);
	json_object_end(json);
}

static void json_notes(struct export *export)
{
	json_array_end(&export->json);
	json_array(&export->json, "notes");
}

static void json_note(struct export *export, const struct ts_note *note)
{
	entry_begin(export);
	json_day(&export->json, "date", note->day);
	json_text(&export->json, "text", note->text);
	json_object_end(&export->json);
}

static void json_marks(struct export *export, const struct ts_day_marks *marks)
{
	struct json *json = &export->json;
	json_array(json, "marks");
	for (size_t i = 0; i < marks->count; i++) {
		entry_begin(export);
		json_day(json, "date", marks->at[i].day);
		json_text(json, "mark", ts_mark_word(marks->at[i].kind));
		json_boolean(json, "half", marks->at[i].half);
		json_text(json, "text", marks->at[i].text);
		json_object_end(json);
	}
	json_array_end(json);
}

/* From null on: from the first log on. */
static void json_targets(struct export *export, const struct ts_targets *targets)
{
	struct json *json = &export->json;
	json_array(json, "targets");
	for (size_t i = 0; i < targets->count; i++) {
		entry_begin(export);
		if (targets->at[i].from == TS_TARGET_EVER)
			json_text(json, "from", NULL);
		else
			json_day(json, "from", targets->at[i].from);
		json_array(json, "minutes");
		for (int day = 0; day < 7; day++)
			json_integer(json, NULL, targets->at[i].minutes[day]);
		json_array_end(json);
		json_object_end(json);
	}
	json_array_end(json);
}

static void json_budgets(struct export *export, const struct ts_budgets *budgets)
{
	struct json *json = &export->json;
	json_array(json, "budgets");
	for (size_t i = 0; i < budgets->count; i++) {
		const struct ts_budget *budget = &budgets->at[i];
		entry_begin(export);
		json_text(json, budget->project ? "project" : "activity", budget->text);
		json_text(json, "per", ts_per_word(budget->per));
		json_integer(json, "minutes", budget->minutes);
		json_object_end(json);
	}
	json_array_end(json);
}

static void json_owed(struct export *export, const struct export_owed *owed)
{
	struct json *json = &export->json;
	json_array_end(json);
	json_marks(export, &owed->marks);
	json_targets(export, &owed->targets);
	json_budgets(export, &owed->budgets);
	json_array(json, "bookings");
	for (size_t i = 0; i < owed->bookings.count; i++) {
		const struct ts_booking *booking = &owed->bookings.at[i];
		entry_begin(export);
		json_id(json, "id", booking->id);
		json_day(json, "date", booking->day);
		json_integer(json, "minutes", booking->minutes);
		json_text(json, "text", booking->text);
		json_object_end(json);
	}
}

/* How they look; what they are is their text. */
static void json_activities(struct export *export)
{
	struct json *json = &export->json;
	json_array(json, "activities");
	for (size_t i = 0; i < export->activities->count; i++) {
		const struct ts_activity *activity = &export->activities->at[i];
		if (!export->wanted[i] || activity->off)
			continue;
		entry_begin(export);
		json_text(json, "activity", activity->text);
		if (activity->slot > 0)
			json_integer(json, "slot", activity->slot);
		if (activity->colour_chosen)
			json_integer(json, "colour", activity->colour);
		if (activity->rest)
			json_boolean(json, "rest", true);
		if (activity->archived)
			json_boolean(json, "archived", true);
		json_object_end(json);
	}
	json_array_end(json);
}

static void json_end_all(struct export *export)
{
	json_array_end(&export->json);
	json_activities(export);
	json_object_end(&export->json);
	json_end(&export->json);
}

const struct export_format export_json = { .name = "json",
	                                   .begin = json_begin_all,
	                                   .span = json_span,
	                                   .notes = json_notes,
	                                   .note = json_note,
	                                   .owed = json_owed,
	                                   .end = json_end_all,
	                                   .with_off = true,
	                                   .with_activities = true };

/* ---- timewarrior ---- */

static void timewarrior_begin(struct export *export)
{
	json_array(&export->json, NULL);
}

static const struct export_tags *tags_of(struct export *export, const char *text)
{
	struct export_tags *tags = &export->tags;
	if (tags->count == 0 || strcmp(tags->text, text) != 0) {
		tags->count = ts_text_tags(text, tags->at);
		memcpy(tags->text, text, strlen(text) + 1);
	}
	return tags;
}

static void timewarrior_span(struct export *export, const struct ts_span *span)
{
	struct json *json = &export->json;
	const struct export_tags *tags = tags_of(export, span->text);
	entry_begin(export);
	json_utc(json, "start", span->begin);
	if (!span->running)
		json_utc(json, "end", span->end);
	json_array(json, "tags");
	for (size_t i = 0; i < tags->count; i++)
		json_text(json, NULL, tags->at[i]);
	json_array_end(json);
	if (span->comment[0])
		json_text(json, "annotation", span->comment);
	json_object_end(json);
}

static void timewarrior_end(struct export *export)
{
	json_array_end(&export->json);
	json_end(&export->json);
}

const struct export_format export_timewarrior = {
	.name = "timewarrior", .begin = timewarrior_begin, .span = timewarrior_span, .end = timewarrior_end
};
