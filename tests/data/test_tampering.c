/* A file that another hand has been at: rows swapped, moved, flipped, cut. And what a reader of the raw file learns. */
#include "support_rows.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;

static ts_day today(void)
{
	return ts_day_from_civil(2026, 10, 1);
}

static ts_time at(int hour, int minute)
{
	return rows_at(2026, 10, 1, hour, minute);
}

static size_t damaged_today(ts_store *store)
{
	struct ts_day_view view;

	assert_int_equal(ts_day_read(store, today(), now, &view), TS_OK);
	size_t damaged = view.damaged;
	ts_day_release(&view);
	return damaged;
}

/* Without a state nothing is written; who accepts the file as it is gets a new one, which knows no version. */
static void state_lose(struct support *support)
{
	struct ts_done done;

	support_sql(support->path, "DELETE FROM state");
	assert_true(damaged_today(support->store) > 0);
	assert_int_equal(ts_undo(support->store, now, &done), TS_DAMAGED);
	assert_int_equal(ts_audit_accept(support->store, now), TS_OK);
	assert_int_equal(damaged_today(support->store), 0);
}

static void swapped_logs_are_both_damaged(void **state)
{
	struct support *support = *state;

	(void)rows_log(support->store, "a", at(8, 0), now);
	(void)rows_log(support->store, "b", at(9, 0), now);
	assert_int_equal(damaged_today(support->store), 0);
	support_sql(support->path, "CREATE TEMP TABLE t AS SELECT id, blob FROM log; "
	                           "UPDATE log SET blob = (SELECT blob FROM t WHERE t.id <> log.id)");
	assert_int_equal(damaged_today(support->store), 2);
	rows_assert_day(support->store, today(), now, "");
}

static void a_log_under_another_id_or_in_another_month_is_damaged(void **state)
{
	struct support *support = *state;

	(void)rows_log(support->store, "a", at(8, 0), now);
	(void)rows_log(support->store, "b", rows_at(2026, 7, 15, 8, 0), now);
	support_sql(support->path, "INSERT INTO log SELECT owner, bucket, randomblob(16), blob FROM log");
	/* The month of the day, and the one that was searched for what went on before: the row, and that it is one
	 * more. */
	assert_int_equal(damaged_today(support->store), 4);
	rows_assert_day(support->store, today(), now, "<08:00 b, 08:00 a");
	/* All under one bucket: what came from the other month does not open. */
	support_sql(support->path, "UPDATE log SET bucket = (SELECT max(bucket) FROM log)");
	assert_int_equal(damaged_today(support->store), 7);
}

static void rows_of_one_user_do_not_open_as_anothers(void **state)
{
	struct support *support = *state;

	(void)rows_log(support->store, "a", at(8, 0), now);
	assert_int_equal(support_register(support->store, "bob", SUPPORT_PASSWORD), TS_OK);
	(void)rows_log(support->store, "mine", at(9, 0), now);
	support_sql(support->path,
	            "UPDATE log SET owner = (SELECT id FROM user WHERE folded = 'bob'), "
	            "bucket = (SELECT bucket FROM log WHERE owner = (SELECT id FROM user WHERE folded = 'bob'))");
	/* It does not open, and is one more than there should be. */
	assert_int_equal(damaged_today(support->store), 2);
	rows_assert_day(support->store, today(), now, "09:00 mine");
}

static void every_flipped_bit_is_noticed(void **state)
{
	struct support *support = *state;
	char sql[256];

	(void)rows_log(support->store, "a", at(8, 0), now);
	int64_t size = support_sql_integer(support->path, "SELECT length(blob) FROM log");
	support_sql(support->path, "CREATE TABLE kept AS SELECT * FROM log");
	for (int64_t byte = 1; byte <= size; byte++) {
		/* Another byte there: the one before it, or none like it. */
		(void)snprintf(
		        sql, sizeof sql,
		        "UPDATE log SET blob = CAST(substr(blob, 1, %lld) || CASE substr(blob, %lld, 1) WHEN x'00' "
		        "THEN x'01' ELSE x'00' END || substr(blob, %lld) AS BLOB)",
		        (long long)byte - 1, (long long)byte, (long long)byte + 1);
		support_sql(support->path, sql);
		assert_int_equal(damaged_today(support->store), 1);
		support_sql(support->path, "UPDATE log SET blob = (SELECT blob FROM kept)");
	}
	support_sql(support->path, "DROP TABLE kept");
	assert_int_equal(damaged_today(support->store), 0);
}

