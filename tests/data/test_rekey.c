/* Exchanging the key: everything is there as before, and what was known before opens nothing that comes after. */
#include "support_fault.h"
#include "support_import.h"
#include "support_rows.h"
#include "support_seen.h"

#include "data/file/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW;

/* The recovery code that was made, if code is not NULL. */
static enum ts_status rekey(ts_store *store, char code[TS_RECOVERY_SIZE])
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_rekey_begin(store, SUPPORT_PASSWORD, NULL, NULL, now, &auth);

	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth);
	if (status == TS_OK && code)
		(void)snprintf(code, TS_RECOVERY_SIZE, "%s", ts_auth_recovery_code(auth));
	ts_auth_destroy(auth);
	return status;
}

static enum ts_status passwd(ts_store *store, const char *to)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_passwd_begin(store, SUPPORT_PASSWORD, to, now, &auth);

	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth);
	ts_auth_destroy(auth);
	return status;
}

static enum ts_status recover(ts_store *store, const char *code, const char *to)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_recover_begin(store, "ada", code, to, now, &auth);

	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth);
	ts_auth_destroy(auth);
	return status;
}

static void note_save(ts_store *store, ts_day day, const char *text)
{
	struct ts_note note;
	struct ts_done done;

	assert_int_equal(ts_note_read(store, day, &note), TS_OK);
	assert_int_equal(ts_note_save(store, &note, text, strlen(text), now, &done), TS_OK);
	ts_note_release(&note);
}

/* Each kind of row: activities, logs of several months, one that was deleted, notes, settings, steps and one that was
 * taken back, an import and its parts, a draft, and what waits in the inbox. */
static void world_make(ts_store *store)
{
	static const char *const texts[] = { "parser", "word: review", "lunch", "off" };
	static const char csv[] = "date,start,end,project,description\n2026-05-04,09:00,10:00,Acme,docs\n"
	                          "2026-05-05,09:00,10:00,Acme,docs\n";
	const struct imports_source source = { .format = TS_FORMAT_CSV };
	struct ts_settings settings;
	struct ts_note note = { .day = 20700 };
	struct ts_done done;

	(void)imports_bytes(store, &source, csv, sizeof csv - 1);
	for (int i = 0; i < 40; i++)
		rows_log(store, texts[i % 4], rows_at(2026, 7 + i / 14, 1 + i % 14 * 2, 9, i), now);
	note_save(store, 20701, "first");
	note_save(store, 20701, "first\nsecond");
	assert_int_equal(ts_settings_read(store, &settings), TS_OK);
	settings.weekly_target = 1200;
	assert_int_equal(ts_settings_write(store, &settings, now), TS_OK);
	const struct ts_day_mark leave = { .kind = TS_MARK_LEAVE, .text = "the sea" };
	const struct ts_booking opening = { .day = 20000, .minutes = 750, .text = "opening" };
	struct ts_id id;
	assert_int_equal(ts_day_mark_set(store, (struct ts_range){ 20720, 20732 }, &leave, now, &done), TS_OK);
	assert_int_equal(ts_booking_add(store, &opening, now, &id, &done), TS_OK);
	struct ts_done last = rows_log(store, "to be deleted", rows_at(2026, 9, 30, 23, 0), now);
	assert_int_equal(ts_log_delete(store, last.log, now, &done), TS_OK);
	rows_log(store, "taken back", rows_at(2026, 9, 30, 23, 30), now);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(ts_draft_save(store, &note, "half a thought", 14, 3, now), TS_OK);
	assert_int_equal(ts_inbox_log(store, "ada", 0, "locked call", now - TS_HOUR), TS_OK);
}

