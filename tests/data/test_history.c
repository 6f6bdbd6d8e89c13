/* Undo and redo: all of it, across restarts and terminals, beside changes of others; and random days against a model.
 */
#include "support_rows.h"

#include "data/file/store.h"
#include "data/rows/record_log.h"
#include "data/rows/record_state.h"
#include "data/rows/row.h"
#include "data/rows/state.h"
#include "data/rows/version.h"

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

static void undo(ts_store *store)
{
	struct ts_done done;

	assert_int_equal(ts_undo(store, now, &done), TS_OK);
}

static void redo(ts_store *store)
{
	struct ts_done done;

	assert_int_equal(ts_redo(store, now, &done), TS_OK);
}

static void undo_reaches_over_a_restart_and_so_does_redo(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done done;

	(void)rows_log(store, "a", at(8, 0), now);
	(void)rows_log(store, "b", at(9, 0), now);
	store = rows_reopen(support);
	undo(store);
	store = rows_reopen(support);
	rows_assert_day(store, today(), now, "08:00 a");
	undo(store);
	assert_int_equal(ts_undo(store, now, &done), TS_NOT_FOUND);
	store = rows_reopen(support);
	redo(store);
	redo(store);
	assert_int_equal(ts_redo(store, now, &done), TS_NOT_FOUND);
	rows_assert_day(store, today(), now, "08:00 a, 09:00 b");
}

static void the_history_is_the_users_not_the_terminals(void **state)
{
	struct support *support = *state;
	ts_store *first = support->store, *second = rows_second(support);
	struct ts_done done;

	(void)rows_log(first, "a", at(8, 0), now);
	(void)rows_log(second, "b", at(9, 0), now);
	assert_int_equal(ts_undo(first, now, &done), TS_OK);
	assert_string_equal(done.text, "b");
	assert_int_equal(done.at, at(9, 0));
	rows_assert_day(second, today(), now, "08:00 a");
	assert_int_equal(ts_redo(second, now, &done), TS_OK);
	rows_assert_day(first, today(), now, "08:00 a, 09:00 b");
	ts_close(second);
}

static void two_terminals_in_turn_lose_nothing(void **state)
{
	struct support *support = *state;
	ts_store *stores[2] = { support->store, rows_second(support) };
	char text[16], expected[1024] = "";

	for (int i = 0; i < 30; i++) {
		(void)snprintf(text, sizeof text, "t%d", i);
		(void)rows_log(stores[i % 2], text, at(8, i), now);
		size_t size = strlen(expected);
		(void)snprintf(expected + size, sizeof expected - size, "%s08:%02d t%d", i ? ", " : "", i, i);
	}
	rows_assert_day(stores[0], today(), now, expected);
	rows_assert_day(stores[1], today(), now, expected);
	ts_close(stores[1]);
}

static void an_undone_edit_gives_back_text_time_and_comment(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done log = rows_log(store, "a", at(8, 0), now), done;
	const struct ts_log_change change = {
		.text = "b", .comment = "c", .move = true, .at = rows_at(2026, 9, 1, 7, 0)
	};

	assert_int_equal(ts_log_change(store, log.log, &change, now, &done), TS_OK);
	rows_assert_day(store, today(), now, "<07:00 b (c)");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_EDIT);
	assert_string_equal(done.text, "a");
	assert_int_equal(done.at, at(8, 0));
	assert_int_equal(done.day, today());
	rows_assert_day(store, today(), now, "08:00 a");
	rows_assert_day(store, ts_day_from_civil(2026, 9, 1), now, "");
	assert_int_equal(ts_redo(store, now, &done), TS_OK);
	assert_string_equal(done.text, "b");
	rows_assert_day(store, today(), now, "<07:00 b (c)");
}

