/* The formats that are JSON: timewarrior's export, Watson's frames, our own. SQLite takes them apart. */
#include "data/exchange/json.h"
#include "data/exchange/readers.h"

#include <string.h>

/* A thousand years on either side of 1970; SQLite's numbers reach further than times do. */
#define SECONDS_MOST ((int64_t)31556952000)

static bool utc_read(const char *text, ts_time *out)
{
	struct exchange_text rest = exchange_text_of(text, strlen(text));

	return exchange_utc(&rest, out) && rest.at == rest.end;
}

/* Walks over a query; each row of it is an entry. */
typedef void entry_reader(struct exchange_rows *rows, const struct json_source *json);
static enum ts_status entries_read(struct exchange_rows *rows, const struct exchange_input *input, const char *query,
                                   entry_reader *read)
{
	struct exchange_lines text = exchange_lines_of(input->bytes, input->size);
	const struct exchange_text whole = { text.at, text.end };
	struct json_source json;
	enum ts_status status = exchange_json_open(&json, rows, &whole, query);

	while (status == TS_OK && (status = exchange_json_step(&json, rows)) == TS_OK) {
		rows->line++;
		read(rows, &json);
	}
	exchange_json_close(&json);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

/* ---- timewarrior ---- */

static void timewarrior_entry(struct exchange_rows *rows, const struct json_source *json)
{
	const char *start = exchange_json_text(json, rows, 0), *end = exchange_json_text(json, rows, 1);
	const char *tags = exchange_json_text(json, rows, 2), *annotation = exchange_json_text(json, rows, 3);
	ts_time from, to = INT64_MAX;

	if (!utc_read(start, &from) || (end[0] && !utc_read(end, &to)))
		exchange_refuse(rows, tags, "its start or end is no time of timewarrior's ('20261001T080000Z')");
	else
		(void)exchange_interval(rows, from, to, tags[0] ? tags : EXCHANGE_UNTITLED, annotation);
}

enum ts_status read_timewarrior_json(struct exchange_rows *rows, const struct exchange_input *input)
{
	static const char query[] =
	        "SELECT json_extract(value, '$.start'), json_extract(value, '$.end'), "
	        "(SELECT group_concat(tag.value, ', ') FROM json_each(entry.value, '$.tags') AS tag), "
	        "json_extract(value, '$.annotation') FROM json_each(?1) AS entry WHERE entry.type = 'object'";

	return entries_read(rows, input, query, timewarrior_entry);
}

/* ---- Watson ---- */

static void watson_entry(struct exchange_rows *rows, const struct json_source *json)
{
	const char *project = exchange_json_text(json, rows, 2), *id = exchange_json_text(json, rows, 3),
	           *tags = exchange_json_text(json, rows, 4);
	int64_t start, stop;

	if (!exchange_json_number(json, 0, &start) || start < -SECONDS_MOST || start > SECONDS_MOST) {
		exchange_refuse(rows, project, "its start is no time");
		return;
	}
	bool running = !exchange_json_number(json, 1, &stop);
	if (!running && (stop < -SECONDS_MOST || stop > SECONDS_MOST)) {
		exchange_refuse(rows, project, "its end is no time");
		return;
	}
	struct exchange_row *row = exchange_interval(rows, start * TS_SECOND, running ? INT64_MAX : stop * TS_SECOND,
	                                             project[0] ? project : EXCHANGE_UNTITLED, tags);
	if (row && id[0])
		row->key = id;
}

enum ts_status read_watson(struct exchange_rows *rows, const struct exchange_input *input)
{
	static const char frames[] =
	        "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), "
	        "json_extract(value, '$[3]'), (SELECT group_concat(tag.value, ', ') FROM json_each(frame.value, "
	        "'$[4]') AS tag) "
	        "FROM json_each(?1) AS frame WHERE frame.type = 'array'";
	/* What runs stands in a file of its own, "state"; {} when nothing does. */
	static const char state[] = "SELECT json_extract(?1, '$.start'), NULL, json_extract(?1, '$.project'), NULL, "
	                            "(SELECT group_concat(tag.value, ', ') FROM json_each(?1, '$.tags') AS tag) "
	                            "WHERE json_type(?1, '$.start') IS NOT NULL";
	struct exchange_lines text = exchange_lines_of(input->bytes, input->size);

	while (text.at < text.end && strchr(" \t\r\n", *text.at))
		text.at++;
	return entries_read(rows, input, text.at < text.end && *text.at == '{' ? state : frames, watson_entry);
}

/* ---- our own ---- */

static void own_log(struct exchange_rows *rows, const struct json_source *json)
{
	const char *id = exchange_json_text(json, rows, 0), *time = exchange_json_text(json, rows, 1),
	           *activity = exchange_json_text(json, rows, 2);
	const char *comment = exchange_json_text(json, rows, 3);
	int64_t locked = 0;
	struct exchange_row row;

	if (!exchange_own_log(id, time, &row)) {
		exchange_refuse(rows, activity, "its time is none ('2026-10-01T08:00:00+02:00')");
		return;
	}
	(void)exchange_json_number(json, 4, &locked);
	row.text = activity;
	row.comment = comment;
	row.locked = locked != 0;
	(void)exchange_add(rows, &row);
}

static void own_note(struct exchange_rows *rows, const struct json_source *json)
{
	const char *date = exchange_json_text(json, rows, 0), *text = exchange_json_text(json, rows, 1);
	struct exchange_text rest = exchange_text_of(date, strlen(date));
	ts_day day;

	if (exchange_date(&rest, &day) && rest.at == rest.end)
		(void)exchange_note(rows, day, text);
	else
		exchange_refuse(rows, date, "the note's date is none ('2026-10-01')");
}

enum ts_status read_own_json(struct exchange_rows *rows, const struct exchange_input *input)
{
	static const char logs[] = "SELECT json_extract(value, '$.id'), json_extract(value, '$.time'), "
	                           "json_extract(value, '$.activity'), json_extract(value, '$.comment'), "
	                           "json_extract(value, '$.locked') FROM json_each(?1, '$.logs') WHERE type = 'object'";
	static const char notes[] = "SELECT json_extract(value, '$.date'), json_extract(value, '$.text') "
	                            "FROM json_each(?1, '$.notes') WHERE type = 'object'";
	enum ts_status status = entries_read(rows, input, logs, own_log);

	return status == TS_OK ? entries_read(rows, input, notes, own_note) : status;
}
