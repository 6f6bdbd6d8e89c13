/*
 * CSV of any program: rows with a begin, and an end or a length, in columns that their names tell. What a column says
 * is used whole: dates of begin and end, times of day by 12 or 24 hours, zones in names and in times.
 */
#include "data/exchange/read_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More than a year is no length of what somebody did. */
static const int64_t length_most = 366 * 24 * TS_HOUR;
/* Reports round their lengths to minutes. */
static const int64_t length_tolerance = TS_MINUTE;

/* What a field says: a day, a time of day, or both. */
struct wall {
	bool filled, has_date, has_time, has_offset;
	bool is_export; /* the offset is the column's, for all rows */
	struct exchange_clock clock;
	int32_t offset;
};

static const char *field_raw(const struct table *table, enum column_role role)
{
	return exchange_csv_field(&table->csv, table->columns.at[role]);
}

const char *table_field(const struct table *table, enum column_role role)
{
	const char *field = field_raw(table, role);

	while (*field == ' ')
		field++;
	return strcmp(field, "-") == 0 ? "" : field;
}

/* False: something stands there that is neither. */
static bool wall_read(const struct table *table, enum column_role role, struct wall *out)
{
	const char *field = field_raw(table, role);
	struct exchange_text text = exchange_text_of(field, strlen(field));

	*out = (struct wall){ .offset = 0 };
	exchange_skip_spaces(&text);
	if (text.at == text.end)
		return true;
	out->filled = true;
	out->has_date = exchange_date_any(&text, table->dates, &out->clock.day);
	if (out->has_date && !exchange_take(&text, "T") && !exchange_take(&text, ","))
		exchange_skip_spaces(&text);
	exchange_skip_spaces(&text);
	out->has_time = exchange_time_any(&text, &out->clock);
	exchange_skip_spaces(&text);
	out->has_offset = out->has_time && exchange_offset(&text, &out->offset);
	if (!out->has_offset && (exchange_take(&text, "UTC") || exchange_take(&text, "GMT")))
		out->has_offset = true;
	exchange_skip_spaces(&text);
	if (!out->has_offset && table->columns.has_zone[role]) {
		out->has_offset = out->is_export = true;
		out->offset = table->columns.zone[role];
	}
	return text.at == text.end && (out->has_date || out->has_time);
}

static ts_time wall_moment(const struct wall *wall, ts_time after, const char **words)
{
	*words = "";
	return wall->has_offset ? exchange_fixed(wall->clock, wall->offset) : exchange_local(wall->clock, after, words);
}

/* Where a row lies, while it is read. */
struct place {
	struct wall start, end;
	int64_t length; /* 0: not said */
	const char *words[2];
	bool end_dated;
};

static bool length_read(const struct table *table, int64_t *out)
{
	static const int64_t units[] = { [DURATION_HOURS] = 3600, [DURATION_MINUTES] = 60, [DURATION_SECONDS] = 1 };
	const char *field = field_raw(table, COLUMN_DURATION);

	*out = 0;
	return !field[0] ||
	       (exchange_length(field, units[table->columns.unit], out) && *out >= 0 && *out <= length_most);
}

static bool refuse(struct table *table, enum column_role role, const char *what)
{
	exchange_refuse(table->csv.rows, exchange_keep(table->csv.rows, table->text, strlen(table->text)),
	                "its %s is no time ('%.40s')", what, field_raw(table, role));
	return false;
}

