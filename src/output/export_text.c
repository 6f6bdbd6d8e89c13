/* Exports that are lines of text: CSV and timeclock. */
#include "src/output/export.h"

#include "src/output/stamp.h"

#include <stdio.h>
#include <stdlib.h>
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

static void field_write(FILE *stream, const char *text)
{
	bool formula = field_is_formula(text);
	if (!formula && !strpbrk(text, ",\"\r\n;\t")) {
		(void)fputs(text, stream);
		return;
	}
	(void)fputs(formula ? "\"'" : "\"", stream);
	for (; *text; text++) {
		if (*text == '"')
			(void)fputc('"', stream);
		(void)fputc(*text, stream);
	}
	(void)fputc('"', stream);
}

static void csv_begin(struct export *export)
{
	(void)fputs("id,time,end,activity,comment,seconds,locked,note,rest,carried\r\n", export->stream);
}

static void csv_span(struct export *export, const struct ts_span *span)
{
	char id[STAMP_ID_SIZE], time[STAMP_SIZE], end[STAMP_SIZE];
	(void)fputs(stamp_id(span->id, id), export->stream);
	(void)fputc(',', export->stream);
	(void)fputs(stamp_time(span->begin, span->offset, true, time), export->stream);
	(void)fputc(',', export->stream);
	if (!span->running)
		(void)fputs(stamp_time(span->end, span->offset, true, end), export->stream);
	(void)fputc(',', export->stream);
	field_write(export->stream, span->text);
	(void)fputc(',', export->stream);
	field_write(export->stream, span->comment);
	(void)fprintf(export->stream, ",%lld,%s,,%s,%s\r\n", (long long)((span->end - span->begin) / TS_SECOND),
	              span->locked ? "true" : "", span->rest ? "true" : "", span->carried ? "true" : "");
}

static void csv_note(struct export *export, const struct ts_note *note)
{
	char day[STAMP_SIZE];
	(void)fprintf(export->stream, ",%s,,,,,,", stamp_day(note->day, day));
	field_write(export->stream, note->text);
	(void)fputs(",,\r\n", export->stream);
}

const struct export_format export_csv = {
	.name = "csv", .begin = csv_begin, .span = csv_span, .note = csv_note, .with_off = true
};

/* ---- timeclock, as hledger and ledger read it ---- */

/* What would end an account or a description there is written otherwise. */
static void words_write(FILE *stream, const char *text)
{
	bool first = true;
	for (; *text; text++) {
		(void)fputc(*text == ';' ? ',' : *text, stream);
		/* "project: task" is an account and its child, "project:task". */
		if (first && text[0] == ':' && text[1] == ' ') {
			text++;
			first = false;
		}
	}
}

/* What a reader in this zone makes of a time by the log's clock. */
static bool clock_tells(ts_time at, int32_t offset)
{
	struct ts_civil civil;
	enum ts_fold fold;
	ts_civil_offset(at, offset, &civil);
	ts_day day = ts_day_from_civil(civil.year, civil.month, civil.day);
	ts_time told = ts_time_local(day, civil.hour * 60 + civil.minute, &fold) + civil.second * TS_SECOND;
	return fold == TS_FOLD_NONE && told == at - civil.millisecond;
}

/* Both ends in the log's own clock: the reader takes their difference for the duration. Where this zone's clock would
 * tell another moment, the zone stands there, which hledger passes over and we heed. */
static void timeclock_moment(FILE *stream, char letter, ts_time at, int32_t offset, bool zone)
{
	struct ts_civil civil;
	ts_civil_offset(at, offset, &civil);
	(void)fprintf(stream, "%c %04d-%02d-%02d %02d:%02d:%02d", letter, civil.year, civil.month, civil.day,
	              civil.hour, civil.minute, civil.second);
	int minutes = abs(offset) / 60;
	if (zone)
		(void)fprintf(stream, "%c%02d%02d", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static void timeclock_span(struct export *export, const struct ts_span *span)
{
	bool zone =
	        !clock_tells(span->begin, span->offset) || (!span->running && !clock_tells(span->end, span->offset));
	timeclock_moment(export->stream, 'i', span->begin, span->offset, zone);
	(void)fputc(' ', export->stream);
	words_write(export->stream, span->text);
	if (span->comment[0]) {
		(void)fputs("  ", export->stream);
		words_write(export->stream, span->comment);
	}
	(void)fputc('\n', export->stream);
	if (span->running)
		return;
	timeclock_moment(export->stream, 'o', span->end, span->offset, zone);
	(void)fputc('\n', export->stream);
}

const struct export_format export_timeclock = { .name = "timeclock", .span = timeclock_span };
