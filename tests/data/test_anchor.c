/* The anchor outside of the database: an older copy in the file's place is noticed, and nothing else is. */
#include "support_rows.h"

#include "data/file/store.h"

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
	struct dirent *entry, *found = NULL;

	directory_name(support, directory);
	DIR *listing = opendir(directory);
	assert_non_null(listing);
	while ((entry = readdir(listing)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		assert_null(found);
		found = entry;
		(void)snprintf(out, SUPPORT_PATH_SIZE, "%.250s/%.200s", directory, entry->d_name);
	}
	assert_non_null(found);
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
		LOGGED_IN(two_processes_that_take_turns_are_never_behind),
		LOGGED_IN(an_anchor_that_is_missing_or_not_ours_says_nothing),
		LOGGED_IN(where_no_anchor_can_be_made_logging_goes_on),
		LOGGED_IN(the_anchor_is_for_its_user_s_eyes),
		LOGGED_IN(a_transaction_that_fails_moves_no_anchor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
