/* Who registered on two machines before either knew of the other: the two become one. */
#include "support_served.h"
#include "tests/data/support_devices.h"
#include "tests/data/support_fault.h"
#include "tests/data/support_pieces.h"
#include "tests/data/support_rows.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;
static const char laptop_password[] = "the laptop's password";
static const char *const tables[] = { "activity", "log",  "note", "history", "part",    "draft", "month", "setting",
	                              "state",    "slot", "hub",  "device",  "session", "inbox", "ledger" };

/* ada's desk, which a hub knows; and a laptop where she registered, too. */
struct world {
	struct support *support;
	char place[SUPPORT_PATH_SIZE + 8], path[SUPPORT_PATH_SIZE + 32];
	ts_store *desk, *laptop;
};

static void laptop_fill(ts_store *laptop)
{
	struct ts_settings settings = ts_settings_default();
	struct ts_done done;

	(void)rows_log(laptop, "parser", now - 8 * TS_HOUR, now);
	(void)rows_log(laptop, "mail", now - 7 * TS_HOUR, now);
	(void)rows_log(laptop, "chat", now - 6 * TS_HOUR, now);
	(void)rows_log(laptop, "off", now - 5 * TS_HOUR, now);
	const struct ts_done dead = rows_log(laptop, "dead", now - 4 * TS_HOUR, now);
	assert_int_equal(ts_log_delete(laptop, dead.log, now, &done), TS_OK);
	assert_int_equal(rows_rename(laptop, "mail", "email", now), TS_OK);
	/* Merged. */
	assert_int_equal(rows_rename(laptop, "chat", "email", now), TS_OK);
	assert_int_equal(
	        ts_note_save(laptop, &(struct ts_note){ .day = ts_day_of(now, 0) }, "of laptop", 9, now, &done), TS_OK);
	assert_int_equal(ts_draft_save(laptop, &(struct ts_note){ .day = ts_day_of(now, 0) - 1 }, "draft", 5, 2, now),
	                 TS_OK);
	const struct ts_day_mark sick = { .kind = TS_MARK_SICK, .text = "of laptop" };
	const struct ts_booking booking = { .day = ts_day_of(now, 0) - 9, .minutes = 90 };
	const ts_day day = ts_day_of(now, 0) - 2;
	struct ts_id id;
	assert_int_equal(ts_day_mark_set(laptop, (struct ts_range){ day, day }, &sick, now, &done), TS_OK);
	assert_int_equal(ts_booking_add(laptop, &booking, now, &id, &done), TS_OK);
	assert_int_equal(ts_budget_set(laptop, "email", 120, TS_PER_WEEK, now, &done), TS_OK);
	settings.day_start = 60;
	memcpy(settings.theme, "light", sizeof "light");
	assert_int_equal(ts_settings_write(laptop, &settings, now), TS_OK);
}

static int setup(void **state)
{
	struct world *world = calloc(1, sizeof *world);
	struct ts_done done;
	void *support;

	assert_non_null(world);
	assert_int_equal(support_setup(&support), 0);
	world->support = support;
	(void)snprintf(world->place, sizeof world->place, "%s/hub", world->support->directory);
	(void)snprintf(world->path, sizeof world->path, "%s.laptop", world->support->path);
	world->desk = support_open(world->support);
	rows_hurry(world->desk);
	assert_int_equal(support_register(world->desk, "Ada", SUPPORT_PASSWORD), TS_OK);
	(void)rows_log(world->desk, "parser", now - 3 * TS_HOUR, now);
	(void)rows_log(world->desk, "off", now - 2 * TS_HOUR, now);
	assert_int_equal(
	        ts_note_save(world->desk, &(struct ts_note){ .day = ts_day_of(now, 0) }, "of desk", 7, now, &done),
	        TS_OK);
	assert_int_equal(ts_sync_add(world->desk, "ssh://home", "desk", now), TS_OK);
	assert_int_equal(served_visit(world->place, world->desk, now).step.state, TS_SYNC_LIVE);
	world->laptop = served_store(world->support, "laptop");
	assert_int_equal(support_register(world->laptop, "ada", laptop_password), TS_OK);
	laptop_fill(world->laptop);
	*state = world;
	return 0;
}

