/* Users, passwords, settings. */
#include "contract.h"

#include <string.h>

static void a_taken_name_is_its_own_error_without_regard_to_case(void **state)
{
	struct contract *contract = *state;
	ts_auth *auth = NULL;
	assert_int_equal(ts_register_begin(contract->store, "ADA", PASSWORD, &auth), TS_EXISTS);
	assert_int_equal(ts_register_begin(contract->store, "ada", PASSWORD, &auth), TS_EXISTS);
	assert_null(auth);
}

static void names_and_passwords_are_checked_before_anything_is_made(void **state)
{
	struct contract *contract = *state;
	ts_auth *auth = NULL;
	char long_name[TS_NAME_SIZE + 1], long_password[TS_PASSWORD_MOST + 2];
	memset(long_name, 'x', sizeof long_name - 1);
	long_name[sizeof long_name - 1] = '\0';
	memset(long_password, 'x', sizeof long_password - 1);
	long_password[sizeof long_password - 1] = '\0';
	assert_int_equal(ts_register_begin(contract->store, "", PASSWORD, &auth), TS_INVALID);
	assert_int_equal(ts_register_begin(contract->store, "   ", PASSWORD, &auth), TS_INVALID);
	assert_int_equal(ts_register_begin(contract->store, "a\033b", PASSWORD, &auth), TS_INVALID);
	assert_int_equal(ts_register_begin(contract->store, long_name, PASSWORD, &auth), TS_TOO_LONG);
	assert_int_equal(ts_register_begin(contract->store, "bob", "short", &auth), TS_INVALID);
	assert_int_equal(ts_register_begin(contract->store, "bob", long_password, &auth), TS_TOO_LONG);
	struct ts_users users;
	assert_int_equal(ts_users_read(contract->store, &users), TS_OK);
	assert_int_equal(users.count, 1);
	assert_string_equal(users.names[0], "ada");
	ts_users_release(&users);
}

static void a_light_registration_is_one(void **state)
{
	struct contract *contract = *state;
	ts_auth *auth = NULL;
	assert_int_equal(ts_register_begin(contract->store, "bob", PASSWORD, &auth), TS_OK);
	ts_register_lightly(auth);
	assert_int_equal(contract_finish(contract->store, auth), TS_OK);
	assert_string_equal(ts_user_name(contract->store), "bob");
	ts_lock(contract->store);
	assert_int_equal(contract_login(contract->store, "bob", "wrong horse battery", contract->now), TS_DENIED);
	assert_int_equal(contract_login(contract->store, "bob", PASSWORD, contract->now), TS_OK);
}

static void names_that_look_the_same_are_the_same_or_refused(void **state)
{
	struct contract *contract = *state;
	/* Fullwidth letters, another form of an accent. And what shows nothing: a zero width space, a soft hyphen, a
	 * joiner, a Hangul filler, a Braille blank. */
	static const char *const same[] = { "\uff21\uff44\uff41", "\u24d0da", "ADA " };
	static const char *const invisible[] = {
		"ad\u200ba", "ad\u00ada", "ad\u200da", "\u3164", "\u2800", "ad\ufe0fa"
	};
	ts_auth *auth = NULL;
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
		assert_int_equal(ts_register_begin(contract->store, same[i], PASSWORD, &auth), TS_EXISTS);
	for (size_t i = 0; i < sizeof invisible / sizeof invisible[0]; i++)
		assert_int_equal(ts_register_begin(contract->store, invisible[i], PASSWORD, &auth), TS_INVALID);
	assert_null(auth);
	ts_lock(contract->store);
	assert_int_equal(contract_login(contract->store, "\uff21\uff44\uff41", PASSWORD, contract->now), TS_OK);
	assert_string_equal(ts_user_name(contract->store), "ada");
}

static void a_name_of_more_than_one_alphabet_is_known_as_such(void **state)
{
	(void)state;
	assert_false(ts_name_mixed("Ada Lovelace-2"));
	assert_false(ts_name_mixed("Жозефина"));
	assert_false(ts_name_mixed("Ἀθηνᾶ 3"));
	assert_false(ts_name_mixed("太郎 Tarō"));
	assert_false(ts_name_mixed("Đặng ×2"));
	assert_true(ts_name_mixed("\u0430da"));
	assert_true(ts_name_mixed("Αda"));
	assert_true(ts_name_mixed("Αн"));
}

static void only_the_right_password_logs_in(void **state)
{
	struct contract *contract = *state;
	ts_lock(contract->store);
	assert_false(ts_logged_in(contract->store));
	assert_int_equal(contract_login(contract->store, "ada", "wrong horse battery", contract->now), TS_DENIED);
	assert_false(ts_logged_in(contract->store));
	assert_string_equal(ts_user_name(contract->store), "");
	assert_int_equal(contract_login(contract->store, "nobody", PASSWORD, contract->now), TS_NOT_FOUND);
	assert_int_equal(contract_login(contract->store, "Ada", PASSWORD, contract->now), TS_OK);
	assert_true(ts_logged_in(contract->store));
	assert_string_equal(ts_user_name(contract->store), "ada");
}

