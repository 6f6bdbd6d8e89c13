/* Logging while locked, and folding it in. */
#include "support_rows.h"

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

static void fold(ts_store *store, size_t expected, size_t expected_junk)
{
	size_t folded = 99, junk = 99;

	assert_int_equal(ts_inbox_fold(store, now, &folded, &junk), TS_OK);
	assert_int_equal(folded, expected);
	assert_int_equal(junk, expected_junk);
}

static int64_t waiting(const struct support *support)
{
	return support_sql_integer(support->path, "SELECT count(*) FROM inbox");
}

static void each_item_is_one_step_of_undo_and_keeps_its_clock(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;
	struct ts_done done;
	struct ts_day_view view;

	(void)rows_log(store, "parser", at(7, 0), now);
	ts_lock(store);
	assert_int_equal(ts_inbox_log(store, "ADA", 0, "call", at(8, 0)), TS_OK);
	assert_int_equal(ts_inbox_log(store, "ada", 1, NULL, at(9, 0)), TS_OK);
	store = rows_reopen(support);
	fold(store, 2, 0);
	assert_int_equal(waiting(support), 0);
	rows_assert_day(store, today(), now, "07:00 parser, 08:00 call, 09:00 parser");
	assert_int_equal(ts_day_read(store, today(), now, &view), TS_OK);
	assert_true(view.spans[1].locked && view.spans[2].locked);
	assert_false(view.spans[0].locked);
	assert_int_equal(view.spans[1].offset, 7200);
	assert_string_equal(view.spans[1].zone, "CEST");
	ts_day_release(&view);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_FOLD);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	rows_assert_day(store, today(), now, "07:00 parser");
	assert_int_equal(ts_redo(store, now, &done), TS_OK);
	rows_assert_day(store, today(), now, "07:00 parser, 08:00 call");
	fold(store, 0, 0);
}

static void an_item_that_says_what_goes_on_is_used_up_without_a_step(void **state)
{
	struct support *support = *state;
	struct ts_done done;

	(void)rows_log(support->store, "parser", at(7, 0), now);
	assert_int_equal(ts_inbox_log(support->store, "ada", 1, NULL, at(8, 0)), TS_OK);
	fold(support->store, 1, 0);
	assert_int_equal(waiting(support), 0);
	assert_int_equal(ts_undo(support->store, now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_LOG);
}

static void an_item_from_the_future_waits_for_its_time(void **state)
{
	struct support *support = *state;
	size_t folded, junk;

	assert_int_equal(ts_inbox_log(support->store, "ada", 0, "later", now + TS_HOUR), TS_OK);
	fold(support->store, 0, 0);
	assert_int_equal(ts_inbox_drop_junk(support->store, now), TS_OK);
	assert_int_equal(waiting(support), 1);
	assert_int_equal(ts_inbox_fold(support->store, now + TS_HOUR, &folded, &junk), TS_OK);
	assert_int_equal(folded, 1);
	assert_int_equal(waiting(support), 0);
}

static void junk_is_counted_left_and_dropped_only_when_asked(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	assert_int_equal(ts_inbox_log(store, "ada", 0, "good", at(8, 30)), TS_OK);
	support_sql(support->path, "INSERT INTO inbox SELECT id, zeroblob(16), x'' FROM user");
	support_sql(support->path, "INSERT INTO inbox SELECT id, randomblob(16), randomblob(20) FROM user");
	support_sql(support->path, "INSERT INTO inbox SELECT id, randomblob(16), randomblob(368) FROM user");
	fold(store, 1, 3);
	/* What stays is not written about: terminals that wait for changes would wake each other for ever. */
	ts_store *second = rows_second(support);
	(void)ts_changed(second);
	fold(store, 0, 3);
	assert_false(ts_changed(second));
	ts_close(second);
	rows_assert_day(store, today(), now, "08:30 good");
	assert_int_equal(waiting(support), 3);
	assert_int_equal(ts_inbox_drop_junk(store, now), TS_OK);
	assert_int_equal(waiting(support), 0);
	fold(store, 0, 0);
}

/* The row of an item is put in again by somebody who can write the file: as it was, and under another id. */
static void an_item_put_in_again_is_the_same_log_and_stays_deleted(void **state)
{
	static const char *const again[] = { "INSERT INTO inbox SELECT * FROM kept",
		                             "INSERT INTO inbox SELECT owner, randomblob(16), blob FROM kept",
		                             "INSERT INTO inbox SELECT owner, randomblob(16), blob FROM kept" };
	struct support *support = *state;
	struct ts_day_view view;
	struct ts_done done;

	assert_int_equal(ts_inbox_log(support->store, "ada", 0, "call", at(8, 0)), TS_OK);
	assert_int_equal(ts_inbox_log(support->store, "ada", 0, "mail", at(8, 0)), TS_OK);
	support_sql(support->path, "CREATE TABLE kept AS SELECT * FROM inbox");
	fold(support->store, 2, 0);
	assert_int_equal(ts_day_read(support->store, today(), now, &view), TS_OK);
	assert_int_equal(view.span_count, 2);
	for (size_t i = 0; i < sizeof again / sizeof again[0]; i++) {
		support_sql(support->path, again[i]);
		fold(support->store, 0, 0);
		assert_int_equal(waiting(support), 0);
		if (i == 1)
			assert_int_equal(ts_log_delete(support->store, view.spans[0].id, now, &done), TS_OK);
	}
	ts_day_release(&view);
	assert_int_equal(ts_day_read(support->store, today(), now, &view), TS_OK);
	assert_int_equal(view.span_count, 1);
	ts_day_release(&view);
	rows_assert_sound(support->store);
}

/* With half a pair of keys it could never be opened, and the login makes a new pair. */
static void nothing_is_put_in_for_a_user_whose_keys_are_damaged(void **state)
{
	static const char *const changes[] = { "UPDATE user SET box_public = x'01'",
		                               "UPDATE user SET box_secret = x''" };
	struct support *support = *state;
	ts_store *store = support->store;

	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		support_sql(support->path, changes[i]);
		assert_int_equal(ts_inbox_log(store, "ada", 0, "call", at(8, 0)), TS_DAMAGED);
		assert_non_null(strstr(ts_detail(store), "keys of 'ada'"));
		assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
		assert_int_equal(ts_inbox_log(store, "ada", 0, "call", at(8, 0)), TS_OK);
		fold(store, 1, 0);
	}
}

