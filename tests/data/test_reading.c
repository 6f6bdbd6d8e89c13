/* Settings and activities that are kept are what a new look at the file gives, whatever happens in between. */
#include "data/file/store.h"
#include "data/lookup/reading.h"
#include "data/lookup/settings.h"
#include "data/rows/record_state.h"
#include "support_fault.h"
#include "support_rows.h"

#include "tests/campaign/campaign.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW;

static bool activity_same(const struct row_activity *left, const struct row_activity *right)
{
	return ts_id_equal(left->id, right->id) && strcmp(left->text, right->text) == 0 && left->slot == right->slot &&
	       left->colour == right->colour && left->rest == right->rest && left->standing == right->standing &&
	       ts_id_equal(left->merged, right->merged) && left->text_version == right->text_version &&
	       left->slot_version == right->slot_version && left->colour_version == right->colour_version &&
	       left->rest_version == right->rest_version && left->standing_version == right->standing_version &&
	       left->merged_version == right->merged_version;
}

static bool slot_same(const struct row_activity *left, const struct row_activity *right)
{
	return left && right ? ts_id_equal(left->id, right->id) : left == right;
}

static bool catalogues_same(const struct catalogue *left, const struct catalogue *right)
{
	bool same = left->rows.count == right->rows.count && left->rows.damaged == right->rows.damaged &&
	            ts_id_equal(left->off, right->off);

	/* New ones may stand behind those that are in order. */
	for (size_t i = 0; same && i < left->rows.count; i++) {
		const struct row_activity *row = catalogue_row(right, &left->rows.at[i].id);
		same = row && activity_same(&left->rows.at[i], row);
	}
	for (int i = 1; same && i <= TS_SLOTS; i++)
		same = slot_same(left->slots[i], right->slots[i]);
	return same;
}

static bool settings_same(const struct ts_settings *left, const struct ts_settings *right)
{
	return left->day_start == right->day_start && left->weekly_target == right->weekly_target &&
	       left->idle_lock == right->idle_lock && left->forgotten_after == right->forgotten_after &&
	       left->mouse == right->mouse && left->stay == right->stay && strcmp(left->theme, right->theme) == 0;
}

/* Whether a reading gives something else than the file has. */
static bool reading_stale(ts_store *store)
{
	struct reading reading;
	struct catalogue catalogue;
	struct ts_settings settings = ts_settings_default();

	assert_int_equal(reading_begin(&reading, store, now), TS_OK);
	assert_int_equal(catalogue_read(store, &catalogue), TS_OK);
	bool damaged = true;
	struct state state;
	assert_int_equal(record_state_read(store, &state), TS_OK);
	assert_int_equal(settings_read(store, &state, &settings, &damaged, &(struct tally){ .counts = { 0 } }), TS_OK);
	assert_false(damaged);
	bool same = catalogues_same(reading.catalogue, &catalogue) && settings_same(reading.settings, &settings);
	catalogue_release(&catalogue);
	reading_end(&reading);
	return !same;
}

/* The activities that a reading gives; they are kept from then on, if they can be. */
static size_t activities_read(ts_store *store)
{
	struct reading reading;

	assert_int_equal(reading_begin(&reading, store, now), TS_OK);
	size_t count = reading.catalogue->rows.count;
	reading_end(&reading);
	return count;
}

static void what_was_read_is_kept_and_written_to(void **state)
{
	struct support *support = *state;

	rows_log(support->store, "parser", now - TS_HOUR, now);
	const struct kept *kept = support->store->kept;
	assert_non_null(kept);
	rows_log(support->store, "email", now - TS_MINUTE, now);
	assert_int_equal(rows_rename(support->store, "email", "mail", now), TS_OK);
	assert_int_equal(activities_read(support->store), 2);
	assert_ptr_equal(support->store->kept, kept);
	assert_false(reading_stale(support->store));
	assert_int_equal(kept->holders, 0);
}