static void blobs_of_any_wrong_length_are_damaged_and_harm_nothing(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	static const char *const tables[] = { "activity", "log",   "note",    "draft",
		                              "history",  "state", "setting", "ledger" };
	static const int sizes[] = { 0, 1, 16, 39, 40, 41, 56, 72, 73, 104, 2000, 200000 };
	struct ts_settings settings = ts_settings_default();
	struct ts_note empty = { .day = today() };
	char sql[128];

	(void)rows_log(store, "a", at(8, 0), now);
	struct ts_done done;
	assert_int_equal(ts_note_save(store, &empty, "n", 1, now, &done), TS_OK);
	assert_int_equal(ts_draft_save(store, &empty, "d", 1, 0, now), TS_OK);
	settings.weekly_target = 11;
	settings.forgotten_after = 11;
	assert_int_equal(ts_settings_write(store, &settings, now), TS_OK);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		for (size_t j = 0; j < sizeof tables / sizeof tables[0]; j++) {
			(void)snprintf(sql, sizeof sql, "UPDATE %s SET blob = randomblob(%d)", tables[j], sizes[i]);
			if (sizes[i] == 0)
				(void)snprintf(sql, sizeof sql, "UPDATE %s SET blob = x''", tables[j]);
			support_sql(support->path, sql);
		}
		struct ts_activities activities;
		struct ts_draft draft;
		struct ts_span span;
		struct ts_note note;
		assert_int_equal(ts_settings_read(store, &settings), TS_DAMAGED);
		assert_int_equal(ts_activities_read(store, now, &activities), TS_OK);
		/* The state too. */
		assert_int_equal(activities.damaged, 3);
		ts_activities_release(&activities);
		assert_int_equal(damaged_today(store), 5);
		assert_int_equal(ts_current_read(store, now, &span), TS_NOT_FOUND);
		assert_int_equal(ts_note_read(store, today(), &note), TS_OK);
		assert_int_equal(note.damaged, 2);
		assert_int_equal(note.head_count, 0);
		ts_note_release(&note);
		assert_int_equal(ts_draft_read(store, today(), &draft), TS_DAMAGED);
		assert_int_equal(ts_undo(store, now, &done), TS_DAMAGED);
		assert_int_equal(ts_log_text(store, "b", NULL, now, now, &done), TS_DAMAGED);
		assert_int_not_equal(strlen(ts_detail(store)), 0);
	}
}