static void an_empty_slot_that_is_filled_later_does_not_get_what_was_logged_before(void **state)
{
	struct support *support = *state;

	assert_int_equal(ts_inbox_log(support->store, "ada", 1, NULL, at(8, 0)), TS_OK);
	fold(support->store, 1, 0);
	assert_int_equal(waiting(support), 0);
	(void)rows_log(support->store, "parser", at(9, 0), now);
	fold(support->store, 0, 0);
	rows_assert_day(support->store, today(), now, "08:00 empty slot 1, 09:00 parser");
}

static void an_item_for_another_user_stays_closed(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	assert_int_equal(ts_inbox_log(store, "ada", 0, "for ada", at(8, 0)), TS_OK);
	assert_int_equal(support_register(store, "bob", SUPPORT_PASSWORD), TS_OK);
	fold(store, 0, 0);
	/* Given to bob by another hand, it does not open. */
	support_sql(support->path, "UPDATE inbox SET owner = (SELECT id FROM user WHERE folded = 'bob')");
	fold(store, 0, 1);
	rows_assert_day(store, today(), now, "");
}

static void what_cannot_be_logged_is_refused_at_once(void **state)
{
	struct support *support = *state;
	char text[TS_TEXT_SIZE + 1];

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_int_equal(ts_inbox_log(support->store, "ada", 0, text, now), TS_TOO_LONG);
	assert_int_equal(ts_inbox_log(support->store, "ada", 0, " ", now), TS_INVALID);
	assert_int_equal(ts_inbox_log(support->store, "ada", 10, NULL, now), TS_INVALID);
	assert_int_equal(ts_inbox_log(support->store, "ada", -1, NULL, now), TS_INVALID);
	assert_int_equal(ts_inbox_log(support->store, "ada", 1, NULL, INT64_MAX), TS_INVALID);
	assert_int_equal(ts_inbox_log(support->store, "nobody", 1, NULL, now), TS_NOT_FOUND);
	assert_int_equal(ts_inbox_log(support->store, "\xff", 1, NULL, now), TS_NOT_FOUND);
	assert_int_equal(waiting(support), 0);
}

