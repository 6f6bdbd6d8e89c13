/* Several screens of one user: how many there are, who is counted, and who did what. */
#include "support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void leave(struct terminal *terminal)
{
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
}

static void the_title_counts_the_users_terminals(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *desk = story_begin(sandbox, NULL), *train, *couch;

	(void)state;
	terminal_assert_no_text(desk, "terminals");
	train = terminal_open(sandbox, NULL);
	terminal_fence(desk);
	terminal_assert_no_text(desk, "terminals"); /* nobody has logged in there */
	story_login(train);
	terminal_assert_text(train, "2 terminals");
	terminal_wait_text(desk, "2 terminals");
	couch = terminal_open(sandbox, NULL);
	story_login(couch);
	terminal_wait_text(desk, "3 terminals");
	terminal_wait_text(train, "3 terminals");
	leave(couch);
	terminal_wait_text(desk, "2 terminals");
	/* A locked screen shows nothing. */
	terminal_keys(train, "z");
	terminal_wait_gone(desk, "terminals");
	terminal_keys(train, "<Enter>" PASSWORD "<Enter>");
	terminal_wait_text(desk, "2 terminals");
	leave(train);
	terminal_wait_gone(desk, "terminals");
	leave(desk);
	sandbox_destroy(sandbox);
}

static void a_terminal_that_crashed_is_not_counted(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *desk = story_begin(sandbox, NULL), *train = terminal_open(sandbox, NULL);

	(void)state;
	story_login(train);
	terminal_wait_text(desk, "2 terminals");
	terminal_signal(train, SIGKILL);
	assert_int_equal(terminal_wait_exit(train), -SIGKILL);
	terminal_destroy(train);
	/* The fence does what the minute does. */
	terminal_fence(desk);
	terminal_assert_no_text(desk, "terminals");
	leave(desk);
	sandbox_destroy(sandbox);
}

static void another_users_terminals_are_not_counted(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *desk = story_begin(sandbox, NULL), *other = terminal_open(sandbox, NULL);
	char code[64], output[1024], path[96], variable[128];
	const char *const environment[] = { variable, NULL };

	(void)state;
	(void)code;
	(void)snprintf(path, sizeof path, "%s/password", sandbox->directory);
	file_write(path, "another password\n", 17);
	assert_int_equal(chmod(path, 0600), 0);
	(void)snprintf(variable, sizeof variable, "TIMESHEET_PASSWORD_FILE=%s", path);
	assert_int_equal(command_run(sandbox, environment, output, sizeof output, "register", "grace", NULL), 0);
	terminal_destroy(other);
	const char *const grace[] = { "--db", sandbox->database, "--user", "grace", NULL };
	other = terminal_open(sandbox, &(struct terminal_options){ .arguments = grace });
	terminal_keys(other, "another password<Enter>");
	terminal_assert_text(other, "LOGS");
	terminal_fence(desk);
	terminal_assert_no_text(desk, "terminals");
	terminal_assert_no_text(other, "terminals");
	leave(other);
	leave(desk);
	sandbox_destroy(sandbox);
}

static void what_a_crash_left_beside_the_database_does_no_harm(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	char path[128];
	size_t size;

	(void)state;
	(void)snprintf(path, sizeof path, "%s.terminals", sandbox->database);
	file_write(path, "left", 4);
	struct terminal *desk = story_begin(sandbox, NULL);
	terminal_assert_no_text(desk, "terminals");
	leave(desk);
	char *kept = file_read(path, &size);
	assert_non_null(kept);
	assert_int_equal(size, 4);
	free(kept);
	sandbox_destroy(sandbox);
}

static void where_nothing_can_be_counted_everything_else_works(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	char path[128];

	(void)state;
	(void)snprintf(path, sizeof path, "%s.terminals", sandbox->database);
	assert_int_equal(mkdir(path, 0700), 0); /* in the file's place */
	struct terminal *desk = story_begin(sandbox, NULL), *train = terminal_open(sandbox, NULL);
	story_login(train);
	story_log(desk, "standup");
	terminal_wait_text(train, "standup");
	terminal_assert_no_text(train, "terminals");
	leave(train);
	leave(desk);
	sandbox_destroy(sandbox);
}

