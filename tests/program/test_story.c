/* A working day, from the first start to the next morning: by keys alone, and still there whatever happens to the
 * program. */
#include "support.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	int minute;
	const char *keys, *time, *text;
} day[] = {
	{ 7 * 60 + 52, "aemail & triage<Enter>", "07:52", "email & triage" },
	{ 8 * 60 + 15, "async protocol<Enter>", "08:15", "sync protocol" },
	{ 9 * 60 + 35, "astandup<Enter>", "09:35", "standup" },
	{ 10 * 60, "aparser<Enter>", "10:00", "parser" },
	{ 11 * 60 + 47, "asupport: acme<Enter>", "11:47", "support: acme" },
	{ 12 * 60 + 15, "alunch<Enter>", "12:15", "lunch" },
	{ 13 * 60 + 5, "4", "13:05", "parser" },
	{ 14 * 60 + 12, "areview: auth patch<Enter>", "14:12", "review: auth patch" },
	{ 15 * 60, "<Space>", "15:00", "parser" },
	{ 15 * 60 + 30, "1", "15:30", "email & triage" },
	{ 16 * 60, "2", "16:00", "sync protocol" },
	{ 17 * 60 + 10, "0", "17:10", "off" },
};
enum { LOGS = sizeof day / sizeof day[0] };

static void log_until(struct sandbox *sandbox, struct terminal *terminal, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		sandbox_go(sandbox, 0, day[i].minute);
		terminal_keys(terminal, day[i].keys);
		assert_true(story_logged(terminal, day[i].time, day[i].text));
	}
}

static void assert_logs(struct terminal *terminal, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		assert_true(story_logged(terminal, day[i].time, day[i].text));
}

