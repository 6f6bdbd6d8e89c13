/*
 * CSV of any program: rows with a begin, and an end or a length, in columns that their names tell. What a column says
 * is used whole: dates of begin and end, times of day by 12 or 24 hours, zones in names and in times.
 */
#include "data/exchange/read_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More than a year is no length of what somebody did. */
static const int64_t length_most = (int64_t)366 * 24 * TS_HOUR;
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

enum { WORDS_MOST = 8 };

/* Where a row lies, while it is read, and what is to be said of it. */
struct place {
	struct wall start, end;
	int64_t length;
	bool has_length; /* the row says one */
	bool end_dated;
	const char *words[WORDS_MOST];
	size_t words_count;
};

static void place_say(struct place *place, const char *words)
{
	for (size_t i = 0; i < place->words_count; i++) {
		if (strcmp(place->words[i], words) == 0)
			return;
	}
	if (words[0] && place->words_count < WORDS_MOST)
		place->words[place->words_count++] = words;
}

static const int64_t unit_seconds[] = {
	[DURATION_HOURS] = 3600, [DURATION_MINUTES] = 60, [DURATION_SECONDS] = 1, [DURATION_MINUTES_SECONDS] = 60
};

/* 0.354166667 may be hours, or a part of a day, as spreadsheets keep times. */
static bool may_be_days(const char *field)
{
	size_t whole = strspn(field, "0"), digits;

	if (whole == 0 || !field[whole] || !strchr(".,", field[whole]))
		return false;
	digits = strspn(field + whole + 1, "0123456789");
	return digits > 3 && !field[whole + 1 + digits];
}

/* False: something stands there that is no length. */
static bool length_read(const struct table *table, struct place *place)
{
	const char *field = field_raw(table, COLUMN_DURATION), *colon = strchr(field, ':');
	enum duration_unit unit = table->columns.unit;

	if (!field[strspn(field, " ")])
		return true;
	if (!exchange_length(field, unit_seconds[unit], &place->length) || place->length < 0 ||
	    place->length > length_most || (unit == DURATION_UNSAID && may_be_days(field)))
		return false;
	if (unit == DURATION_MINUTES_SECONDS && colon && !strchr(colon + 1, ':'))
		place->length /= 60;
	place->has_length = true;
	return true;
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
	const char *words;

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
	/* A time alone is of 1900 in a spreadsheet. Nights may be booked on the day before. */
	if (place->start.has_date && day.has_date && abs(place->start.clock.day - day.clock.day) > 1)
		return refuse(table, COLUMN_DATE, "date, beside the one of its start,");
	if (!place->start.has_date && day.has_date) {
		place->start.clock.day = day.clock.day;
		place->start.has_date = true;
	}
	if (!place->start.has_time || !place->start.has_date)
		return refuse(table, COLUMN_START, "start");
	row->begin = wall_moment(&place->start, INT64_MIN, &words);
	place_say(place, words);
	/* UTC is what programs export in, hardly the clock it was made by. */
	row->has_offset = place->start.has_offset && !place->start.is_export && place->start.offset != 0;
	row->offset = place->start.offset;
	return true;
}

static bool end_read(struct table *table, struct place *place, struct exchange_row *row)
{
	struct wall day, *end = &place->end;
	const char *words;

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
	row->end = wall_moment(end, row->begin, &words);
	/* One date for both, and a time of day that is earlier: the next day's. */
	if (!place->end_dated && row->end < row->begin) {
		end->clock.day++;
		row->end = wall_moment(end, row->begin, &words);
	}
	place_say(place, words);
	row->ending = EXCHANGE_ENDS;
	return true;
}

/* Where begin, end and length are all there: whether they agree. With one date only, a length may tell of days. */
static void length_settle(const struct table *table, struct place *place, struct exchange_row *row)
{
	int64_t more = place->length - (row->end - row->begin), days = more / (24 * TS_HOUR);
	struct wall end = place->end;
	const char *words;

	if (place->length == 0 || llabs(more) <= length_tolerance)
		return;
	end.clock.day += (ts_day)days;
	ts_time later = wall_moment(&end, row->begin, &words);
	if (!place->end_dated && days > 0 && llabs(place->length - (later - row->begin)) <= length_tolerance)
		row->end = later;
	else
		place_say(place, exchange_keep_format(table->csv.rows,
		                                      "its length ('%.40s') and its times disagree: the times count",
		                                      field_raw(table, COLUMN_DURATION)));
}

