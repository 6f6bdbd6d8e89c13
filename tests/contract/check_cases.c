/* Is the file whole? What this program itself does never makes it look otherwise. */
#include "contract.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* An audit to its end, so many rows at a time. */
static struct ts_audit_result audited(const struct contract *contract, size_t rows)
{
	struct ts_audit_result result = { .done = false };
	ts_audit *audit = NULL;
	assert_int_equal(ts_audit_begin(contract->store, &audit), TS_OK);
	for (int steps = 0; !result.done; steps++) {
		assert_true(steps < 10000);
		assert_int_equal(ts_audit_step(audit, rows, &result), TS_OK);
	}
	ts_audit_end(audit);
	return result;
}

static void assert_sound(const struct contract *contract)
{
	struct ts_audit_result result = audited(contract, 1000);
	assert_true(result.sound);
	assert_int_equal(result.missing, 0);
	assert_int_equal(result.surplus, 0);
}

static void a_fresh_user_s_file_is_whole(void **state)
{
	const struct contract *contract = *state;
	assert_sound(contract);
}

static void it_stays_whole_whatever_is_done_to_logs(void **state)
{
	const struct contract *contract = *state;
	ts_store *store = contract->store;
	struct ts_done done;
	struct ts_id first = contract_log(contract, "parser", 9, 0).log;
	assert_sound(contract);
	(void)contract_log(contract, "email", 10, 0);
	assert_sound(contract);
	assert_int_equal(ts_log_slot(store, 1, contract_at(contract, 11, 0), contract->now, &done), TS_OK);
	assert_sound(contract);
	assert_int_equal(ts_log_previous(store, contract->now, &done), TS_OK);
	assert_sound(contract);
	assert_int_equal(ts_log_insert(store, "call", "a comment", contract_at(contract, 9, 20),
	                               contract_at(contract, 9, 40), contract->now, &done),
	                 TS_OK);
	assert_sound(contract);
	const struct ts_log_change change = {
		.text = "review", .comment = "a comment", .move = true, .at = contract_at(contract, 9, 5)
	};
	assert_int_equal(ts_log_change(store, first, &change, contract->now, &done), TS_OK);
	assert_sound(contract);
	assert_int_equal(ts_log_shift(store, first, TS_MINUTE, contract->now, &done), TS_OK);
	assert_sound(contract);
	assert_int_equal(ts_log_delete(store, first, contract->now, &done), TS_OK);
	assert_sound(contract);
}

static void it_stays_whole_however_far_one_goes_back_and_forth(void **state)
{
	const struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 10, 0);
	(void)contract_log(contract, "lunch", 12, 0);
	while (ts_undo(contract->store, contract->now, &done) == TS_OK)
		assert_sound(contract);
	while (ts_redo(contract->store, contract->now, &done) == TS_OK)
		assert_sound(contract);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	(void)contract_log(contract, "review", 13, 0); /* what was taken back is gone for good */
	assert_sound(contract);
}

static void change_activity(const struct contract *contract, const char *text, struct ts_activity_change change)
{
	contract_change(contract, text, change);
	assert_sound(contract);
}

static void it_stays_whole_whatever_is_done_to_activities_and_settings(void **state)
{
	const struct contract *contract = *state;
	struct ts_settings settings = ts_settings_default();
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 10, 0);
	change_activity(contract, "parser", (struct ts_activity_change){ .fields = TS_CHANGE_SLOT, .slot = 2 });
	change_activity(contract, "parser", (struct ts_activity_change){ .fields = TS_CHANGE_COLOUR, .colour = 7 });
	change_activity(contract, "parser", (struct ts_activity_change){ .fields = TS_CHANGE_REST, .rest = true });
	change_activity(contract, "parser",
	                (struct ts_activity_change){ .fields = TS_CHANGE_ARCHIVED, .archived = true });
	change_activity(contract, "parser",
	                (struct ts_activity_change){ .fields = TS_CHANGE_TEXT, .text = "the parser" });
	change_activity(contract, "email",
	                (struct ts_activity_change){ .fields = TS_CHANGE_TEXT, .text = "the parser" }); /* a merge */
	settings.day_start = 240;
	assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_OK);
	assert_sound(contract);
	settings.day_start = 0;
	assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_OK);
	assert_sound(contract);
}

static void note_save(const struct contract *contract, const char *text)
{
	struct ts_note note;
	struct ts_done done;
	assert_int_equal(ts_note_read(contract->store, contract->day, &note), TS_OK);
	assert_int_equal(ts_note_save(contract->store, &note, text, strlen(text), contract->now, &done), TS_OK);
	ts_note_release(&note);
	assert_sound(contract);
}