static int teardown(void **state)
{
	struct world *world = *state;
	void *support = world->support;

	ts_close(world->laptop);
	int code = support_teardown(&support);
	free(world);
	return code;
}

/* fault: the operation on the disk that fails; 0: none does. */
static enum ts_status adopt_failing(struct world *world, const char *password, int fault)
{
	ts_join *join = served_ask(world->place, world->laptop, "ada");
	ts_auth *auth = NULL;

	assert_int_equal(ts_join_state(join), TS_JOIN_FOUND);
	fault_arm(fault, SQLITE_FULL, false);
	enum ts_status status =
	        ts_join_adopt(join, password, "ssh://home", "laptop", NULL, NULL, now + TS_MINUTE, &auth);
	if (status == TS_OK) {
		ts_auth_run(auth);
		status = ts_auth_finish(world->laptop, auth);
	}
	ts_auth_destroy(auth);
	ts_join_end(join);
	return status;
}

static enum ts_status adopt(struct world *world, const char *password)
{
	return adopt_failing(world, password, 0);
}

static void exchange(const struct world *world)
{
	unsigned char sums[2][TALLY_SIZE];

	for (int i = 0; i < 3; i++) {
		assert_int_equal(served_visit(world->place, world->desk, now).step.state, TS_SYNC_LIVE);
		assert_int_equal(served_visit(world->place, world->laptop, now).step.state, TS_SYNC_LIVE);
	}
	travels_sum(world->desk, sums[0]);
	travels_sum(world->laptop, sums[1]);
	assert_memory_equal(sums[0], sums[1], TALLY_SIZE);
	assert_int_equal(unsent(world->desk), 0);
	assert_int_equal(unsent(world->laptop), 0);
}

static void assert_both(ts_store *store, const char *day)
{
	struct ts_note note = { 0 };

	rows_assert_day(store, ts_day_of(now, 0), now, day);
	assert_int_equal(ts_note_read(store, ts_day_of(now, 0), &note), TS_OK);
	assert_non_null(strstr(note.text, "of desk"));
	assert_non_null(strstr(note.text, "of laptop"));
	ts_note_release(&note);
}

/* What the laptop's ada marked, booked, and set as a budget: what it is of has another id now. */
static void assert_marked(ts_store *store)
{
	const ts_day day = ts_day_of(now, 0) - 2;
	struct ts_day_marks marks;
	struct ts_bookings bookings;
	struct ts_budgets budgets;

	assert_int_equal(ts_day_marks_read(store, (struct ts_range){ day, day }, &marks), TS_OK);
	assert_true(marks.count == 1 && marks.damaged == 0 && marks.at[0].kind == TS_MARK_SICK);
	assert_string_equal(marks.at[0].text, "of laptop");
	ts_day_marks_release(&marks);
	assert_int_equal(ts_bookings_read(store, &bookings), TS_OK);
	assert_true(bookings.count == 1 && bookings.at[0].minutes == 90);
	ts_bookings_release(&bookings);
	assert_int_equal(ts_budgets_read(store, now, &budgets), TS_OK);
	assert_true(budgets.count == 1 && budgets.damaged == 0 && budgets.at[0].minutes == 120);
	assert_string_equal(budgets.at[0].text, "email");
	ts_budgets_release(&budgets);
}

/* The laptop's ada as she was. */
static void assert_untouched(ts_store *store)
{
	rows_assert_day(store, ts_day_of(now, 0), now, "02:00 parser, 03:00 email, 04:00 email, 05:00 off");
	rows_assert_note(store, ts_day_of(now, 0), "of laptop");
	rows_assert_sound(store);
}