static void what_another_commits_is_read_anew(void **state)
{
	struct support *support = *state;
	ts_store *there = rows_second(support);

	rows_log(support->store, "parser", now - TS_HOUR, now);
	rows_log(there, "email", now - TS_MINUTE, now);
	assert_int_equal(activities_read(support->store), 2);
	assert_false(reading_stale(support->store));
	assert_int_equal(rows_rename(there, "parser", "lexer", now), TS_OK);
	rows_assert_day(support->store, ts_day_from_civil(2026, 10, 1), now, "09:00 lexer, 09:59 email");
	ts_close(there);
}

static void what_is_stale_would_be_found(void **state)
{
	struct support *support = *state;
	ts_store *there = rows_second(support);

	rows_log(support->store, "parser", now - TS_HOUR, now);
	rows_log(there, "email", now - TS_MINUTE, now);
	assert_int_equal(store_read_begin(support->store), TS_OK);
	assert_true(epoch_read(support->store, &support->store->kept->epoch));
	store_read_end(support->store);
	assert_true(reading_stale(support->store));
	kept_forget(support->store);
	assert_false(reading_stale(support->store));
	ts_close(there);
}

static void what_is_given_up_is_not_kept(void **state)
{
	struct support *support = *state;
	struct ts_done done;

	rows_log(support->store, "parser", now - TS_HOUR, now);
	/* The activity is made, then the log is refused by the disk. */
	fault_arm(3, SQLITE_FULL, false);
	enum ts_status status = ts_log_text(support->store, "email", NULL, now, now, &done);
	fault_arm(0, 0, false);
	assert_int_not_equal(status, TS_OK);
	assert_int_equal(activities_read(support->store), 1);
	assert_false(reading_stale(support->store));
}

static void settings_that_were_written_are_read_anew(void **state)
{
	struct support *support = *state;
	struct ts_settings settings = ts_settings_default();
	struct ts_day_view view;

	assert_int_equal(activities_read(support->store), 0);
	settings.weekly_target = 20 * 60;
	assert_int_equal(ts_settings_write(support->store, &settings, now), TS_OK);
	assert_int_equal(ts_day_read(support->store, ts_day_of(now, 0), now, &view), TS_OK);
	assert_int_equal(view.target, 4 * TS_HOUR);
	ts_day_release(&view);
	assert_false(reading_stale(support->store));
}

static void a_new_connection_a_lock_and_a_login_begin_with_nothing(void **state)
{
	struct support *support = *state;

	rows_log(support->store, "parser", now, now);
	store_disconnect(support->store);
	support_sql(support->path, "UPDATE activity SET blob = zeroblob(length(blob))");
	assert_int_equal(activities_read(support->store), 0);
	assert_non_null(support->store->kept);
	ts_lock(support->store);
	assert_null(support->store->kept);
	assert_int_equal(support_register(support->store, "bob", SUPPORT_PASSWORD), TS_OK);
	assert_null(support->store->kept);
	assert_int_equal(activities_read(support->store), 0);
	rows_log(support->store, "bobs", now, now);
	assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	assert_false(reading_stale(support->store));
	assert_int_equal(support->store->kept->catalogue.rows.damaged, 1);
}

/* What is held outlives whatever ends it. */
static void what_is_held_stays_until_it_is_released(void **state)
{
	struct support *support = *state;
	struct reading outer, inner;

	rows_log(support->store, "parser", now, now);
	assert_int_equal(reading_begin(&outer, support->store, now), TS_OK);
	kept_forget(support->store);
	assert_int_equal(reading_begin(&inner, support->store, now), TS_OK);
	assert_ptr_not_equal(inner.catalogue, outer.catalogue);
	assert_true(catalogues_same(inner.catalogue, outer.catalogue));
	reading_end(&inner);
	assert_string_equal(outer.catalogue->rows.at[0].text, "parser");
	reading_end(&outer);
	assert_true(sqlite3_get_autocommit(support->store->database));
}

/* ---- held */

static size_t users_count(ts_store *store)
{
	struct ts_users users;

	assert_int_equal(ts_users_read(store, &users), TS_OK);
	size_t count = users.count;
	ts_users_release(&users);
	return count;
}

