/* Devices and hubs as they are shipped: whole conversations between two databases, by way of each kind of hub. */
#include "data/hub/hub.h"
#include "data/hub/serve.h"
#include "data/rows/record_state.h"
#include "tests/data/support_devices.h"
#include "tests/data/support_rows.h"
#include "tests/data/support_seen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const ts_time now = SUPPORT_NOW;

enum { PLACE_SIZE = SUPPORT_PATH_SIZE + 64, ROWS = 1000 };

/* A device, and its process of the hub. */
struct end {
	ts_store *store;
	ts_sync *sync;
	struct hub *hub;
	struct serve *serve;
	struct ts_sync_step step;
	unsigned events;
};

static void end_open(struct end *end, ts_store *store, const char *place)
{
	char reason[TS_REASON_SIZE] = "";

	*end = (struct end){ .store = store };
	if (hub_open(place, &(struct hub_opening){ 0 }, reason, &end->hub) != TS_OK)
		fail_msg("%s", reason);
	assert_int_equal(serve_begin(end->hub, &(struct serve_rules){ .only = NULL }, &end->serve), TS_OK);
	assert_int_equal(ts_sync_begin(store, &end->sync), TS_OK);
}

static void end_close(struct end *end)
{
	ts_sync_end(end->sync);
	serve_end(end->serve);
	hub_close(end->hub);
}

/* One turn of both sides; false: nothing moves any more. */
static bool end_turn(struct end *end)
{
	size_t size, answered;
	const void *bytes = ts_sync_output(end->sync, &size);
	size_t room = serve_room(end->serve);

	size = bytes ? (size < room ? size : room) : 0;
	if (size > 0) {
		assert_int_equal(serve_receive(end->serve, bytes, size), TS_OK);
		ts_sync_sent(end->sync, size);
	}
	serve_look(end->serve);
	while (serve_step(end->serve)) {
	}
	bytes = serve_output(end->serve, &answered);
	if (answered > 0)
		assert_int_equal(ts_sync_receive(end->sync, bytes, answered), TS_OK);
	serve_sent(end->serve, answered);
	assert_int_equal(ts_sync_step(end->sync, ROWS, now, &end->step), TS_OK);
	end->events |= end->step.events;
	return size > 0 || answered > 0 || end->step.more;
}

static void ends_turn(struct end *desk, struct end *laptop)
{
	for (int quiet = 0, turns = 0; quiet < 3; turns++) {
		bool moves = end_turn(desk);
		moves = end_turn(laptop) || moves;
		quiet = moves ? 0 : quiet + 1;
		assert_true(turns < 10000);
	}
}

static void assert_same(ts_store *desk, ts_store *laptop)
{
	unsigned char left[TALLY_SIZE], right[TALLY_SIZE];

	travels_sum(desk, left);
	travels_sum(laptop, right);
	assert_memory_equal(left, right, TALLY_SIZE);
	assert_int_equal(unsent(desk), 0);
	assert_int_equal(unsent(laptop), 0);
}

static void devices_agree(struct support *support, const char *place)
{
	ts_store *desk_store = support->store, *laptop_store = device_make(support, "laptop");
	struct end desk, laptop;
	struct ts_done done;

	rows_hurry(desk_store);
	(void)rows_log(desk_store, "parser", now - TS_HOUR, now);
	assert_int_equal(ts_sync_add(desk_store, "ssh://home", "desk", now), TS_OK);
	assert_int_equal(ts_sync_add(laptop_store, "ssh://home", "laptop", now), TS_OK);
	end_open(&desk, desk_store, place);
	end_open(&laptop, laptop_store, place);
	ends_turn(&desk, &laptop);
	assert_int_equal(desk.step.state, TS_SYNC_LIVE);
	assert_int_equal(laptop.step.state, TS_SYNC_LIVE);
	rows_assert_day(laptop_store, ts_day_of(now, 0), now, "09:00 parser");
	/* Live, both ways. */
	for (int i = 0; i < 10; i++) {
		(void)rows_log(i % 2 ? desk_store : laptop_store, i % 2 ? "review" : "mail",
		               now - (40 - 3 * i) * TS_MINUTE, now);
		ends_turn(&desk, &laptop);
		assert_same(desk_store, laptop_store);
	}
	assert_int_equal(ts_undo(laptop_store, now, &done), TS_OK);
	ends_turn(&desk, &laptop);
	assert_same(desk_store, laptop_store);
	end_close(&laptop);
	/* One that was away goes on where it was. */
	(void)rows_log(desk_store, "alone", now - TS_MINUTE, now);
	ends_turn(&desk, &desk);
	end_open(&laptop, laptop_store, place);
	ends_turn(&desk, &laptop);
	assert_same(desk_store, laptop_store);
	assert_int_equal(desk.events | laptop.events, 0);
	end_close(&laptop);
	end_close(&desk);
	ts_close(laptop_store);
}