static void columns_of_a_wrong_kind_cannot_come_in(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	sqlite3 *database = NULL;

	(void)rows_log(store, "a", at(8, 0), now);
	assert_int_equal(sqlite3_open_v2(support->path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(database, "UPDATE log SET blob = NULL", NULL, NULL, NULL), SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(database, "UPDATE log SET blob = 'text'", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
	assert_int_equal(damaged_today(store), 0);
}

static void a_damaged_row_is_never_written_over(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done log = rows_log(store, "a", at(8, 0), now), done;
	const struct ts_log_change change = { .comment = "c" };

	support_sql(support->path, "UPDATE log SET blob = zeroblob(length(blob))");
	assert_int_equal(ts_log_change(store, log.log, &change, now, &done), TS_DAMAGED);
	assert_int_equal(ts_log_shift(store, log.log, TS_MINUTE, now, &done), TS_DAMAGED);
	assert_int_equal(ts_log_delete(store, log.log, now, &done), TS_DAMAGED);
	assert_int_equal(ts_undo(store, now, &done), TS_DAMAGED);
	assert_int_equal(
	        support_sql_integer(support->path, "SELECT count(*) FROM log WHERE blob = zeroblob(length(blob))"), 1);
	/* The state that did verify goes on: one can still log. */
	(void)rows_log(store, "b", at(9, 0), now);
	rows_assert_day(store, today(), now, "09:00 b");
	assert_int_equal(damaged_today(store), 1);
}

static void a_damaged_activity_does_not_keep_its_text_from_being_logged(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	(void)rows_log(store, "a", at(8, 0), now);
	support_sql(support->path, "UPDATE activity SET blob = zeroblob(length(blob))");
	rows_assert_day(store, today(), now, "08:00 damaged");
	(void)rows_log(store, "a", at(9, 0), now);
	rows_assert_day(store, today(), now, "08:00 damaged, 09:00 a");
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM activity"), 2);
	store = rows_reopen(support);
	struct ts_done done;
	assert_int_equal(ts_log_text(store, "A", NULL, now, now, &done), TS_UNCHANGED);
}

static void damaged_settings_do_not_keep_a_day_from_being_shown(void **state)
{
	struct support *support = *state;
	struct ts_settings settings = ts_settings_default();

	settings.day_start = 240;
	assert_int_equal(ts_settings_write(support->store, &settings, now), TS_OK);
	(void)rows_log(support->store, "a", at(2, 0), now);
	rows_assert_day(support->store, today(), now, "<02:00 a");
	support_sql(support->path, "UPDATE setting SET blob = zeroblob(length(blob))");
	rows_assert_day(support->store, today(), now, "02:00 a");
	assert_int_equal(ts_settings_read(support->store, &settings), TS_DAMAGED);
	assert_int_equal(ts_settings_write(support->store, &settings, now), TS_DAMAGED);
}

static void a_lost_state_discards_no_history(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done done;

	(void)rows_log(store, "a", at(8, 0), now);
	(void)rows_log(store, "b", at(9, 0), now);
	state_lose(support);
	(void)rows_log(store, "c", at(9, 30), now);
	for (int i = 0; i < 3; i++)
		assert_int_equal(ts_undo(store, now, &done), TS_OK);
	rows_assert_day(store, today(), now, "");
}

static void a_step_put_at_another_place_in_the_history_does_not_open(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done done;

	(void)rows_log(store, "a", at(8, 0), now);
	(void)rows_log(store, "b", at(9, 0), now);
	support_sql(support->path,
	            "UPDATE history SET sequence = -sequence; UPDATE history SET sequence = 3 + sequence");
	assert_int_equal(ts_undo(store, now, &done), TS_DAMAGED);
	rows_assert_day(store, today(), now, "08:00 a, 09:00 b");
}

static void a_row_that_a_step_changed_and_that_is_gone_stops_undo_there(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done done;

	(void)rows_log(store, "a", at(8, 0), now);
	support_sql(support->path, "DELETE FROM log");
	assert_int_equal(ts_undo(store, now, &done), TS_DAMAGED);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM log"), 0);
}

static char *file_read(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rbe");

	assert_non_null(file);
	assert_int_equal(fseek(file, 0, SEEK_END), 0);
	*size = (size_t)ftell(file);
	rewind(file);
	char *bytes = malloc(*size);
	assert_non_null(bytes);
	assert_int_equal(fread(bytes, 1, *size, file), *size);
	assert_int_equal(fclose(file), 0);
	return bytes;
}

static void assert_not_in(const char *bytes, size_t size, const void *what, size_t what_size)
{
	assert_null(memmem(bytes, size, what, what_size));
}

/* A number in both byte orders, whole and without its zero bytes at the top. */
static void assert_number_not_in(const char *bytes, size_t size, uint64_t number)
{
	unsigned char little[8], big[8];

	for (int i = 0; i < 8; i++)
		big[7 - i] = little[i] = (unsigned char)(number >> (8 * i));
	assert_not_in(bytes, size, little, 6);
	assert_not_in(bytes, size, big + 2, 6);
	assert_not_in(bytes, size, little, 8);
	assert_not_in(bytes, size, big, 8);
}

static void the_raw_file_holds_no_text_and_no_time(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	ts_time moment = at(8, 0) + 12345;
	struct ts_done done;
	struct ts_settings settings = ts_settings_default();
	struct ts_note empty = { .day = today() };
	size_t size;

	(void)snprintf(settings.theme, sizeof settings.theme, "%s", "light");
	settings.idle_lock = 11;
	assert_int_equal(ts_settings_write(store, &settings, now), TS_OK);
	assert_int_equal(ts_log_text(store, "Secret Project", "hidden comment", moment, now, &done), TS_OK);
	const struct ts_log_change change = { .comment = "second comment", .move = true, .at = moment + 777777 };
	assert_int_equal(ts_log_change(store, done.log, &change, now, &done), TS_OK);
	assert_int_equal(rows_rename(store, "Secret Project", "Renamed Thing", now), TS_OK);
	assert_int_equal(ts_note_save(store, &empty, "private note of the day", 23, now, &done), TS_OK);
	assert_int_equal(ts_draft_save(store, &empty, "drafted words", 13, 0, now), TS_OK);
	assert_int_equal(ts_inbox_log(store, "ada", 0, "locked words", moment + 999), TS_OK);
	char *bytes = file_read(support->path, &size);
	static const char *const words[] = { "Secret",  "project", "hidden",       "second comment", "Renamed",
		                             "private", "drafted", "locked words", "light",          "CEST" };
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		assert_not_in(bytes, size, words[i], strlen(words[i]));
	assert_number_not_in(bytes, size, (uint64_t)moment);
	assert_number_not_in(bytes, size, (uint64_t)moment + 777777);
	assert_number_not_in(bytes, size, (uint64_t)moment + 999);
	assert_number_not_in(bytes, size, (uint64_t)moment / 1000 * 1000);
	/* The name is there: so these bytes are the file's. */
	assert_non_null(memmem(bytes, size, "ada", 3));
	free(bytes);
}

static void rows_of_like_length_look_alike(void **state)
{
	struct support *support = *state;

	(void)rows_log(support->store, "a", at(8, 0), now);
	(void)rows_log(support->store, "abcdef", at(9, 0), now);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(DISTINCT length(blob)) FROM log"), 1);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(DISTINCT length(blob)) FROM activity"), 1);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(DISTINCT bucket) FROM log"), 1);
}

/* The clock in the state is behind the versions in the rows: it was taken out, or put back from an older file. */
static void a_change_takes_effect_even_if_the_clock_of_versions_was_lost(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	const ts_time ahead = now + (ts_time)3650 * 24 * TS_HOUR;
	const struct ts_log_change change = { .text = "b", .comment = "c", .move = true, .at = at(8, 30) };
	const struct ts_activity_change rest = { .fields = TS_CHANGE_REST, .rest = true };
	struct ts_activity activity;
	struct ts_done done;

	assert_int_equal(ts_log_text(store, "a", NULL, at(8, 0), ahead, &done), TS_OK);
	struct ts_id log = done.log;
	state_lose(support);
	assert_int_equal(ts_log_change(store, log, &change, now, &done), TS_OK);
	rows_assert_day(store, today(), now, "08:30 b (c)");
	state_lose(support);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	rows_assert_day(store, today(), now, "08:00 a");
	state_lose(support);
	assert_int_equal(ts_activity_change(store, rows_activity(store, "a", now), &rest, now, &done), TS_OK);
	assert_true(rows_activity_find(store, "a", now, &activity));
	assert_true(activity.rest);
	state_lose(support);
	assert_int_equal(ts_log_delete(store, log, now, &done), TS_OK);
	rows_assert_day(store, today(), now, "");
}

/* What an import made is taken back all the same. */
static void an_import_is_undone_even_if_the_clock_of_versions_was_lost(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	const ts_time ahead = now + (ts_time)3650 * 24 * TS_HOUR;
	static const char clocks[] = "i 2026-10-01 07:00:00 a\no 2026-10-01 07:30:00\n";
	ts_import *import = NULL;
	struct ts_imported sum;
	struct ts_done done;

	assert_int_equal(ts_import_create(TS_FORMAT_TIMECLOCK, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "clocks", clocks, sizeof clocks - 1), TS_OK);
	assert_int_equal(ts_import_run(store, import, false, ahead, NULL, NULL, &sum), TS_OK);
	ts_import_destroy(import);
	rows_assert_day(store, today(), now, "07:00 a, 07:30 off");
	state_lose(support);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	rows_assert_day(store, today(), now, "");
}

static void numbers_of_steps_that_somebody_set_harm_nothing(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_check check;
	struct ts_done done;

	(void)rows_log(store, "a", at(7, 0), now);
	(void)rows_log(store, "b", at(8, 0), now);
	/* One at the least number there is. */
	support_sql(support->path, "INSERT INTO history SELECT owner, -9223372036854775807 - 1, randomblob(16), blob "
	                           "FROM history LIMIT 1");
	assert_int_equal(rows_audit(store).surplus, 1);
	assert_int_equal(ts_check(store, true, &check), TS_OK);
	assert_int_equal(check.damaged, 1);
	assert_int_equal(ts_log_text(store, "c", NULL, at(9, 0), now, &done), TS_OK);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	rows_assert_day(store, today(), now, "07:00 a, 08:00 b");
	/* And at the greatest, as if it had been taken back: it goes as such do. */
	support_sql(support->path, "INSERT INTO history SELECT owner, 9223372036854775807, randomblob(16), blob "
	                           "FROM history LIMIT 1");
	assert_int_equal(rows_audit(store).surplus, 2);
	assert_int_equal(ts_log_text(store, "c", NULL, at(9, 0), now, &done), TS_OK);
	rows_assert_day(store, today(), now, "07:00 a, 08:00 b, 09:00 c");
	assert_false(rows_audit(store).sound);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_change_takes_effect_even_if_the_clock_of_versions_was_lost),
		CASE(an_import_is_undone_even_if_the_clock_of_versions_was_lost),
		CASE(numbers_of_steps_that_somebody_set_harm_nothing),
		CASE(swapped_logs_are_both_damaged),
		CASE(a_log_under_another_id_or_in_another_month_is_damaged),
		CASE(rows_of_one_user_do_not_open_as_anothers),
		CASE(every_flipped_bit_is_noticed),
		CASE(blobs_of_any_wrong_length_are_damaged_and_harm_nothing),
		CASE(columns_of_a_wrong_kind_cannot_come_in),
		CASE(a_damaged_row_is_never_written_over),
		CASE(a_damaged_activity_does_not_keep_its_text_from_being_logged),
		CASE(damaged_settings_do_not_keep_a_day_from_being_shown),
		CASE(a_lost_state_discards_no_history),
		CASE(a_step_put_at_another_place_in_the_history_does_not_open),
		CASE(a_row_that_a_step_changed_and_that_is_gone_stops_undo_there),
		CASE(the_raw_file_holds_no_text_and_no_time),
		CASE(rows_of_like_length_look_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