static void what_is_held_is_of_one_state_until_it_is_released(void **state)
{
	struct support *support = *state;
	ts_store *there = rows_second(support);
	struct ts_done done;

	rows_log(support->store, "parser", now - TS_HOUR, now);
	ts_read_hold(support->store);
	/* Nothing was read yet: nobody is kept from anything. */
	rows_log(there, "email", now - TS_MINUTE, now);
	assert_int_equal(activities_read(support->store), 2);
	there->impatient = true;
	assert_int_equal(ts_log_text(there, "lunch", NULL, now, now, &done), TS_BUSY);
	assert_int_equal(activities_read(support->store), 2);
	assert_int_equal(users_count(support->store), 1);
	ts_read_release(support->store);
	assert_int_equal(ts_log_text(there, "lunch", NULL, now, now, &done), TS_OK);
	assert_int_equal(activities_read(support->store), 3);
	assert_true(sqlite3_get_autocommit(support->store->database));
	ts_close(there);
}

/* A log is lost to nobody because its own program still reads. */
static void who_holds_what_it_reads_can_write(void **state)
{
	struct support *support = *state;

	ts_read_hold(support->store);
	assert_int_equal(activities_read(support->store), 0);
	rows_log(support->store, "parser", now - TS_HOUR, now);
	assert_int_equal(activities_read(support->store), 1);
	rows_log(support->store, "email", now - TS_MINUTE, now);
	assert_int_equal(activities_read(support->store), 2);
	assert_false(reading_stale(support->store));
	ts_read_release(support->store);
	assert_true(sqlite3_get_autocommit(support->store->database));
}

static void who_asks_for_changes_sees_those_that_came_since(void **state)
{
	struct support *support = *state;
	ts_store *there = rows_second(support);

	ts_read_hold(support->store);
	(void)ts_changed(support->store);
	assert_int_equal(activities_read(support->store), 0);
	assert_false(ts_changed(support->store));
	rows_log(there, "email", now - TS_MINUTE, now);
	assert_true(ts_changed(support->store));
	assert_int_equal(activities_read(support->store), 1);
	ts_close(there);
}

static void a_lost_connection_holds_nothing(void **state)
{
	struct support *support = *state;

	ts_read_hold(support->store);
	assert_int_equal(activities_read(support->store), 0);
	store_disconnect(support->store);
	assert_int_equal(activities_read(support->store), 0);
	rows_log(support->store, "parser", now, now);
	assert_int_equal(activities_read(support->store), 1);
	ts_read_release(support->store);
}

/* ---- together */

struct together {
	ts_store *store, *there;
	enum ts_status answer;
	size_t first, second, open;
};

static enum ts_status look_twice(void *context)
{
	struct together *together = context;

	together->first = activities_read(together->store);
	/* It cannot commit while somebody reads. */
	together->there->impatient = true;
	struct ts_done done;
	assert_int_equal(ts_log_text(together->there, "email", NULL, now, now, &done), TS_BUSY);
	together->there->impatient = false;
	together->second = activities_read(together->store);
	together->open += !sqlite3_get_autocommit(together->store->database);
	return together->answer;
}

static void what_is_read_together_is_of_one_state(void **state)
{
	struct support *support = *state;
	struct together together = { .store = support->store, .there = rows_second(support) };

	rows_log(support->store, "parser", now - TS_HOUR, now);
	assert_int_equal(ts_read_together(support->store, look_twice, &together), TS_OK);
	assert_int_equal(together.first, 1);
	assert_int_equal(together.second, 1);
	assert_int_equal(together.open, 1);
	assert_true(sqlite3_get_autocommit(support->store->database));
	rows_log(together.there, "email", now, now);
	assert_int_equal(activities_read(support->store), 2);
	ts_close(together.there);
}

static void what_the_reader_answers_is_handed_on_and_nothing_stays_open(void **state)
{
	struct support *support = *state;
	struct together together = { .store = support->store, .there = rows_second(support), .answer = TS_NOT_FOUND };

	assert_int_equal(ts_read_together(support->store, look_twice, &together), TS_NOT_FOUND);
	assert_true(sqlite3_get_autocommit(support->store->database));
	assert_int_equal(support->store->transaction_depth, 0);
	ts_lock(support->store);
	together.open = 0;
	assert_int_equal(ts_read_together(support->store, look_twice, &together), TS_LOGGED_OUT);
	assert_int_equal(together.open, 0);
	ts_close(together.there);
}

