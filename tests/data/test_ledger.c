/* Marks, targets and bookings as rows of a file: missed where they vanish, kept from version to version, and what an
 * import means for the balance. */
#include "data/file/schema.h"
#include "data/file/store.h"
#include "support_import.h"
#include "support_rows.h"
#include "tests/contract/whole.h"

#include <stdio.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW; /* Thu 1 Oct 2026 */

static ts_day today(void)
{
	return ts_day_of(now, 0);
}

static void mark(ts_store *store, ts_day day, enum ts_mark_kind kind)
{
	const struct ts_day_mark mark = { .kind = kind };
	struct ts_done done;

	assert_int_equal(ts_day_mark_set(store, (struct ts_range){ day, day }, &mark, now, &done), TS_OK);
}

static struct ts_balance balance_of(ts_store *store)
{
	struct ts_balance balance;

	assert_int_equal(whole_prepare(store, now), TS_OK);
	assert_int_equal(ts_balance_read(store, today(), now, &balance), TS_OK);
	assert_true(balance.known);
	return balance;
}

/* Work on Monday, a day in lieu on Tuesday, something booked. */
static void ledger_fill(ts_store *store)
{
	const struct ts_booking booking = { .day = today() - 20, .minutes = 60, .text = "opening" };
	const struct ts_target target = { .from = today() - 10, .minutes = { 480, 480, 480, 480, 480 } };
	struct ts_done done;
	struct ts_id id;

	rows_log(store, "parser", rows_at(2026, 9, 28, 9, 0), now);
	rows_log(store, "off", rows_at(2026, 9, 28, 18, 0), now);
	mark(store, today() - 2, TS_MARK_FLEX);
	assert_int_equal(ts_target_set(store, &target, now, &done), TS_OK);
	assert_int_equal(ts_booking_add(store, &booking, now, &id, &done), TS_OK);
}

/* All who tell what is owed say that rows are missing. */
static void assert_told(ts_store *store)
{
	struct ts_day_view view;
	struct ts_week week;
	struct ts_report report;
	struct ts_settings settings;
	struct ts_day_marks marks;

	assert_true(balance_of(store).damaged);
	assert_int_equal(ts_day_read(store, today(), now, &view), TS_OK);
	assert_true(view.damaged > 0);
	ts_day_release(&view);
	assert_int_equal(ts_week_read(store, today() - ts_day_weekday(today()), now, &week), TS_OK);
	assert_true(week.flex_damaged && week.damaged > 0);
	assert_int_equal(ts_report_read(store, (struct ts_range){ today(), today() }, now, &report), TS_OK);
	assert_true(report.flex_damaged && report.damaged > 0);
	ts_report_release(&report);
	assert_int_equal(ts_day_marks_read(store, (struct ts_range){ today(), today() }, &marks), TS_OK);
	assert_true(marks.damaged > 0);
	ts_day_marks_release(&marks);
	assert_int_equal(ts_settings_read(store, &settings), TS_DAMAGED);
}

static void a_row_that_vanishes_changes_no_balance_unsaid(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	ledger_fill(store);
	assert_int_equal(balance_of(store).milliseconds, TS_HOUR - 8 * TS_HOUR + TS_HOUR);
	assert_false(balance_of(store).damaged);
	rows_assert_sound(store);
	for (int i = 0; i < 3; i++) {
		support_sql(support->path, "CREATE TABLE kept AS SELECT * FROM ledger");
		char sql[160];
		(void)snprintf(sql, sizeof sql,
		               "DELETE FROM ledger WHERE id = (SELECT id FROM ledger LIMIT 1 OFFSET %d)", i);
		support_sql(support->path, sql);
		assert_told(store);
		assert_int_equal(rows_audit(store).missing, 1);
		support_sql(support->path,
		            "DELETE FROM ledger; INSERT INTO ledger SELECT * FROM kept; DROP TABLE kept");
		assert_false(balance_of(store).damaged);
	}
	rows_assert_sound(store);
}