static void a_link_in_its_place_is_not_followed(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	char path[128], victim[128];
	struct stat status;

	(void)state;
	(void)snprintf(path, sizeof path, "%s.terminals", sandbox->database);
	(void)snprintf(victim, sizeof victim, "%s/victim", sandbox->directory);
	assert_int_equal(symlink(victim, path), 0);
	leave(story_begin(sandbox, NULL));
	assert_int_not_equal(stat(victim, &status), 0);
	sandbox_destroy(sandbox);
}

/* As somebody whom the system does not let write everywhere: root is given another user's rights first. */
static void a_directory_that_can_only_be_read_does_no_harm(void **state)
{
	enum { NOBODY = 65534 };
	struct sandbox *sandbox = sandbox_create();
	char directory[96], left[128], journal[SANDBOX_PATH_SIZE + 16];
	struct stat status;

	(void)state;
	leave(story_begin(sandbox, NULL));
	(void)snprintf(journal, sizeof journal, "%s-journal", sandbox->database);
	(void)snprintf(directory, sizeof directory, "%s/test", sandbox->directory);
	(void)snprintf(left, sizeof left, "%s.terminals", sandbox->database);
	assert_int_equal(unlink(left), 0);
	assert_int_equal(chmod(sandbox->database, 0400), 0);
	assert_int_equal(chmod(directory, 0500), 0);
	const char *const plain[] = { "--db", sandbox->database, NULL };
	const char *const dropped[] = {
		"--reuid=65534", "--clear-groups", test_program, "--db", sandbox->database, NULL
	};
	bool root = geteuid() == 0;
	if (root) {
		assert_int_equal(chown(sandbox->directory, NOBODY, (gid_t)-1), 0);
		assert_int_equal(chown(directory, NOBODY, (gid_t)-1), 0);
		assert_int_equal(chown(sandbox->database, NOBODY, (gid_t)-1), 0);
		/* Empty, and left there. Somebody else's would be refused. */
		assert_int_equal(chown(journal, NOBODY, (gid_t)-1), 0);
	}
	struct terminal *desk =
	        terminal_open(sandbox, &(struct terminal_options){ .program = root ? "/usr/bin/setpriv" : NULL,
	                                                           .arguments = root ? dropped : plain });
	story_login(desk);
	terminal_assert_text(desk, "read-only");
	terminal_assert_no_text(desk, "terminals");
	leave(desk);
	assert_int_not_equal(stat(left, &status), 0);
	assert_int_equal(chmod(directory, 0700), 0);
	sandbox_destroy(sandbox);
}

static void a_screen_tells_who_did_it(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *desk = story_begin(sandbox, NULL);
	const char *const pane[] = { "TMUX_PANE=%3", NULL };
	struct terminal *train = terminal_open(sandbox, &(struct terminal_options){ .environment = pane });

	(void)state;
	story_login(train);
	story_log(train, "review: auth patch");
	terminal_wait_text(desk, "14:37:00 laptop tmux %3> 1 review: auth patch (new)   from your other terminal.  u");
	terminal_keys(desk, "u");
	terminal_wait_text(train, "> took back: review: auth patch");
	command_login(sandbox);
	assert_int_equal(command_run(sandbox, NULL, NULL, 0, "log", "standup", NULL), 0);
	terminal_wait_text(desk, "14:37:00 laptop> 1 standup (new)   from a command.  u takes it back here too");
	terminal_wait_text(train, "14:37:00 laptop> 1 standup (new)   from a command.  u takes it back here too");
	leave(train);
	leave(desk);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_title_counts_the_users_terminals),
		cmocka_unit_test(a_terminal_that_crashed_is_not_counted),
		cmocka_unit_test(another_users_terminals_are_not_counted),
		cmocka_unit_test(what_a_crash_left_beside_the_database_does_no_harm),
		cmocka_unit_test(where_nothing_can_be_counted_everything_else_works),
		cmocka_unit_test(a_directory_that_can_only_be_read_does_no_harm),
		cmocka_unit_test(a_link_in_its_place_is_not_followed),
		cmocka_unit_test(a_screen_tells_who_did_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