/* One keyboard sends one letter, another a letter and its accent; a third has wide digits. */
static void a_password_is_its_letters_in_whatever_form_they_come(void **state)
{
	struct contract *contract = *state;
	const char *wide = "stra\303\237e caf\303\251 \357\274\221\357\274\222",
	           *plain = "stra\303\237e cafe\314\201 12";
	ts_auth *auth = NULL;
	assert_int_equal(ts_register_begin(contract->store, "bob", wide, &auth), TS_OK);
	assert_int_equal(contract_finish(contract->store, auth), TS_OK);
	ts_lock(contract->store);
	assert_int_equal(contract_login(contract->store, "bob", plain, contract->now), TS_OK);
	assert_int_equal(contract_login(contract->store, "bob", wide, contract->now), TS_OK);
	ts_lock(contract->store);
	assert_int_equal(contract_login(contract->store, "bob", "strasse cafe 12", contract->now), TS_DENIED);
	assert_int_equal(contract_login(contract->store, "bob", "stra\337e caf\351 12", contract->now), TS_DENIED);
}

static void wrong_passwords_are_slowed_and_the_right_one_still_works(void **state)
{
	struct contract *contract = *state;
	ts_lock(contract->store);
	ts_time now = contract->now;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(contract_login(contract->store, "ada", "wrong horse battery", now), TS_DENIED);
	}
	assert_int_equal(ts_auth_wait(contract->store, "ada", now), TS_SECOND);
	assert_int_equal(contract_login(contract->store, "ada", PASSWORD, now), TS_WAIT);
	now += TS_SECOND;
	assert_int_equal(ts_auth_wait(contract->store, "ada", now), 0);
	assert_int_equal(contract_login(contract->store, "ada", "wrong horse battery", now), TS_DENIED);
	assert_int_equal(ts_auth_wait(contract->store, "ada", now), 2 * TS_SECOND);
	now += 2 * TS_SECOND;
	assert_int_equal(contract_login(contract->store, "ada", PASSWORD, now), TS_OK);
	assert_int_equal(ts_auth_wait(contract->store, "ada", now), 0);
}

static void without_a_login_no_call_answers(void **state)
{
	struct contract *contract = *state;
	struct ts_done done = contract_log(contract, "parser", 9, 0);
	ts_lock(contract->store);
	struct ts_done unused;
	struct ts_day_view view;
	struct ts_week week;
	struct ts_span span;
	struct ts_activities activities;
	struct ts_note note;
	struct ts_settings settings = ts_settings_default();
	const struct ts_log_change change = { .comment = "x" };
	ts_time now = contract->now;
	ts_store *store = contract->store;
	assert_int_equal(ts_log_text(store, "parser", NULL, now, now, &unused), TS_LOGGED_OUT);
	assert_int_equal(ts_log_slot(store, 1, now, now, &unused), TS_LOGGED_OUT);
	assert_int_equal(ts_log_previous(store, now, &unused), TS_LOGGED_OUT);
	assert_int_equal(ts_log_insert(store, "call", NULL, now, 0, now, &unused), TS_LOGGED_OUT);
	assert_int_equal(ts_log_change(store, done.log, &change, now, &unused), TS_LOGGED_OUT);
	assert_int_equal(ts_log_shift(store, done.log, TS_MINUTE, now, &unused), TS_LOGGED_OUT);
	assert_int_equal(ts_log_delete(store, done.log, now, &unused), TS_LOGGED_OUT);
	assert_int_equal(ts_undo(store, now, &unused), TS_LOGGED_OUT);
	assert_int_equal(ts_redo(store, now, &unused), TS_LOGGED_OUT);
	assert_int_equal(ts_day_read(store, contract->day, now, &view), TS_LOGGED_OUT);
	assert_int_equal(ts_week_read(store, contract->day - ts_day_weekday(contract->day), now, &week), TS_LOGGED_OUT);
	assert_int_equal(ts_current_read(store, now, &span), TS_LOGGED_OUT);
	assert_int_equal(ts_activities_read(store, now, &activities), TS_LOGGED_OUT);
	assert_int_equal(ts_note_read(store, contract->day, &note), TS_LOGGED_OUT);
	assert_int_equal(ts_settings_read(store, &settings), TS_LOGGED_OUT);
	assert_int_equal(ts_settings_write(store, &settings, now), TS_LOGGED_OUT);
	bool flex_done = true;
	assert_int_equal(ts_flex_prepare(store, now, 1, &flex_done), TS_LOGGED_OUT);
	assert_true(flex_done);
	assert_int_equal(contract_login(store, "ada", PASSWORD, now), TS_OK);
	assert_day(contract, "09:00 parser");
}