static void an_activity_made_by_an_undone_step_is_as_if_it_had_never_been(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_activity activity;
	struct ts_done done;

	(void)rows_log(store, "parsre", at(8, 0), now);
	undo(store);
	assert_false(rows_activity_find(store, "parsre", now, &activity));
	assert_int_equal(ts_log_slot(store, 1, now, now, &done), TS_NOT_FOUND);
	redo(store);
	assert_true(rows_activity_find(store, "parsre", now, &activity));
	assert_int_equal(activity.slot, 1);
	undo(store);
	/* Made anew it is new: shown as it is typed now. */
	assert_int_equal(ts_log_text(store, "Parsre", NULL, at(8, 30), now, &done), TS_OK);
	assert_true(done.created);
	assert_string_equal(done.text, "Parsre");
	assert_int_equal(done.slot, 1);
	rows_assert_day(store, today(), now, "08:30 Parsre");
	undo(store);
	rows_assert_day(store, today(), now, "");
	assert_false(rows_activity_find(store, "Parsre", now, &activity));
}

/* Writes a log as a merge with another device would. */
static void receive(ts_store *store, const struct row_log *row)
{
	struct state kept;

	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(record_log_merge(store, row), TS_OK);
	assert_int_equal(record_state_read(store, &kept), TS_OK);
	version_witness(&kept.clock, row_version_log(row));
	assert_int_equal(record_state_write(store, &kept), TS_OK);
	assert_int_equal(store_end(store, TS_OK, NULL, NULL), TS_OK);
}

static struct row_log stored(ts_store *store, const struct ts_id *id)
{
	struct row_log row;

	assert_int_equal(record_log_read(store, id, &row), TS_OK);
	return row;
}

static void what_another_device_changed_meanwhile_is_not_taken_back(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done log = rows_log(store, "a", at(8, 0), now), done;
	const struct ts_log_change change = { .comment = "mine", .move = true, .at = at(7, 0) };

	assert_int_equal(ts_log_change(store, log.log, &change, now, &done), TS_OK);
	struct row_log row = stored(store, &log.log);
	(void)snprintf(row.comment, sizeof row.comment, "%s", "theirs");
	row.comment_version = (uint64_t)(now + TS_HOUR) << 21;
	receive(store, &row);
	undo(store);
	rows_assert_day(store, today(), now, "08:00 a (theirs)");
	redo(store);
	rows_assert_day(store, today(), now, "07:00 a (theirs)");
	undo(store);
	undo(store);
	rows_assert_day(store, today(), now, "");
}

static void a_log_another_device_deleted_stays_deleted_through_undo(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done log = rows_log(store, "a", at(8, 0), now), done;

	assert_int_equal(ts_log_shift(store, log.log, TS_MINUTE, now, &done), TS_OK);
	struct row_log row = stored(store, &log.log);
	row.dead = true;
	row.dead_version = (uint64_t)(now + TS_HOUR) << 21;
	receive(store, &row);
	undo(store);
	undo(store);
	assert_int_equal(ts_undo(store, now, &done), TS_NOT_FOUND);
	rows_assert_day(store, today(), now, "");
	assert_int_equal(ts_log_shift(store, log.log, TS_MINUTE, now, &done), TS_NOT_FOUND);
}

static void an_activity_that_another_device_uses_outlives_its_making(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done log = rows_log(store, "a", at(8, 0), now);
	struct ts_activity activity;
	struct row_log row = stored(store, &log.log);

	row.id = crypt_random_id();
	row.at = at(9, 0);
	receive(store, &row);
	undo(store);
	rows_assert_day(store, today(), now, "09:00 a");
	assert_true(rows_activity_find(store, "a", now, &activity));
	assert_int_equal(activity.slot, 1);
	assert_false(activity.archived);
}