static void by_a_directory(void **state)
{
	struct support *support = *state;
	char place[PLACE_SIZE];

	(void)snprintf(place, sizeof place, "%s/hub", support->directory);
	devices_agree(support, place);
}

static void by_a_folder(void **state)
{
	struct support *support = *state;
	char place[PLACE_SIZE];

	(void)snprintf(place, sizeof place, "folder:%s/shared", support->directory);
	assert_int_equal(mkdir(place + strlen("folder:"), 0700), 0);
	devices_agree(support, place);
}

/* tests/tools start them. */
static void by_server(void **state, const char *variable)
{
	const char *address = getenv(variable), *mark = address ? strstr(address, "ROLE") : NULL;
	char place[PLACE_SIZE];

	if (!mark)
		skip();
	(void)snprintf(place, sizeof place, "%.*sm20%s", (int)(mark - address), address, mark + strlen("ROLE"));
	devices_agree(*state, place);
}

static void by_postgresql(void **state)
{
	by_server(state, "TIMESHEET_TEST_POSTGRES");
}

static void by_mariadb(void **state)
{
	by_server(state, "TIMESHEET_TEST_MARIADB");
}

/* The hub's file is put back to an older state while both are away: what it had acknowledged comes again. */
static void a_hub_that_was_put_back_gets_everything_again(void **state)
{
	struct support *support = *state;
	ts_store *desk_store = support->store, *laptop_store = device_make(support, "laptop"),
	         *phone_store = device_make(support, "phone");
	char place[SUPPORT_PATH_SIZE], file[PLACE_SIZE];
	struct end desk, laptop;
	size_t size;

	(void)snprintf(place, sizeof place, "%.480s/hub", support->directory);
	(void)snprintf(file, sizeof file, "%s/hub.db", place);
	rows_hurry(desk_store);
	assert_int_equal(ts_sync_add(desk_store, "ssh://home", "desk", now), TS_OK);
	assert_int_equal(ts_sync_add(laptop_store, "ssh://home", "laptop", now), TS_OK);
	end_open(&desk, desk_store, place);
	end_open(&laptop, laptop_store, place);
	ends_turn(&desk, &laptop);
	unsigned char *backup = support_file_read(file, &size);
	(void)rows_log(desk_store, "parser", now - TS_HOUR, now);
	ends_turn(&desk, &laptop);
	end_close(&laptop);
	end_close(&desk);
	support_file_write(file, backup, size);
	free(backup);
	end_open(&desk, desk_store, place);
	ends_turn(&desk, &desk);
	assert_int_equal(desk.events & TS_SYNC_HUB_LOST, TS_SYNC_HUB_LOST);
	end_close(&desk);
	/* So a new device gets it, though nobody changed anything. */
	assert_int_equal(ts_sync_add(phone_store, "ssh://home", "phone", now), TS_OK);
	end_open(&laptop, phone_store, place);
	ends_turn(&laptop, &laptop);
	rows_assert_day(phone_store, ts_day_of(now, 0), now, "09:00 parser");
	end_close(&laptop);
	ts_close(phone_store);
	ts_close(laptop_store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(by_a_directory, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(by_a_folder, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(by_postgresql, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(by_mariadb, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(a_hub_that_was_put_back_gets_everything_again, support_setup_login,
		                                support_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
