/* Histories by chance go out in every format and come in again: whole, and in ranges in any order, each range in the
 * same format or in another of ours. What each format holds is the same afterwards, to the second. */
#include "support_rows.h"

#include "src/output/export.h"
#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOGS = 40, RANGES = 3, OWN = 3, TEXT_COUNT = 8, NOTE_COUNT = 5 };

/* What a format holds besides times and texts. */
enum {
	HOLDS_COMMENTS = 1,
	HOLDS_NOTES = 2,
	HOLDS_LOOKS = 4,
	HOLDS_CLOCKS = 8,
	HOLDS_RUNNING = 16,
	HOLDS_ALL = 31,
	HOLDS_RIGHT = 32
};

struct form {
	enum ts_format format;
	const struct export_format *export;
	unsigned holds;
};

static const struct form forms[] = {
	{ TS_FORMAT_CSV, &export_csv, HOLDS_ALL },
	{ TS_FORMAT_JSON, &export_json, HOLDS_ALL | HOLDS_RIGHT },
	{ TS_FORMAT_TIMECLOCK, &export_timeclock, HOLDS_COMMENTS | HOLDS_RUNNING }, /* the last of our own: OWN */
	{ TS_FORMAT_TIMEWARRIOR, &export_timewarrior, HOLDS_COMMENTS | HOLDS_RUNNING },
	{ TS_FORMAT_ICAL, &export_ical, HOLDS_COMMENTS | HOLDS_NOTES },
};
enum { FORMS = sizeof forms / sizeof forms[0] };

static const char *const texts[TEXT_COUNT] = { "acme: dev", "mail",  "parser #core",     "off",
	                                       "lunch",     "night", "caf\xc3\xa9 talk", "say \"hi\", then" };

struct history {
	uint64_t chance;
	ts_time first, last, now;
	int day_start;
};

static void settings_set(ts_store *store, const struct history *history)
{
	struct ts_settings settings;

	assert_int_equal(ts_settings_read(store, &settings), TS_OK);
	if (settings.day_start == history->day_start)
		return;
	settings.day_start = history->day_start;
	assert_int_equal(ts_settings_write(store, &settings, history->now), TS_OK);
}

static void lunch_rests(ts_store *store, ts_time now)
{
	const struct ts_activity_change change = { .fields = TS_CHANGE_REST, .rest = true };
	struct ts_activity lunch;
	struct ts_done done;

	if (rows_activity_find(store, "lunch", now, &lunch))
		assert_int_equal(ts_activity_change(store, lunch.id, &change, now, &done), TS_OK);
}

static void notes_write(ts_store *store, struct history *history)
{
	static const char *const written[NOTE_COUNT] = { "one", "=1+1\n\n- [ ] ask, \"him\"",
		                                         "l\xc3\xa4nger\nzwei\ndrei", "'quoted", "a; b\\c" };
	ts_day first = ts_day_of(history->first, history->day_start);
	ts_day last = ts_day_of(history->last, history->day_start);

	for (int i = 0; i < NOTE_COUNT; i++) {
		struct ts_note note;
		struct ts_done done;
		ts_day day = first + rows_random_below(&history->chance, last - first + 1);
		assert_int_equal(ts_note_read(store, day, &note), TS_OK);
		if (note.size == 0)
			assert_int_equal(
			        ts_note_save(store, &note, written[i], strlen(written[i]), history->now, &done), TS_OK);
		ts_note_release(&note);
	}
}

/* What has just ended was right, or nobody says so. */
static void right_say(ts_store *store, uint64_t *chance, struct ts_id log, ts_time at)
{
	const struct ts_log_change change = { .right = true };
	struct ts_done done;

	if (rows_random_below(chance, 3) == 0)
		assert_int_equal(ts_log_change(store, log, &change, at, &done), TS_OK);
}

/* Some weeks of days and nights, over changes of the clocks too; the last log is off, or goes on. */
static void history_make(ts_store *store, struct history *history, uint64_t seed)
{
	uint64_t *chance = &history->chance;
	struct ts_id going = { { 0 } };
	struct ts_done done;

	history->chance = seed;
	history->day_start = rows_random_below(chance, 3) ? 0 : 240;
	ts_time at = rows_at(2025, 1, 1, 0, 0) + rows_random_below(chance, 48000000) * TS_SECOND;
	history->first = at;
	history->now = at + (ts_time)400 * 24 * TS_HOUR;
	settings_set(store, history);
	for (int i = 0; i < LOGS; i++) {
		bool last = i + 1 == LOGS;
		const char *text =
		        last && rows_random_below(chance, 3) ? "off" : texts[rows_random_below(chance, TEXT_COUNT)];
		const char *comment = rows_random_below(chance, 3) || strcmp(text, "off") == 0 ? NULL : "words; more";
		enum ts_status status = ts_log_text(store, text, comment, at, at, &done);
		assert_true(status == TS_OK || status == TS_UNCHANGED);
		if (status == TS_OK && i > 0)
			right_say(store, chance, going, at);
		going = status == TS_OK ? done.log : going;
		history->last = status == TS_OK ? at : history->last;
		at += (60 + rows_random_below(chance, rows_random_below(chance, 4) ? 120000 : 500000)) * TS_SECOND;
	}
	history->now = history->last + (1 + rows_random_below(chance, 300)) * TS_MINUTE;
	lunch_rests(store, history->now);
	notes_write(store, history);
}

