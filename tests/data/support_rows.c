/* What the tests of logs, days and notes have in common. */
#include "support_rows.h"

#include "data/file/store.h"

#include <stdio.h>
#include <string.h>

ts_time rows_at(int year, int month, int day, int hour, int minute)
{
	return ts_time_local(ts_day_from_civil(year, month, day), hour * 60 + minute, NULL);
}

struct ts_done rows_log(ts_store *store, const char *text, ts_time at, ts_time now)
{
	struct ts_done done;

	assert_int_equal(ts_log_text(store, text, NULL, at, now, &done), TS_OK);
	return done;
}

bool rows_activity_find(ts_store *store, const char *text, ts_time now, struct ts_activity *out)
{
	struct ts_activities activities;
	bool found = false;

	assert_int_equal(ts_activities_read(store, now, &activities), TS_OK);
	for (size_t i = 0; i < activities.count && !found; i++) {
		found = strcmp(activities.at[i].text, text) == 0;
		if (found)
			*out = activities.at[i];
	}
	ts_activities_release(&activities);
	return found;
}

struct ts_id rows_activity(ts_store *store, const char *text, ts_time now)
{
	struct ts_activity activity;

	assert_true(rows_activity_find(store, text, now, &activity));
	return activity.id;
}

enum ts_status rows_rename(ts_store *store, const char *text, const char *to, ts_time now)
{
	const struct ts_activity_change change = { .fields = TS_CHANGE_TEXT, .text = to };
	struct ts_done done;

	return ts_activity_change(store, rows_activity(store, text, now), &change, now, &done);
}

void rows_assert_day(ts_store *store, ts_day day, ts_time now, const char *expected)
{
	struct ts_day_view view;
	char text[4096] = "";
	size_t size = 0;

	assert_int_equal(ts_day_read(store, day, now, &view), TS_OK);
	for (size_t i = 0; i < view.span_count && size < sizeof text; i++) {
		const struct ts_span *span = &view.spans[i];
		struct ts_civil civil;
		ts_civil_offset(span->logged, span->offset, &civil);
		size += (size_t)snprintf(text + size, sizeof text - size, "%s%s%02d:%02d %s%s%s%s", i ? ", " : "",
		                         span->carried ? "<" : "", civil.hour, civil.minute, span->text,
		                         span->comment[0] ? " (" : "", span->comment, span->comment[0] ? ")" : "");
	}
	ts_day_release(&view);
	assert_string_equal(text, expected);
}

void rows_assert_note(ts_store *store, ts_day day, const char *expected)
{
	struct ts_note note;

	assert_int_equal(ts_note_read(store, day, &note), TS_OK);
	assert_string_equal(note.text, expected);
	assert_int_equal(note.size, strlen(expected));
	ts_note_release(&note);
}

struct ts_audit_result rows_audit(ts_store *store)
{
	enum { ROWS = 100000 };
	struct ts_audit_result result = { .done = false };
	ts_audit *audit = NULL;

	assert_int_equal(ts_audit_begin(store, &audit), TS_OK);
	while (!result.done)
		assert_int_equal(ts_audit_step(audit, ROWS, &result), TS_OK);
	ts_audit_end(audit);
	return result;
}

void rows_assert_sound(ts_store *store)
{
	const struct ts_audit_result result = rows_audit(store);

	if (!result.sound)
		fail_msg("of %lld rows %lld are missing, %lld too many", (long long)result.rows,
		         (long long)result.missing, (long long)result.surplus);
	assert_int_equal(result.missing, 0);
	assert_int_equal(result.surplus, 0);
}

ts_store *rows_second(const struct support *support)
{
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	assert_int_equal(ts_open(support->path, false, SUPPORT_NOW, reason, &store), TS_OK);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	return store;
}

ts_store *rows_reopen(struct support *support)
{
	ts_store *store = support_reopen(support);

	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	return store;
}

void rows_hurry(ts_store *store)
{
	assert_int_equal(sqlite3_exec(store->database, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY", NULL,
	                              NULL, NULL),
	                 SQLITE_OK);
}

uint64_t rows_random(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

int rows_random_below(uint64_t *state, int below)
{
	return (int)(rows_random(state) % (uint64_t)below);
}