static bool begin_read(struct table *table, struct place *place, struct exchange_row *row)
{
	struct wall day;

	if (!wall_read(table, COLUMN_START, &place->start))
		return refuse(table, COLUMN_START, "start");
	if (!wall_read(table, COLUMN_DATE, &day) && (!place->start.has_date || !place->start.has_time))
		return refuse(table, COLUMN_DATE, "date");
	if (!place->start.filled && day.has_time)
		place->start = day;
	if (!place->start.has_time && place->length > 0) {
		exchange_leave_out(table->csv.rows, exchange_keep(table->csv.rows, table->text, strlen(table->text)),
		                   "a length without a time of day has no place in time");
		return false;
	}
	if (!place->start.has_date && day.has_date) {
		place->start.clock.day = day.clock.day;
		place->start.has_date = true;
	}
	if (!place->start.has_time || !place->start.has_date)
		return refuse(table, COLUMN_START, "start");
	row->begin = wall_moment(&place->start, INT64_MIN, &place->words[0]);
	/* UTC is what programs export in, hardly the clock it was made by. */
	row->has_offset = place->start.has_offset && !place->start.is_export && place->start.offset != 0;
	row->offset = place->start.offset;
	return true;
}

static bool end_read(struct table *table, struct place *place, struct exchange_row *row)
{
	struct wall day, *end = &place->end;

	if (!wall_read(table, COLUMN_END, end))
		return refuse(table, COLUMN_END, "end");
	if (!wall_read(table, COLUMN_END_DATE, &day))
		return refuse(table, COLUMN_END_DATE, "end date");
	if (!end->filled && day.has_time)
		*end = day;
	if (!end->filled)
		return true;
	if (!end->has_time)
		return refuse(table, COLUMN_END, "end");
	place->end_dated = end->has_date || day.has_date;
	if (!end->has_date)
		end->clock.day = day.has_date ? day.clock.day : place->start.clock.day;
	if (!end->has_offset && place->start.has_offset) {
		end->has_offset = true;
		end->offset = place->start.offset;
	}
	row->end = wall_moment(end, row->begin, &place->words[1]);
	/* One date for both, and a time of day that is earlier: the next day's. */
	if (!place->end_dated && row->end < row->begin) {
		end->clock.day++;
		row->end = wall_moment(end, row->begin, &place->words[1]);
	}
	row->ending = EXCHANGE_ENDS;
	return true;
}

/* Where begin, end and length are all there: whether they agree. With one date only, a length may tell of days. */
static const char *length_settle(const struct table *table, const struct place *place, struct exchange_row *row)
{
	int64_t more = place->length - (row->end - row->begin), days = more / (24 * TS_HOUR);
	struct wall end = place->end;
	const char *words;

	if (place->length == 0 || llabs(more) <= length_tolerance)
		return NULL;
	end.clock.day += (ts_day)days;
	ts_time later = wall_moment(&end, row->begin, &words);
	if (!place->end_dated && days > 0 && llabs(place->length - (later - row->begin)) <= length_tolerance) {
		row->end = later;
		return NULL;
	}
	return exchange_keep_format(table->csv.rows, "its length ('%.40s') and its times disagree: the times count",
	                            field_raw(table, COLUMN_DURATION));
}

/* Fills in begin and end; false: it was refused or left out. */
static bool times_read(struct table *table, struct exchange_row *row, const char *words[3])
{
	struct place place = { .words = { "", "" } };
	bool has_length = length_read(table, &place.length);

	if (!begin_read(table, &place, row) || !end_read(table, &place, row))
		return false;
	bool ends = place.end.filled;
	words[0] = place.words[0];
	words[1] = strcmp(place.words[0], place.words[1]) != 0 ? place.words[1] : "";
	if (!ends && !has_length)
		return refuse(table, COLUMN_DURATION, "length");
	if (!ends && place.length > 0) {
		row->end = row->begin + place.length;
		row->ending = EXCHANGE_ENDS;
	}
	if (ends) {
		const char *remark = length_settle(table, &place, row);
		words[2] = remark ? remark : "";
	}
	return true;
}