static void all_items_look_alike_in_the_file(void **state)
{
	struct support *support = *state;
	char text[TS_TEXT_SIZE];

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_int_equal(ts_inbox_log(support->store, "ada", 1, NULL, now), TS_OK);
	assert_int_equal(ts_inbox_log(support->store, "ada", 0, "a", now), TS_OK);
	assert_int_equal(ts_inbox_log(support->store, "ada", 0, text, now), TS_OK);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(DISTINCT length(blob)) FROM inbox"), 1);
}

static void two_terminals_that_log_in_at_once_fold_an_item_once(void **state)
{
	struct support *support = *state;
	ts_store *second = rows_second(support);

	assert_int_equal(ts_inbox_log(second, "ada", 0, "call", at(8, 0)), TS_OK);
	fold(support->store, 1, 0);
	fold(second, 0, 0);
	rows_assert_day(second, today(), now, "08:00 call");
	ts_close(second);
}

static void a_flooded_inbox_is_looked_at_a_part_at_a_time(void **state)
{
	enum { JUNK = 5000, LOOK = 4096 };
	struct support *support = *state;
	ts_store *store = support->store;
	size_t folded = 99, junk = 99;

	support_sql(support->path, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
	                           "INSERT INTO inbox SELECT id, randomblob(16), zeroblob(368) FROM user, n");
	assert_int_equal(ts_inbox_log(store, "ada", 0, "mine", at(8, 0)), TS_OK);
	assert_int_equal(ts_inbox_fold(store, now, &folded, &junk), TS_OK);
	/* Where it stands among them, nobody knows. */
	assert_int_equal(folded + junk, LOOK);
	/* A login in between does not begin anew. */
	ts_lock(store);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	fold(store, 1 - folded, JUNK - junk);
	rows_assert_day(store, today(), now, "08:00 mine");
	/* Another user's begins at its own beginning. */
	fold(store, 0, LOOK);
	assert_int_equal(ts_inbox_log(store, "ada", 0, "more", at(8, 30)), TS_OK);
	assert_int_equal(support_register(store, "bob", SUPPORT_PASSWORD), TS_OK);
	support_sql(support->path, "UPDATE inbox SET owner = (SELECT id FROM user WHERE folded = 'bob') WHERE id IN "
	                           "(SELECT id FROM inbox WHERE blob = zeroblob(368) LIMIT 7)");
	fold(store, 0, 7);
	assert_int_equal(ts_inbox_drop_junk(store, now), TS_OK);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	assert_int_equal(ts_inbox_drop_junk(store, now), TS_OK);
	assert_int_equal(waiting(support), 1);
	assert_int_equal(ts_inbox_fold(store, now, &folded, &junk), TS_OK);
	assert_int_equal(folded, 1);
	assert_int_equal(junk, 0);
}

static void more_than_can_be_folded_at_once_is_folded_by_and_by(void **state)
{
	enum { ITEMS = 700, FOLD = 512 };
	struct support *support = *state;
	ts_store *store = support->store;

	rows_hurry(store);
	for (int i = 0; i < ITEMS; i++)
		assert_int_equal(ts_inbox_log(store, "ada", 0, i % 2 ? "a" : "b", at(8, 0) + i * TS_SECOND), TS_OK);
	fold(store, FOLD, 0);
	fold(store, ITEMS - FOLD, 0);
	fold(store, 0, 0);
	assert_int_equal(waiting(support), 0);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM log"), ITEMS);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_flooded_inbox_is_looked_at_a_part_at_a_time),
		CASE(more_than_can_be_folded_at_once_is_folded_by_and_by),
		CASE(each_item_is_one_step_of_undo_and_keeps_its_clock),
		CASE(an_item_that_says_what_goes_on_is_used_up_without_a_step),
		CASE(an_item_from_the_future_waits_for_its_time),
		CASE(junk_is_counted_left_and_dropped_only_when_asked),
		CASE(an_item_put_in_again_is_the_same_log_and_stays_deleted),
		CASE(nothing_is_put_in_for_a_user_whose_keys_are_damaged),
		CASE(an_empty_slot_that_is_filled_later_does_not_get_what_was_logged_before),
		CASE(an_item_for_another_user_stays_closed),
		CASE(what_cannot_be_logged_is_refused_at_once),
		CASE(all_items_look_alike_in_the_file),
		CASE(two_terminals_that_log_in_at_once_fold_an_item_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
