/* The formats that are CSV: timetrap's, Toggl's, ours, and anything with a column of starts. */
#include "data/exchange/csv.h"
#include "data/exchange/readers.h"

#include <stdlib.h>
#include <string.h>

/* The first of some names that the header has; -1: none of them. The list ends with NULL. */
static int column_of(const struct csv *csv, const char *const *names)
{
	int column = -1;

	for (; *names && column < 0; names++)
		column = exchange_csv_column(csv, *names);
	return column;
}

/* Reads on to the next record, and refuses one that no quote ends. */
static bool record_next(struct csv *csv)
{
	struct exchange_rows *rows = csv->rows;

	while (exchange_csv_record(csv)) {
		rows->line = csv->line;
		if (!csv->open)
			return true;
		exchange_refuse(rows, exchange_csv_field(csv, 0), "a quote is not closed");
	}
	return false;
}

/* Two texts with something between them, if neither is empty. */
static const char *joined(struct exchange_rows *rows, const char *left, const char *between, const char *right)
{
	if (!left[0] || !right[0])
		return left[0] ? left : right;
	return exchange_keep_format(rows, "%s%s%s", left, between, right);
}

/* ---- timetrap ---- */

enum ts_status read_timetrap_csv(struct exchange_rows *rows, const struct exchange_input *input)
{
	struct csv csv = exchange_csv_of(rows, input->bytes, input->size);

	if (!exchange_csv_record(&csv) || exchange_csv_column(&csv, "start") < 0 ||
	    exchange_csv_column(&csv, "sheet") < 0)
		return exchange_trouble(rows,
		                        "this is neither timetrap's database nor its CSV ('start,end,note,sheet')");
	int start = exchange_csv_column(&csv, "start"), end = exchange_csv_column(&csv, "end");
	int note = exchange_csv_column(&csv, "note"), sheet = exchange_csv_column(&csv, "sheet");
	while (record_next(&csv))
		exchange_interval_texts(rows, exchange_csv_field(&csv, start), exchange_csv_field(&csv, end),
		                        exchange_csv_field(&csv, sheet), exchange_csv_field(&csv, note));
	return TS_OK;
}

/* ---- Toggl ---- */

struct toggl {
	int email, project, task, description, start_date, start_time, end_date, end_time, tags;
};

static bool toggl_columns(const struct csv *csv, struct toggl *out)
{
	*out = (struct toggl){ .email = exchange_csv_column(csv, "email"),
		               .project = exchange_csv_column(csv, "project"),
		               .task = exchange_csv_column(csv, "task"),
		               .description = exchange_csv_column(csv, "description"),
		               .start_date = exchange_csv_column(csv, "start date"),
		               .start_time = exchange_csv_column(csv, "start time"),
		               .end_date = exchange_csv_column(csv, "end date"),
		               .end_time = exchange_csv_column(csv, "end time"),
		               .tags = exchange_csv_column(csv, "tags") };
	return out->description >= 0 && out->start_date >= 0 && out->start_time >= 0;
}

/* Project and task, else project and description; what is left of them is the comment, the tags with it. */
static void toggl_add(struct csv *csv, const struct toggl *columns)
{
	struct exchange_rows *rows = csv->rows;
	const char *project = exchange_csv_field(csv, columns->project), *task = exchange_csv_field(csv, columns->task);
	const char *description = exchange_csv_field(csv, columns->description),
	           *tags = exchange_csv_field(csv, columns->tags);
	const char *text = joined(rows, project, ": ", task[0] ? task : description);
	const char *comment = task[0] ? description : "";

	if (tags[0])
		tags = exchange_keep_format(rows, "[%s]", tags);
	exchange_interval_texts(rows,
	                        joined(rows, exchange_csv_field(csv, columns->start_date), " ",
	                               exchange_csv_field(csv, columns->start_time)),
	                        joined(rows, exchange_csv_field(csv, columns->end_date), " ",
	                               exchange_csv_field(csv, columns->end_time)),
	                        text, joined(rows, comment, " ", tags));
}

enum ts_status read_toggl(struct exchange_rows *rows, const struct exchange_input *input)
{
	struct csv csv = exchange_csv_of(rows, input->bytes, input->size);
	const char *other = NULL;
	struct toggl columns;

	if (!exchange_csv_record(&csv) || !toggl_columns(&csv, &columns))
		return exchange_trouble(
		        rows,
		        "this is no detailed report of Toggl's ('...,Description,...,Start date,Start time,...')");
	while (record_next(&csv)) {
		const char *email = exchange_csv_field(&csv, columns.email);
		if (input->person && strcmp(email, input->person) != 0) {
			exchange_refuse(rows, email, "another person's");
			continue;
		}
		if (!input->person && email[0] && other && strcmp(email, other) != 0)
			return exchange_trouble(rows,
			                        "it holds the time of several people, %s and %s: name one with --email",
			                        other, email);
		other = email[0] ? email : other;
		toggl_add(&csv, &columns);
	}
	return TS_OK;
}