static void undo_survives_a_clock_that_goes_back(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done log = rows_log(store, "a", at(8, 0), now), done;
	ts_time earlier = now - (ts_time)24 * 365 * TS_HOUR;

	assert_int_equal(ts_log_delete(store, log.log, now, &done), TS_OK);
	assert_int_equal(ts_undo(store, earlier, &done), TS_OK);
	rows_assert_day(store, today(), now, "08:00 a");
	assert_int_equal(ts_redo(store, earlier, &done), TS_OK);
	rows_assert_day(store, today(), now, "");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

/* What a step was about is found by its number alone: where it is missing, an older one is not what is meant. */
static void a_step_that_is_missing_has_no_older_one_taken_back_in_its_place(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done done;

	(void)rows_log(store, "a", at(7, 0), now);
	(void)rows_log(store, "b", at(7, 30), now);
	(void)rows_log(store, "c", at(8, 0), now);
	support_sql(support->path, "DELETE FROM history WHERE sequence = (SELECT max(sequence) FROM history)");
	store = rows_reopen(support);
	assert_int_equal(ts_undo(store, now, &done), TS_DAMAGED);
	assert_non_null(strstr(ts_detail(store), "a step of the history is missing"));
	rows_assert_day(store, today(), now, "07:00 a, 07:30 b, 08:00 c");
	/* What is done from here on can be taken back, and nothing before it. */
	(void)rows_log(store, "d", at(8, 30), now);
	undo(store);
	assert_int_equal(ts_undo(store, now, &done), TS_DAMAGED);
	rows_assert_day(store, today(), now, "07:00 a, 07:30 b, 08:00 c");
	support_sql(support->path, "DELETE FROM history");
	store = rows_reopen(support);
	assert_int_equal(ts_undo(store, now, &done), TS_DAMAGED);
	/* Who accepts the file as it is has no history, and a new one from then on. */
	assert_int_equal(ts_audit_accept(store, now), TS_OK);
	assert_int_equal(ts_undo(store, now, &done), TS_NOT_FOUND);
	(void)rows_log(store, "e", at(8, 40), now);
	undo(store);
	assert_int_equal(ts_undo(store, now, &done), TS_NOT_FOUND);
}

static void a_step_that_is_missing_has_no_later_one_done_again(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done done;

	(void)rows_log(store, "a", at(7, 0), now);
	(void)rows_log(store, "b", at(7, 30), now);
	(void)rows_log(store, "c", at(8, 0), now);
	undo(store);
	undo(store);
	support_sql(support->path, "DELETE FROM history WHERE sequence = (SELECT max(sequence) - 1 FROM history)");
	store = rows_reopen(support);
	assert_int_equal(ts_redo(store, now, &done), TS_DAMAGED);
	rows_assert_day(store, today(), now, "07:00 a");
	undo(store);
	assert_int_equal(ts_undo(store, now, &done), TS_NOT_FOUND);
}

/* Numbers that were given to steps which were cut off leave gaps. */
static void gaps_in_the_numbers_are_no_damage(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done done;

	(void)rows_log(store, "a", at(7, 0), now);
	for (int i = 0; i < 3; i++) {
		(void)rows_log(store, "b", at(7, 30 + i), now);
		undo(store);
	}
	(void)rows_log(store, "c", at(8, 0), now);
	undo(store);
	undo(store);
	assert_int_equal(ts_undo(store, now, &done), TS_NOT_FOUND);
	redo(store);
	redo(store);
	assert_int_equal(ts_redo(store, now, &done), TS_NOT_FOUND);
	rows_assert_day(store, today(), now, "07:00 a, 08:00 c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(undo_reaches_over_a_restart_and_so_does_redo),
		CASE(the_history_is_the_users_not_the_terminals),
		CASE(a_step_that_is_missing_has_no_older_one_taken_back_in_its_place),
		CASE(a_step_that_is_missing_has_no_later_one_done_again),
		CASE(gaps_in_the_numbers_are_no_damage),
		CASE(two_terminals_in_turn_lose_nothing),
		CASE(an_undone_edit_gives_back_text_time_and_comment),
		CASE(an_activity_made_by_an_undone_step_is_as_if_it_had_never_been),
		CASE(what_another_device_changed_meanwhile_is_not_taken_back),
		CASE(a_log_another_device_deleted_stays_deleted_through_undo),
		CASE(an_activity_that_another_device_uses_outlives_its_making),
		CASE(undo_survives_a_clock_that_goes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