static void two_users_of_one_name_become_one(void **state)
{
	struct world *world = *state;
	ts_store *laptop = world->laptop;
	struct ts_settings settings;
	struct ts_draft draft = { 0 };
	struct ts_done done;
	char path[SUPPORT_PATH_SIZE + 64], reason[TS_REASON_SIZE];
	ts_store *before = NULL;

	assert_int_equal(ts_inbox_log(laptop, "ada", 0, "locked", now - TS_HOUR), TS_OK);
	assert_int_equal(adopt(world, SUPPORT_PASSWORD), TS_OK);
	assert_string_equal(ts_user_name(laptop), "Ada");
	exchange(world);
	const char *day = "02:00 parser, 03:00 email, 04:00 email, 05:00 off, 07:00 parser, 08:00 off, 09:00 locked";
	assert_both(laptop, day);
	assert_both(world->desk, day);
	assert_marked(laptop);
	assert_marked(world->desk);
	/* Nobody had chosen any on the other devices. */
	assert_int_equal(ts_settings_read(world->desk, &settings), TS_OK);
	assert_int_equal(settings.day_start, 60);
	assert_int_equal(ts_settings_read(laptop, &settings), TS_OK);
	assert_string_equal(settings.theme, "light");
	assert_int_equal(ts_draft_read(laptop, ts_day_of(now, 0) - 1, &draft), TS_OK);
	assert_string_equal(draft.note.text, "draft");
	ts_draft_release(&draft);
	assert_int_equal(ts_undo(laptop, now, &done), TS_NOT_FOUND);
	assert_int_equal(support_sql_integer(world->path, "SELECT count(*) FROM user"), 1);
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		char sql[128];
		(void)snprintf(sql, sizeof sql, "SELECT count(*) FROM %s WHERE owner NOT IN (SELECT id FROM user)",
		               tables[i]);
		assert_int_equal(support_sql_integer(world->path, sql), 0);
	}
	ts_lock(laptop);
	assert_int_equal(support_login(laptop, "ada", laptop_password, now), TS_DENIED);
	assert_int_equal(support_login(laptop, "ada", SUPPORT_PASSWORD, now), TS_OK);
	/* As it was before. */
	(void)snprintf(path, sizeof path, "%s.before-join", world->path);
	if (ts_open(path, false, now, reason, &before) != TS_OK)
		fail_msg("%s", reason);
	assert_int_equal(support_login(before, "ada", laptop_password, now), TS_OK);
	assert_string_equal(ts_user_name(before), "ada");
	rows_assert_sound(before);
	ts_close(before);
}

/* Those of the one who is merged are gone with her rows; the other has them of all. */
static void months_of_many_logs_have_one_piece(void **state)
{
	struct world *world = *state;

	rows_hurry(world->laptop);
	pieces_fill(world->laptop, 50, 4, now);
	assert_true(pieces_count(world->laptop) > 0);
	assert_int_equal(adopt(world, SUPPORT_PASSWORD), TS_OK);
	assert_true(pieces_count(world->laptop) > 0);
	assert_true(pieces_agree(world->laptop, now));
	assert_int_equal(support_sql_integer(world->path, "SELECT count(*) FROM piece WHERE owner NOT IN "
	                                                  "(SELECT id FROM user)"),
	                 0);
}

static void settings_of_the_other_devices_hold(void **state)
{
	struct world *world = *state;
	struct ts_settings settings = ts_settings_default();

	/* Long before those of laptop. */
	settings.day_start = 120;
	assert_int_equal(ts_settings_write(world->desk, &settings, now - 1000 * TS_HOUR), TS_OK);
	assert_int_equal(adopt(world, SUPPORT_PASSWORD), TS_OK);
	exchange(world);
	assert_int_equal(ts_settings_read(world->laptop, &settings), TS_OK);
	assert_int_equal(settings.day_start, 120);
	assert_string_equal(settings.theme, "light");
}