static void it_stays_whole_whatever_is_done_to_notes_and_drafts(void **state)
{
	const struct contract *contract = *state;
	struct ts_note note;
	struct ts_done done;
	note_save(contract, "one");
	assert_int_equal(ts_note_read(contract->store, contract->day, &note), TS_OK);
	assert_int_equal(ts_draft_save(contract->store, &note, "drafted", 7, 0, contract->now), TS_OK);
	assert_sound(contract);
	assert_int_equal(ts_draft_save(contract->store, &note, "drafted on", 10, 0, contract->now), TS_OK);
	assert_sound(contract);
	assert_int_equal(ts_draft_drop(contract->store, contract->day), TS_OK);
	assert_sound(contract);
	note_save(contract, "two");
	/* Another version beside that one, as a second terminal makes it. */
	assert_int_equal(ts_note_save(contract->store, &note, "three", 5, contract->now, &done), TS_OK);
	ts_note_release(&note);
	assert_sound(contract);
	note_save(contract, "joined");
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_sound(contract);
}

static void it_stays_whole_through_locks_inbox_and_a_new_password(void **state)
{
	const struct contract *contract = *state;
	ts_store *store = contract->store;
	size_t folded, junk;
	ts_auth *auth = NULL;
	(void)contract_log(contract, "parser", 9, 0);
	ts_lock(store);
	assert_int_equal(ts_inbox_log(store, "ada", 1, NULL, contract_at(contract, 10, 0)), TS_OK);
	assert_int_equal(ts_inbox_log(store, "ada", 0, "email", contract_at(contract, 11, 0)), TS_OK);
	assert_int_equal(contract_login(store, "ada", PASSWORD, contract->now), TS_OK);
	assert_sound(contract);
	assert_int_equal(ts_inbox_fold(store, contract->now, &folded, &junk), TS_OK);
	assert_sound(contract);
	assert_int_equal(ts_passwd_begin(store, PASSWORD, "another password", contract->now, &auth), TS_OK);
	assert_int_equal(contract_finish(store, auth), TS_OK);
	assert_sound(contract);
}

static void one_user_s_rows_are_not_another_s(void **state)
{
	const struct contract *contract = *state;
	ts_auth *auth = NULL;
	(void)contract_log(contract, "parser", 9, 0);
	assert_int_equal(ts_register_begin(contract->store, "bob", PASSWORD, &auth), TS_OK);
	assert_int_equal(contract_finish(contract->store, auth), TS_OK);
	assert_sound(contract);
	(void)contract_log(contract, "email", 10, 0);
	assert_sound(contract);
	assert_int_equal(contract_login(contract->store, "ada", PASSWORD, contract->now), TS_OK);
	assert_sound(contract);
}

static void a_row_at_a_time_comes_to_the_same(void **state)
{
	const struct contract *contract = *state;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 10, 0);
	(void)contract_log(contract, "lunch", 12, 0);
	struct ts_audit_result at_once = audited(contract, 1000), slowly = audited(contract, 1);
	assert_true(at_once.sound);
	assert_true(slowly.sound);
	assert_int_equal(slowly.rows, at_once.rows);
	assert_true(at_once.rows >= 9); /* activities, logs, and their steps of undo */
}

static void what_is_committed_meanwhile_makes_it_begin_anew(void **state)
{
	const struct contract *contract = *state;
	struct ts_audit_result result = { .done = false };
	ts_audit *audit = NULL;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 10, 0);
	assert_int_equal(ts_audit_begin(contract->store, &audit), TS_OK);
	assert_int_equal(ts_audit_step(audit, 1, &result), TS_OK);
	assert_false(result.done);
	(void)contract_log(contract, "lunch", 12, 0);
	for (int steps = 0; !result.done; steps++) {
		assert_true(steps < 10000);
		assert_int_equal(ts_audit_step(audit, 1, &result), TS_OK);
	}
	assert_true(result.sound);
	ts_audit_end(audit);
	assert_int_equal(result.rows, audited(contract, 1000).rows);
}

