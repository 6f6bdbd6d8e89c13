/* A hub in a directory: the rules of every hub, its file, and what is left when it is put back to an older state. */
#include "support_hub.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct packet_view beginning = { "", 0 };

static int setup(void **state)
{
	struct hub_world *world = calloc(1, sizeof *world);
	void *support;

	assert_non_null(world);
	assert_int_equal(support_setup(&support), 0);
	world->support = support;
	world->numbered = true;
	(void)snprintf(world->place, sizeof world->place, "%s/hub", world->support->directory);
	*state = world;
	return 0;
}

static int teardown(void **state)
{
	struct hub_world *world = *state;
	void *support = world->support;
	int code = support_teardown(&support);

	free(world);
	return code;
}

static void file_path(const struct hub_world *world, char out[SUPPORT_PATH_SIZE + 80])
{
	(void)snprintf(out, SUPPORT_PATH_SIZE + 80, "%s/hub.db", world->place);
}

static void all_of_it_is_private(void **state)
{
	const struct hub_world *world = *state;
	char path[SUPPORT_PATH_SIZE + 80];
	struct stat about;

	device_close(device_of(world, 7, 1));
	file_path(world, path);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	assert_int_equal(stat(world->place, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0700);
	assert_int_equal(support_sql_integer(path, "PRAGMA application_id"), 0x74736862);
	assert_int_equal(support_sql_integer(path, "PRAGMA user_version"), 1);
}

static enum ts_status opening(const char *place, char reason[TS_REASON_SIZE])
{
	struct hub *hub = NULL;
	enum ts_status status = hub_open(place, &(struct hub_opening){ 0 }, reason, &hub);

	hub_close(hub);
	return status;
}

static void a_file_that_is_not_a_hubs_is_left_alone(void **state)
{
	const struct hub_world *world = *state;
	char path[SUPPORT_PATH_SIZE + 80], reason[TS_REASON_SIZE];

	assert_int_equal(mkdir(world->place, 0700), 0);
	file_path(world, path);
	support_file_write(path, "", 0);
	assert_int_equal(opening(world->place, reason), TS_EMPTY);
	support_file_write(path, "a letter", 8);
	assert_int_equal(opening(world->place, reason), TS_FOREIGN);
	assert_non_null(strstr(reason, "it is not a hub's database"));
	support_file_write(path, "", 0);
	support_sql(path, "CREATE TABLE x (y); PRAGMA application_id = 1953720370");
	assert_int_equal(opening(world->place, reason), TS_FOREIGN);
	assert_int_equal(unlink(path), 0);
	device_close(device_of(world, 7, 1));
	support_sql(path, "PRAGMA user_version = 2");
	assert_int_equal(opening(world->place, reason), TS_NEWER);
	support_sql(path, "PRAGMA user_version = 1");
	assert_int_equal(chmod(world->place, 0777), 0);
	assert_int_equal(opening(world->place, reason), TS_INVALID);
	assert_non_null(strstr(reason, "everybody may replace files"));
}

static void a_hub_that_was_put_back_says_so(void **state)
{
	const struct hub_world *world = *state;
	char path[SUPPORT_PATH_SIZE + 80];
	struct device *desk = device_of(world, 7, 1);
	size_t size;

	file_path(world, path);
	(void)device_pushes(desk, 1, "one");
	device_pulls(desk, beginning);
	struct packet_view old = device_hears_frame(desk, 1, "one");
	(void)device_hears(desk, PACKET_END);
	unsigned char *backup = support_file_read(path, &size);
	struct packet_view lost = device_pushes(desk, 2, "two").cursor;
	support_file_write(path, backup, size);
	free(backup);
	struct device *laptop = device_of(world, 7, 2);
	/* What a device knew of it before is as good as ever. */
	device_pulls(laptop, old);
	(void)device_hears(laptop, PACKET_END);
	device_hears_nothing(laptop);
	device_pulls(laptop, lost);
	(void)device_hears(laptop, PACKET_HELLO);
	(void)device_hears_frame(laptop, 1, "one");
	(void)device_hears(laptop, PACKET_END);
	/* The lost one's number goes to another frame. */
	(void)device_pushes(laptop, 3, "three");
	device_deaf(laptop);
	device_pulls(laptop, lost);
	(void)device_hears(laptop, PACKET_HELLO);
	(void)device_hears_frame(laptop, 1, "one");
	(void)device_hears_frame(laptop, 3, "three");
	(void)device_hears(laptop, PACKET_END);
	device_close(laptop);
	device_close(desk);
}

static void the_cursor_of_another_hub_begins_anew(void **state)
{
	struct hub_world *world = *state;
	struct device *desk = device_of(world, 7, 1), *elsewhere;
	char path[SUPPORT_PATH_SIZE + 80];

	(void)device_pushes(desk, 1, "one");
	device_pulls(desk, beginning);
	struct packet_view cursor = device_hears_frame(desk, 1, "one");
	(void)snprintf(world->place, sizeof world->place, "%s/other", world->support->directory);
	file_path(world, path);
	elsewhere = device_of(world, 7, 1);
	(void)device_pushes(elsewhere, 2, "two");
	device_pulls(elsewhere, cursor);
	(void)device_hears(elsewhere, PACKET_HELLO);
	(void)device_hears_frame(elsewhere, 2, "two");
	(void)device_hears(elsewhere, PACKET_END);
	device_close(elsewhere);
	device_close(desk);
}

static void what_is_compacted_goes_and_nothing_else_does(void **state)
{
	const struct hub_world *world = *state;
	struct device *desk = device_open(world, NULL, 12), *bob = device_of(world, 8, 1);
	struct packet compact = { .kind = PACKET_COMPACT };
	char path[SUPPORT_PATH_SIZE + 80];

	file_path(world, path);
	assert_int_equal(device_greets(desk, 7, 1).features, PACKET_COMPACTS | PACKET_WIPES);
	(void)device_pushes(bob, 1, "bob's");
	(void)device_pushes(desk, 1, "one");
	(void)device_pushes(desk, 2, "two");
	(void)device_pushes(desk, 3, "three");
	device_pulls(desk, beginning);
	struct packet_view first = device_hears_frame(desk, 1, "one"), second = device_hears_frame(desk, 2, "two");
	(void)device_hears_frame(desk, 3, "three");
	(void)device_hears(desk, PACKET_END);
	compact.cursor = second;
	device_say(desk, &compact);
	(void)device_hears(desk, PACKET_END);
	/* Who stood before or at the cut goes on. */
	device_pulls(desk, first);
	(void)device_hears_frame(desk, 3, "three");
	(void)device_hears(desk, PACKET_END);
	device_pulls(desk, second);
	(void)device_hears_frame(desk, 3, "three");
	(void)device_hears(desk, PACKET_END);
	/* There is room again. */
	(void)device_pushes(desk, 4, "sixsix");
	(void)device_hears(desk, PACKET_END);
	device_say(desk, &compact);
	(void)device_hears(desk, PACKET_END);
	compact.cursor = (struct packet_view){ "nothing", 7 };
	device_say(desk, &compact);
	assert_int_equal(device_hears(desk, PACKET_REFUSED).code, PACKET_REFUSED_NOT_ALLOWED);
	device_pulls(bob, beginning);
	(void)device_hears_frame(bob, 1, "bob's");
	assert_int_equal(support_sql_integer(path, "SELECT count(*) FROM frame"), 3);
	device_close(bob);
	device_close(desk);
}

static void pushes_that_come_together_are_one_transaction(void **state)
{
	const struct hub_world *world = *state;
	struct device *desk = device_open(world, NULL, 6);
	unsigned char bytes[256];
	char path[SUPPORT_PATH_SIZE + 80];
	size_t size = 0;

	file_path(world, path);
	(void)device_greets(desk, 7, 1);
	for (unsigned char i = 1; i <= 3; i++) {
		struct packet push = packet_push(i, "abc");
		size += packet_write(&push, PACKET_CLIENT, bytes + size, sizeof bytes - size);
	}
	/* The third is over the quota: all or nothing. */
	device_say_bytes(desk, bytes, size);
	(void)device_hears(desk, PACKET_REFUSED);
	device_hears_nothing(desk);
	assert_int_equal(support_sql_integer(path, "SELECT count(*) FROM frame"), 0);
	device_say_bytes(desk, bytes, size / 3 * 2);
	(void)device_hears(desk, PACKET_ACK);
	(void)device_hears(desk, PACKET_ACK);
	device_close(desk);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown),

int main(void)
{
	const struct CMUnitTest tests[] = {
		HUB_CASES(CASE) CASE(all_of_it_is_private) CASE(a_file_that_is_not_a_hubs_is_left_alone)
		        CASE(a_hub_that_was_put_back_says_so) CASE(the_cursor_of_another_hub_begins_anew)
		                CASE(what_is_compacted_goes_and_nothing_else_does)
		                        CASE(pushes_that_come_together_are_one_transaction)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
