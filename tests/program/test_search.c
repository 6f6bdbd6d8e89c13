/* Search and activities with the real program: what was logged on some day is found from any other, on the screen and
 * by the command. */
#include "support_pipes.h"

#include <stdio.h>
#include <string.h>

/* Three days, a comment, a note. */
static struct terminal *three_days(struct sandbox *sandbox)
{
	struct terminal *terminal;

	sandbox_go(sandbox, -40, 9 * 60);
	terminal = story_begin(sandbox, NULL);
	story_log(terminal, "parser");
	terminal_keys(terminal, "e<Tab><Tab><Tab>arena allocator, first try<Enter>");
	sandbox_go(sandbox, -40, 10 * 60);
	terminal_fence(terminal);
	terminal_keys(terminal, "0");
	sandbox_go(sandbox, 0, 9 * 60);
	terminal_fence(terminal);
	terminal_keys(terminal, "t");
	story_log(terminal, "Café");
	terminal_keys(terminal, "n# parser<Enter>- ask Lin about the allocator<Escape>");
	return terminal;
}

static void what_was_done_long_ago_is_found_and_gone_to(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = three_days(sandbox);

	(void)state;
	terminal_keys(terminal, "/");
	terminal_keys(terminal, "ALLOC");
	terminal_wait_text(terminal, "all days searched");
	terminal_assert_text(terminal, "FOUND 2");
	terminal_assert_text(terminal, "note      - ask Lin about the allocator");
	story_assert_sees(terminal, "09:00", "parser");
	terminal_keys(terminal, "<Down><Enter>");
	terminal_assert_text(terminal, "Sat 22 Aug 2026");
	terminal_assert_text(terminal, "parser: arena allocator, first try");
	terminal_assert_text(terminal, "hit 2 of 2  n next  N back  Escape list");
	/* To the note, and on from it. */
	terminal_keys(terminal, "N");
	terminal_assert_text(terminal, "ask Lin about the allocator");
	terminal_keys(terminal, "<Escape>n");
	terminal_assert_text(terminal, "Sat 22 Aug 2026");
	terminal_keys(terminal, "/");
	terminal_keys(terminal, "cafe");
	terminal_wait_text(terminal, "all days searched");
	terminal_assert_text(terminal, "Café");
	terminal_assert_text(terminal, "FOUND 1");
	terminal_keys(terminal, "x");
	terminal_wait_text(terminal, "Nothing is found");
	terminal_keys(terminal, "<Escape>");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void what_another_terminal_logs_is_found_while_the_search_is_open(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = three_days(sandbox);
	struct terminal *other = terminal_open(sandbox, NULL);

	(void)state;
	story_login(other);
	terminal_keys(terminal, "/");
	terminal_keys(terminal, "weav");
	terminal_wait_text(terminal, "Nothing is found");
	sandbox_pass(sandbox, MINUTE);
	story_log(other, "weaving");
	terminal_wait_text(terminal, "weaving");
	terminal_keys(terminal, "<Escape>");
	assert_int_equal(terminal_quit(terminal), 0);
	assert_int_equal(terminal_quit(other), 0);
	terminal_destroy(terminal);
	terminal_destroy(other);
	sandbox_destroy(sandbox);
}

static void the_command_prints_what_it_finds(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = three_days(sandbox);
	char output[2048];

	(void)state;
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	command_login(sandbox);
	assert_int_equal(command_run(sandbox, NULL, output, sizeof output, "search", "allocator", NULL), 0);
	assert_int_equal(ids_cut(output), 1);
	assert_string_equal(output, "2026-10-01 note  - ask Lin about the allocator\r\n"
	                            "2026-08-22 09:00  parser  # arena allocator, first try\r\n");
	/* Several arguments are words of one search; so is a text with spaces. */
	assert_int_equal(command_run(sandbox, NULL, output, sizeof output, "search", "try", "PARSER", NULL), 0);
	assert_int_equal(ids_cut(output), 1);
	assert_string_equal(output, "2026-08-22 09:00  parser  # arena allocator, first try\r\n");
	assert_int_equal(command_run(sandbox, NULL, output, sizeof output, "search", "try PARSER", NULL), 0);
	assert_non_null(strstr(output, "first try"));
	assert_int_equal(command_run(sandbox, NULL, output, sizeof output, "search", "--json", "cafe", NULL), 0);
	assert_non_null(strstr(output, "\"date\": \"2026-10-01\""));
	assert_non_null(strstr(output, "\"time\": \"2026-10-01T09:00:00+02:00\""));
	assert_non_null(strstr(output, "\"activity\": \"Café\""));
	sandbox_destroy(sandbox);
}

static void a_command_that_finds_nothing_says_so_and_fails(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = three_days(sandbox);
	char output[2048];

	(void)state;
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	command_login(sandbox);
	assert_int_equal(command_run(sandbox, NULL, output, sizeof output, "search", "zebra", NULL), 1);
	assert_string_equal(output, "timesheet: nothing found: zebra\r\n");
	assert_int_equal(command_run(sandbox, NULL, output, sizeof output, "search", "--json", "zebra", NULL), 1);
	assert_non_null(strstr(output, "[]"));
	assert_int_equal(command_run(sandbox, NULL, output, sizeof output, "search", NULL), 2);
	assert_int_equal(command_run(sandbox, NULL, output, sizeof output, "search", " ", NULL), 2);
	sandbox_destroy(sandbox);
}

static void an_activity_is_renamed_and_merged_for_all_its_logs(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = three_days(sandbox);

	(void)state;
	terminal_keys(terminal, "A");
	terminal_wait_text(terminal, "ACTIVITIES 2");
	terminal_keys(terminal, "jm");
	terminal_assert_text(terminal, "all logs of parser become logs of Café");
	terminal_keys(terminal, "<Enter>");
	terminal_wait_text(terminal, "ACTIVITIES 1");
	terminal_keys(terminal, "u");
	terminal_wait_text(terminal, "ACTIVITIES 2");
	terminal_keys(terminal, "j<Enter><C-u>parser 2<Enter>");
	terminal_assert_text(terminal, "changed: parser 2");
	terminal_keys(terminal, "q");
	terminal_keys(terminal, "/");
	terminal_keys(terminal, "first try");
	terminal_wait_text(terminal, "FOUND 1");
	terminal_assert_text(terminal, "parser 2");
	terminal_keys(terminal, "<Escape>");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_done_long_ago_is_found_and_gone_to),
		cmocka_unit_test(what_another_terminal_logs_is_found_while_the_search_is_open),
		cmocka_unit_test(the_command_prints_what_it_finds),
		cmocka_unit_test(a_command_that_finds_nothing_says_so_and_fails),
		cmocka_unit_test(an_activity_is_renamed_and_merged_for_all_its_logs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