static void an_older_row_in_its_place_is_told_of(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	ledger_fill(store);
	support_sql(support->path, "CREATE TABLE kept AS SELECT * FROM ledger");
	mark(store, today() - 2, TS_MARK_HOLIDAY);
	assert_int_equal(balance_of(store).milliseconds, 2 * TS_HOUR);
	support_sql(support->path, "DELETE FROM ledger; INSERT INTO ledger SELECT * FROM kept");
	assert_told(store);
	assert_false(rows_audit(store).sound);
}

static void a_row_that_does_not_verify_is_not_written_over(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	const struct ts_day_mark leave = { .kind = TS_MARK_LEAVE };
	struct ts_check check;
	struct ts_done done;

	ledger_fill(store);
	support_sql(support->path, "UPDATE ledger SET blob = zeroblob(length(blob))");
	assert_told(store);
	assert_int_equal(ts_day_mark_set(store, (struct ts_range){ today() - 2, today() - 2 }, &leave, now, &done),
	                 TS_DAMAGED);
	assert_int_equal(ts_check(store, true, &check), TS_OK);
	assert_int_equal(check.ledger, 3);
	assert_int_equal(check.damaged, 3);
}

static void a_file_of_version_7_keeps_its_target_from_the_first_log_on(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_targets targets;
	struct ts_settings settings;
	int reached;

	rows_log(store, "parser", rows_at(2026, 9, 28, 9, 0), now);
	rows_log(store, "off", rows_at(2026, 9, 28, 18, 0), now);
	assert_int_equal(ts_migrate(store, 7, now, &reached), TS_OK);
	store = rows_reopen(support);
	assert_int_equal(support_sql_integer(support->path, "PRAGMA user_version"), SCHEMA_LATEST);
	rows_assert_sound(store);
	assert_int_equal(balance_of(store).milliseconds, TS_HOUR);
	assert_int_equal(ts_settings_read(store, &settings), TS_OK);
	settings.weekly_target = 20 * 60;
	assert_int_equal(ts_settings_write(store, &settings, now), TS_OK);
	assert_int_equal(balance_of(store).milliseconds, TS_HOUR);
	assert_int_equal(ts_targets_read(store, &targets), TS_OK);
	assert_int_equal(targets.count, 2);
	ts_targets_release(&targets);
}

static void going_down_says_what_goes_and_leaves_a_sound_file(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_migration goes;
	struct ts_done done;
	int reached;

	ledger_fill(store);
	assert_int_equal(ts_migrate_look(store, 7, &goes), TS_OK);
	assert_int_equal(goes.ledger, 3);
	assert_int_equal(goes.steps, 5);
	assert_int_equal(goes.rows, 8);
	assert_int_equal(ts_migrate(store, 7, now, &reached), TS_OK);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM sqlite_schema WHERE name = 'ledger'"),
	                 0);
	store = rows_reopen(support);
	rows_assert_sound(store);
	assert_int_equal(ts_undo(store, now, &done), TS_NOT_FOUND);
	assert_int_equal(balance_of(store).milliseconds, TS_HOUR);
	mark(store, today() - 2, TS_MARK_FLEX);
	assert_int_equal(balance_of(store).milliseconds, -7 * TS_HOUR);
	rows_assert_sound(store);
}

/* Hours of work years ago, as no contract had them. */
static const char csv[] = "date,start,end,project,description\n2020-05-04,09:00,10:00,Acme,docs\n"
                          "2020-05-05,09:00,10:00,Acme,docs\n";

static void history_in_a_new_timesheet_is_not_judged(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	(void)imports_text(store, TS_FORMAT_CSV, csv);
	assert_true(balance_of(store).no_target);
	assert_int_equal(balance_of(store).milliseconds, 0);
	const struct ts_target target = { .from = today() - 3, .minutes = { 480, 480, 480, 480, 480 } };
	assert_int_equal(ts_target_set(store, &target, now, &done), TS_OK);
	rows_log(store, "parser", rows_at(2026, 9, 29, 9, 0), now);
	rows_log(store, "off", rows_at(2026, 9, 29, 18, 0), now);
	assert_false(balance_of(store).no_target);
	assert_int_equal(balance_of(store).milliseconds, TS_HOUR);
}

