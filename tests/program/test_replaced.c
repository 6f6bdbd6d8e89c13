/* The file is replaced by rename under an open screen: by copies of it, newer and older, by others', by junk, by none.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct desk {
	struct sandbox *sandbox;
	struct terminal *terminal;
	char copy[SANDBOX_PATH_SIZE];
};

/* A day with mail, a copy of the file as it then is, and parser after it. */
static int setup(void **state)
{
	static struct desk desk;

	desk.sandbox = sandbox_create();
	desk.terminal = story_begin(desk.sandbox, NULL);
	sandbox_path(desk.sandbox, "copy", desk.copy);
	story_log(desk.terminal, "mail");
	file_copy(desk.sandbox->database, desk.copy);
	sandbox_pass(desk.sandbox, MINUTE);
	story_log(desk.terminal, "parser");
	*state = &desk;
	return 0;
}

static int teardown(void **state)
{
	struct desk *desk = *state;

	terminal_destroy(desk->terminal);
	sandbox_destroy(desk->sandbox);
	return 0;
}

static void put(const struct desk *desk)
{
	assert_int_equal(rename(desk->copy, desk->sandbox->database), 0);
}

static void answer(struct desk *desk, const char *key)
{
	sandbox_pass(desk->sandbox, 2000);
	terminal_keys(desk->terminal, key);
}

static void leave(struct desk *desk)
{
	assert_int_equal(terminal_quit(desk->terminal), 0);
}

static void a_copy_of_itself_is_logged_into(void **state)
{
	struct desk *desk = *state;

	file_copy(desk->sandbox->database, desk->copy);
	put(desk);
	terminal_keys(desk->terminal, "1");
	assert_true(story_logged(desk->terminal, "14:38", "mail"));
	leave(desk);
	/* And it is in the file that is there now. */
	terminal_destroy(desk->terminal);
	desk->terminal = terminal_open(desk->sandbox, NULL);
	story_login(desk->terminal);
	assert_true(story_logged(desk->terminal, "14:38", "mail"));
	leave(desk);
}

static void a_newer_copy_shows_by_itself(void **state)
{
	struct desk *desk = *state;
	char out[256];

	command_login(desk->sandbox);
	file_copy(desk->sandbox->database, desk->copy);
	char away[SANDBOX_PATH_SIZE];
	sandbox_path(desk->sandbox, "away", away);
	/* Written elsewhere. */
	assert_int_equal(rename(desk->sandbox->database, away), 0);
	put(desk);
	assert_int_equal(command_run(desk->sandbox, NULL, out, sizeof out, "log", "elsewhere", NULL), 0);
	terminal_wait_text(desk->terminal, "elsewhere");
	leave(desk);
}

static void an_older_copy_is_asked_about_over_a_note_which_keeps_its_text(void **state)
{
	struct desk *desk = *state;

	terminal_keys(desk->terminal, "n");
	terminal_keys(desk->terminal, "typed before");
	char away[SANDBOX_PATH_SIZE];
	sandbox_path(desk->sandbox, "away", away);
	file_copy(desk->sandbox->database, away);
	put(desk);
	terminal_wait_text(desk->terminal, "an older copy stands in the file's place");
	answer(desk, "<Escape>");
	terminal_assert_text(desk->terminal, "typed before");
	terminal_keys(desk->terminal, "<C-s>");
	terminal_assert_text(desk->terminal, "an older copy stands in the file's place");
	/* The newer one comes back: what was typed is saved into it. */
	assert_int_equal(rename(away, desk->sandbox->database), 0);
	terminal_wait_gone(desk->terminal, "an older copy stands in the file's place");
	terminal_keys(desk->terminal, "<C-s>");
	terminal_keys(desk->terminal, "<Escape>");
	assert_true(story_logged(desk->terminal, "14:38", "parser"));
	terminal_assert_text(desk->terminal, "typed before");
	leave(desk);
}

static void an_older_copy_is_used_when_that_is_said(void **state)
{
	struct desk *desk = *state;

	put(desk);
	terminal_wait_text(desk->terminal, "an older copy stands in the file's place");
	answer(desk, "K");
	terminal_assert_text(desk->terminal, "an older copy is open now");
	assert_false(story_logged(desk->terminal, "14:38", "parser"));
	assert_true(story_logged(desk->terminal, "14:37", "mail"));
	terminal_keys(desk->terminal, "0");
	assert_true(story_logged(desk->terminal, "14:38", "off"));
	leave(desk);
}

static void anything_else_is_named_and_left_alone(void **state)
{
	struct desk *desk = *state;
	char away[SANDBOX_PATH_SIZE];
	struct sandbox *other = sandbox_create();
	struct terminal *terminal = story_begin(other, NULL);

	leave(&(struct desk){ .sandbox = other, .terminal = terminal });
	terminal_destroy(terminal);
	sandbox_path(desk->sandbox, "away", away);
	assert_int_equal(rename(desk->sandbox->database, away), 0);
	terminal_wait_text(desk->terminal, "the file is gone");
	answer(desk, "<Escape>");
	file_write(desk->copy, "junk", 4);
	put(desk);
	terminal_wait_text(desk->terminal, "is not a timesheet database");
	answer(desk, "<Escape>");
	/* The same name, and another key. */
	file_copy(other->database, desk->copy);
	put(desk);
	terminal_wait_text(desk->terminal, "a file without 'ada'");
	answer(desk, "<Escape>");
	terminal_keys(desk->terminal, "1");
	terminal_assert_text(desk->terminal, "a file without 'ada'");
	assert_int_equal(rename(away, desk->sandbox->database), 0);
	terminal_wait_text(desk->terminal, "the file that was open is there again");
	terminal_keys(desk->terminal, "1");
	assert_true(story_logged(desk->terminal, "14:38", "mail"));
	leave(desk);
	sandbox_destroy(other);
}

/* Nobody is logged in yet: whatever timesheet stands there is the one to log into. */
static void a_login_goes_to_the_file_that_is_there(void **state)
{
	struct desk *desk = *state;

	leave(desk);
	terminal_destroy(desk->terminal);
	desk->terminal = terminal_open(desk->sandbox, NULL);
	file_copy(desk->sandbox->database, desk->copy);
	put(desk);
	story_login(desk->terminal);
	assert_true(story_logged(desk->terminal, "14:38", "parser"));
	leave(desk);
}

int main(void)
{
#define TEST_OF(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST_OF(a_copy_of_itself_is_logged_into),
		TEST_OF(a_newer_copy_shows_by_itself),
		TEST_OF(an_older_copy_is_asked_about_over_a_note_which_keeps_its_text),
		TEST_OF(an_older_copy_is_used_when_that_is_said),
		TEST_OF(anything_else_is_named_and_left_alone),
		TEST_OF(a_login_goes_to_the_file_that_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