/* ---- ours ---- */

/* What a spreadsheet would take for a formula is exported behind an apostrophe; this one goes. */
static const char *field_own(const struct csv *csv, int column)
{
	const char *field = exchange_csv_field(csv, column);

	return field[0] == '\'' && field[1] && strchr("=+-@\t\r'", field[1]) ? field + 1 : field;
}

struct own {
	int id, time, end, activity, comment, seconds, locked, note, rest, carried;
};

static bool is_true(const struct csv *csv, int column)
{
	return strcmp(exchange_csv_field(csv, column), "true") == 0;
}

static void own_add_log(struct csv *csv, const struct own *columns)
{
	const struct exchange_own own = { .id = exchange_csv_field(csv, columns->id),
		                          .time = exchange_csv_field(csv, columns->time),
		                          .end = exchange_csv_field(csv, columns->end),
		                          .seconds = strtoll(exchange_csv_field(csv, columns->seconds), NULL, 10) };
	struct exchange_row row;
	const char *activity = field_own(csv, columns->activity);

	if (!exchange_own_log(&own, &row)) {
		exchange_refuse(csv->rows, activity, "its time or its end is none ('2026-10-01T08:00:00+02:00')");
		return;
	}
	row.text = activity;
	row.comment = field_own(csv, columns->comment);
	row.locked = is_true(csv, columns->locked);
	row.rest = is_true(csv, columns->rest);
	row.carried = is_true(csv, columns->carried);
	row.carried_unsaid = columns->carried < 0;
	(void)exchange_add(csv->rows, &row);
}

static enum ts_status read_own(struct csv *csv)
{
	const struct own columns = { .id = exchange_csv_column(csv, "id"),
		                     .time = exchange_csv_column(csv, "time"),
		                     .end = exchange_csv_column(csv, "end"),
		                     .seconds = exchange_csv_column(csv, "seconds"),
		                     .rest = exchange_csv_column(csv, "rest"),
		                     .carried = exchange_csv_column(csv, "carried"),
		                     .activity = exchange_csv_column(csv, "activity"),
		                     .comment = exchange_csv_column(csv, "comment"),
		                     .locked = exchange_csv_column(csv, "locked"),
		                     .note = exchange_csv_column(csv, "note") };

	while (record_next(csv)) {
		const char *note = field_own(csv, columns.note), *date = exchange_csv_field(csv, columns.time);
		struct exchange_text rest = exchange_text_of(date, strlen(date));
		ts_day day;
		if (!note[0])
			own_add_log(csv, &columns);
		else if (exchange_date(&rest, &day) && rest.at == rest.end)
			(void)exchange_note(csv->rows, day, note);
		else
			exchange_refuse(csv->rows, date, "the note's date is none ('2026-10-01')");
	}
	return TS_OK;
}

/* ---- any other ---- */

enum ts_status read_csv(struct exchange_rows *rows, const struct exchange_input *input)
{
	static const char *const starts[] = { "start", "begin", "from", "start time", "started", "time in", NULL };
	static const char *const ends[] = { "end", "stop", "until", "to", "end time", "ended", "time out", NULL };
	static const char *const texts[] = {
		"activity", "text", "task", "description", "name", "project", "title", NULL
	};
	static const char *const comments[] = { "comment", "note", "notes", "annotation", "description", NULL };
	static const char *const dates[] = { "date", "day", "start date", NULL };
	struct csv csv = exchange_csv_of(rows, input->bytes, input->size);

	if (!exchange_csv_record(&csv))
		return exchange_trouble(rows, "it has no header");
	if (exchange_csv_column(&csv, "time") >= 0 && exchange_csv_column(&csv, "seconds") >= 0 &&
	    exchange_csv_column(&csv, "activity") >= 0)
		return read_own(&csv);
	int start = column_of(&csv, starts), end = column_of(&csv, ends), text = column_of(&csv, texts);
	int comment = column_of(&csv, comments), date = column_of(&csv, dates),
	    project = exchange_csv_column(&csv, "project");
	if (start < 0 || text < 0)
		return exchange_trouble(rows, "its header names no start and activity ('start,end,activity,comment')");
	while (record_next(&csv)) {
		const char *day = exchange_csv_field(&csv, date), *from = exchange_csv_field(&csv, start),
		           *to = exchange_csv_field(&csv, end);
		const char *what = exchange_csv_field(&csv, text);
		if (project >= 0 && project != text)
			what = joined(rows, exchange_csv_field(&csv, project), ": ", what);
		exchange_interval_texts(rows, joined(rows, day, " ", from), to[0] ? joined(rows, day, " ", to) : "",
		                        what, comment == text ? "" : exchange_csv_field(&csv, comment));
	}
	return TS_OK;
}
