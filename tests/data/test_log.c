/* Logging, and changing what was logged, on real files. What the fake obeys too is in tests/contract. */
#include "support_rows.h"

#include "data/rows/row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW; /* 10:00 by the clock */

static ts_day today(void)
{
	return ts_day_from_civil(2026, 10, 1);
}

static ts_time at(int hour, int minute)
{
	return rows_at(2026, 10, 1, hour, minute);
}

static void what_lasted_no_time_is_replaced_and_undo_brings_it_back(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_day day = today();
	struct ts_done done;

	(void)rows_log(store, "mail", at(9, 0), now);
	(void)rows_log(store, "parser", at(9, 30), now);
	(void)rows_log(store, "review", at(9, 30), now);
	rows_assert_day(store, day, now, "09:00 mail, 09:30 review");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	rows_assert_day(store, day, now, "09:00 mail, 09:30 parser");
}

static void the_last_of_two_logs_of_one_moment_goes_on(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	char text[16];

	/* Ids are random: often enough that order by chance would show. */
	for (int i = 0; i < 24; i++) {
		struct ts_span span;
		(void)snprintf(text, sizeof text, "task %d", i);
		(void)rows_log(store, text, at(9, 30), now);
		assert_int_equal(ts_current_read(store, now, &span), TS_OK);
		assert_string_equal(span.text, text);
	}
	struct ts_done done;
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(ts_redo(store, now, &done), TS_OK);
	struct ts_span span;
	assert_int_equal(ts_current_read(store, now, &span), TS_OK);
	assert_string_equal(span.text, "task 23");
}

static void a_new_comment_on_what_goes_on_is_a_log_and_the_same_comment_is_not(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	assert_int_equal(ts_log_text(store, "parser", "lexer", at(8, 0), now, &done), TS_OK);
	assert_int_equal(ts_log_text(store, "parser", NULL, at(8, 30), now, &done), TS_UNCHANGED);
	assert_int_equal(ts_log_text(store, "parser", "lexer", at(8, 30), now, &done), TS_UNCHANGED);
	assert_int_equal(done.at, at(8, 0));
	assert_int_equal(ts_log_text(store, "parser", "grammar", at(9, 0), now, &done), TS_OK);
	rows_assert_day(store, today(), now, "08:00 parser (lexer), 09:00 parser (grammar)");
}

static void logging_unchanged_writes_nothing_at_all(void **state)
{
	struct support *support = *state;
	struct ts_done done;

	(void)rows_log(support->store, "parser", at(9, 0), now);
	int64_t steps = support_sql_integer(support->path, "SELECT count(*) FROM history");
	ts_store *second = rows_second(support);
	(void)ts_changed(second);
	assert_int_equal(ts_log_text(support->store, " PARSER ", NULL, now, now, &done), TS_UNCHANGED);
	assert_int_equal(ts_log_slot(support->store, 1, now, now, &done), TS_UNCHANGED);
	assert_false(ts_changed(second));
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM history"), steps);
	ts_close(second);
}

static void every_action_writes_one_step(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done log = rows_log(store, "parser", at(8, 0), now), done;
	const struct ts_log_change change = { .comment = "c" };

	assert_int_equal(ts_log_insert(store, "call", NULL, at(8, 30), at(9, 0), now, &done), TS_OK);
	assert_int_equal(ts_log_change(store, log.log, &change, now, &done), TS_OK);
	assert_int_equal(ts_log_shift(store, log.log, TS_MINUTE, now, &done), TS_OK);
	assert_int_equal(ts_log_delete(store, log.log, now, &done), TS_OK);
	assert_int_equal(ts_log_previous(store, now, &done), TS_OK);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM history"), 6);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM history"), 6);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM log"), 4);
}

static void a_log_keeps_the_clock_it_was_made_in_and_a_move_keeps_it_too(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;
	struct ts_span span;
	const char *set = getenv("TZ");
	char *zone = strdup(set ? set : "");

	assert_non_null(zone);
	assert_int_equal(setenv("TZ", "JST-9", 1), 0);
	tzset();
	struct ts_done tokyo = rows_log(store, "conference", now - 3 * TS_HOUR, now);
	assert_int_equal(tokyo.offset, 9 * 3600);
	assert_int_equal(setenv("TZ", zone, 1), 0);
	tzset();
	free(zone);
	assert_int_equal(ts_log_shift(store, tokyo.log, -TS_MINUTE, now, &done), TS_OK);
	assert_int_equal(ts_current_read(store, now, &span), TS_OK);
	assert_int_equal(span.offset, 9 * 3600);
	assert_string_equal(span.zone, "JST");
	(void)rows_log(store, "home", now, now);
	rows_assert_day(store, today(), now, "13:59 conference, 10:00 home");
	struct ts_day_view view;
	assert_int_equal(ts_day_read(store, today(), now, &view), TS_OK);
	assert_true(view.several_zones);
	ts_day_release(&view);
}

