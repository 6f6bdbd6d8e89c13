/* Exports that are lines of text: CSV and timeclock. */
#include "src/output/export.h"

#include <string.h>

/* ---- CSV (RFC 4180) ---- */

/* A spreadsheet takes a field that begins like this for a formula and runs it. An apostrophe in front makes it text;
 * one that stood there anyway gets another, so that the way back is sure. */
static bool field_is_formula(const char *text)
{
	static const char starts[] = "=+-@\t\r";
	if (text[0] == '\'' && text[1])
		return text[1] == '\'' || strchr(starts, text[1]);
	return text[0] && strchr(starts, text[0]);
}

static void field_write(struct writer *writer, const char *text)
{
	bool formula = field_is_formula(text);
	if (!formula && !strpbrk(text, ",\"\r\n;\t")) {
		writer_text(writer, text);
		return;
	}
	writer_text(writer, formula ? "\"'" : "\"");
	for (; *text; text++) {
		if (*text == '"')
			writer_character(writer, '"');
		writer_character(writer, *text);
	}
	writer_character(writer, '"');
}

static void csv_begin(struct export *export)
{
	writer_text(&export->writer, "id,time,end,activity,comment,seconds,locked,note,rest,carried\r\n");
}

static void time_write(struct export *export, ts_time at, int32_t offset)
{
	char *out = writer_reserve(&export->writer, STAMP_SIZE);
	writer_written(&export->writer, stamp_put_time(&export->date, at, offset, true, out));
}

static void csv_span(struct export *export, const struct ts_span *span)
{
	struct writer *writer = &export->writer;
	writer_written(writer, stamp_put_id(span->id, writer_reserve(writer, STAMP_ID_SIZE)));
	writer_character(writer, ',');
	time_write(export, span->begin, span->offset);
	writer_character(writer, ',');
	if (!span->running)
		time_write(export, span->end, span->offset);
	writer_character(writer, ',');
	field_write(writer, span->text);
	writer_character(writer, ',');
	field_write(writer, span->comment);
	writer_character(writer, ',');
	writer_integer(writer, (span->end - span->begin) / TS_SECOND);
	writer_text(writer, span->locked ? ",true,," : ",,,");
	writer_text(writer, span->rest ? "true," : ",");
	writer_text(writer, span->carried ? "true\r\n" : "\r\n");
}

static void csv_note(struct export *export, const struct ts_note *note)
{
	char day[STAMP_SIZE];
	writer_character(&export->writer, ',');
	writer_text(&export->writer, stamp_day(note->day, day));
	writer_text(&export->writer, ",,,,,,");
	field_write(&export->writer, note->text);
	writer_text(&export->writer, ",,\r\n");
}

const struct export_format export_csv = {
	.name = "csv", .begin = csv_begin, .span = csv_span, .note = csv_note, .with_off = true
};

/* ---- timeclock, as hledger and ledger read it ---- */

/* What would end an account or a description there is written otherwise. */
static void words_write(struct writer *writer, const char *text)
{
	bool first = true;
	for (; *text; text++) {
		writer_character(writer, *text == ';' ? ',' : *text);
		/* "project: task" is an account and its child, "project:task". */
		if (first && text[0] == ':' && text[1] == ' ') {
			text++;
			first = false;
		}
	}
}

/* Whether a reader in this zone takes what the log's clock shows for that very moment. */
static bool moment_tells(ts_time at, int32_t offset)
{
	struct ts_civil civil;
	enum ts_fold fold;
	ts_civil_offset(at, offset, &civil);
	ts_day day = ts_day_from_civil(civil.year, civil.month, civil.day);
	ts_time told = ts_time_local(day, civil.hour * 60 + civil.minute, &fold) + civil.second * TS_SECOND;
	return fold == TS_FOLD_NONE && told == at - civil.millisecond;
}

/* Between two midnights that are each there once, 24 hours apart, no clock was changed. */
static struct export_day day_look(ts_day day)
{
	enum ts_fold fold, fold_after;
	ts_time from = ts_time_local(day, 0, &fold), until = ts_time_local(day + 1, 0, &fold_after);
	return (struct export_day){ .told = true,
		                    .even = fold == TS_FOLD_NONE && fold_after == TS_FOLD_NONE &&
		                            until - from == 24 * TS_HOUR,
		                    .day = day,
		                    .offset = (int32_t)((day * 24 * TS_HOUR - from) / TS_SECOND) };
}

/* The same, for many moments of a day. */
static bool clock_tells(struct export *export, ts_time at, int32_t offset)
{
	ts_day day = stamp_day_of(at, offset);
	if (!export->day.told || export->day.day != day)
		export->day = day_look(day);
	return export->day.even ? export->day.offset == offset : moment_tells(at, offset);
}

/* Both ends in the log's own clock: the reader takes their difference for the duration. Where this zone's clock would
 * tell another moment, the zone stands there, which hledger passes over and we heed. */
static void timeclock_moment(struct export *export, char letter, ts_time at, int32_t offset, bool zone)
{
	struct writer *writer = &export->writer;
	char *out = writer_reserve(writer, STAMP_SIZE + 2);
	*out++ = letter;
	*out++ = ' ';
	writer_written(writer, stamp_put_clock(&export->date, at, offset, zone, out));
}

static void timeclock_span(struct export *export, const struct ts_span *span)
{
	struct writer *writer = &export->writer;
	bool zone = !clock_tells(export, span->begin, span->offset) ||
	            (!span->running && !clock_tells(export, span->end, span->offset));
	timeclock_moment(export, 'i', span->begin, span->offset, zone);
	writer_character(writer, ' ');
	words_write(writer, span->text);
	if (span->comment[0]) {
		writer_text(writer, "  ");
		words_write(writer, span->comment);
	}
	writer_character(writer, '\n');
	if (span->running)
		return;
	timeclock_moment(export, 'o', span->end, span->offset, zone);
	writer_character(writer, '\n');
}

const struct export_format export_timeclock = { .name = "timeclock", .span = timeclock_span };