/* ---- what a timesheet holds, as lines ---- */

struct telling {
	FILE *stream;
	struct ts_span span; /* told when the next is another */
	unsigned holds;
};

static void span_tell(const struct telling *telling)
{
	const struct ts_span *span = &telling->span;
	bool runs = span->running && telling->holds & HOLDS_RUNNING;

	if (span->off || span->begin == span->end)
		return;
	(void)fprintf(telling->stream, "%lld-%lld%s %s", (long long)(span->begin / TS_SECOND),
	              (long long)(runs ? 0 : span->end / TS_SECOND), runs ? "..." : "", span->text);
	if (telling->holds & HOLDS_COMMENTS)
		(void)fprintf(telling->stream, " // %s", span->comment);
	if (telling->holds & HOLDS_LOOKS)
		(void)fputs(span->rest ? " rest" : "", telling->stream);
	if (telling->holds & HOLDS_CLOCKS)
		(void)fprintf(telling->stream, " %d", (int)span->offset);
	if (telling->holds & HOLDS_RIGHT)
		(void)fprintf(telling->stream, " %lld", (long long)(span->sure / TS_SECOND));
	(void)fputc('\n', telling->stream);
}

/* Pieces of one thing that touch are one. timeclock has a comma where a semicolon would end a comment. */
static enum ts_status span_gather(void *context, const struct ts_span *span)
{
	struct telling *telling = context;
	struct ts_span *last = &telling->span, next = *span;

	for (char *at = next.comment; *at; at++)
		*at = (char)(*at == ';' ? ',' : *at);
	if (last->end == next.begin && strcmp(last->text, next.text) == 0 && strcmp(last->comment, next.comment) == 0) {
		last->end = next.end;
		last->running = next.running;
		return TS_OK;
	}
	span_tell(telling);
	*last = next;
	return TS_OK;
}

static enum ts_status note_tell(void *context, const struct ts_note *note)
{
	(void)fprintf(context, "%d: %s\n", (int)note->day, note->text);
	return TS_OK;
}

static char *told(ts_store *store, ts_time now, unsigned holds)
{
	size_t size, damaged = 0;
	char *text = NULL;
	struct telling telling = { .stream = open_memstream(&text, &size), .holds = holds };

	assert_non_null(telling.stream);
	assert_int_equal(ts_spans_visit(store, INT64_MIN, INT64_MAX, now, span_gather, &telling, &damaged), TS_OK);
	span_tell(&telling);
	if (holds & HOLDS_NOTES)
		assert_int_equal(ts_notes_visit(store, INT32_MIN, INT32_MAX, note_tell, telling.stream, &damaged),
		                 TS_OK);
	assert_int_equal(damaged, 0);
	assert_int_equal(fclose(telling.stream), 0);
	return text;
}

/* ---- out and in ---- */

static char *exported(ts_store *store, const struct history *history, const struct form *form,
                      const struct ts_range *range)
{
	size_t size, damaged = 0;
	char *text = NULL;
	const struct export_request request = { .format = form->export,
		                                .range = range,
		                                .now = history->now,
		                                .day_start = history->day_start,
		                                .stream = open_memstream(&text, &size) };

	assert_non_null(request.stream);
	assert_int_equal(export_write(store, &request, &damaged), TS_OK);
	assert_int_equal(damaged, 0);
	assert_int_equal(fclose(request.stream), 0);
	return text;
}

static void import_text(ts_store *store, const struct history *history, const struct form *form, const char *text)
{
	const struct ts_import_options options = { .now = history->now, .day_start = history->day_start };
	struct ts_imported sum;
	ts_import *import;

	assert_int_equal(ts_import_create(form->format, &options, &import), TS_OK);
	if (ts_import_read(import, "file", text, strlen(text)) != TS_OK)
		fail_msg("%s\n%s", ts_import_trouble(import), text);
	enum ts_status status = ts_import_run(store, import, false, history->now, NULL, NULL, &sum);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
	assert_int_equal(sum.refused, 0);
	ts_import_destroy(import);
}