static void taken_back_it_changes_nothing(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	(void)imports_text(store, TS_FORMAT_CSV, csv);
	assert_true(balance_of(store).no_target);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_false(balance_of(store).no_target);
	rows_assert_sound(store);
}

static void history_before_the_first_log_is_not_judged_and_what_was_judged_is(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	rows_log(store, "parser", rows_at(2026, 9, 28, 9, 0), now);
	rows_log(store, "off", rows_at(2026, 9, 28, 18, 0), now);
	assert_int_equal(balance_of(store).milliseconds, TS_HOUR);
	(void)imports_text(store, TS_FORMAT_CSV, csv);
	assert_false(balance_of(store).no_target);
	assert_int_equal(balance_of(store).milliseconds, TS_HOUR);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(balance_of(store).milliseconds, TS_HOUR);
}

static void who_chose_a_target_first_has_chosen_it_for_what_is_imported(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_settings settings;

	assert_int_equal(ts_settings_read(store, &settings), TS_OK);
	settings.weekly_target = 5 * 60;
	assert_int_equal(ts_settings_write(store, &settings, now), TS_OK);
	(void)imports_text(store, TS_FORMAT_CSV, csv);
	assert_false(balance_of(store).no_target);
	assert_int_equal(balance_of(store).milliseconds, 0);
}

/* ---- what files bring */

/* A state's public holidays as they are handed out, and what else may stand in such a calendar. */
static const char holidays[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n"
                               "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20200101\r\nDTEND;VALUE=DATE:20200102\r\n"
                               "RRULE:FREQ=YEARLY\r\nSUMMARY:New Year\r\nEND:VEVENT\r\n"
                               "BEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\n"
                               "SUMMARY:Christmas\r\nEND:VEVENT\r\n"
                               "BEGIN:VEVENT\r\nUID:c\r\nDTSTART;VALUE=DATE:20260604\r\nSUMMARY:Corpus Christi\r\n"
                               "END:VEVENT\r\n"
                               "BEGIN:VEVENT\r\nUID:d\r\nDTSTART;VALUE=DATE:20261003\r\nSTATUS:CANCELLED\r\n"
                               "SUMMARY:none\r\nEND:VEVENT\r\n"
                               "BEGIN:VEVENT\r\nUID:e\r\nDTSTART:20261003T100000Z\r\nDTEND:20261003T110000Z\r\n"
                               "SUMMARY:a meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

static struct ts_imported holidays_import(ts_store *store)
{
	const struct imports_source source = { .format = TS_FORMAT_ICAL,
		                               .options = { .now = now, .marks = TS_MARK_HOLIDAY } };

	return imports_bytes(store, &source, holidays, sizeof holidays - 1);
}

static struct ts_day_marks marks_of(ts_store *store)
{
	struct ts_day_marks marks;

	assert_int_equal(ts_day_marks_read(store, (struct ts_range){ INT32_MIN, INT32_MAX }, &marks), TS_OK);
	return marks;
}

static void a_states_holidays_are_marked_once(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	struct ts_imported sum = holidays_import(store);
	/* 2025 to 2028, two days of Christmas, one in June. */
	assert_int_equal(sum.owed, 7);
	assert_int_equal(sum.logs, 0);
	assert_int_equal(sum.left_out, 2);
	struct ts_day_marks marks = marks_of(store);
	assert_int_equal(marks.count, 7);
	assert_int_equal(marks.at[0].day, ts_day_from_civil(2025, 1, 1));
	assert_int_equal(marks.at[2].day, ts_day_from_civil(2026, 6, 4));
	assert_string_equal(marks.at[2].text, "Corpus Christi");
	assert_int_equal(marks.at[4].day, ts_day_from_civil(2026, 12, 26));
	assert_int_equal(marks.at[4].kind, TS_MARK_HOLIDAY);
	assert_false(marks.at[4].half);
	ts_day_marks_release(&marks);
	sum = holidays_import(store);
	assert_int_equal(sum.owed, 0);
	assert_int_equal(sum.known, 7);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_IMPORT);
	marks = marks_of(store);
	assert_int_equal(marks.count, 0);
	ts_day_marks_release(&marks);
	/* What was taken back was never imported; what was changed or taken away by hand stays so. */
	mark(store, ts_day_from_civil(2026, 12, 25), TS_MARK_WORK);
	assert_int_equal(holidays_import(store).owed, 6);
	const ts_day june = ts_day_from_civil(2026, 6, 4);
	assert_int_equal(ts_day_mark_clear(store, (struct ts_range){ june, june }, now, &done), TS_OK);
	assert_int_equal(holidays_import(store).owed, 0);
	marks = marks_of(store);
	assert_int_equal(marks.count, 6);
	ts_day_marks_release(&marks);
	rows_assert_sound(store);
}