static void a_changed_password_replaces_the_old_one(void **state)
{
	struct contract *contract = *state;
	ts_store *store = contract->store;
	ts_auth *auth = NULL;
	assert_int_equal(ts_passwd_begin(store, PASSWORD, "short", contract->now, &auth), TS_INVALID);
	assert_int_equal(ts_passwd_begin(store, "wrong horse battery", "a new pass phrase", contract->now, &auth),
	                 TS_OK);
	assert_int_equal(contract_finish(store, auth), TS_DENIED);
	assert_int_equal(ts_passwd_begin(store, PASSWORD, "a new pass phrase", contract->now, &auth), TS_OK);
	assert_int_equal(contract_finish(store, auth), TS_OK);
	ts_lock(store);
	assert_int_equal(contract_login(store, "ada", PASSWORD, contract->now), TS_DENIED);
	assert_int_equal(contract_login(store, "ada", "a new pass phrase", contract->now), TS_OK);
}

static void the_recovery_code_sets_a_new_password_and_makes_a_new_code(void **state)
{
	struct contract *contract = *state;
	ts_store *store = contract->store;
	ts_auth *auth = NULL;
	assert_int_equal(ts_register_begin(store, "bob", PASSWORD, &auth), TS_OK);
	assert_null(ts_auth_recovery_code(auth));
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_OK);
	char code[TS_RECOVERY_SIZE];
	assert_non_null(ts_auth_recovery_code(auth));
	strcpy(code, ts_auth_recovery_code(auth));
	assert_true(ts_auth_recovery_matches(auth, code));
	assert_false(ts_auth_recovery_matches(auth, "nothing like it"));
	ts_auth_destroy(auth);
	struct ts_done done;
	assert_int_equal(ts_log_text(store, "parser", NULL, contract_at(contract, 9, 0), contract->now, &done), TS_OK);
	ts_lock(store);

	assert_int_equal(ts_recover_begin(store, "bob", "mistyped", "a new pass phrase", contract->now, &auth),
	                 TS_INVALID);
	/* Lower case and without the hyphens. */
	char loose[TS_RECOVERY_SIZE];
	size_t length = 0;
	for (const char *at = code; *at; at++) {
		if (*at != '-')
			loose[length++] = (char)(*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at);
	}
	loose[length] = '\0';
	assert_int_equal(ts_recover_begin(store, "bob", loose, "a new pass phrase", contract->now, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_OK);
	assert_non_null(ts_auth_recovery_code(auth));
	assert_string_not_equal(ts_auth_recovery_code(auth), code);
	ts_auth_destroy(auth);
	assert_true(ts_logged_in(store));
	assert_day(contract, "09:00 parser");
	ts_lock(store);
	assert_int_equal(contract_login(store, "bob", PASSWORD, contract->now), TS_DENIED);
	assert_int_equal(contract_login(store, "bob", "a new pass phrase", contract->now), TS_OK);
}

static void an_exchanged_key_leaves_password_and_rows_and_makes_a_new_code(void **state)
{
	struct contract *contract = *state;
	ts_store *store = contract->store;
	ts_auth *auth = NULL;
	char code[TS_RECOVERY_SIZE];

	(void)contract_log(contract, "parser", 9, 0);
	assert_false(ts_key_gone(store));
	assert_int_equal(ts_rekey_begin(store, "wrong horse battery", NULL, NULL, contract->now, &auth), TS_OK);
	assert_int_equal(contract_finish(store, auth), TS_DENIED);
	assert_int_equal(ts_rekey_begin(store, PASSWORD, NULL, NULL, contract->now, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_OK);
	assert_non_null(ts_auth_recovery_code(auth));
	strcpy(code, ts_auth_recovery_code(auth));
	ts_auth_destroy(auth);
	assert_false(ts_key_gone(store));
	assert_day(contract, "09:00 parser");
	ts_lock(store);
	assert_int_equal(ts_rekey_begin(store, PASSWORD, NULL, NULL, contract->now, &auth), TS_LOGGED_OUT);
	assert_int_equal(contract_login(store, "ada", PASSWORD, contract->now), TS_OK);
	assert_day(contract, "09:00 parser");
	assert_int_equal(ts_recover_begin(store, "ada", code, "a new pass phrase", contract->now, &auth), TS_OK);
	assert_int_equal(contract_finish(store, auth), TS_OK);
}

static void users_do_not_see_each_other(void **state)
{
	struct contract *contract = *state;
	(void)contract_log(contract, "parser", 9, 0);
	ts_auth *auth = NULL;
	assert_int_equal(ts_register_begin(contract->store, "bob", PASSWORD, &auth), TS_OK);
	assert_int_equal(contract_finish(contract->store, auth), TS_OK);
	assert_string_equal(ts_user_name(contract->store), "bob");
	assert_day(contract, "");
	(void)contract_log(contract, "parser", 10, 0);
	struct ts_done done;
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_NOT_FOUND);
	ts_lock(contract->store);
	assert_int_equal(contract_login(contract->store, "ada", PASSWORD, contract->now), TS_OK);
	assert_day(contract, "09:00 parser");
}