static void row_read(struct table *table, table_texts *texts)
{
	struct exchange_rows *rows = table->csv.rows;
	struct exchange_row row = { .kind = EXCHANGE_INTERVAL, .end = INT64_MAX };
	const char *words[3] = { "", "", "" }, *comment = "";

	/* An end column that is empty says that it goes on; without such a column nothing does. */
	row.ending = table->columns.at[COLUMN_END] >= 0 ? EXCHANGE_RUNS : EXCHANGE_UNKNOWN;
	table->text = "";
	texts(table, &table->text, &comment);
	if (!times_read(table, &row, words))
		return;
	row.known_until = row.begin;
	row.text = exchange_intern(rows, table->text[0] ? table->text : EXCHANGE_UNTITLED);
	row.comment = comment[0] ? exchange_intern(rows, comment) : "";
	struct exchange_row *added = exchange_add(rows, &row);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		exchange_remark(rows, added, words[i]);
}

/* ---- which of two numbers is the month ---- */

/* Looks at all dates: a number over 12 decides for all. True: there are some that could be either. */
static bool dates_are_open(struct table *table)
{
	static const enum column_role roles[] = { COLUMN_DATE, COLUMN_START, COLUMN_END_DATE, COLUMN_END };
	struct csv scan = table->csv;
	bool open = false;

	scan.bytes = NULL;
	scan.room = scan.size = 0;
	while (table->dates == TS_DATES_UNKNOWN && exchange_csv_record(&scan)) {
		for (size_t i = 0; i < sizeof roles / sizeof roles[0] && table->dates == TS_DATES_UNKNOWN; i++) {
			const char *field = exchange_csv_field(&scan, table->columns.at[roles[i]]);
			int first, second;
			char mark;
			if (!exchange_date_pair(exchange_text_of(field, strlen(field)), &first, &second, &mark) ||
			    mark == '.')
				continue;
			table->dates = first > 12 ? TS_DATES_DMY : second > 12 ? TS_DATES_MDY : TS_DATES_UNKNOWN;
			if (table->dates == TS_DATES_UNKNOWN && !open) {
				open = true;
				(void)snprintf(table->example, sizeof table->example, "%.20s", field);
			}
		}
	}
	exchange_csv_release(&scan);
	return open && table->dates == TS_DATES_UNKNOWN;
}

static enum ts_status dates_settle(struct table *table, const struct exchange_input *input)
{
	table->dates = table->columns.dates != TS_DATES_UNKNOWN ? table->columns.dates : input->dates;
	if (!dates_are_open(table))
		return TS_OK;
	table->dates = input->dates_usual;
	if (table->dates != TS_DATES_UNKNOWN)
		return TS_OK;
	return exchange_trouble(
	        table->csv.rows,
	        "its dates may have the day or the month first ('%s'): say --dates dmy or --dates mdy, or "
	        "write them like 2026-10-01",
	        table->example);
}

/* ---- whose rows ---- */

/* TS_OK: this one's. TS_UNCHANGED: another's. */
static enum ts_status person_check(struct table *table, const struct exchange_input *input)
{
	struct exchange_rows *rows = table->csv.rows;
	const char *email = table_field(table, COLUMN_EMAIL);

	if (table->columns.at[COLUMN_EMAIL] < 0)
		return TS_OK;
	if (input->person && strcmp(email, input->person) != 0) {
		exchange_refuse(rows, exchange_shown(rows, exchange_text_of(email, strlen(email))), "another person's");
		return TS_UNCHANGED;
	}
	if (input->person || !email[0])
		return TS_OK;
	if (!table->person)
		table->person = exchange_keep(rows, email, strlen(email));
	if (strcmp(table->person, email) == 0)
		return TS_OK;
	return exchange_trouble(rows, "it holds the time of several people, %s and %s: name one with --email",
	                        table->person, email);
}

enum ts_status read_table(struct table *table, const struct exchange_input *input, table_texts *texts)
{
	enum ts_status status = dates_settle(table, input);

	while (status == TS_OK && exchange_csv_next(&table->csv)) {
		status = person_check(table, input);
		if (status == TS_OK)
			row_read(table, texts);
		else if (status == TS_UNCHANGED)
			status = TS_OK;
	}
	return status;
}