static void all_is_there_under_the_new_key(void **state)
{
	struct support *support = *state;
	struct seen before = { 0 }, none = { 0 }, after = { 0 };
	ts_store *store = support->store;
	const char *wrong = NULL;
	struct ts_draft draft;
	struct ts_done done;
	size_t folded, junk;

	world_make(store);
	unsigned char key[KEY_SIZE];
	memcpy(key, store->identity->keys.rows, sizeof key);
	const struct ts_id parser = rows_activity(store, "parser", now);
	seen_read(&before, store, now);
	assert_int_equal(rekey(store, NULL), TS_OK);
	assert_memory_not_equal(key, store->identity->keys.rows, sizeof key);
	assert_int_equal(store->identity->keys.epoch, 2);
	rows_assert_sound(store);
	for (int i = 0; i < 2; i++) {
		seen_read(&after, store, now);
		assert_int_equal(seen_compare(&before, &none, &after, &wrong), SEEN_SAME);
		seen_release(&after);
		store = rows_reopen(support);
	}
	rows_assert_sound(store);
	struct ts_check check;
	assert_int_equal(ts_check(store, true, &check), TS_OK);
	assert_int_equal(check.damaged, 0);
	/* What is known by its text is what it was. */
	assert_true(ts_id_equal(rows_activity(store, "parser", now), parser));
	done = rows_log(store, "PARSER", now - TS_MINUTE, now);
	assert_true(ts_id_equal(rows_activity(store, "parser", now), parser));
	assert_false(done.created);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(ts_redo(store, now, &done), TS_OK);
	assert_int_equal(ts_draft_read(store, 20700, &draft), TS_OK);
	assert_memory_equal(draft.note.text, "half a thought", 14);
	ts_draft_release(&draft);
	assert_int_equal(ts_inbox_fold(store, now, &folded, &junk), TS_OK);
	assert_int_equal(folded, 1);
	assert_int_equal(junk, 0);
	seen_release(&before);
}

/* A copy of the file as it is now. */
static void copy_make(const struct support *support, char copy[SUPPORT_PATH_SIZE + 16])
{
	size_t size;
	unsigned char *bytes = support_file_read(support->path, &size);

	(void)snprintf(copy, SUPPORT_PATH_SIZE + 16, "%s.copy", support->path);
	support_file_write(copy, bytes, size);
	free(bytes);
}

static void from_copy(const struct support *support, const char *copy, const char *sql)
{
	char text[2 * SUPPORT_PATH_SIZE];

	(void)snprintf(text, sizeof text, "ATTACH '%s' AS c; %s", copy, sql);
	support_sql(support->path, text);
}

static void a_former_password_put_back_lets_nobody_in(void **state)
{
	struct support *support = *state;
	char copy[SUPPORT_PATH_SIZE + 16];

	copy_make(support, copy);
	assert_int_equal(passwd(support->store, "another password"), TS_OK);
	from_copy(support, copy,
	          "DELETE FROM slot WHERE kind = 1; INSERT INTO slot SELECT * FROM c.slot WHERE kind = 1");
	struct ts_audit_result result = rows_audit(support->store);
	assert_false(result.sound);
	assert_int_equal(result.slots, 1);
	assert_int_equal(result.missing + result.surplus, 0);
	ts_store *store = support_reopen(support);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_DAMAGED);
	assert_non_null(strstr(ts_detail(store), "is not the one that was set last"));
	assert_false(ts_logged_in(store));
	assert_int_equal(support_login(store, "ada", "another password", now), TS_DENIED);
}

/* One copy of two: the other one is the right one. */
static void a_former_password_beside_the_present_one_keeps_nobody_out(void **state)
{
	struct support *support = *state;
	char copy[SUPPORT_PATH_SIZE + 16];

	copy_make(support, copy);
	assert_int_equal(passwd(support->store, "another password"), TS_OK);
	from_copy(support, copy,
	          "DELETE FROM slot WHERE kind = 1 AND copy = 2; "
	          "INSERT INTO slot SELECT * FROM c.slot WHERE kind = 1 AND copy = 2");
	ts_store *store = support_reopen(support);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_DAMAGED);
	assert_int_equal(support_login(store, "ada", "another password", now), TS_OK);
	rows_assert_sound(store);
}

static void a_former_code_put_back_sets_no_password(void **state)
{
	struct support *support = *state;
	char copy[SUPPORT_PATH_SIZE + 16], first[TS_RECOVERY_SIZE], second[TS_RECOVERY_SIZE];

	assert_int_equal(rekey(support->store, first), TS_OK);
	copy_make(support, copy);
	assert_int_equal(rekey(support->store, second), TS_OK);
	assert_int_equal(recover(support_reopen(support), first, "a third password"), TS_DENIED);
	from_copy(support, copy,
	          "DELETE FROM slot WHERE kind = 2; INSERT INTO slot SELECT * FROM c.slot WHERE kind = 2");
	/* It wraps the key of before, which opens nothing here. */
	ts_store *store = support_reopen(support);
	assert_int_equal(recover(store, first, "a third password"), TS_DAMAGED);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	assert_int_equal(rows_audit(store).slots, 1);
	assert_int_equal(ts_audit_accept(store, now), TS_OK);
	rows_assert_sound(store);
}