static void nothing_of_it_is_told_to_nobody(void **state)
{
	const struct contract *contract = *state;
	struct ts_audit_result result = { .rows = 77 };
	ts_audit *audit = NULL, *other = NULL;
	ts_auth *auth = NULL;
	int64_t behind = 77;
	assert_int_equal(ts_audit_begin(contract->store, &audit), TS_OK);
	ts_lock(contract->store);
	assert_int_equal(ts_audit_step(audit, 1000, &result), TS_LOGGED_OUT);
	assert_int_equal(result.rows, 77);
	assert_int_equal(ts_audit_begin(contract->store, &other), TS_LOGGED_OUT);
	assert_null(other);
	assert_int_equal(ts_audit_accept(contract->store, contract->now), TS_LOGGED_OUT);
	assert_int_equal(ts_anchor_read(contract->store, &behind), TS_LOGGED_OUT);
	assert_int_equal(behind, 77);
	assert_int_equal(ts_anchor_accept(contract->store), TS_LOGGED_OUT);
	/* An audit is its user's. */
	assert_int_equal(ts_register_begin(contract->store, "bob", PASSWORD, &auth), TS_OK);
	assert_int_equal(contract_finish(contract->store, auth), TS_OK);
	assert_int_equal(ts_audit_step(audit, 1000, &result), TS_LOGGED_OUT);
	ts_audit_end(audit);
	ts_audit_end(NULL);
}

static void what_is_whole_may_be_accepted_and_stays_so(void **state)
{
	const struct contract *contract = *state;
	(void)contract_log(contract, "parser", 9, 0);
	assert_in_range(ts_audit_accept(contract->store, contract->now), TS_OK, TS_UNCHANGED);
	assert_sound(contract);
	(void)contract_log(contract, "email", 10, 0);
	assert_sound(contract);
}

/* ---- the anchor */

static int64_t behind_of(const struct contract *contract)
{
	int64_t behind = 77;
	assert_int_equal(ts_anchor_read(contract->store, &behind), TS_OK);
	return behind;
}

static void login_anew(const struct contract *contract)
{
	ts_lock(contract->store);
	assert_int_equal(contract_login(contract->store, "ada", PASSWORD, contract->now), TS_OK);
}

static void without_a_directory_nothing_is_behind(void **state)
{
	const struct contract *contract = *state;
	assert_int_equal(behind_of(contract), 0);
	assert_int_equal(ts_anchor_use(contract->store, NULL), TS_OK);
	(void)contract_log(contract, "parser", 9, 0);
	login_anew(contract);
	assert_int_equal(behind_of(contract), 0);
	assert_in_range(ts_anchor_accept(contract->store), TS_OK, TS_UNCHANGED);
	assert_int_equal(behind_of(contract), 0);
}

/* The case's own; what stands in it goes. */
static void anchors_name(const struct contract *contract, char out[128])
{
	(void)snprintf(out, 128, "%s/anchors", contract->directory);
}

static void anchors_remove(const struct contract *contract)
{
	char directory[128], path[512];
	const struct dirent *entry;
	anchors_name(contract, directory);
	DIR *entries = opendir(directory);
	while (entries && (entry = readdir(entries))) {
		(void)snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
		(void)unlink(path);
	}
	if (entries)
		(void)closedir(entries);
	(void)rmdir(directory);
}

static void after_changes_the_file_is_not_behind(void **state)
{
	const struct contract *contract = *state;
	char directory[128];
	struct ts_done done;
	anchors_name(contract, directory);
	assert_int_equal(ts_anchor_use(contract->store, directory), TS_OK);
	login_anew(contract);
	assert_int_equal(behind_of(contract), 0);
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "email", 10, 0);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(behind_of(contract), 0);
	login_anew(contract);
	assert_int_equal(behind_of(contract), 0);
	assert_in_range(ts_anchor_accept(contract->store), TS_OK, TS_UNCHANGED);
	(void)contract_log(contract, "lunch", 12, 0);
	login_anew(contract);
	assert_int_equal(behind_of(contract), 0);
	anchors_remove(contract);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, contract_setup, contract_teardown)
const struct CMUnitTest check_cases[] = {
	CASE(a_fresh_user_s_file_is_whole),
	CASE(it_stays_whole_whatever_is_done_to_logs),
	CASE(it_stays_whole_however_far_one_goes_back_and_forth),
	CASE(it_stays_whole_whatever_is_done_to_activities_and_settings),
	CASE(it_stays_whole_whatever_is_done_to_notes_and_drafts),
	CASE(it_stays_whole_through_locks_inbox_and_a_new_password),
	CASE(one_user_s_rows_are_not_another_s),
	CASE(a_row_at_a_time_comes_to_the_same),
	CASE(what_is_committed_meanwhile_makes_it_begin_anew),
	CASE(nothing_of_it_is_told_to_nobody),
	CASE(what_is_whole_may_be_accepted_and_stays_so),
	CASE(without_a_directory_nothing_is_behind),
	CASE(after_changes_the_file_is_not_behind),
};
const size_t check_case_count = sizeof check_cases / sizeof check_cases[0];