/* As export writes it (tests/program/test_command_owed.c has both ways). */
static const char own[] =
        "{\"logs\": [{\"id\": \"60494947db4bfd49136a80b8010f03db\", \"time\": \"2026-09-28T09:00:00+02:00\", \"end\": "
        "\"2026-09-28T18:00:00+02:00\", \"activity\": \"parser\", \"comment\": \"\", \"seconds\": 32400}], \"notes\": "
        "[], "
        "\"marks\": [{\"date\": \"2026-09-29\", \"mark\": \"flex\", \"half\": false, \"text\": \"\"}, "
        "{\"date\": \"2026-12-24\", \"mark\": \"holiday\", \"half\": true, \"text\": \"Eve\"}, "
        "{\"date\": \"2026-02-30\", \"mark\": \"holiday\"}, {\"date\": \"2026-02-03\", \"mark\": \"ill\"}], "
        "\"targets\": [{\"from\": null, \"minutes\": [480, 480, 480, 480, 480, 0, 0]}, "
        "{\"from\": \"2026-10-01\", \"minutes\": [240, 240, 240, 240, 240, 0, 0]}, "
        "{\"from\": \"2026-11-01\", \"minutes\": [240, 240]}], "
        "\"bookings\": [{\"id\": \"03748177f7445e784d8cabd2ce696668\", \"date\": \"2026-09-01\", \"minutes\": 750, "
        "\"text\": \"opening\"}, {\"id\": \"03748177f7445e784d8cabd2ce696669\", \"date\": \"2026-09-01\", \"minutes\": "
        "0}]}";

static void our_own_json_brings_all_of_it_once(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_targets targets;
	struct ts_done done;

	struct ts_imported sum = imports_text(store, TS_FORMAT_JSON, own);
	assert_int_equal(sum.owed, 5);
	assert_int_equal(sum.refused, 4);
	assert_false(balance_of(store).no_target);
	assert_int_equal(balance_of(store).milliseconds, TS_HOUR - 8 * TS_HOUR + 750 * TS_MINUTE);
	assert_int_equal(ts_targets_read(store, &targets), TS_OK);
	assert_int_equal(targets.count, 2);
	assert_false(targets.at[0].usual);
	ts_targets_release(&targets);
	sum = imports_text(store, TS_FORMAT_JSON, own);
	assert_int_equal(sum.owed, 0);
	assert_int_equal(sum.known, 6);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	struct ts_day_marks marks = marks_of(store);
	assert_int_equal(marks.count, 0);
	ts_day_marks_release(&marks);
	assert_int_equal(balance_of(store).milliseconds, 0);
	rows_assert_sound(store);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(a_row_that_vanishes_changes_no_balance_unsaid),
		LOGGED_IN(an_older_row_in_its_place_is_told_of),
		LOGGED_IN(a_row_that_does_not_verify_is_not_written_over),
		LOGGED_IN(a_file_of_version_7_keeps_its_target_from_the_first_log_on),
		LOGGED_IN(going_down_says_what_goes_and_leaves_a_sound_file),
		LOGGED_IN(history_in_a_new_timesheet_is_not_judged),
		LOGGED_IN(taken_back_it_changes_nothing),
		LOGGED_IN(history_before_the_first_log_is_not_judged_and_what_was_judged_is),
		LOGGED_IN(who_chose_a_target_first_has_chosen_it_for_what_is_imported),
		LOGGED_IN(a_states_holidays_are_marked_once),
		LOGGED_IN(our_own_json_brings_all_of_it_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