static void what_opened_before_opens_nothing_of_after(void **state)
{
	struct support *support = *state;
	char copy[SUPPORT_PATH_SIZE + 16];
	ts_store *store = support->store;

	world_make(store);
	copy_make(support, copy);
	assert_int_equal(rekey(store, NULL), TS_OK);
	rows_log(store, "secret meeting", now - TS_MINUTE, now);
	/* Every slot and the user's row of before, beside the rows of now. */
	from_copy(support, copy,
	          "DELETE FROM slot; INSERT INTO slot SELECT * FROM c.slot; "
	          "DELETE FROM user; INSERT INTO user SELECT * FROM c.user; UPDATE user SET failures = 0");
	store = support_reopen(support);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_DAMAGED);
	assert_false(ts_logged_in(store));
	/* The file of before opens as it did: that it is older is the anchor's to say. */
	ts_close(store);
	support->store = NULL;
	support_sql(copy, "UPDATE user SET failures = 0");
	char reason[TS_REASON_SIZE];
	assert_int_equal(ts_open(copy, false, now, reason, &store), TS_OK);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	rows_assert_sound(store);
	ts_close(store);
}

static void anchors_use(const struct support *support, ts_store *store)
{
	char directory[SUPPORT_PATH_SIZE + 16];

	(void)snprintf(directory, sizeof directory, "%s/anchors", support->directory);
	assert_int_equal(ts_anchor_use(store, directory), TS_OK);
}

static void a_copy_of_before_put_back_is_told(void **state)
{
	struct support *support = *state;
	char copy[SUPPORT_PATH_SIZE + 16];
	int64_t behind = -1;
	ts_store *store = support_reopen(support);

	anchors_use(support, store);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	rows_log(store, "parser", now - TS_HOUR, now);
	copy_make(support, copy);
	assert_int_equal(rekey(store, NULL), TS_OK);
	assert_int_equal(ts_anchor_read(store, &behind), TS_OK);
	assert_int_equal(behind, 0);
	ts_close(store);
	support->store = NULL;
	size_t size;
	unsigned char *bytes = support_file_read(copy, &size);
	support_file_write(support->path, bytes, size);
	free(bytes);
	store = support_open(support);
	anchors_use(support, store);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	assert_int_equal(ts_anchor_read(store, &behind), TS_OK);
	assert_true(behind > 0);
}

static void no_alarm_is_raised_by_an_exchange(void **state)
{
	struct support *support = *state;
	int64_t behind = -1;

	for (int i = 0; i < 3; i++) {
		ts_store *store = support_reopen(support);
		anchors_use(support, store);
		assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
		assert_int_equal(ts_pinned_read(store), TS_PINNED_SAME);
		assert_int_equal(ts_anchor_read(store, &behind), TS_OK);
		assert_int_equal(behind, 0);
		rows_log(store, i % 2 ? "parser" : "call", now - 10 * TS_HOUR + i * TS_HOUR, now);
		assert_int_equal(rekey(store, NULL), TS_OK);
		assert_int_equal(ts_anchor_read(store, &behind), TS_OK);
		assert_int_equal(behind, 0);
		ts_lock(store);
		assert_int_equal(ts_inbox_log(store, "ada", 0, "call", now), TS_OK);
	}
}