static void a_log_moved_across_the_change_of_clocks_takes_the_new_clock(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time winter = rows_at(2026, 12, 1, 9, 0);
	struct ts_done log = rows_log(store, "parser", rows_at(2026, 10, 20, 9, 0), winter), done;
	const struct ts_log_change change = { .move = true, .at = rows_at(2026, 11, 20, 9, 0) };

	assert_int_equal(log.offset, 7200);
	assert_int_equal(ts_log_change(store, log.log, &change, winter, &done), TS_OK);
	assert_int_equal(done.offset, 3600);
	rows_assert_day(store, ts_day_from_civil(2026, 11, 20), winter, "09:00 parser");
	rows_assert_day(store, ts_day_from_civil(2026, 10, 20), winter, "");
}

static void moments_no_log_can_have_are_refused(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done = { .slot = 77 };
	struct ts_done log = rows_log(store, "parser", at(9, 0), now);
	const struct ts_log_change change = { .move = true, .at = INT64_MIN };

	assert_int_equal(ts_log_text(store, "x", NULL, INT64_MIN, now, &done), TS_INVALID);
	assert_int_equal(ts_log_text(store, "x", NULL, ROW_EARLIEST - 1, now, &done), TS_INVALID);
	assert_int_equal(ts_log_text(store, "x", NULL, ROW_LATEST, INT64_MAX - TS_HOUR, &done), TS_INVALID);
	assert_int_equal(ts_log_change(store, log.log, &change, now, &done), TS_INVALID);
	assert_int_equal(ts_log_shift(store, log.log, INT64_MAX, now, &done), TS_INVALID);
	assert_int_equal(ts_log_shift(store, log.log, INT64_MIN, now, &done), TS_INVALID);
	assert_int_equal(ts_log_insert(store, "x", NULL, at(9, 10), now + TS_HOUR, now, &done), TS_FUTURE);
	assert_int_equal(done.slot, 77);
	assert_int_equal(ts_log_text(store, "x", NULL, ROW_EARLIEST, now, &done), TS_OK);
}

static void a_minute_ahead_is_taken_and_shows_without_length(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;
	struct ts_day_view view;

	assert_int_equal(ts_log_text(store, "x", NULL, now + TS_MINUTE + 1, now, &done), TS_FUTURE);
	(void)rows_log(store, "parser", at(9, 0), now);
	(void)rows_log(store, "x", now + TS_MINUTE, now);
	assert_int_equal(ts_day_read(store, today(), now, &view), TS_OK);
	assert_int_equal(view.span_count, 2);
	assert_int_equal(view.spans[0].end, now);
	assert_int_equal(view.spans[1].begin, now + TS_MINUTE);
	assert_int_equal(view.spans[1].end, now + TS_MINUTE);
	assert_int_equal(view.work, TS_HOUR);
	ts_day_release(&view);
}

static void texts_are_cleaned_before_they_are_shown(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;
	struct ts_span span;

	assert_int_equal(ts_log_text(store, "par\x1b[2Jser",
	                             "a\nb\xe2\x80\xae"
	                             "c",
	                             at(9, 0), now, &done),
	                 TS_OK);
	assert_string_equal(done.text, "par[2Jser");
	assert_int_equal(ts_current_read(store, now, &span), TS_OK);
	assert_string_equal(span.text, "par[2Jser");
	assert_string_equal(span.comment, "a bc");
	assert_int_equal(ts_log_text(store, "\xff\xfe", NULL, now, now, &done), TS_INVALID);
	assert_int_equal(ts_log_text(store, "x", "\xc3", now, now, &done), TS_INVALID);
	assert_int_equal(ts_log_text(store, "\x01\x02", NULL, now, now, &done), TS_INVALID);
}

static void texts_at_their_limits_fit_and_one_byte_more_does_not(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	char text[TS_TEXT_SIZE + 1], comment[TS_COMMENT_SIZE + 1];
	struct ts_done done;

	memset(text, 't', sizeof text);
	memset(comment, 'c', sizeof comment);
	text[TS_TEXT_SIZE] = comment[TS_COMMENT_SIZE] = '\0';
	assert_int_equal(ts_log_text(store, text, NULL, now, now, &done), TS_TOO_LONG);
	assert_int_equal(ts_log_text(store, "x", comment, now, now, &done), TS_TOO_LONG);
	text[TS_TEXT_SIZE - 1] = comment[TS_COMMENT_SIZE - 1] = '\0';
	assert_int_equal(ts_log_text(store, text, comment, now, now, &done), TS_OK);
	assert_string_equal(done.text, text);
	struct ts_span span;
	assert_int_equal(ts_current_read(store, now, &span), TS_OK);
	assert_string_equal(span.comment, comment);
	assert_int_equal(ts_log_text(store, text, NULL, now, now, &done), TS_UNCHANGED);
}