static void settings_are_kept_and_values_out_of_range_refused(void **state)
{
	struct contract *contract = *state;
	struct ts_settings settings, read;
	assert_int_equal(ts_settings_read(contract->store, &settings), TS_OK);
	struct ts_settings expected = ts_settings_default();
	assert_int_equal(settings.day_start, expected.day_start);
	assert_int_equal(settings.weekly_target, 40 * 60);
	assert_int_equal(settings.idle_lock, 10);
	settings.day_start = 240;
	settings.idle_lock = 0;
	strcpy(settings.theme, "light");
	assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_OK);
	struct ts_settings bad = settings;
	bad.day_start = 721;
	assert_int_equal(ts_settings_write(contract->store, &bad, contract->now), TS_INVALID);
	bad = settings;
	strcpy(bad.theme, "Loud");
	assert_int_equal(ts_settings_write(contract->store, &bad, contract->now), TS_INVALID);
	bad = settings;
	bad.weekly_target = -1;
	assert_int_equal(ts_settings_write(contract->store, &bad, contract->now), TS_INVALID);
	assert_int_equal(ts_settings_read(contract->store, &read), TS_OK);
	assert_int_equal(read.day_start, 240);
	assert_int_equal(read.idle_lock, 0);
	assert_string_equal(read.theme, "light");
}

static void settings_are_steps_that_are_taken_back_and_done_again(void **state)
{
	struct contract *contract = *state;
	ts_store *store = contract->store;
	struct ts_settings settings, read;
	struct ts_done done;
	assert_int_equal(ts_settings_read(store, &settings), TS_OK);
	assert_int_equal(ts_settings_write(store, &settings, contract->now), TS_UNCHANGED);
	strcpy(settings.theme, "light");
	assert_int_equal(ts_settings_write(store, &settings, contract->now), TS_OK);
	settings.idle_lock = 5;
	settings.day_start = 240;
	settings.number_row = TS_NUMBER_ROW_AZERTY;
	assert_int_equal(ts_settings_write(store, &settings, contract->now), TS_OK);
	assert_int_equal(ts_undo(store, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_SETTINGS);
	assert_string_equal(done.text, "day-start 04:00, idle-lock 5, number-row azerty");
	assert_int_equal(ts_settings_read(store, &read), TS_OK);
	assert_int_equal(read.idle_lock, 10);
	assert_int_equal(read.number_row, TS_NUMBER_ROW_DIGITS);
	assert_string_equal(read.theme, "light");
	assert_int_equal(ts_undo(store, contract->now, &done), TS_OK);
	assert_string_equal(done.text, "theme light");
	assert_int_equal(ts_undo(store, contract->now, &done), TS_NOT_FOUND);
	assert_int_equal(ts_redo(store, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_SETTINGS);
	assert_int_equal(ts_settings_read(store, &read), TS_OK);
	assert_string_equal(read.theme, "light");
	assert_int_equal(read.day_start, 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, contract_setup, contract_teardown)
const struct CMUnitTest login_cases[] = {
	CASE(a_taken_name_is_its_own_error_without_regard_to_case),
	CASE(names_and_passwords_are_checked_before_anything_is_made),
	CASE(a_light_registration_is_one),
	CASE(names_that_look_the_same_are_the_same_or_refused),
	CASE(a_name_of_more_than_one_alphabet_is_known_as_such),
	CASE(only_the_right_password_logs_in),
	CASE(a_password_is_its_letters_in_whatever_form_they_come),
	CASE(wrong_passwords_are_slowed_and_the_right_one_still_works),
	CASE(without_a_login_no_call_answers),
	CASE(a_changed_password_replaces_the_old_one),
	CASE(an_exchanged_key_leaves_password_and_rows_and_makes_a_new_code),
	CASE(the_recovery_code_sets_a_new_password_and_makes_a_new_code),
	CASE(users_do_not_see_each_other),
	CASE(settings_are_kept_and_values_out_of_range_refused),
	CASE(settings_are_steps_that_are_taken_back_and_done_again),
};
const size_t login_case_count = sizeof login_cases / sizeof login_cases[0];
