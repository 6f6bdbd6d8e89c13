/* Devices and the real hub: what the two sides of the packets make of each other, in a directory and in a folder. */
#include "data/hub/hub.h"
#include "data/hub/serve.h"
#include "tests/data/support_devices.h"
#include "tests/data/support_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const ts_time now = SUPPORT_NOW;

/* A device's conversation, and the process of the hub that it speaks with. */
struct served {
	struct hub *hub;
	struct serve *serve;
	ts_sync *sync;
	struct ts_sync_step step;
	unsigned events;
};

static void served_begin(struct served *served, const char *place, ts_store *store)
{
	char reason[TS_REASON_SIZE] = "";

	*served = (struct served){ .events = 0 };
	if (hub_open(place, &(struct hub_opening){ 0 }, reason, &served->hub) != TS_OK)
		fail_msg("%s", reason);
	assert_int_equal(serve_begin(served->hub, &(struct serve_rules){ 0 }, &served->serve), TS_OK);
	assert_int_equal(ts_sync_begin(store, &served->sync), TS_OK);
}

static void served_end(struct served *served)
{
	ts_sync_end(served->sync);
	serve_end(served->serve);
	hub_close(served->hub);
}

static bool to_hub(struct served *served)
{
	size_t size, room = serve_room(served->serve);
	const void *bytes = ts_sync_output(served->sync, &size);

	size = size < room ? size : room;
	if (!bytes || size == 0)
		return false;
	assert_int_equal(serve_receive(served->serve, bytes, size), TS_OK);
	ts_sync_sent(served->sync, size);
	return true;
}

static bool to_device(struct served *served)
{
	size_t size;
	const void *bytes = serve_output(served->serve, &size);

	if (size == 0)
		return false;
	assert_int_equal(ts_sync_receive(served->sync, bytes, size), TS_OK);
	serve_sent(served->serve, size);
	return true;
}

/* Until neither has anything to say. */
static void served_run(struct served *served)
{
	bool moves = true, misspoken = false;

	for (int round = 0; moves; round++) {
		assert_true(round < 10000);
		moves = to_hub(served);
		serve_look(served->serve);
		while (serve_step(served->serve))
			moves = to_device(served) || moves;
		moves = to_device(served) || moves;
		assert_int_equal(ts_sync_step(served->sync, 100, now, &served->step), TS_OK);
		served->events |= served->step.events;
		moves = moves || served->step.more;
		size_t size;
		moves = moves || ts_sync_output(served->sync, &size);
	}
	assert_null(serve_over(served->serve, &misspoken));
	assert_int_equal(served->step.state, TS_SYNC_LIVE);
}

static unsigned visit(const char *place, ts_store *store)
{
	struct served served;

	served_begin(&served, place, store);
	served_run(&served);
	served_end(&served);
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
	served_begin(&left, place, desk);
	served_begin(&right, place, laptop);
	served_run(&left);
	served_run(&right);
	for (int i = 0; i < 5; i++) {
		(void)rows_log(desk, i % 2 == 0 ? "review" : "call", now - (10 - i) * TS_HOUR, now);
		served_run(&left);
		served_run(&right);
		assert_same(desk, laptop);
	}
	assert_int_equal(left.events | right.events, 0);
	served_end(&left);
	served_end(&right);
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

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(devices_meet_at_a_hub_in_a_directory),
		LOGGED_IN(devices_meet_in_a_folder),
		LOGGED_IN(a_hub_put_back_gets_what_it_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