static void the_activity_before_is_found_however_long_one_thing_went_on(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	(void)rows_log(store, "sabbatical", rows_at(2021, 3, 1, 9, 0), now);
	for (int month = 1; month <= 12; month++) {
		(void)rows_log(store, "off", rows_at(2022, month, 3, 17, 0), now);
		(void)rows_log(store, "parser", rows_at(2022, month, 3, 18, 0), now);
	}
	assert_int_equal(ts_log_previous(store, now, &done), TS_OK);
	assert_string_equal(done.text, "sabbatical");
	assert_int_equal(ts_log_previous(store, now + TS_MINUTE, &done), TS_OK);
	assert_string_equal(done.text, "parser");
}

static void there_is_no_activity_before_the_first_one(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	assert_int_equal(ts_log_previous(store, now, &done), TS_NOT_FOUND);
	(void)rows_log(store, "parser", at(9, 0), now);
	(void)rows_log(store, "off", at(9, 10), now);
	assert_int_equal(ts_log_previous(store, now, &done), TS_OK);
	assert_string_equal(done.text, "parser");
}

static void an_insert_before_all_logs_ends_in_off(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	assert_int_equal(ts_log_insert(store, "call", NULL, at(7, 0), at(7, 30), now, &done), TS_OK);
	rows_assert_day(store, today(), now, "07:00 call, 07:30 off");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_INSERT);
	rows_assert_day(store, today(), now, "");
}

static void an_insert_goes_on_with_the_comment_it_interrupted(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	assert_int_equal(ts_log_text(store, "parser", "lexer", at(7, 0), now, &done), TS_OK);
	assert_int_equal(ts_log_insert(store, "call", "acme", at(8, 0), at(8, 30), now, &done), TS_OK);
	rows_assert_day(store, today(), now, "07:00 parser (lexer), 08:00 call (acme), 08:30 parser (lexer)");
}

