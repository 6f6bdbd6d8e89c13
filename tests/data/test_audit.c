/* Rows that another hand removed, added or put back to what they were: the audit misses them, and nothing else. */
#include "support_rows.h"

#include "data/file/schema_steps.h"
#include "data/file/store.h"
#include "data/rows/record.h"
#include "data/rows/record_state.h"
#include "data/rows/state.h"

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

static void note_save(ts_store *store, const char *text)
{
	struct ts_note note;
	struct ts_done done;

	assert_int_equal(ts_note_read(store, today(), &note), TS_OK);
	assert_int_equal(ts_note_save(store, &note, text, strlen(text), now, &done), TS_OK);
	ts_note_release(&note);
}

static void settings_save(ts_store *store, int day_start)
{
	struct ts_settings settings = ts_settings_default();

	settings.day_start = day_start;
	assert_int_equal(ts_settings_write(store, &settings, now), TS_OK);
}

/* Two logs, two activities, two revisions of a note, settings, and the steps that made them. */
static void rows_fill(ts_store *store)
{
	(void)rows_log(store, "parser", at(8, 0), now);
	(void)rows_log(store, "standup", at(9, 0), now);
	note_save(store, "one");
	note_save(store, "two");
	settings_save(store, 60);
	rows_assert_sound(store);
}

static void a_user_without_rows_is_sound(void **state)
{
	struct support *support = *state;
	const struct ts_audit_result result = rows_audit(support->store);

	assert_true(result.sound);
	assert_int_equal(result.rows, 0);
}

static void an_import_that_is_taken_back_and_cut_off_is_sound(void **state)
{
	static const char csv[] = "start,end,activity\n2026-09-01 09:00,2026-09-01 10:00,a\n"
	                          "2026-09-02 09:00,2026-09-02 10:00,b\n";
	struct support *support = *state;
	struct ts_imported imported;
	struct ts_done done;
	ts_import *import = NULL;

	assert_int_equal(ts_import_create(TS_FORMAT_CSV, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "a.csv", csv, strlen(csv)), TS_OK);
	assert_int_equal(ts_import_run(support->store, import, false, now, NULL, NULL, &imported), TS_OK);
	ts_import_destroy(import);
	rows_assert_sound(support->store);
	assert_int_equal(ts_undo(support->store, now, &done), TS_OK);
	rows_assert_sound(support->store);
	/* What was taken back is cut off, its parts with it. */
	assert_true(support_sql_integer(support->path, "SELECT count(*) FROM part") > 0);
	(void)rows_log(support->store, "parser", at(8, 0), now);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM part"), 0);
	rows_assert_sound(support->store);
}

static void what_was_logged_while_locked_is_sound_when_it_is_folded_in(void **state)
{
	struct support *support = *state;
	size_t folded, junk;

	for (int i = 0; i < 3; i++)
		assert_int_equal(ts_inbox_log(support->store, "ada", 0, i == 2 ? "mail" : "call", at(7, 10 * i)),
		                 TS_OK);
	/* The inbox is open to anybody and not part of it. */
	rows_assert_sound(support->store);
	assert_int_equal(ts_inbox_fold(support->store, now, &folded, &junk), TS_OK);
	assert_int_equal(folded, 3);
	rows_assert_sound(support->store);
}

/* SQL of another hand, and what the audit says of it. */
struct deed {
	const char *sql;
	int missing, surplus;
};

