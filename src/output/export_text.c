/* Exports that are lines of text: CSV and timeclock. */
#include "src/output/export.h"

#include "src/output/stamp.h"

#include <stdio.h>
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
	(void)fputs("id,time,end,activity,comment,seconds,locked,note\r\n", export->stream);
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
	(void)fprintf(export->stream, ",%lld,%s,\r\n", (long long)((span->end - span->begin) / TS_SECOND),
	              span->locked ? "true" : "");
}

static void csv_note(struct export *export, const struct ts_note *note)
{
	char day[STAMP_SIZE];
	(void)fprintf(export->stream, ",%s,,,,,,", stamp_day(note->day, day));
	field_write(export->stream, note->text);
	(void)fputs("\r\n", export->stream);
}

const struct export_format export_csv = {
	.name = "csv", .begin = csv_begin, .span = csv_span, .note = csv_note, .with_off = true
};

/* ---- timeclock, as hledger and ledger read it ---- */

/* What would end an account or a description there is written otherwise. */
static void words_write(FILE *stream, const char *text)
{
	for (; *text; text++) {
		(void)fputc(*text == ';' ? ',' : *text, stream);
		/* "project: task" is an account and its child, "project:task". */
		if (text[0] == ':' && text[1] == ' ')
			text++;
	}
}

/* Both ends in the log's own clock: the reader takes their difference for the duration. */
static void timeclock_moment(FILE *stream, char letter, ts_time at, int32_t offset)
{
	struct ts_civil civil;
	ts_civil_offset(at, offset, &civil);
	(void)fprintf(stream, "%c %04d-%02d-%02d %02d:%02d:%02d", letter, civil.year, civil.month, civil.day,
	              civil.hour, civil.minute, civil.second);
}

static void timeclock_span(struct export *export, const struct ts_span *span)
{
	timeclock_moment(export->stream, 'i', span->begin, span->offset);
	(void)fputc(' ', export->stream);
	words_write(export->stream, span->text);
	if (span->comment[0]) {
		(void)fputs("  ", export->stream);
		words_write(export->stream, span->comment);
	}
	(void)fputc('\n', export->stream);
	if (span->running)
		return;
	timeclock_moment(export->stream, 'o', span->end, span->offset);
	(void)fputc('\n', export->stream);
}

const struct export_format export_timeclock = { .name = "timeclock", .span = timeclock_span };