static void another_terminal_reads_and_writes_nothing_until_it_logs_in(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store, *other = rows_second(support);
	struct ts_day_view view;
	struct ts_settings settings;
	struct ts_note note = { .day = 20700 };
	struct ts_done done;
	struct ts_audit_result result;
	ts_audit *audit;

	world_make(store);
	assert_int_equal(rekey(store, NULL), TS_OK);
	assert_false(ts_key_gone(other));
	assert_false(ts_key_gone(store));
	assert_int_equal(ts_day_read(other, 20727, now, &view), TS_LOGGED_OUT);
	assert_non_null(strstr(ts_detail(other), "log in again"));
	assert_true(ts_key_gone(other));
	assert_int_equal(ts_settings_read(other, &settings), TS_LOGGED_OUT);
	assert_int_equal(ts_log_text(other, "parser", NULL, now, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_undo(other, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_draft_save(other, &note, "typed", 5, 5, now), TS_LOGGED_OUT);
	assert_int_equal(ts_note_save(other, &note, "typed", 5, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_audit_begin(other, &audit), TS_OK);
	assert_int_equal(ts_audit_step(audit, 100000, &result), TS_LOGGED_OUT);
	ts_audit_end(audit);
	assert_int_equal(ts_audit_accept(other, now), TS_LOGGED_OUT);
	assert_int_equal(rekey(other, NULL), TS_LOGGED_OUT);
	rows_assert_sound(store);
	assert_int_equal(support_login(other, "ada", SUPPORT_PASSWORD, now), TS_OK);
	assert_false(ts_key_gone(other));
	rows_assert_sound(other);
	ts_close(other);
}

static void what_was_taken_away_is_not_taken_for_right_by_the_way(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	world_make(store);
	support_sql(support->path, "DELETE FROM log WHERE id = (SELECT min(id) FROM log)");
	assert_int_equal(rekey(store, NULL), TS_DAMAGED);
	assert_non_null(strstr(ts_detail(store), "timesheet check"));
	assert_int_equal(store->identity->keys.epoch, 1);
	assert_int_equal(rows_audit(store).missing, 1);
	assert_int_equal(support_login(support_reopen(support), "ada", SUPPORT_PASSWORD, now), TS_OK);
}

static void a_row_that_was_given_up_stays_as_it_is(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_check check;

	world_make(store);
	support_sql(support->path, "UPDATE log SET blob = zeroblob(171) WHERE id = (SELECT min(id) FROM log)");
	assert_int_equal(ts_audit_accept(store, now), TS_OK);
	assert_int_equal(rekey(store, NULL), TS_OK);
	store = rows_reopen(support);
	rows_assert_sound(store);
	assert_int_equal(ts_check(store, true, &check), TS_OK);
	assert_int_equal(check.damaged, 1);
}

static void every_login_ends_with_the_key(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE + 16];
	struct ts_machine machine = { .uptime = 100 * TS_HOUR, .runtime_directory = directory };
	enum ts_ticket_place place;
	ts_store *other = rows_second(support);

	(void)snprintf(machine.boot, sizeof machine.boot, "0c0ffee0-0000-4000-8000-000000000001");
	(void)snprintf(directory, sizeof directory, "%s/run", support->directory);
	assert_int_equal(mkdir(directory, 0700), 0);
	assert_int_equal(ts_session_keep(support->store, &machine, &place), TS_OK);
	assert_int_equal(rekey(support->store, NULL), TS_OK);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM session"), 0);
	/* Nor can who has the former key leave a ticket that opens nothing. */
	assert_int_equal(ts_session_keep(other, &machine, &place), TS_LOGGED_OUT);
	ts_close(other);
	ts_store *store = support_reopen(support);
	assert_int_equal(ts_session_resume(store, "ada", &machine), TS_LOGGED_OUT);
}

static void who_does_not_know_the_password_exchanges_nothing(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_auth *auth = NULL;

	assert_int_equal(ts_rekey_begin(store, "not the password", NULL, NULL, now, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_DENIED);
	assert_null(ts_auth_recovery_code(auth));
	ts_auth_destroy(auth);
	assert_int_equal(store->identity->keys.epoch, 1);
	ts_lock(store);
	assert_int_equal(ts_rekey_begin(store, SUPPORT_PASSWORD, NULL, NULL, now, &auth), TS_LOGGED_OUT);
}

static void others_in_the_file_have_their_keys_still(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	assert_int_equal(support_register(store, "bob", "bob's own password"), TS_OK);
	rows_log(store, "bob's work", now - TS_HOUR, now);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	assert_int_equal(rekey(store, NULL), TS_OK);
	store = support_reopen(support);
	assert_int_equal(support_login(store, "bob", "bob's own password", now), TS_OK);
	rows_assert_sound(store);
	assert_int_equal(store->identity->keys.epoch, 1);
}

/* What was put into the inbox, folded, and put in once more by another hand. */
static void an_item_folded_before_is_no_log_after(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	size_t folded, junk;

	assert_int_equal(ts_inbox_log(store, "ada", 0, "call", now - TS_HOUR), TS_OK);
	support_sql(support->path, "CREATE TABLE kept AS SELECT * FROM inbox");
	assert_int_equal(ts_inbox_fold(store, now, &folded, &junk), TS_OK);
	assert_int_equal(folded, 1);
	support_sql(support->path, "INSERT INTO inbox SELECT * FROM kept; DROP TABLE kept");
	assert_int_equal(rekey(store, NULL), TS_OK);
	assert_int_equal(ts_inbox_fold(store, now, &folded, &junk), TS_OK);
	assert_int_equal(folded + junk, 0);
}

static void an_exchange_that_fails_leaves_the_key_or_the_next_as_it_says(void **state)
{
	struct support *support = *state;
	bool reached = true;
	int failed = 0;

	rows_log(support->store, "parser", now - TS_HOUR, now);
	for (int at = 1; reached && at < 500; at++) {
		int epoch = support->store->identity->keys.epoch;
		fault_arm(at, SQLITE_FULL, false);
		enum ts_status status = rekey(support->store, NULL);
		reached = fault_count() >= at;
		fault_arm(0, 0, false);
		failed += status != TS_OK;
		assert_int_equal(support->store->identity->keys.epoch, epoch + (status == TS_OK));
		ts_store *store = rows_reopen(support);
		assert_int_equal(store->identity->keys.epoch, epoch + (status == TS_OK));
		rows_assert_sound(store);
		rows_assert_day(store, ts_day_of(now, 0), now, "09:00 parser");
	}
	assert_false(reached);
	assert_true(failed >= 3);
}

/* A name in the test's directory: before, the database's own name, after. */
static void name_make(const struct support *support, const char *const parts[2], char out[3 * SUPPORT_PATH_SIZE])
{
	(void)snprintf(out, 3 * SUPPORT_PATH_SIZE, "%s/%s%s%s", support->directory, parts[0],
	               strrchr(support->path, '/') + 1, parts[1]);
}

static void copies_of_its_own_are_found_and_no_others(void **state)
{
	static const char *const own[][2] = { { "backups/", ".2026-10-01" },
		                              { "backups/", ".2026-09-01.part-0badcafe" },
		                              { "", ".before-v3" },
		                              { "", ".before-v3.1790841600" } };
	static const char *const others[][2] = { { "backups/other", ".2026-10-01" },
		                                 { "backups/", "2.2026-10-01" },
		                                 { "backups/", ".mine" },
		                                 { "backups/", ".2026-10-01.mine" },
		                                 { "", ".copy" } };
	enum { OWN = sizeof own / sizeof own[0], OTHERS = sizeof others / sizeof others[0] };
	struct support *support = *state;
	char path[3 * SUPPORT_PATH_SIZE];
	struct ts_copies copies;
	size_t removed;

	assert_int_equal(ts_copies_read(support->store, &copies), TS_OK);
	assert_int_equal(copies.count, 0);
	ts_copies_release(&copies);
	(void)snprintf(path, sizeof path, "%s/backups", support->directory);
	assert_int_equal(mkdir(path, 0700), 0);
	for (size_t i = 0; i < OWN + OTHERS; i++) {
		name_make(support, i < OWN ? own[i] : others[i - OWN], path);
		support_file_write(path, "x", 1);
	}
	assert_int_equal(ts_copies_read(support->store, &copies), TS_OK);
	assert_int_equal(copies.count, OWN);
	assert_int_equal(ts_copies_remove(support->store, &copies, &removed), TS_OK);
	assert_int_equal(removed, OWN);
	ts_copies_release(&copies);
	for (size_t i = 0; i < OWN + OTHERS; i++) {
		name_make(support, i < OWN ? own[i] : others[i - OWN], path);
		assert_int_equal(access(path, F_OK) == 0, i >= OWN);
	}
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

static int group_setup(void **state)
{
	(void)state;
	fault_install();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(all_is_there_under_the_new_key),
		LOGGED_IN(a_former_password_put_back_lets_nobody_in),
		LOGGED_IN(a_former_password_beside_the_present_one_keeps_nobody_out),
		LOGGED_IN(a_former_code_put_back_sets_no_password),
		LOGGED_IN(what_opened_before_opens_nothing_of_after),
		LOGGED_IN(a_copy_of_before_put_back_is_told),
		LOGGED_IN(no_alarm_is_raised_by_an_exchange),
		LOGGED_IN(another_terminal_reads_and_writes_nothing_until_it_logs_in),
		LOGGED_IN(what_was_taken_away_is_not_taken_for_right_by_the_way),
		LOGGED_IN(a_row_that_was_given_up_stays_as_it_is),
		LOGGED_IN(every_login_ends_with_the_key),
		LOGGED_IN(who_does_not_know_the_password_exchanges_nothing),
		LOGGED_IN(others_in_the_file_have_their_keys_still),
		LOGGED_IN(an_item_folded_before_is_no_log_after),
		LOGGED_IN(an_exchange_that_fails_leaves_the_key_or_the_next_as_it_says),
		LOGGED_IN(copies_of_its_own_are_found_and_no_others),
	};
	return cmocka_run_group_tests(tests, group_setup, NULL);
}
