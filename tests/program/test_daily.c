/* The backup of the day, made beside the screen. */
#include "support.h"

#include <sqlite3.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const daily[] = { "TIMESHEET_DAILY=1", NULL };

static bool backup_exists(const struct sandbox *sandbox, const char *date)
{
	char path[128];
	struct stat status;

	(void)snprintf(path, sizeof path, "%s/test/backups/ada.db.%s", sandbox->directory, date);
	return stat(path, &status) == 0 && status.st_size > 0;
}

static void leave(struct terminal *terminal)
{
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
}

/* The number of cells of some page: what is shown first does not need it. */
static void page_damage(struct sandbox *sandbox)
{
	size_t size;
	char *bytes = file_read(sandbox->database, &size);
	assert_in_range(size, 16 * 4096, 1 << 20);
	sqlite3 *database = NULL;
	sqlite3_stmt *root = NULL;
	assert_int_equal(sqlite3_open(sandbox->database, &database), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(database, 10000), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(database, "SELECT rootpage FROM sqlite_schema WHERE name = 'draft'", -1,
	                                    &root, NULL),
	                 SQLITE_OK);
	assert_int_equal(sqlite3_step(root), SQLITE_ROW);
	size_t page = (size_t)sqlite3_column_int64(root, 0);
	assert_int_equal(sqlite3_finalize(root), SQLITE_OK);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
	memset(bytes + (page - 1) * 4096, 0x55, 64);
	file_write(sandbox->database, bytes, size);
	free(bytes);
}

/* So long that a screen makes what is best made while no key comes. */
static void leave_alone(struct sandbox *sandbox, struct terminal *terminal)
{
	sandbox_pass(sandbox, 2 * MINUTE);
	terminal_fence(terminal);
	terminal_fence(terminal);
}

static void a_screen_left_alone_makes_the_backup_of_the_day_and_says_nothing(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = terminal_open(sandbox, &(struct terminal_options){ .environment = daily });

	(void)state;
	terminal_fence(terminal);
	assert_false(backup_exists(sandbox, "2026-10-01")); /* nobody has logged in */
	leave_alone(sandbox, terminal);
	assert_false(backup_exists(sandbox, "2026-10-01")); /* nobody has logged in */
	story_register(terminal, NULL);
	/* Somebody is there, who would have to wait. */
	for (int i = 0; i < 6; i++) {
		sandbox_pass(sandbox, MINUTE / 2);
		terminal_keys(terminal, "k");
	}
	assert_false(backup_exists(sandbox, "2026-10-01"));
	leave_alone(sandbox, terminal);
	assert_true(backup_exists(sandbox, "2026-10-01"));
	terminal_assert_no_text(terminal, "backup");
	leave(terminal);
	/* The second one finds it made. */
	terminal = terminal_open(sandbox, &(struct terminal_options){ .environment = daily });
	story_login(terminal);
	leave_alone(sandbox, terminal);
	terminal_assert_no_text(terminal, "backup");
	/* A screen that stays open makes one on the next day. */
	sandbox_go(sandbox, 1, 5);
	terminal_fence(terminal);
	terminal_fence(terminal);
	assert_true(backup_exists(sandbox, "2026-10-02"));
	leave(terminal);
	sandbox_destroy(sandbox);
}

static void who_leaves_at_once_leaves_a_backup(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	char listed[256];

	(void)state;
	struct terminal *terminal = story_begin(sandbox, &(struct terminal_options){ .environment = daily });
	terminal_keys(terminal, "z");
	terminal_hang_up(terminal);
	assert_int_equal(terminal_wait_exit(terminal), 128 + SIGHUP);
	terminal_destroy(terminal);
	/* It is made by a process that outlives the screen. */
	for (int i = 0; i < 5000 && !backup_exists(sandbox, "2026-10-01"); i++)
		assert_int_equal(command_run(sandbox, NULL, listed, sizeof listed, "users", NULL), 0);
	assert_true(backup_exists(sandbox, "2026-10-01"));
	sandbox_destroy(sandbox);
}

/* Nothing can be written while it is read through. */
static void where_there_is_a_backup_of_today_the_file_is_not_read_through(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	char said[256];

	(void)state;
	leave(story_begin(sandbox, NULL));
	assert_int_equal(command_run(sandbox, NULL, said, sizeof said, "backup", "--daily", NULL), 0);
	page_damage(sandbox);
	assert_int_equal(command_run(sandbox, NULL, said, sizeof said, "backup", "--daily", NULL), 0);
	sandbox_go(sandbox, 1, 0);
	assert_int_equal(command_run(sandbox, NULL, said, sizeof said, "backup", "--daily", NULL), 4);
	assert_false(backup_exists(sandbox, "2026-10-02"));
	sandbox_destroy(sandbox);
}

static void a_backup_that_cannot_be_made_is_a_line_that_says_what_to_do(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	char path[128];

	(void)state;
	leave(story_begin(sandbox, NULL));
	(void)snprintf(path, sizeof path, "%s/test/backups", sandbox->directory);
	file_write(path, "in the way", 10);
	struct terminal *terminal = terminal_open(sandbox, &(struct terminal_options){ .environment = daily });
	story_login(terminal);
	leave_alone(sandbox, terminal);
	terminal_wait_text(terminal, "no backup today; 'timesheet backup --daily' tries again: cannot back up");
	story_log(terminal, "standup");
	assert_true(story_logged(terminal, "14:39", "standup"));
	leave(terminal);
	sandbox_destroy(sandbox);
}

/* The screen does not wait until all pages are read: that is done beside it, before the backup. */
static void a_damaged_page_is_told_after_the_screen_is_there_and_no_backup_is_made(void **state)
{
	struct sandbox *sandbox = sandbox_create();

	(void)state;
	leave(story_begin(sandbox, NULL));
	page_damage(sandbox);
	struct terminal *terminal = terminal_open(sandbox, &(struct terminal_options){ .environment = daily });
	story_login(terminal);
	leave_alone(sandbox, terminal);
	terminal_wait_text(terminal, "write no more into it, see 'timesheet check'");
	assert_false(backup_exists(sandbox, "2026-10-01"));
	leave(terminal);
	sandbox_destroy(sandbox);
}

static void a_test_that_does_not_ask_for_it_gets_none(void **state)
{
	struct sandbox *sandbox = sandbox_create();

	(void)state;
	leave(story_begin(sandbox, NULL));
	assert_false(backup_exists(sandbox, "2026-10-01"));
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_screen_left_alone_makes_the_backup_of_the_day_and_says_nothing),
		cmocka_unit_test(who_leaves_at_once_leaves_a_backup),
		cmocka_unit_test(where_there_is_a_backup_of_today_the_file_is_not_read_through),
		cmocka_unit_test(a_backup_that_cannot_be_made_is_a_line_that_says_what_to_do),
		cmocka_unit_test(a_damaged_page_is_told_after_the_screen_is_there_and_no_backup_is_made),
		cmocka_unit_test(a_test_that_does_not_ask_for_it_gets_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