static void nothing_works_after_the_lock(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done log = rows_log(store, "parser", at(9, 0), now), done = { .slot = 77 };
	struct ts_settings settings = ts_settings_default();
	const struct ts_activity_change rename = { .fields = TS_CHANGE_TEXT, .text = "x" };
	const struct ts_log_change change = { .comment = "x" };
	struct ts_activities activities;
	struct ts_day_view view;
	struct ts_span span;
	struct ts_week week;
	struct ts_note note;
	struct ts_draft draft;
	size_t folded, junk;
	struct ts_id activity = rows_activity(store, "parser", now);

	assert_int_equal(ts_note_read(store, today(), &note), TS_OK);
	ts_lock(store);
	assert_int_equal(ts_settings_read(store, &settings), TS_LOGGED_OUT);
	assert_int_equal(ts_settings_write(store, &settings, now), TS_LOGGED_OUT);
	assert_int_equal(ts_activities_read(store, now, &activities), TS_LOGGED_OUT);
	assert_int_equal(ts_activity_change(store, activity, &rename, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_log_text(store, "x", NULL, now, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_log_slot(store, 1, now, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_log_previous(store, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_log_insert(store, "x", NULL, at(9, 0), 0, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_log_change(store, log.log, &change, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_log_shift(store, log.log, TS_MINUTE, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_log_delete(store, log.log, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_undo(store, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_redo(store, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_inbox_fold(store, now, &folded, &junk), TS_LOGGED_OUT);
	assert_int_equal(ts_inbox_drop_junk(store, now), TS_LOGGED_OUT);
	assert_int_equal(ts_day_read(store, today(), now, &view), TS_LOGGED_OUT);
	assert_int_equal(ts_current_read(store, now, &span), TS_LOGGED_OUT);
	assert_int_equal(ts_week_read(store, today() - ts_day_weekday(today()), now, &week), TS_LOGGED_OUT);
	assert_int_equal(ts_note_save(store, &note, "x", 1, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_draft_save(store, &note, "x", 1, 0, now), TS_LOGGED_OUT);
	assert_int_equal(ts_draft_read(store, today(), &draft), TS_LOGGED_OUT);
	assert_int_equal(ts_draft_drop(store, today()), TS_LOGGED_OUT);
	ts_note_release(&note);
	assert_int_equal(ts_note_read(store, today(), &note), TS_LOGGED_OUT);
	assert_int_equal(done.slot, 77);
}

static void another_user_sees_and_changes_nothing_of_it(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done log = rows_log(store, "parser", at(9, 0), now), done;
	struct ts_id activity = rows_activity(store, "parser", now);
	const struct ts_activity_change rename = { .fields = TS_CHANGE_TEXT, .text = "x" };
	struct ts_span span;

	assert_int_equal(support_register(store, "bob", SUPPORT_PASSWORD), TS_OK);
	rows_assert_day(store, today(), now, "");
	assert_int_equal(ts_current_read(store, now, &span), TS_NOT_FOUND);
	assert_int_equal(ts_log_delete(store, log.log, now, &done), TS_NOT_FOUND);
	assert_int_equal(ts_activity_change(store, activity, &rename, now, &done), TS_NOT_FOUND);
	assert_int_equal(ts_undo(store, now, &done), TS_NOT_FOUND);
	(void)rows_log(store, "parser", at(9, 30), now);
	assert_false(ts_id_equal(rows_activity(store, "parser", now), activity));
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	rows_assert_day(store, today(), now, "09:00 parser");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(ts_undo(store, now, &done), TS_NOT_FOUND);
	assert_int_equal(support_login(store, "bob", SUPPORT_PASSWORD, now), TS_OK);
	rows_assert_day(store, today(), now, "09:30 parser");
}

static void settings_are_kept_and_checked(void **state)
{
	struct support *support = *state;
	struct ts_settings settings, wrong, read;

	assert_int_equal(ts_settings_read(support->store, &settings), TS_OK);
	assert_int_equal(settings.weekly_target, 2400);
	settings = (struct ts_settings){ .day_start = 720,
		                         .weekly_target = 10080,
		                         .idle_lock = 1440,
		                         .forgotten_after = 48,
		                         .mouse = false,
		                         .stay = true,
		                         .number_row = TS_NUMBER_ROW_AZERTY,
		                         .theme = "light" };
	assert_int_equal(ts_settings_write(support->store, &settings, now), TS_OK);
	ts_store *store = rows_reopen(support);
	for (int i = 0; i < 9; i++) {
		wrong = settings;
		int *const numbers[] = { &wrong.day_start, &wrong.weekly_target, &wrong.idle_lock,
			                 &wrong.forgotten_after };
		if (i < 8)
			*numbers[i / 2] = i % 2 ? *numbers[i / 2] + 1 : -1;
		else
			(void)snprintf(wrong.theme, sizeof wrong.theme, "%s", "Loud!");
		assert_int_equal(ts_settings_write(store, &wrong, now), TS_INVALID);
	}
	memset(wrong.theme, 'x', sizeof wrong.theme);
	assert_int_equal(ts_settings_write(store, &wrong, now), TS_INVALID);
	assert_int_equal(ts_settings_read(store, &read), TS_OK);
	assert_int_equal(read.day_start, 720);
	assert_int_equal(read.weekly_target, 10080);
	assert_int_equal(read.idle_lock, 1440);
	assert_int_equal(read.forgotten_after, 48);
	assert_false(read.mouse);
	assert_string_equal(read.theme, "light");
	assert_int_equal(read.number_row, TS_NUMBER_ROW_AZERTY);
}

static void a_file_that_was_deleted_while_open_is_said_to_be_so(void **state)
{
	struct support *support = *state;
	struct ts_done done;

	(void)rows_log(support->store, "parser", SUPPORT_NOW, SUPPORT_NOW);
	assert_int_equal(unlink(support->path), 0);
	assert_int_equal(
	        ts_log_text(support->store, "email", NULL, SUPPORT_NOW + TS_HOUR, SUPPORT_NOW + TS_HOUR, &done),
	        TS_REPLACED);
	assert_non_null(strstr(ts_detail(support->store), "the file is gone"));
	assert_non_null(strstr(ts_detail(support->store), support->path));
	assert_int_equal(access(support->path, F_OK), -1);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_file_that_was_deleted_while_open_is_said_to_be_so),
		CASE(what_lasted_no_time_is_replaced_and_undo_brings_it_back),
		CASE(the_last_of_two_logs_of_one_moment_goes_on),
		CASE(a_new_comment_on_what_goes_on_is_a_log_and_the_same_comment_is_not),
		CASE(logging_unchanged_writes_nothing_at_all),
		CASE(every_action_writes_one_step),
		CASE(a_log_keeps_the_clock_it_was_made_in_and_a_move_keeps_it_too),
		CASE(a_log_moved_across_the_change_of_clocks_takes_the_new_clock),
		CASE(moments_no_log_can_have_are_refused),
		CASE(a_minute_ahead_is_taken_and_shows_without_length),
		CASE(texts_are_cleaned_before_they_are_shown),
		CASE(texts_at_their_limits_fit_and_one_byte_more_does_not),
		CASE(the_activity_before_is_found_however_long_one_thing_went_on),
		CASE(there_is_no_activity_before_the_first_one),
		CASE(an_insert_before_all_logs_ends_in_off),
		CASE(an_insert_goes_on_with_the_comment_it_interrupted),
		CASE(nothing_works_after_the_lock),
		CASE(another_user_sees_and_changes_nothing_of_it),
		CASE(settings_are_kept_and_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
