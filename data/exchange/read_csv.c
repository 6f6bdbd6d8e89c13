/* The formats that are CSV: timetrap's, Toggl's, ours, and any other with columns that are understood. */
#include "data/exchange/read_table.h"
#include "data/exchange/tags.h"

#include <stdlib.h>
#include <string.h>

/* Two texts with something between them, if neither is empty. */
static const char *joined(struct exchange_rows *rows, const char *left, const char *between, const char *right)
{
	if (!left[0] || !right[0])
		return left[0] ? left : right;
	return exchange_keep_format(rows, "%s%s%s", left, between, right);
}

static const char *tags_of(const struct table *table)
{
	struct exchange_rows *rows = table->csv.rows;
	const char *tags = table_field(table, COLUMN_TAGS);
	const char *words = tags[0] ? exchange_tags(rows, exchange_tags_list(rows, tags)) : "";

	/* What is too long for tags stays what it is. */
	return words ? words : tags;
}

/* What was done stands in the first of some columns that is filled; the project goes before it. */
static void table_name(struct table *table, const char **text, const char **comment)
{
	static const enum column_role roles[] = { COLUMN_ACTIVITY, COLUMN_TASK, COLUMN_TITLE };
	struct exchange_rows *rows = table->csv.rows;
	const char *project = table_field(table, COLUMN_PROJECT), *client = table_field(table, COLUMN_CLIENT),
	           *description = table_field(table, COLUMN_DESCRIPTION), *name = "";

	for (size_t i = 0; i < sizeof roles / sizeof roles[0] && !name[0]; i++)
		name = table_field(table, roles[i]);
	*text = joined(rows, project, ": ", name);
	if (!(*text)[0]) {
		*text = description;
		description = "";
	}
	if (client[0])
		client = exchange_keep_format(rows, "[%s]", client);
	*comment = joined(rows, joined(rows, client, " ", description), " ", table_field(table, COLUMN_COMMENT));
	*comment = joined(rows, *comment, " ", tags_of(table));
}

/* Client and project, and task or description; what is left of them is the comment, the tags with it. */
static void toggl_name(struct table *table, const char **text, const char **comment)
{
	struct exchange_rows *rows = table->csv.rows;
	const char *task = table_field(table, COLUMN_TASK), *description = table_field(table, COLUMN_DESCRIPTION);
	const char *project =
	        joined(rows, table_field(table, COLUMN_CLIENT), " / ", table_field(table, COLUMN_PROJECT));

	*text = joined(rows, project, ": ", task[0] ? task : description);
	*comment = joined(rows, task[0] ? description : "", " ", tags_of(table));
}

static bool has_times(const struct columns *columns)
{
	return columns->at[COLUMN_START] >= 0 || (columns->at[COLUMN_DATE] >= 0 && columns->at[COLUMN_DURATION] >= 0);
}

static bool has_text(const struct columns *columns)
{
	bool any = false;

	for (int role = COLUMN_ACTIVITY; role <= COLUMN_PROJECT; role++)
		any = any || columns->at[role] >= 0;
	return any;
}

static enum ts_status table_open(struct table *table, struct exchange_rows *rows, const struct exchange_input *input)
{
	*table = (struct table){ .csv = exchange_csv_of(rows, input->bytes, input->size) };
	if (!exchange_csv_record(&table->csv))
		return rows->failed ? TS_NO_MEMORY : exchange_trouble(rows, "it has no header");
	table->columns = exchange_columns_of(&table->csv);
	table->csv.width = table->csv.count;
	if (table->columns.twice >= 0)
		return exchange_trouble(rows, "its header names '%.100s' twice: which one is meant cannot be known",
		                        exchange_csv_field(&table->csv, table->columns.twice));
	return TS_OK;
}

enum ts_status read_timetrap_csv(struct exchange_rows *rows, const struct exchange_input *input)
{
	struct table table;
	enum ts_status status = table_open(&table, rows, input);

	if (status == TS_OK && (table.columns.at[COLUMN_START] < 0 || exchange_csv_column(&table.csv, "sheet") < 0))
		status = exchange_trouble(rows,
		                          "this is neither timetrap's database nor its CSV ('start,end,note,sheet')");
	if (status == TS_OK)
		status = read_table(&table, input, table_name);
	exchange_csv_release(&table.csv);
	return status;
}

enum ts_status read_toggl(struct exchange_rows *rows, const struct exchange_input *input)
{
	struct table table;
	enum ts_status status = table_open(&table, rows, input);
	const int *at = table.columns.at;

	if (status == TS_OK && (at[COLUMN_DESCRIPTION] < 0 || at[COLUMN_DATE] < 0 || at[COLUMN_START] < 0))
		status = exchange_trouble(
		        rows,
		        "this is no detailed report of Toggl's ('Description,Start date,Start time,...'): "
		        "its columns are %s",
		        exchange_columns_shown(&table.csv));
	if (status == TS_OK)
		status = read_table(&table, input, toggl_name);
	exchange_csv_release(&table.csv);
	return status;
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
	const char *activity = exchange_intern(csv->rows, field_own(csv, columns->activity));

	if (!exchange_own_log(&own, &row)) {
		exchange_refuse(csv->rows, activity, "its time or its end is none ('2026-10-01T08:00:00+02:00')");
		return;
	}
	row.text = activity;
	row.comment = exchange_intern(csv->rows, field_own(csv, columns->comment));
	row.locked = is_true(csv, columns->locked);
	row.rest = is_true(csv, columns->rest);
	row.carried = is_true(csv, columns->carried);
	row.carried_unsaid = columns->carried < 0;
	(void)exchange_add(csv->rows, &row);
}

static void own_add_note(struct csv *csv, const char *date, const char *note)
{
	struct exchange_rows *rows = csv->rows;
	struct exchange_text rest = exchange_text_of(date, strlen(date));
	ts_day day;

	if (exchange_date(&rest, &day) && rest.at == rest.end)
		(void)exchange_note(rows, day, exchange_keep(rows, note, strlen(note)));
	else
		exchange_refuse(rows, exchange_shown(rows, exchange_text_of(date, strlen(date))),
		                "the note's date is none ('2026-10-01')");
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

	while (exchange_csv_next(csv)) {
		const char *note = field_own(csv, columns.note);
		if (note[0])
			own_add_note(csv, exchange_csv_field(csv, columns.time), note);
		else
			own_add_log(csv, &columns);
	}
	return TS_OK;
}

enum ts_status read_csv(struct exchange_rows *rows, const struct exchange_input *input)
{
	struct table table;
	enum ts_status status = table_open(&table, rows, input);
	bool own = status == TS_OK && exchange_csv_column(&table.csv, "time") >= 0 &&
	           exchange_csv_column(&table.csv, "seconds") >= 0 && exchange_csv_column(&table.csv, "activity") >= 0;

	if (status == TS_OK && !own && (!has_times(&table.columns) || !has_text(&table.columns)))
		status = exchange_trouble(
		        rows, "its header names no %s ('start,end,activity,comment'): its columns are %s",
		        has_times(&table.columns) ? "activity" : "start", exchange_columns_shown(&table.csv));
	if (status == TS_OK)
		status = own ? read_own(&table.csv) : read_table(&table, input, table_name);
	exchange_csv_release(&table.csv);
	return status;
}
