/* Exports that are JSON: ours, and what timewarrior's import reads. One entry a line. */
#include "src/output/export.h"

#include "src/output/stamp.h"

#include <stdio.h>

static void json_begin_all(struct export *export)
{
	json_begin(&export->json, export->stream);
	json_object(&export->json, NULL);
	json_array(&export->json, "logs");
}

static void entry_begin(struct export *export)
{
	(void)fputc('\n', export->stream);
	json_object(&export->json, NULL);
}

static void json_span(struct export *export, const struct ts_span *span)
{
	struct json *json = &export->json;
	char time[STAMP_SIZE];
	entry_begin(export);
	json_id(json, "id", span->id);
	json_text(json, "time", stamp_time(span->begin, span->offset, true, time));
	json_text(json, "end", span->running ? NULL : stamp_time(span->end, span->offset, true, time));
	json_text(json, "activity", span->text);
	json_text(json, "comment", span->comment);
	json_integer(json, "seconds", (span->end - span->begin) / TS_SECOND);
	if (span->locked)
		json_boolean(json, "locked", true);
	if (span->carried)
		json_boolean(json, "carried", true);
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

static void json_end_all(struct export *export)
{
	json_array_end(&export->json);
	json_object_end(&export->json);
	json_end(&export->json);
}

const struct export_format export_json = { .name = "json",
	                                   .begin = json_begin_all,
	                                   .span = json_span,
	                                   .notes = json_notes,
	                                   .note = json_note,
	                                   .end = json_end_all,
	                                   .with_off = true };

/* ---- timewarrior ---- */

static void timewarrior_begin(struct export *export)
{
	json_begin(&export->json, export->stream);
	json_array(&export->json, NULL);
}

static void timewarrior_span(struct export *export, const struct ts_span *span)
{
	struct json *json = &export->json;
	char time[STAMP_SIZE];
	entry_begin(export);
	json_text(json, "start", stamp_utc(span->begin, time));
	if (!span->running)
		json_text(json, "end", stamp_utc(span->end, time));
	json_array(json, "tags");
	json_text(json, NULL, span->text);
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