/* ---- by chance */

static void settings_by_chance(ts_store *store, uint64_t *chance)
{
	struct ts_settings settings = ts_settings_default();

	settings.day_start = rows_random_below(chance, 4) * 60;
	(void)!ts_settings_write(store, &settings, now);
}

static void change_by_chance(ts_store *store, uint64_t *chance, const char *text)
{
	static const char *const texts[] = { "a", "b", "c", "d", "e" };
	const struct ts_activity_change change = { .fields = 1U << rows_random_below(chance, 5),
		                                   .text = texts[rows_random_below(chance, 5)],
		                                   .slot = rows_random_below(chance, TS_SLOTS + 1),
		                                   .colour = rows_random_below(chance, TS_COLOURS + 1),
		                                   .rest = rows_random_below(chance, 2),
		                                   .archived = rows_random_below(chance, 2) };
	struct ts_activity activity;
	struct ts_done done;

	if (rows_activity_find(store, text, now, &activity))
		(void)!ts_activity_change(store, activity.id, &change, now, &done);
}

/* Whatever a screen may do with activities; what of it succeeds is not asked. */
static void act_by_chance(ts_store *store, uint64_t *chance)
{
	static const char *const texts[] = { "a", "b", "c", "d", "off" };
	const char *text = texts[rows_random_below(chance, 5)];
	struct ts_done done;

	switch (rows_random_below(chance, 6)) {
	case 0:
		(void)!ts_undo(store, now, &done);
		break;
	case 1:
		(void)!ts_redo(store, now, &done);
		break;
	case 2:
		settings_by_chance(store, chance);
		break;
	case 3:
		(void)!ts_log_text(store, text, NULL, now - rows_random_below(chance, 90) * TS_MINUTE, now, &done);
		break;
	default:
		change_by_chance(store, chance, text);
		break;
	}
}

/* A write that the disk breaks off, or that lands although it says that it failed. */
static void fail_by_chance(ts_store *store, uint64_t *chance)
{
	fault_arm(1 + rows_random_below(chance, 40), rows_random_below(chance, 2) ? SQLITE_FULL : SQLITE_IOERR_WRITE,
	          false);
	act_by_chance(store, chance);
	fault_arm(0, 0, false);
}

static void two_stores_never_read_what_is_not_in_the_file(void **state)
{
	const long rounds = campaign_rounds(400, 10000);
	struct support *support = *state;
	ts_store *stores[] = { support->store, rows_second(support) };
	uint64_t chance = 20261129;
	long bad = 0;

	for (long i = 0; i < rounds; i++) {
		ts_store *store = stores[rows_random_below(&chance, 2)];
		int kind = rows_random_below(&chance, 8);
		if (kind == 0)
			fail_by_chance(store, &chance);
		else if (kind < 5)
			act_by_chance(store, &chance);
		bad += reading_stale(stores[rows_random_below(&chance, 2)]);
	}
	ts_close(stores[1]);
	assert_int_equal(bad, 0);
	campaign_record("Kept activities", "activities and settings changed, taken back and broken off by two screens",
	                rounds, "looks", bad, "older or newer than the file");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_read_is_kept_and_written_to, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(what_another_commits_is_read_anew, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(what_is_stale_would_be_found, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(what_is_given_up_is_not_kept, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(settings_that_were_written_are_read_anew, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(a_new_connection_a_lock_and_a_login_begin_with_nothing,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(what_is_held_stays_until_it_is_released, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(what_is_held_is_of_one_state_until_it_is_released, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(who_holds_what_it_reads_can_write, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(who_asks_for_changes_sees_those_that_came_since, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(a_lost_connection_holds_nothing, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(what_is_read_together_is_of_one_state, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(what_the_reader_answers_is_handed_on_and_nothing_stays_open,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(two_stores_never_read_what_is_not_in_the_file, support_setup_login,
		                                support_teardown),
	};

	/* The faults are ours, so that the disk below need not be one. */
	if (access("/dev/shm", W_OK) == 0 && setenv("TMPDIR", "/dev/shm", 0) != 0)
		return 1;
	if (setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1) != 0)
		return 1;
	fault_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
