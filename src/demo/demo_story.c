/* Some months of somebody who is made up, in the format that export and import have. */
#include "src/demo/demo_story.h"

#include "src/demo/demo_days.h"
#include "src/output/json.h"

#include <stdio.h>

static void activities_write(struct json *json)
{
	const char *text;
	bool rest;

	json_array(json, "activities");
	for (size_t i = 0; (text = demo_activity(i, &rest)); i++) {
		json_object(json, NULL);
		json_text(json, "activity", text);
		if (i < TS_SLOTS)
			json_integer(json, "slot", (int64_t)i + 1);
		json_boolean(json, "rest", rest);
		json_object_end(json);
	}
	json_array_end(json);
}

static void log_write(struct json *json, const struct demo_log *log)
{
	struct ts_civil civil;

	ts_civil_local(log->at, &civil);
	json_object(json, NULL);
	json_time(json, "time", log->at, civil.offset);
	json_text(json, "end", NULL);
	json_text(json, "activity", log->text);
	json_text(json, "comment", log->comment);
	json_object_end(json);
}

static void logs_write(struct json *json, ts_day first, ts_day today, ts_time until)
{
	json_array(json, "logs");
	for (ts_day day = first; day < today; day++) {
		struct demo_log logs[DEMO_LOGS];
		size_t count = demo_day(day, today, until, logs);
		for (size_t i = 0; i < count; i++)
			log_write(json, &logs[i]);
	}
	json_array_end(json);
}

static void note_write(struct json *json, ts_day day, const char *text)
{
	json_object(json, NULL);
	json_day(json, "date", day);
	json_text(json, "text", text);
	json_object_end(json);
}

static void notes_write(struct json *json, ts_day first, ts_day today)
{
	static const char plan[] =
	        "# this week\n- [x] hours of last week\n- [ ] draft of the protocol to Lin\n- release on Friday\n";

	json_array(json, "notes");
	for (ts_day day = first; day < today; day += 7)
		note_write(json, day, plan);
	note_write(json, today,
	           "# parser\n- arena allocator halves the run time; keep the old path\n"
	           "- [ ] ask Lin about 64-bit offsets in the index\n\n# acme call\n- export stalls at 2 GiB: same "
	           "cause?\n");
	json_array_end(json);
}

static void marks_write(struct json *json, ts_day first, ts_day today)
{
	json_array(json, "marks");
	for (ts_day day = first; day < today; day++) {
		const struct ts_day_mark mark = demo_mark(day, today);
		if (mark.kind == TS_MARK_NONE)
			continue;
		json_object(json, NULL);
		json_day(json, "date", day);
		json_text(json, "mark", ts_mark_word(mark.kind));
		json_boolean(json, "half", mark.half);
		json_text(json, "text", mark.text);
		json_object_end(json);
	}
	json_array_end(json);
}

static void target_write(struct json *json, ts_day from, int friday)
{
	json_object(json, NULL);
	json_day(json, "from", from);
	json_array(json, "minutes");
	for (int weekday = 0; weekday < 7; weekday++)
		json_integer(json, NULL, weekday < 4 ? 8 * 60 : weekday == 4 ? friday : 0);
	json_array_end(json);
	json_object_end(json);
}

/* A contract that was changed, and what was there before all this. */
static void owed_write(struct json *json, ts_day first, ts_day monday)
{
	json_array(json, "targets");
	target_write(json, first, 8 * 60);
	target_write(json, monday - 5 * 7, 6 * 60 + 30);
	json_array_end(json);
	json_array(json, "bookings");
	json_object(json, NULL);
	json_id(json, "id", (struct ts_id){ { 1 } });
	json_day(json, "date", first);
	json_integer(json, "minutes", 12 * 60 + 30);
	json_text(json, "text", "from last year");
	json_object_end(json);
	json_array_end(json);
}

char *demo_story(ts_time now, size_t *size)
{
	const ts_day today = ts_day_of(now, 0), monday = today - ts_day_weekday(today), first = monday - DEMO_WEEKS * 7;
	struct demo_log logs[DEMO_LOGS];
	struct json json;
	char *text = NULL;
	FILE *memory = open_memstream(&text, size);

	if (!memory)
		return NULL;
	(void)demo_today(now, logs);
	json_begin(&json, memory);
	json_object(&json, NULL);
	logs_write(&json, first, today, logs[0].at);
	notes_write(&json, first, today);
	activities_write(&json);
	marks_write(&json, first, today);
	owed_write(&json, first, monday);
	json_object_end(&json);
	json_end(&json);
	if (fclose(memory) == 0)
		return text;
	return NULL;
}