static const struct deed deeds[] = {
	{ "DELETE FROM log WHERE id = (SELECT min(id) FROM log)", 1, 0 },
	{ "DELETE FROM log", 2, 0 },
	{ "DELETE FROM note WHERE id = (SELECT max(id) FROM note)", 1, 0 },
	{ "DELETE FROM activity WHERE id = (SELECT min(id) FROM activity)", 1, 0 },
	{ "DELETE FROM history WHERE sequence = (SELECT max(sequence) FROM history)", 1, 0 },
	{ "DELETE FROM setting", 1, 0 },
	{ "INSERT INTO log SELECT owner, bucket, randomblob(16), blob FROM log LIMIT 1", 0, 1 },
	/* As many as before, but not the same. */
	{ "UPDATE log SET bucket = x'0102030405060708' WHERE id = (SELECT min(id) FROM log)", 0, 0 },
	{ "UPDATE log SET id = randomblob(16) WHERE id = (SELECT min(id) FROM log)", 0, 0 },
	{ "UPDATE log SET blob = (SELECT blob FROM log ORDER BY id DESC LIMIT 1) WHERE id = (SELECT min(id) FROM log)",
	  0, 0 },
	{ "UPDATE log SET blob = x'00' WHERE id = (SELECT min(id) FROM log)", 0, 0 },
	{ "UPDATE history SET sequence = sequence + 1000 WHERE sequence = 1", 0, 0 },
	/* One gone, one made up. */
	{ "DELETE FROM log WHERE id = (SELECT min(id) FROM log); INSERT INTO note SELECT owner, bucket, "
	  "randomblob(16), blob FROM note "
	  "LIMIT 1",
	  1, 1 },
};

static void each_row_that_is_removed_added_or_changed_by_another_hand_is_missed(void **state)
{
	struct support *support = *state;
	size_t size;

	rows_fill(support->store);
	ts_close(support->store);
	support->store = NULL;
	unsigned char *bytes = support_file_read(support->path, &size);
	for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
		support_file_write(support->path, bytes, size);
		support_sql(support->path, deeds[i].sql);
		ts_store *store = rows_reopen(support);
		const struct ts_audit_result result = rows_audit(store);
		if (result.sound || result.missing != deeds[i].missing || result.surplus != deeds[i].surplus)
			fail_msg("%s: %lld missing, %lld added", deeds[i].sql, (long long)result.missing,
			         (long long)result.surplus);
	}
	free(bytes);
}

/* Rows of an older copy of the file put into the newer one, table by table: each of them verifies by itself. */
static void rows_put_back_to_what_they_were_are_noticed(void **state)
{
	static const char *const older[] = {
		("UPDATE log SET blob = (SELECT blob FROM old.log o WHERE o.id = log.id), "
		 "bucket = (SELECT bucket FROM old.log o WHERE o.id = log.id)"),
		"UPDATE activity SET blob = (SELECT blob FROM old.activity o WHERE o.id = activity.id)",
		"UPDATE setting SET blob = (SELECT blob FROM old.setting)",
		"UPDATE state SET blob = (SELECT blob FROM old.state)",
	};
	struct support *support = *state;
	const struct ts_log_change change = { .comment = "changed" };
	char attach[SUPPORT_PATH_SIZE + 1024], copy[SUPPORT_PATH_SIZE + 8];
	struct ts_span span;
	struct ts_done done;
	size_t size;

	rows_fill(support->store);
	(void)snprintf(copy, sizeof copy, "%s.old", support->path);
	assert_int_equal(ts_backup(support->store, copy), TS_OK);
	assert_int_equal(ts_current_read(support->store, now, &span), TS_OK);
	assert_int_equal(ts_log_change(support->store, span.id, &change, now, &done), TS_OK);
	assert_int_equal(rows_rename(support->store, "parser", "compiler", now), TS_OK);
	settings_save(support->store, 120);
	rows_assert_sound(support->store);
	ts_close(support->store);
	support->store = NULL;
	unsigned char *bytes = support_file_read(support->path, &size);
	for (size_t i = 0; i < sizeof older / sizeof older[0]; i++) {
		support_file_write(support->path, bytes, size);
		(void)snprintf(attach, sizeof attach, "ATTACH '%s' AS old; %s", copy, older[i]);
		support_sql(support->path, attach);
		ts_store *store = rows_reopen(support);
		if (rows_audit(store).sound)
			fail_msg("not noticed: %s", older[i]);
	}
	free(bytes);
}

