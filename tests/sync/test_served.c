/* Devices and the real hub: what the two sides of the packets make of each other, in a directory and in a folder. */
#include "support_served.h"

#include "tests/data/support_devices.h"
#include "tests/data/support_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const ts_time now = SUPPORT_NOW;

/* Until neither has anything to say. */
static void run(struct served *served)
{
	bool misspoken;

	served_pump(served, now);
	assert_null(serve_over(served->serve, &misspoken));
	assert_int_equal(served->step.state, TS_SYNC_LIVE);
}

static unsigned visit(const char *place, ts_store *store)
{
	struct served served;

	served_open(&served, place, NULL, store);
	run(&served);
	served_close(&served);
	return served.events;
}

static void assert_same(ts_store *left, ts_store *right)
{
	unsigned char left_sum[TALLY_SIZE], right_sum[TALLY_SIZE];

	travels_sum(left, left_sum);
	travels_sum(right, right_sum);
	assert_memory_equal(left_sum, right_sum, TALLY_SIZE);
	assert_int_equal(unsent(left) + unsent(right), 0);
}

static void devices_meet(struct support *support, const char *place)
{
	ts_store *desk = support->store, *laptop = device_make(support, "laptop");
	struct served left, right;

	rows_hurry(desk);
	assert_int_equal(ts_sync_add(desk, "ssh://home", "desk", now), TS_OK);
	assert_int_equal(ts_sync_add(laptop, "ssh://home", "laptop", now), TS_OK);
	for (int i = 0; i < 40; i++)
		(void)rows_log(i % 2 == 0 ? desk : laptop, i % 4 < 2 ? "parser" : "mail", now - (60 - i) * TS_HOUR,
		               now);
	for (int i = 0; i < 3; i++)
		assert_int_equal(visit(place, desk) | visit(place, laptop), 0);
	assert_same(desk, laptop);
	/* Live, and what was pushed is acknowledged. */
	served_open(&left, place, NULL, desk);
	served_open(&right, place, NULL, laptop);
	run(&left);
	run(&right);
	for (int i = 0; i < 5; i++) {
		(void)rows_log(desk, i % 2 == 0 ? "review" : "call", now - (10 - i) * TS_HOUR, now);
		run(&left);
		run(&right);
		assert_same(desk, laptop);
	}
	assert_int_equal(left.events | right.events, 0);
	served_close(&left);
	served_close(&right);
	ts_close(laptop);
}

static void devices_meet_at_a_hub_in_a_directory(void **state)
{
	struct support *support = *state;
	char place[SUPPORT_PATH_SIZE + 16];

	(void)snprintf(place, sizeof place, "%s/hub", support->directory);
	devices_meet(support, place);
}

static void devices_meet_in_a_folder(void **state)
{
	struct support *support = *state;
	char place[SUPPORT_PATH_SIZE + 32];

	(void)snprintf(place, sizeof place, "folder:%s/carried", support->directory);
	assert_int_equal(mkdir(strchr(place, ':') + 1, 0700), 0);
	devices_meet(support, place);
}

/* An older copy of its file is put back: it has lost what came since, and is told so by those who had sent it. */
static void a_hub_put_back_gets_what_it_lost(void **state)
{
	struct support *support = *state;
	ts_store *desk = support->store, *laptop = device_make(support, "laptop");
	char place[SUPPORT_PATH_SIZE + 16], path[SUPPORT_PATH_SIZE + 32];
	size_t size;

	rows_hurry(desk);
	(void)snprintf(place, sizeof place, "%s/hub", support->directory);
	(void)snprintf(path, sizeof path, "%s/hub.db", place);
	assert_int_equal(ts_sync_add(desk, "ssh://home", "desk", now), TS_OK);
	assert_int_equal(ts_sync_add(laptop, "ssh://home", "laptop", now), TS_OK);
	(void)rows_log(desk, "parser", now - 9 * TS_HOUR, now);
	assert_int_equal(visit(place, desk) | visit(place, laptop), 0);
	unsigned char *bytes = support_file_read(path, &size);
	(void)rows_log(desk, "review", now - 8 * TS_HOUR, now);
	(void)rows_log(laptop, "mail", now - 7 * TS_HOUR, now);
	assert_int_equal(visit(place, desk) | visit(place, laptop), 0);
	support_file_write(path, bytes, size);
	free(bytes);
	/* Others push before those come back who knew more: their numbers are given again. */
	(void)rows_log(laptop, "call", now - 6 * TS_HOUR, now);
	assert_true(visit(place, laptop) & TS_SYNC_HUB_LOST);
	assert_true(visit(place, desk) & TS_SYNC_HUB_LOST);
	for (int i = 0; i < 3; i++)
		(void)(visit(place, desk) | visit(place, laptop));
	assert_same(desk, laptop);
	ts_close(laptop);
}

/* Who has nothing yet takes everything, and is told how much of it has come; whoever goes on is not. */
static void a_first_pull_tells_how_much_has_come(void **state)
{
	struct support *support = *state;
	ts_store *desk = support->store, *laptop = device_make(support, "laptop");
	char place[SUPPORT_PATH_SIZE + 16];
	struct served served;

	rows_hurry(desk);
	(void)snprintf(place, sizeof place, "%s/hub", support->directory);
	assert_int_equal(ts_sync_add(desk, "ssh://home", "desk", now), TS_OK);
	for (int i = 0; i < 40; i++) {
		(void)rows_log(desk, i % 2 == 0 ? "parser" : "mail", now - (60 - i) * TS_HOUR, now);
		assert_int_equal(visit(place, desk), 0);
	}
	assert_int_equal(ts_sync_add(laptop, "ssh://home", "laptop", now), TS_OK);
	served_open(&served, place, NULL, laptop);
	served.rows = 4;
	run(&served);
	assert_in_range(served.percents, 6, 40);
	assert_int_equal(served.step.percent, 0);
	served_close(&served);
	assert_same(desk, laptop);
	(void)rows_log(desk, "review", now - 2 * TS_HOUR, now);
	assert_int_equal(visit(place, desk), 0);
	served_open(&served, place, NULL, laptop);
	run(&served);
	assert_int_equal(served.percents, 0);
	served_close(&served);
	ts_close(laptop);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(devices_meet_at_a_hub_in_a_directory),
		LOGGED_IN(devices_meet_in_a_folder),
		LOGGED_IN(a_hub_put_back_gets_what_it_lost),
		LOGGED_IN(a_first_pull_tells_how_much_has_come),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