static void who_may_be_adopted(void **state)
{
	struct world *world = *state;

	ts_join *join = served_ask(world->place, world->laptop, "ada");
	assert_int_equal(served_password(join, world->laptop, SUPPORT_PASSWORD, "laptop", now), TS_EXISTS);
	ts_join_end(join);
	assert_int_equal(adopt(world, "not her password"), TS_DENIED);
	assert_untouched(world->laptop);
	ts_lock(world->laptop);
	assert_int_equal(adopt(world, SUPPORT_PASSWORD), TS_LOGGED_OUT);
	assert_int_equal(support_register(world->laptop, "grace", SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(adopt(world, SUPPORT_PASSWORD), TS_INVALID);
	assert_int_equal(support_login(world->laptop, "ada", laptop_password, now), TS_OK);
	assert_int_equal(adopt(world, SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(adopt(world, SUPPORT_PASSWORD), TS_UNCHANGED);
	/* The other user is left as she is. */
	assert_int_equal(support_login(world->laptop, "grace", SUPPORT_PASSWORD, now), TS_OK);
	rows_assert_sound(world->laptop);
}

static void a_damaged_row_is_not_lost_unsaid(void **state)
{
	struct world *world = *state;

	support_sql(world->path, "UPDATE log SET blob = zeroblob(100) WHERE id = (SELECT min(id) FROM log)");
	ts_lock(world->laptop);
	assert_int_equal(support_login(world->laptop, "ada", laptop_password, now), TS_OK);
	assert_int_equal(adopt(world, SUPPORT_PASSWORD), TS_DAMAGED);
	assert_non_null(strstr(ts_detail(world->laptop), "nothing was changed"));
	/* Also where its owner lives with it. */
	assert_int_equal(ts_audit_accept(world->laptop, now), TS_OK);
	assert_int_equal(adopt(world, SUPPORT_PASSWORD), TS_DAMAGED);
	assert_non_null(strstr(ts_detail(world->laptop), "1 rows of 'ada'"));
	assert_string_equal(ts_user_name(world->laptop), "ada");
	assert_int_equal(support_sql_integer(world->path, "SELECT count(*) FROM user"), 1);
}

static void adopting_leaves_the_one_or_the_other(void **state)
{
	struct world *world = *state;
	bool reached = true;
	int failed = 0, before = 0;
	size_t size;

	ts_close(world->laptop);
	unsigned char *bytes = support_file_read(world->path, &size);
	for (int at = 1; reached && at < 500; at++) {
		support_file_write(world->path, bytes, size);
		world->laptop = served_store(world->support, "laptop");
		assert_int_equal(support_login(world->laptop, "ada", laptop_password, now), TS_OK);
		enum ts_status status = adopt_failing(world, SUPPORT_PASSWORD, at);
		reached = fault_count() >= at;
		fault_arm(0, 0, false);
		failed += status != TS_OK;
		assert_true(ts_logged_in(world->laptop));
		if (status == TS_OK) {
			exchange(world);
		} else {
			assert_untouched(world->laptop);
			before++;
			ts_lock(world->laptop);
			assert_int_equal(support_login(world->laptop, "ada", laptop_password, now), TS_OK);
		}
		ts_close(world->laptop);
		world->laptop = NULL;
	}
	free(bytes);
	assert_false(reached);
	assert_true(failed >= 3 && before == failed);
}

#define WORLD(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

static int group_setup(void **state)
{
	(void)state;
	fault_install();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD(two_users_of_one_name_become_one),   WORLD(months_of_many_logs_have_one_piece),
		WORLD(settings_of_the_other_devices_hold), WORLD(who_may_be_adopted),
		WORLD(a_damaged_row_is_not_lost_unsaid),   WORLD(adopting_leaves_the_one_or_the_other),
	};

	return cmocka_run_group_tests(tests, group_setup, NULL);
}
