/* Exports that are lines of text: CSV, timeclock, and what the formats share. */
#include "export.h"

#include <stdlib.h>
#include <string.h>

const char *export_time(ts_time at, int32_t offset, char out[EXPORT_TIME_SIZE])
{
	struct ts_civil civil;
	char fraction[8] = "";
	long minutes = labs((long)offset) / 60;
	ts_civil_offset(at, offset, &civil);
	if (civil.millisecond > 0)
		(void)snprintf(fraction, sizeof fraction, ".%03d", civil.millisecond % 1000);
	(void)snprintf(out, EXPORT_TIME_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d%s%c%02ld:%02ld", civil.year % 10000,
	               civil.month, civil.day, civil.hour, civil.minute, civil.second, fraction, offset < 0 ? '-' : '+',
	               minutes / 60 % 100, minutes % 60);
	return out;
}

const char *export_utc(ts_time at, char out[EXPORT_TIME_SIZE])
{
	struct ts_civil civil;
	ts_civil_offset(at, 0, &civil);
	(void)snprintf(out, EXPORT_TIME_SIZE, "%04d%02d%02dT%02d%02d%02dZ", civil.year % 10000, civil.month, civil.day,
	               civil.hour, civil.minute, civil.second);
	return out;
}

const char *export_id(struct ts_id id, char out[TS_ID_SIZE * 2 + 1])
{
	for (size_t i = 0; i < TS_ID_SIZE; i++)
		(void)snprintf(out + 2 * i, 3, "%02x", id.bytes[i]);
	return out;
}

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
	char id[TS_ID_SIZE * 2 + 1], time[EXPORT_TIME_SIZE], end[EXPORT_TIME_SIZE];
	(void)fprintf(export->stream, "%s,%s,%s,", export_id(span->id, id),
	              export_time(span->begin, span->offset, time),
	              span->running ? "" : export_time(span->end, span->offset, end));
	field_write(export->stream, span->text);
	(void)fputc(',', export->stream);
	field_write(export->stream, span->comment);
	(void)fprintf(export->stream, ",%lld,%s,\r\n", (long long)((span->end - span->begin) / TS_SECOND),
	              span->locked ? "true" : "");
}

static void csv_note(struct export *export, const struct ts_note *note)
{
	struct ts_civil civil;
	ts_day_to_civil(note->day, &civil);
	(void)fprintf(export->stream, ",%04d-%02d-%02d,,,,,,", civil.year, civil.month, civil.day);
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