/* The same where what stands there is no length. A whole number may be minutes or seconds, and agree. */
static void length_doubt(const struct table *table, struct place *place, const struct exchange_row *row)
{
	static const int64_t units[] = { 1, 60, 3600 };
	const char *field = field_raw(table, COLUMN_DURATION);
	int64_t length;

	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		if (exchange_length(field, units[i], &length) &&
		    llabs(length - (row->end - row->begin)) <= length_tolerance)
			return;
	}
	place_say(place, exchange_keep_format(table->csv.rows,
	                                      "its length ('%.40s') is not understood: the times count", field));
}

/* What may be otherwise than it was meant. */
static void place_doubt(const struct table *table, struct place *place, const struct exchange_row *row)
{
	static const ts_time night_most = 12 * TS_HOUR;
	const char *rest = field_raw(table, COLUMN_BREAK);

	if (rest[strspn(rest, "0:.,- ")])
		place_say(place,
		          exchange_keep_format(table->csv.rows,
		                               "its break ('%.40s') is not taken off: when it was is not said", rest));
	/* 9:00 to 5:00 of a clock of 12 hours. */
	if (!place->end_dated && !place->has_length && place->end.clock.day > place->start.clock.day &&
	    row->end - row->begin > night_most)
		place_say(place, "it ends before it begins: taken as the next day's");
}

/* Fills in begin and end; false: it was refused or left out. */
static bool times_read(struct table *table, struct place *place, struct exchange_row *row)
{
	bool understood = length_read(table, place);

	if (!begin_read(table, place, row) || !end_read(table, place, row))
		return false;
	if (!place->end.filled && !understood)
		return refuse(table, COLUMN_DURATION, "length");
	if (!place->end.filled && (place->length > 0 || (place->has_length && row->ending == EXCHANGE_UNKNOWN))) {
		row->end = row->begin + place->length;
		row->ending = EXCHANGE_ENDS;
	}
	if (place->end.filled && understood)
		length_settle(table, place, row);
	else if (place->end.filled)
		length_doubt(table, place, row);
	if (row->ending == EXCHANGE_ENDS)
		place_doubt(table, place, row);
	return true;
}

/* An end column that is empty says that it goes on; without such a column nothing does, nor does a line that was cut
 * off. */
static bool says_it_runs(const struct table *table)
{
	const struct csv *csv = &table->csv;
	int end = table->columns.at[COLUMN_END];

	return end >= 0 && csv->count > (size_t)end && (csv->count >= csv->width || csv->at < csv->end);
}

static void row_read(struct table *table, table_texts *texts)
{
	struct exchange_rows *rows = table->csv.rows;
	struct exchange_row row = { .kind = EXCHANGE_INTERVAL, .end = INT64_MAX };
	struct place place = { .length = 0 };
	const char *comment = "";

	row.ending = says_it_runs(table) ? EXCHANGE_RUNS : EXCHANGE_UNKNOWN;
	table->text = "";
	texts(table, &table->text, &comment);
	if (!times_read(table, &place, &row))
		return;
	row.known_until = row.begin;
	row.text = exchange_intern(rows, table->text[0] ? table->text : EXCHANGE_UNTITLED);
	row.comment = comment[0] ? exchange_intern(rows, comment) : "";
	struct exchange_row *added = exchange_add(rows, &row);
	for (size_t i = 0; i < place.words_count; i++)
		exchange_remark(rows, added, place.words[i]);
}

/* ---- whose rows ---- */

/* TS_OK: this one's. TS_UNCHANGED: another's. */
static enum ts_status person_check(struct table *table, const struct exchange_input *input)
{
	struct exchange_rows *rows = table->csv.rows;
	const char *email = table_field(table, COLUMN_PERSON);

	if (table->columns.at[COLUMN_PERSON] < 0)
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
	enum ts_status status = table_dates(table, input);

	while (status == TS_OK && exchange_csv_next(&table->csv)) {
		status = person_check(table, input);
		if (status == TS_OK)
			row_read(table, texts);
		else if (status == TS_UNCHANGED)
			status = TS_OK;
	}
	return status;
}