static void what_other_users_write_does_not_count(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	rows_fill(store);
	assert_int_equal(support_register(store, "bob", SUPPORT_PASSWORD), TS_OK);
	rows_assert_sound(store);
	rows_fill(store);
	support_sql(support->path, "DELETE FROM log WHERE owner = (SELECT id FROM user WHERE folded = 'ada')");
	rows_assert_sound(store);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	assert_int_equal(rows_audit(store).missing, 2);
}

static void steps_of_one_row_say_the_same_and_begin_anew_when_something_is_committed(void **state)
{
	struct support *support = *state;
	struct ts_audit_result result = { .done = false };
	ts_store *other = rows_second(support);
	ts_audit *audit = NULL;
	int64_t rows = 0;
	int steps = 0, anew = 0;

	rows_fill(support->store);
	assert_int_equal(ts_audit_begin(support->store, &audit), TS_OK);
	for (; !result.done && steps < 1000; steps++) {
		if (steps == 3)
			(void)rows_log(other, "call", at(7, 0), now);
		if (steps == 6)
			(void)rows_log(support->store, "mail", at(7, 30), now);
		assert_int_equal(ts_audit_step(audit, 1, &result), TS_OK);
		anew += result.rows < rows;
		rows = result.rows;
	}
	assert_true(result.done && result.sound);
	assert_true(steps > 10);
	assert_int_equal(anew, 2);
	ts_audit_end(audit);
	ts_close(other);
}