static void a_day_of_twelve_logs_and_a_note_is_there_after_a_restart(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal;

	(void)state;
	sandbox_go(sandbox, 0, 7 * 60 + 45);
	terminal = story_begin(sandbox, NULL);
	log_until(sandbox, terminal, 0, LOGS);
	terminal_keys(terminal, "n");
	terminal_keys(terminal, "# parser<Enter>arena allocator halves the run time");
	terminal_keys(terminal, "<Escape>");
	terminal_assert_text(terminal, "arena allocator halves the run time");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);

	terminal = terminal_open(sandbox, NULL);
	terminal_assert_text(terminal, "ada");
	terminal_assert_no_text(terminal, "parser");
	story_login(terminal);
	assert_logs(terminal, 0, LOGS);
	terminal_assert_text(terminal, "arena allocator halves the run time");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void what_is_on_the_screen_survives_a_kill(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal;

	(void)state;
	sandbox_go(sandbox, 0, 7 * 60 + 45);
	terminal = story_begin(sandbox, NULL);
	for (size_t i = 0; i < LOGS; i++) {
		log_until(sandbox, terminal, i, i + 1);
		if (i % 4 != 3)
			continue;
		terminal_signal(terminal, SIGKILL);
		assert_int_equal(terminal_wait_exit(terminal), -SIGKILL);
		terminal_destroy(terminal);
		terminal = terminal_open(sandbox, NULL);
		story_login(terminal);
		assert_logs(terminal, 0, i + 1);
	}
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void undo_reaches_back_over_a_restart(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal;

	(void)state;
	sandbox_go(sandbox, 0, 7 * 60 + 45);
	terminal = story_begin(sandbox, NULL);
	log_until(sandbox, terminal, 0, 3);
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	terminal = terminal_open(sandbox, NULL);
	story_login(terminal);
	terminal_keys(terminal, "u");
	assert_false(story_logged(terminal, "09:35", "standup"));
	terminal_keys(terminal, "u");
	assert_false(story_logged(terminal, "08:15", "sync protocol"));
	assert_true(story_logged(terminal, "07:52", "email & triage"));
	terminal_keys(terminal, "UU");
	assert_logs(terminal, 0, 3);
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_wrong_password_opens_nothing_and_the_code_does(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = terminal_open(sandbox, NULL);
	char code[64];

	(void)state;
	story_register(terminal, code);
	story_log(terminal, "parser");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	terminal = terminal_open(sandbox, NULL);
	terminal_keys(terminal, "not this one<Enter>");
	terminal_assert_text(terminal, "wrong password");
	terminal_keys(terminal, "<F3>");
	terminal_keys(terminal, code);
	terminal_keys(terminal, "<Enter>another password<Enter>another password<Enter>");
	terminal_wait_text(terminal, "Write this code down");
	terminal_keys(terminal, "<Escape>"); /* skip it, knowingly */
	terminal_keys(terminal, "<Enter>");
	story_assert_sees(terminal, "14:37", "parser");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_locked_screen_takes_digits_and_shows_nothing(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);

	(void)state;
	story_log(terminal, "parser");
	story_log(terminal, "standup");
	sandbox_pass(sandbox, 11 * MINUTE);
	terminal_fence(terminal); /* time passes: nobody was there for eleven minutes */
	terminal_assert_no_text(terminal, "parser");
	terminal_assert_no_text(terminal, "standup");
	sandbox_pass(sandbox, MINUTE);
	terminal_keys(terminal, "1");
	terminal_assert_no_text(terminal, "parser");
	story_login(terminal);
	story_assert_sees(terminal, "14:49", "parser");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void quitting_while_a_password_is_checked_waits_for_no_one(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = terminal_open(sandbox, NULL);

	(void)state;
	/* No fence between: the worker is at it, or just done, when the next key is read. */
	terminal_press(terminal, "ada<Enter>" PASSWORD "<Enter>" PASSWORD "<Enter><C-q>");
	terminal_signal(terminal, SIGTERM);
	int status = terminal_wait_exit(terminal);
	assert_true(status == 0 || status == 128 + SIGTERM);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

/* ---- secrecy of the file */

static void assert_not_in(const char *bytes, size_t size, const char *text, const char *path)
{
	size_t length = strlen(text);

	for (size_t i = 0; i + length <= size; i++) {
		size_t same = 0;
		while (same < length && tolower((unsigned char)bytes[i + same]) == tolower((unsigned char)text[same]))
			same++;
		if (same == length)
			fail_msg("\"%s\" can be read in %s", text, path);
	}
}

/* The moment as a number, as SQLite, a C program or a decimal text would hold it. */
static void assert_time_not_in(const char *bytes, size_t size, int64_t at, const char *path)
{
	const int64_t seconds = at / 1000;
	unsigned char big[8], little[8];
	char text[32];

	(void)snprintf(text, sizeof text, "%lld", (long long)seconds);
	assert_not_in(bytes, size, text, path);
	for (int i = 0; i < 8; i++) {
		big[i] = (unsigned char)(at >> (56 - 8 * i));
		little[i] = (unsigned char)(at >> (8 * i));
	}
	/* SQLite drops the zeros in front. */
	assert_null(memmem(bytes, size, big + 2, 6));
	assert_null(memmem(bytes, size, little, 6));
	for (int i = 0; i < 8; i++) {
		big[i] = (unsigned char)(seconds >> (56 - 8 * i));
		little[i] = (unsigned char)(seconds >> (8 * i));
	}
	assert_null(memmem(bytes, size, big + 4, 4));
	assert_null(memmem(bytes, size, little, 4));
}

static void nothing_that_was_logged_can_be_read_in_the_file(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal;
	char journal[128], *bytes;
	size_t size;

	(void)state;
	sandbox_go(sandbox, 0, 7 * 60 + 45);
	terminal = story_begin(sandbox, NULL);
	log_until(sandbox, terminal, 0, LOGS);
	terminal_keys(terminal, "nsecret thoughts about acme");
	sandbox_pass(sandbox, 3000);
	terminal_fence(terminal); /* the draft is stored now */
	(void)snprintf(journal, sizeof journal, "%s-journal", sandbox->database);
	const char *const paths[] = { sandbox->database, journal };
	for (size_t p = 0; p < 2; p++) {
		bytes = file_read(paths[p], &size);
		assert_true(p == 1 || (bytes && size > 4096));
		for (size_t i = 0; bytes && i < LOGS; i++) {
			assert_int_equal(strcmp(day[i].text, "off") == 0, i == LOGS - 1);
			if (i < LOGS - 1)
				assert_not_in(bytes, size, day[i].text, paths[p]);
			assert_time_not_in(bytes, size, SANDBOX_NOW + (day[i].minute - (14 * 60 + 37)) * INT64_C(60000),
			                   paths[p]);
		}
		if (bytes) {
			assert_not_in(bytes, size, "secret thoughts", paths[p]);
			assert_not_in(bytes, size, PASSWORD, paths[p]);
			assert_not_in(bytes, size, "2026-10", paths[p]);
		}
		free(bytes);
	}
	terminal_keys(terminal, "<Escape>");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_of_twelve_logs_and_a_note_is_there_after_a_restart),
		cmocka_unit_test(what_is_on_the_screen_survives_a_kill),
		cmocka_unit_test(undo_reaches_back_over_a_restart),
		cmocka_unit_test(a_wrong_password_opens_nothing_and_the_code_does),
		cmocka_unit_test(a_locked_screen_takes_digits_and_shows_nothing),
		cmocka_unit_test(quitting_while_a_password_is_checked_waits_for_no_one),
		cmocka_unit_test(nothing_that_was_logged_can_be_read_in_the_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
