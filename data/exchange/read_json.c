/* The formats that are JSON: timewarrior's export, Watson's frames, our own. SQLite takes them apart. */
#include "data/exchange/json.h"
#include "data/exchange/readers.h"
#include "data/exchange/tags.h"

#include <string.h>

/* A thousand years on either side of 1970; numbers reach further than times do. */
#define SECONDS_MOST ((int64_t)31556952000)

/* Names of a list in one text, as exchange/tags.h has them. */
#define LIST_OF(path) "(SELECT group_concat(tag.value, char(31)) FROM json_each(" path ") AS tag)"

/* SQLite ends a text at a NUL, without a word. The last column of a query over entries. A backslash that is one
 * itself, as two of them, escapes nothing. */
#define HAS_NUL(json) ", instr(replace(" json ", '\\\\', ''), '\\u0000') "

/* Walks over a query; each row of it is an entry. */
typedef void entry_reader(struct exchange_rows *rows, const struct json_source *json);
static enum ts_status entries_read(struct exchange_rows *rows, const struct exchange_input *input, const char *query,
                                   entry_reader *read)
{
	struct exchange_lines text = exchange_lines_of(input->bytes, input->size);
	const struct exchange_text whole = { text.at, text.end };
	struct json_source json;
	enum ts_status status = exchange_json_open(&json, rows, &whole, query);

	while (status == TS_OK && !exchange_is_hopeless(rows) && (status = exchange_json_step(&json, rows)) == TS_OK) {
		rows->line++;
		if (exchange_json_last(&json))
			exchange_refuse(rows, "", "it holds a NUL: this is no text");
		else
			read(rows, &json);
	}
	exchange_json_close(&json);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

/* What the document is, and of an object whether it has a member of one of two names. */
struct root {
	bool list, object, empty, has_first, has_second;
};
static enum ts_status root_read(struct exchange_rows *rows, const struct exchange_input *input, const char *query,
                                struct root *out)
{
	struct exchange_lines text = exchange_lines_of(input->bytes, input->size);
	const struct exchange_text whole = { text.at, text.end };
	struct json_source json;
	enum ts_status status = exchange_json_open(&json, rows, &whole, query);

	if (status == TS_OK)
		status = exchange_json_step(&json, rows);
	if (status == TS_OK) {
		const char *kind = exchange_json_text(&json, rows, 0);
		out->list = strcmp(kind, "array") == 0;
		out->object = strcmp(kind, "object") == 0;
		out->has_first = !exchange_json_absent(&json, 1);
		out->has_second = !exchange_json_absent(&json, 2);
		out->empty = exchange_json_absent(&json, 3);
	}
	exchange_json_close(&json);
	return status;
}

#define ROOT_OF(first, second)                                                                                         \
	"SELECT json_type(?1), json_type(?1, '$." first "'), json_type(?1, '$." second                                 \
	"'), (SELECT key FROM json_each(?1) LIMIT 1)"

/* ---- timewarrior ---- */

static bool utc_read(const char *text, ts_time *out)
{
	struct exchange_text rest = exchange_text_of(text, strlen(text));

	return exchange_utc(&rest, out) && rest.at == rest.end;
}

static void timewarrior_entry(struct exchange_rows *rows, const struct json_source *json)
{
	const char *start = exchange_json_text(json, rows, 0), *end = exchange_json_text(json, rows, 1);
	const char *tags = exchange_tags_text(rows, exchange_json_text(json, rows, 2)),
	           *annotation = exchange_json_text(json, rows, 3);
	bool runs = exchange_json_absent(json, 1);
	ts_time from, to;

	if (!tags)
		exchange_refuse(rows, "", "its tags are too long");
	else if (!utc_read(start, &from) || (!runs && !utc_read(end, &to)))
		exchange_refuse(rows, tags, "its start or end is no time of timewarrior's ('20261001T080000Z')");
	else if (runs)
		(void)exchange_open(rows, from, EXCHANGE_RUNS, tags[0] ? tags : EXCHANGE_UNTITLED, annotation);
	else
		(void)exchange_interval(rows, from, to, tags[0] ? tags : EXCHANGE_UNTITLED, annotation);
}

enum ts_status read_timewarrior_json(struct exchange_rows *rows, const struct exchange_input *input)
{
	static const char query[] = "SELECT json_extract(value, '$.start'), json_extract(value, '$.end'), " LIST_OF(
	        "entry.value, '$.tags'") ", json_extract(value, '$.annotation')" HAS_NUL("value") "FROM json_each(?1) "
	                                                                                          "AS entry";

	return entries_read(rows, input, query, timewarrior_entry);
}

/* ---- Watson ---- */

/* Seconds since 1970 in the frames, ISO 8601 in what "watson log --json" prints. */
static bool watson_moment(struct exchange_rows *rows, const struct json_source *json, int column, ts_time *out,
                          struct exchange_row *row)
{
	int64_t seconds;

	if (!exchange_json_number(json, column, &seconds))
		return exchange_moment_text(exchange_json_text(json, rows, column), INT64_MIN, row, out);
	*out = seconds * TS_SECOND;
	return seconds >= -SECONDS_MOST && seconds <= SECONDS_MOST;
}

static void watson_entry(struct exchange_rows *rows, const struct json_source *json)
{
	const char *project = exchange_json_text(json, rows, 2), *id = exchange_json_text(json, rows, 3),
	           *tags = exchange_tags(rows, exchange_json_text(json, rows, 4));
	struct exchange_row row = { .kind = EXCHANGE_INTERVAL,
		                    .end = INT64_MAX,
		                    .text = project[0] ? project : EXCHANGE_UNTITLED,
		                    .comment = tags,
		                    .key = id[0] ? id : NULL };

	if (!watson_moment(rows, json, 0, &row.begin, &row)) {
		exchange_refuse(rows, project, "its start is no time");
		return;
	}
	row.known_until = row.begin;
	/* The frames hold what is over; a state, what runs. */
	if (exchange_json_absent(json, 1)) {
		row.ending = exchange_json_absent(json, 5) ? EXCHANGE_UNKNOWN : EXCHANGE_RUNS;
	} else if (!watson_moment(rows, json, 1, &row.end, &row)) {
		exchange_refuse(rows, project, "its end is no time");
		return;
	}
	if (!tags)
		exchange_refuse(rows, project, "its tags are too long");
	else
		(void)exchange_add(rows, &row);
}

enum ts_status read_watson(struct exchange_rows *rows, const struct exchange_input *input)
{
	static const char frames[] =
	        "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), "
	        "json_extract(value, '$[3]'), " LIST_OF("frame.value, '$[4]'") ", NULL" HAS_NUL(
	                "value") "FROM json_each(?1) AS frame WHERE type <> 'object' UNION ALL "
	                         "SELECT json_extract(value, '$.start'), json_extract(value, '$.stop'), "
	                         "json_extract(value, '$.project'), json_extract(value, '$.id'), " LIST_OF(
	                                 "frame.value, '$.tags'") ", NULL" HAS_NUL("value") "FROM json_each(?1) AS "
	                                                                                    "frame WHERE type = "
	                                                                                    "'object'";
	/* What runs stands in a file of its own, "state"; {} when nothing does. */
	static const char state[] =
	        "SELECT json_extract(?1, '$.start'), NULL, json_extract(?1, '$.project'), NULL, " LIST_OF(
	                "?1, '$.tags'") ", 1" HAS_NUL("?1");
	struct root root = { 0 };
	enum ts_status status = root_read(rows, input, ROOT_OF("start", "project"), &root);

	if (status != TS_OK)
		return status;
	if (!root.list && !root.has_first && !(root.object && root.empty))
		return exchange_trouble(rows, "this is neither Watson's frames nor its state");
	if (root.object && root.empty)
		return TS_OK;
	return entries_read(rows, input, root.list ? frames : state, watson_entry);
}

/* ---- our own ---- */

static void own_log(struct exchange_rows *rows, const struct json_source *json)
{
	struct exchange_own own = { .id = exchange_json_text(json, rows, 0),
		                    .time = exchange_json_text(json, rows, 1),
		                    .end = exchange_json_text(json, rows, 2) };
	const char *activity = exchange_json_text(json, rows, 3), *comment = exchange_json_text(json, rows, 4);
	const char *sure = exchange_json_text(json, rows, 8);
	struct exchange_row row;
	int64_t flag = 0;

	if (!exchange_json_number(json, 5, &own.seconds))
		own.seconds = 0;
	if (!exchange_own_log(&own, &row) || (!own.end[0] && !exchange_json_absent(json, 2))) {
		exchange_refuse(rows, activity, "its time or its end is none ('2026-10-01T08:00:00+02:00')");
		return;
	}
	if (!exchange_json_absent(json, 8) && !exchange_moment_text(sure, row.begin, &row, &row.sure)) {
		exchange_refuse(rows, activity, "until when it is right is no time ('2026-10-01T08:00:00+02:00')");
		return;
	}
	row.text = activity;
	row.comment = comment;
	row.locked = exchange_json_number(json, 6, &flag) && flag != 0;
	row.carried = exchange_json_number(json, 7, &flag) && flag != 0;
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

static void own_activity(struct exchange_rows *rows, const struct json_source *json)
{
	const char *text = exchange_json_text(json, rows, 0);
	struct exchange_row row = { .kind = EXCHANGE_ACTIVITY, .text = text, .minor = true };
	int64_t number;

	if (!text[0]) {
		exchange_refuse(rows, text, "this activity has no text");
		return;
	}
	row.slot = exchange_json_number(json, 1, &number) && number >= 1 && number <= TS_SLOTS ? (uint8_t)number : 0;
	row.colour =
	        exchange_json_number(json, 2, &number) && number >= 1 && number <= TS_COLOURS ? (uint8_t)number : 0;
	row.rest = exchange_json_number(json, 3, &number) && number != 0;
	row.archived = exchange_json_number(json, 4, &number) && number != 0;
	(void)exchange_add(rows, &row);
}

static bool own_date(const char *text, ts_day *out)
{
	struct exchange_text rest = exchange_text_of(text, strlen(text));

	return exchange_date(&rest, out) && rest.at == rest.end;
}

static void own_mark(struct exchange_rows *rows, const struct json_source *json)
{
	const char *date = exchange_json_text(json, rows, 0), *word = exchange_json_text(json, rows, 1);
	enum ts_mark_kind kind;
	int64_t half = 0;
	ts_day day;

	if (!own_date(date, &day) || !ts_mark_find(word, &kind))
		exchange_refuse(rows, date, "this is no mark of a day ('2026-12-24', 'holiday')");
	else
		(void)exchange_mark(rows, day, kind, exchange_json_number(json, 2, &half) && half != 0,
		                    exchange_json_text(json, rows, 3));
}

/* minutes: of each day from Monday, as the list's texts with a byte between. */
static void own_target(struct exchange_rows *rows, const struct json_source *json)
{
	const char *from = exchange_json_text(json, rows, 0);
	struct exchange_row row = { .kind = EXCHANGE_TARGET,
		                    .text = exchange_json_text(json, rows, 1),
		                    .day = TS_TARGET_EVER };

	if (!exchange_json_absent(json, 0) && !own_date(from, &row.day))
		exchange_refuse(rows, from, "the day from which this target holds is none ('2026-10-01')");
	else
		(void)exchange_add(rows, &row);
}

static void own_booking(struct exchange_rows *rows, const struct json_source *json)
{
	const char *date = exchange_json_text(json, rows, 1);
	const struct exchange_own own = { .id = exchange_json_text(json, rows, 0), .time = "", .end = "" };
	struct exchange_row row = { .kind = EXCHANGE_BOOKING, .text = exchange_json_text(json, rows, 3) };
	int64_t minutes = 0;

	if (!own_date(date, &row.day) || !exchange_json_number(json, 2, &minutes) ||
	    !exchange_own_id(own.id, &row.id)) {
		exchange_refuse(rows, date, "this is no booking (its id, its date, or its minutes)");
		return;
	}
	row.has_id = true;
	row.known_until = minutes;
	(void)exchange_add(rows, &row);
}

static void own_budget(struct exchange_rows *rows, const struct json_source *json)
{
	const bool project = exchange_json_absent(json, 0);
	enum ts_per per = TS_PER_WEEK;
	const bool understood = ts_per_find(exchange_json_text(json, rows, 2), &per);
	struct exchange_row row = { .kind = EXCHANGE_BUDGET,
		                    .text = exchange_json_text(json, rows, project ? 1 : 0),
		                    .day = TS_TARGET_EVER,
		                    .project = project,
		                    .monthly = per == TS_PER_MONTH };

	if ((!project && !exchange_json_absent(json, 1)) || !understood ||
	    !exchange_json_number(json, 3, &row.known_until))
		exchange_refuse(rows, row.text,
		                "this is no budget (its activity or its project, week or month, or its minutes)");
	else
		(void)exchange_add(rows, &row);
}

enum ts_status read_own_json(struct exchange_rows *rows, const struct exchange_input *input)
{
	static const char activities[] =
	        "SELECT json_extract(value, '$.activity'), json_extract(value, '$.slot'), "
	        "json_extract(value, '$.colour'), json_extract(value, '$.rest'), json_extract(value, "
	        "'$.archived')" HAS_NUL("value") "FROM json_each(?1, '$.activities')";
	static const char logs[] =
	        "SELECT json_extract(value, '$.id'), json_extract(value, '$.time'), "
	        "json_extract(value, '$.end'), json_extract(value, '$.activity'), "
	        "json_extract(value, '$.comment'), json_extract(value, '$.seconds'), "
	        "json_extract(value, '$.locked'), json_extract(value, '$.carried'), "
	        "json_extract(value, '$.right_until')" HAS_NUL("value") "FROM json_each(?1, '$.logs')";
	static const char notes[] = "SELECT json_extract(value, '$.date'), json_extract(value, '$.text')" HAS_NUL(
	        "value") "FROM json_each(?1, '$.notes')";
	static const char marks[] = "SELECT json_extract(value, '$.date'), json_extract(value, '$.mark'), "
	                            "json_extract(value, '$.half'), json_extract(value, '$.text')" HAS_NUL(
	                                    "value") "FROM json_each(?1, '$.marks')";
	static const char targets[] = "SELECT json_extract(value, '$.from'), " LIST_OF("target.value, '$.minutes'")
	        HAS_NUL("value") "FROM json_each(?1, '$.targets') AS target";
	static const char bookings[] = "SELECT json_extract(value, '$.id'), json_extract(value, '$.date'), "
	                               "json_extract(value, '$.minutes'), json_extract(value, '$.text')" HAS_NUL(
	                                       "value") "FROM json_each(?1, '$.bookings')";
	static const char budgets[] = "SELECT json_extract(value, '$.activity'), json_extract(value, '$.project'), "
	                              "json_extract(value, '$.per'), json_extract(value, '$.minutes')" HAS_NUL(
	                                      "value") "FROM json_each(?1, '$.budgets')";
	struct root root = { 0 };
	enum ts_status status = root_read(rows, input, ROOT_OF("logs", "notes"), &root);

	if (status != TS_OK)
		return status;
	if (!root.has_first && !root.has_second)
		return exchange_trouble(rows, "this is no JSON of timesheet's ('{\"logs\": [...], \"notes\": [...]}')");
	status = entries_read(rows, input, activities, own_activity);
	if (status == TS_OK)
		status = entries_read(rows, input, logs, own_log);
	if (status == TS_OK)
		status = entries_read(rows, input, notes, own_note);
	if (status == TS_OK)
		status = entries_read(rows, input, marks, own_mark);
	if (status == TS_OK)
		status = entries_read(rows, input, targets, own_target);
	if (status == TS_OK)
		status = entries_read(rows, input, bookings, own_booking);
	return status == TS_OK ? entries_read(rows, input, budgets, own_budget) : status;
}