/* What is to come in: each part in its format, in an order. */
struct trip {
	const struct form *forms[RANGES];
	char *parts[RANGES];
	int order[RANGES], count;
	unsigned holds; /* by all of them */
};

static void other_user(ts_store *store, const struct history *history, int number)
{
	char name[16];

	(void)snprintf(name, sizeof name, "user %d", number);
	assert_int_equal(support_register(store, name, SUPPORT_PASSWORD), TS_OK);
	settings_set(store, history);
}

/* In a new user's timesheet; then the first part comes in once more. */
static void assert_trip(ts_store *store, const struct history *history, const struct trip *trip, const char *expected)
{
	for (int i = 0; i <= trip->count; i++) {
		int part = trip->order[i % trip->count];
		import_text(store, history, trip->forms[part], trip->parts[part]);
	}
	char *found = told(store, history->now, trip->holds);
	if (strcmp(found, expected) != 0) {
		size_t line = 0;
		for (size_t i = 0; found[i] && found[i] == expected[i]; i++)
			line = found[i] == '\n' ? i + 1 : line;
		for (int i = 0; i < trip->count; i++)
			print_error("%d. %s:\n%s\n", i + 1, trip->forms[trip->order[i]]->export->name,
			            trip->parts[trip->order[i]]);
		fail_msg("%.300s\nnot\n%.300s", found + line, expected + line);
	}
	free(found);
}

static void order_shuffle(struct trip *trip, uint64_t *chance)
{
	for (int i = 0; i < trip->count; i++)
		trip->order[i] = i;
	for (int i = trip->count; i-- > 1;) {
		int with = rows_random_below(chance, i + 1), kept = trip->order[i];
		trip->order[i] = trip->order[with];
		trip->order[with] = kept;
	}
}

/* Every trip of a history: each format alone, whole and in ranges, and pairs of our own. */
static size_t trips_make(ts_store *store, struct history *history, struct trip *trips)
{
	ts_day first = ts_day_of(history->first, history->day_start),
	       last = ts_day_of(history->now, history->day_start);
	ts_day one = first + rows_random_below(&history->chance, last - first + 1);
	ts_day two = one + rows_random_below(&history->chance, last - one + 1);
	const struct ts_range ranges[RANGES] = { { first - 2, one }, { one + 1, two }, { two + 1, last + 2 } };
	size_t count = 0;

	for (size_t a = 0; a < FORMS; a++) {
		trips[count++] = (struct trip){
			{ &forms[a] }, { exported(store, history, &forms[a], NULL) }, { 0 }, 1, forms[a].holds
		};
		for (size_t b = a; b < (a < OWN ? OWN : a + 1); b++) {
			struct trip *trip = &trips[count++];
			*trip = (struct trip){ .count = RANGES, .holds = forms[a].holds & forms[b].holds };
			for (int i = 0; i < RANGES; i++) {
				trip->forms[i] = rows_random_below(&history->chance, 2) ? &forms[a] : &forms[b];
				trip->parts[i] = exported(store, history, trip->forms[i], &ranges[i]);
			}
			order_shuffle(trip, &history->chance);
		}
	}
	return count;
}

static void history_travels(uint64_t seed)
{
	void *state = NULL;
	struct history history;
	struct trip trips[16];

	assert_int_equal(support_setup_login(&state), 0);
	ts_store *store = ((struct support *)state)->store;
	char *expected[16];
	rows_hurry(store);
	history_make(store, &history, seed);
	size_t count = trips_make(store, &history, trips);
	for (size_t i = 0; i < count; i++)
		expected[i] = told(store, history.now, trips[i].holds);
	for (size_t i = 0; i < count; i++) {
		other_user(store, &history, (int)i);
		assert_trip(store, &history, &trips[i], expected[i]);
		free(expected[i]);
		for (int part = 0; part < trips[i].count; part++)
			free(trips[i].parts[part]);
	}
	assert_int_equal(support_teardown(&state), 0);
}

static void what_goes_out_comes_in_again(void **state)
{
	const long rounds = campaign_rounds(10, 1000);

	(void)state;
	for (long round = 0; round < rounds; round++)
		history_travels((uint64_t)round + 1);
	campaign_record(
	        "Export and import",
	        "random histories out and in: five formats, whole, in ranges in any order, with ours mixed, and again",
	        rounds, "histories", 0, "changed by a second");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_goes_out_comes_in_again) };

	return cmocka_run_group_tests_name("round trips", tests, NULL, NULL);
}