/* Whatever numbers the new connection begins with: they may be those of the old one. */
static void an_audit_begins_anew_with_a_new_connection(void **state)
{
	struct support *support = *state;
	struct ts_audit_result result = { .done = false };
	ts_audit *audit = NULL;

	rows_fill(support->store);
	ts_store *there = rows_second(support);
	/* One connection is as new as the other, and both have changed nothing. */
	store_disconnect(there);
	assert_int_equal(ts_audit_begin(there, &audit), TS_OK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(ts_audit_step(audit, 1, &result), TS_OK);
	assert_false(result.done);
	store_disconnect(there);
	(void)rows_log(support->store, "call", at(7, 0), now);
	while (!result.done)
		assert_int_equal(ts_audit_step(audit, 1, &result), TS_OK);
	assert_true(result.sound);
	ts_audit_end(audit);
	ts_close(there);
}

static void an_audit_ends_with_the_login(void **state)
{
	struct support *support = *state;
	struct ts_audit_result result;
	ts_audit *audit = NULL;

	assert_int_equal(ts_audit_begin(support->store, &audit), TS_OK);
	assert_int_equal(support_register(support->store, "bob", SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(ts_audit_step(audit, 10, &result), TS_LOGGED_OUT);
	ts_lock(support->store);
	assert_int_equal(ts_audit_step(audit, 10, &result), TS_LOGGED_OUT);
	ts_audit_end(audit);
	audit = NULL;
	assert_int_equal(ts_audit_begin(support->store, &audit), TS_LOGGED_OUT);
	assert_int_equal(ts_audit_accept(support->store, now), TS_LOGGED_OUT);
	ts_audit_end(NULL);
}

static void what_was_missed_is_missed_until_it_is_accepted(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	rows_fill(store);
	support_sql(support->path, "DELETE FROM log WHERE id = (SELECT min(id) FROM log)");
	assert_int_equal(rows_audit(store).missing, 1);
	/* Logging goes on, and mends nothing by itself. */
	(void)rows_log(store, "call", at(7, 0), now);
	assert_int_equal(rows_audit(store).missing, 1);
	store = rows_reopen(support);
	assert_int_equal(rows_audit(store).missing, 1);
	assert_int_equal(ts_audit_accept(store, now), TS_OK);
	rows_assert_sound(store);
	(void)rows_log(store, "mail", at(7, 30), now);
	rows_assert_sound(rows_reopen(support));
}

/* Of before the first release, or taken away: no state is no promise. */
static void a_state_of_an_older_format_or_none_is_damage(void **state)
{
	static const unsigned char first[] = { 1, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 127 };
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_audit_result result;
	struct ts_done done;
	struct state row;
	ts_audit *audit;

	rows_fill(store);
	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(record_single_write(store, RECORD_STATE, first, sizeof first), TS_OK);
	assert_int_equal(store_commit(store, NULL, NULL), TS_OK);
	assert_int_equal(record_state_read(store, &row), TS_DAMAGED);
	support_sql(support->path, "DELETE FROM state");
	assert_int_equal(record_state_read(store, &row), TS_DAMAGED);
	assert_int_equal(ts_audit_begin(store, &audit), TS_OK);
	assert_int_equal(ts_audit_step(audit, 1000, &result), TS_DAMAGED);
	ts_audit_end(audit);
	assert_int_equal(ts_log_slot(store, 1, now, now, &done), TS_DAMAGED);
}

/* What goes by its owner's will is not missed. Of others it is. */
static void going_down_to_any_version_and_up_again_is_silent(void **state)
{
	struct support *support = *state;
	struct ts_migration goes;
	int reached;

	for (int version = SCHEMA_LATEST - 1; version >= 1; version--) {
		ts_store *store = support->store;
		char name[16];
		(void)snprintf(name, sizeof name, "user %d", version);
		assert_int_equal(support_register(store, name, SUPPORT_PASSWORD), TS_OK);
		rows_fill(store);
		assert_int_equal(ts_migrate_look(store, version, &goes), TS_OK);
		assert_int_equal(goes.present, SCHEMA_LATEST);
		assert_int_equal(goes.steps > 0, version < 4);
		assert_int_equal(goes.notes > 0, version < 3);
		assert_int_equal(goes.logs > 0, version < 2);
		ts_lock(store);
		if (goes.rows > 0)
			assert_int_equal(ts_migrate(store, version, now, &reached), TS_LOGGED_OUT);
		assert_int_equal(support_login(store, name, SUPPORT_PASSWORD, now), TS_OK);
		assert_int_equal(ts_migrate(store, version, now, &reached), TS_OK);
		assert_int_equal(reached, version);
		ts_close(store);
		store = support_open(support);
		assert_int_equal(support_login(store, name, SUPPORT_PASSWORD, now), TS_OK);
		rows_assert_sound(store);
	}
	assert_int_equal(support_register(support->store, "bob", SUPPORT_PASSWORD), TS_OK);
	rows_fill(support->store);
	assert_int_equal(support_register(support->store, "eve", SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(ts_migrate(support->store, 3, now, &reached), TS_OK);
	ts_store *store = rows_reopen(support);
	assert_int_equal(support_login(store, "eve", SUPPORT_PASSWORD, now), TS_OK);
	rows_assert_sound(store);
	assert_int_equal(support_login(store, "bob", SUPPORT_PASSWORD, now), TS_OK);
	assert_true(rows_audit(store).missing > 0);
}

static void nothing_is_accepted_in_a_file_that_can_only_be_read(void **state)
{
	struct support *support = *state;

	rows_fill(support->store);
	support->store->read_only = true;
	assert_int_equal(ts_audit_accept(support->store, now), TS_READ_ONLY);
	rows_assert_sound(support->store);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(a_user_without_rows_is_sound),
		LOGGED_IN(an_import_that_is_taken_back_and_cut_off_is_sound),
		LOGGED_IN(what_was_logged_while_locked_is_sound_when_it_is_folded_in),
		LOGGED_IN(each_row_that_is_removed_added_or_changed_by_another_hand_is_missed),
		LOGGED_IN(rows_put_back_to_what_they_were_are_noticed),
		LOGGED_IN(what_other_users_write_does_not_count),
		LOGGED_IN(steps_of_one_row_say_the_same_and_begin_anew_when_something_is_committed),
		LOGGED_IN(an_audit_begins_anew_with_a_new_connection),
		LOGGED_IN(an_audit_ends_with_the_login),
		LOGGED_IN(what_was_missed_is_missed_until_it_is_accepted),
		LOGGED_IN(a_state_of_an_older_format_or_none_is_damage),
		LOGGED_IN(going_down_to_any_version_and_up_again_is_silent),
		LOGGED_IN(nothing_is_accepted_in_a_file_that_can_only_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
