/* The anchor outside of the database: an older copy in the file's place is noticed, and nothing else is. */
#include "support_rows.h"

#include "data/file/store.h"
#include "data/rows/state.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW;

static ts_time at(int hour, int minute)
{
	return rows_at(2026, 10, 1, hour, minute);
}

static void directory_name(const struct support *support, char out[SUPPORT_PATH_SIZE])
{
	(void)snprintf(out, SUPPORT_PATH_SIZE, "%.480s/state/anchors", support->directory);
}

static void anchor_use(const struct support *support, ts_store *store)
{
	char directory[SUPPORT_PATH_SIZE];

	directory_name(support, directory);
	assert_int_equal(ts_anchor_use(store, directory), TS_OK);
}

/* The file of the only anchor there is. */
static void anchor_path(const struct support *support, char out[SUPPORT_PATH_SIZE])
{
	char directory[SUPPORT_PATH_SIZE];
	struct dirent *entry;
	bool found = false;

	directory_name(support, directory);
	DIR *listing = opendir(directory);
	assert_non_null(listing);
	while ((entry = readdir(listing)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		assert_false(found);
		found = true;
		(void)snprintf(out, SUPPORT_PATH_SIZE, "%.250s/%.200s", directory, entry->d_name);
	}
	assert_true(found);
	(void)closedir(listing);
}

static int64_t behind(ts_store *store)
{
	int64_t changes = -1;

	assert_int_equal(ts_anchor_read(store, &changes), TS_OK);
	return changes;
}

/* Opens what stands in the file now, by a password, with the anchor. */
static ts_store *anchored_open(struct support *support)
{
	ts_store *store = support_reopen(support);

	anchor_use(support, store);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	return store;
}

/* Three changes, of which the copy knows the first. */
static unsigned char *history_make(struct support *support, size_t *size)
{
	ts_store *store = anchored_open(support);

	(void)rows_log(store, "parser", at(8, 0), now);
	unsigned char *older = support_file_read(support->path, size);
	(void)rows_log(store, "standup", at(9, 0), now);
	(void)rows_log(store, "lunch", at(9, 30), now);
	assert_int_equal(behind(store), 0);
	return older;
}

static void put_back(struct support *support, const unsigned char *bytes, size_t size)
{
	ts_close(support->store);
	support->store = NULL;
	support_file_write(support->path, bytes, size);
}

static void a_file_that_was_used_on_is_not_behind(void **state)
{
	struct support *support = *state;
	size_t size;

	free(history_make(support, &size));
	assert_int_equal(behind(anchored_open(support)), 0);
}

static void an_older_copy_is_behind_by_the_changes_it_lacks(void **state)
{
	struct support *support = *state;
	size_t size;
	unsigned char *older = history_make(support, &size);

	put_back(support, older, size);
	assert_int_equal(behind(anchored_open(support)), 2);
	free(older);
}

static void it_stays_as_far_behind_whatever_is_logged_until_it_is_accepted(void **state)
{
	struct support *support = *state;
	size_t size;
	unsigned char *older = history_make(support, &size);

	put_back(support, older, size);
	for (int i = 0; i < 5; i++) {
		ts_store *store = anchored_open(support);
		(void)rows_log(store, i % 2 == 0 ? "call" : "mail", at(8, 10 + i), now);
		assert_int_equal(behind(store), 2);
	}
	ts_store *store = anchored_open(support);
	assert_int_equal(ts_anchor_accept(store), TS_OK);
	assert_int_equal(behind(store), 0);
	store = anchored_open(support);
	assert_int_equal(behind(store), 0);
	(void)rows_log(store, "tea", at(9, 50), now);
	assert_int_equal(behind(anchored_open(support)), 0);
	free(older);
}

static void copy(const char *from, const char *to)
{
	size_t size;
	unsigned char *bytes = support_file_read(from, &size);

	support_file_write(to, bytes, size);
	free(bytes);
}

/* Opens a file of the user's with the anchors of a machine. */
static ts_store *machine_open(const char *path, const char *anchors)
{
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	assert_int_equal(ts_open(path, false, now, reason, &store), TS_OK);
	assert_int_equal(ts_anchor_use(store, anchors), TS_OK);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	return store;
}

/* A machine logs something in a file, and says how far behind it found it. */
static int64_t machine_log(const char *path, const char *anchors, const char *text, ts_time when)
{
	ts_store *store = machine_open(path, anchors);
	int64_t changes = behind(store);

	(void)rows_log(store, text, when, now);
	ts_close(store);
	return changes;
}

struct machines {
	char desk[SUPPORT_PATH_SIZE + 16], laptop[SUPPORT_PATH_SIZE + 16], kept[SUPPORT_PATH_SIZE + 16];
	char desk_anchors[SUPPORT_PATH_SIZE + 16], laptop_anchors[SUPPORT_PATH_SIZE + 16];
};

/* A file that was used on a desk, and a copy of it that was taken to a laptop. */
static struct machines *machines_make(struct support *support)
{
	struct machines *machines = calloc(1, sizeof *machines);

	assert_non_null(machines);
	ts_close(support->store);
	support->store = NULL;
	(void)snprintf(machines->desk, sizeof machines->desk, "%s", support->path);
	(void)snprintf(machines->laptop, sizeof machines->laptop, "%s/laptop.db", support->directory);
	(void)snprintf(machines->kept, sizeof machines->kept, "%s/kept.db", support->directory);
	(void)snprintf(machines->desk_anchors, sizeof machines->desk_anchors, "%s/desk", support->directory);
	(void)snprintf(machines->laptop_anchors, sizeof machines->laptop_anchors, "%s/away", support->directory);
	assert_int_equal(machine_log(machines->desk, machines->desk_anchors, "a", at(7, 0)), 0);
	copy(machines->desk, machines->laptop);
	return machines;
}

/* Either way round, and however much more the other one did. */
static void a_copy_that_went_on_elsewhere_and_lacks_changes_is_noticed(void **state)
{
	struct support *support = *state;
	struct machines *machines = machines_make(support);

	for (int i = 0; i < 5; i++)
		assert_int_equal(machine_log(machines->laptop, machines->laptop_anchors, i % 2 ? "b" : "c", at(8, i)),
		                 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(machine_log(machines->desk, machines->desk_anchors, i % 2 ? "d" : "e", at(9, i)), 0);
	copy(machines->desk, machines->kept);
	copy(machines->laptop, machines->desk);
	assert_int_equal(machine_log(machines->desk, machines->desk_anchors, "f", at(9, 30)), 3);
	copy(machines->kept, machines->laptop);
	assert_int_equal(machine_log(machines->laptop, machines->laptop_anchors, "f", at(9, 30)), 5);
	free(machines);
}

/* Carried to and fro with all that was done in it. */
static void a_file_that_travels_raises_no_alarm(void **state)
{
	struct support *support = *state;
	struct machines *machines = machines_make(support);

	for (int i = 0; i < 4; i++) {
		assert_int_equal(machine_log(machines->laptop, machines->laptop_anchors, "b", at(8, 2 * i)), 0);
		copy(machines->laptop, machines->desk);
		assert_int_equal(machine_log(machines->desk, machines->desk_anchors, "c", at(8, 2 * i + 1)), 0);
		copy(machines->desk, machines->laptop);
	}
	free(machines);
}

/* Two files of one user on one machine: the second one is told once, and accepted as one of its own. */
static void a_second_file_of_a_user_is_told_until_it_is_accepted_and_no_more(void **state)
{
	struct support *support = *state;
	struct machines *machines = machines_make(support);

	assert_int_equal(machine_log(machines->desk, machines->desk_anchors, "b", at(8, 0)), 0);
	ts_store *store = machine_open(machines->laptop, machines->desk_anchors);
	assert_int_equal(behind(store), 1);
	assert_int_equal(ts_anchor_accept(store), TS_OK);
	ts_close(store);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(machine_log(machines->desk, machines->desk_anchors, i % 2 ? "c" : "d", at(8, 10 + i)),
		                 0);
		assert_int_equal(machine_log(machines->laptop, machines->desk_anchors, i % 2 ? "c" : "d", at(9, i)), 0);
	}
	/* Each for itself: an older copy of it is noticed. */
	copy(machines->laptop, machines->kept);
	assert_int_equal(machine_log(machines->laptop, machines->desk_anchors, "e", at(9, 40)), 0);
	assert_int_equal(machine_log(machines->kept, machines->desk_anchors, "f", at(9, 50)), 1);
	free(machines);
}

/* More machines than a state has room for: the one that was first is forgotten, all others are known. */
static void a_state_keeps_the_last_sixteen_devices(void **state)
{
	unsigned char bytes[STATE_SIZE];
	struct state row = { .done = 1 }, read = { 0 };
	struct ts_id device = { { 0 } };

	(void)state;
	for (int i = 1; i <= STATE_DEVICES + 1; i++) {
		device.bytes[0] = (unsigned char)i;
		state_become(&row, &device);
		row.devices[row.device_count - 1].changes = 100 + i;
		size_t size = state_encode(&row, bytes);
		assert_true(size > 0);
		assert_true(state_decode(bytes, size, &read));
		assert_int_equal(read.device_count, i < STATE_DEVICES ? i : STATE_DEVICES);
		assert_int_equal(state_own(&read)->changes, 100 + i);
		assert_false(state_decode(bytes, size - 1, &read));
	}
	device.bytes[0] = 1;
	assert_int_equal(state_changes_of(&row, &device), 0);
	device.bytes[0] = 2;
	assert_int_equal(state_changes_of(&row, &device), 102);
}

static void two_processes_that_take_turns_are_never_behind(void **state)
{
	struct support *support = *state;
	ts_store *first = anchored_open(support), *second = rows_second(support);

	anchor_use(support, second);
	for (int i = 0; i < 10; i++) {
		(void)rows_log(i % 3 == 0 ? second : first, i % 2 == 0 ? "call" : "mail", at(8, i), now);
		assert_int_equal(behind(first), 0);
		assert_int_equal(behind(second), 0);
	}
	ts_close(second);
}

static void an_anchor_that_is_missing_or_not_ours_says_nothing(void **state)
{
	struct support *support = *state;
	char path[SUPPORT_PATH_SIZE];
	size_t size, anchor_size;
	unsigned char *older = history_make(support, &size);

	anchor_path(support, path);
	unsigned char *anchor = support_file_read(path, &anchor_size);
	for (size_t i = 0; i < anchor_size; i++) {
		anchor[i] ^= 1;
		support_file_write(path, anchor, anchor_size);
		put_back(support, older, size);
		assert_int_equal(behind(anchored_open(support)), 0);
		support_file_write(path, anchor, i);
		assert_int_equal(behind(anchored_open(support)), 0);
		anchor[i] ^= 1;
	}
	assert_int_equal(unlink(path), 0);
	assert_int_equal(behind(anchored_open(support)), 0);
	/* A named pipe must not hold anybody up. */
	assert_int_equal(mkfifo(path, 0600), 0);
	ts_store *store = anchored_open(support);
	(void)rows_log(store, "tea", at(9, 50), now);
	assert_int_equal(behind(store), 0);
	free(anchor);
	free(older);
}

static void where_no_anchor_can_be_made_logging_goes_on(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	assert_int_equal(ts_anchor_use(store, "/proc/nowhere/anchors"), TS_OK);
	(void)rows_log(store, "parser", at(8, 0), now);
	assert_int_equal(behind(store), 0);
	assert_int_equal(ts_anchor_accept(store), TS_OK);
	assert_int_equal(ts_anchor_use(store, NULL), TS_OK);
	(void)rows_log(store, "standup", at(9, 0), now);
	assert_int_equal(behind(store), 0);
	ts_lock(store);
	assert_int_equal(ts_anchor_read(store, &(int64_t){ 0 }), TS_LOGGED_OUT);
	assert_int_equal(ts_anchor_accept(store), TS_LOGGED_OUT);
}

static void the_anchor_is_for_its_user_s_eyes(void **state)
{
	struct support *support = *state;
	char directory[SUPPORT_PATH_SIZE], path[SUPPORT_PATH_SIZE];
	struct stat about;
	size_t size;

	free(history_make(support, &size));
	directory_name(support, directory);
	anchor_path(support, path);
	assert_int_equal(stat(directory, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0700);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
}

/* Folding the inbox in is several changes in one transaction. */
static void a_transaction_that_fails_moves_no_anchor(void **state)
{
	struct support *support = *state;
	ts_store *store = anchored_open(support);
	struct ts_done done;
	size_t folded, junk;

	(void)rows_log(store, "parser", at(8, 0), now);
	assert_int_equal(ts_inbox_log(store, "ada", 0, "call", at(8, 10)), TS_OK);
	assert_int_equal(ts_inbox_log(store, "ada", 0, "mail", at(8, 20)), TS_OK);
	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(ts_inbox_fold(store, now, &folded, &junk), TS_OK);
	assert_int_equal(folded, 2);
	store_rollback(store);
	assert_int_equal(behind(anchored_open(support)), 0);
	store = support->store;
	assert_int_equal(ts_inbox_fold(store, now, &folded, &junk), TS_OK);
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	assert_int_equal(behind(anchored_open(support)), 0);
	rows_assert_sound(support->store);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(a_file_that_was_used_on_is_not_behind),
		LOGGED_IN(an_older_copy_is_behind_by_the_changes_it_lacks),
		LOGGED_IN(it_stays_as_far_behind_whatever_is_logged_until_it_is_accepted),
		LOGGED_IN(a_copy_that_went_on_elsewhere_and_lacks_changes_is_noticed),
		LOGGED_IN(a_file_that_travels_raises_no_alarm),
		LOGGED_IN(a_second_file_of_a_user_is_told_until_it_is_accepted_and_no_more),
		cmocka_unit_test(a_state_keeps_the_last_sixteen_devices),
		LOGGED_IN(two_processes_that_take_turns_are_never_behind),
		LOGGED_IN(an_anchor_that_is_missing_or_not_ours_says_nothing),
		LOGGED_IN(where_no_anchor_can_be_made_logging_goes_on),
		LOGGED_IN(the_anchor_is_for_its_user_s_eyes),
		LOGGED_IN(a_transaction_that_fails_moves_no_anchor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
