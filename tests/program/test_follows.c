/* What may change under an open screen, which follows it: the machine's time zone, and others' work where it cannot be
 * heard of at once. */
#include "support_mount.h"
#include "support_pipes.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char zone_place[] = "/etc/localtime";

/* The machine's zone is that of the file at path from now on, which is older by so many seconds than it was: a file
 * whose times are those of before has not changed. */
static void zone_set(const char *path, const char *name, int age)
{
	char source[64];

	(void)snprintf(source, sizeof source, "/usr/share/zoneinfo/%s", name);
	file_copy(source, path);
	const struct timespec times[2] = { { 1000000000 - age, 0 }, { 1000000000 - age, 0 } };
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void the_machine_s_zone_is_followed_by_an_open_screen(void **state)
{
	static const char *const environment[] = { "TZ", NULL };
	struct sandbox *sandbox = sandbox_create();
	char path[SANDBOX_PATH_SIZE];

	(void)state;
	sandbox_path(sandbox, "localtime", path);
	zone_set(path, "Europe/Berlin", 0);
	file_mount(path, zone_place);
	struct terminal *terminal = story_begin(sandbox, &(struct terminal_options){ .environment = environment });
	story_log(terminal, "flight");
	terminal_assert_text(terminal, "14:37");
	terminal_assert_text(terminal, "CEST+02");
	zone_set(path, "Asia/Tokyo", 1);
	sandbox_pass(sandbox, MINUTE);
	terminal_fence(terminal);
	terminal_assert_text(terminal, "21:38");
	terminal_assert_text(terminal, "JST+09");
	story_log(terminal, "landed");
	assert_true(story_logged(terminal, "21:38", "landed"));
	/* A locked screen logs, too. */
	terminal_keys(terminal, "z");
	zone_set(path, "America/New_York", 2);
	sandbox_pass(sandbox, MINUTE);
	terminal_keys(terminal, "1");
	story_login(terminal);
	terminal_assert_text(terminal, "EDT-04");
	assert_true(story_logged(terminal, "08:39", "flight"));
	/* And one that was stopped meanwhile. */
	terminal_press(terminal, "<C-z>");
	terminal_wait_stopped(terminal);
	zone_set(path, "Asia/Tokyo", 3);
	sandbox_pass(sandbox, MINUTE);
	terminal_signal(terminal, SIGCONT);
	terminal_fence(terminal);
	terminal_assert_text(terminal, "21:40");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	itself_unmount(zone_place);
	sandbox_destroy(sandbox);
}

/* The system's limit of watches is reached: every minute it is looked. */
static void without_watches_changes_show_within_a_minute_and_that_is_said(void **state)
{
	struct sandbox *sandbox = sandbox_create();

	(void)state;
	if (!watches_forbid()) {
		print_message("skipped: this kernel does not limit watches\n");
		sandbox_destroy(sandbox);
		return;
	}
	struct terminal *desk = terminal_open(sandbox, NULL);
	terminal_assert_text(desk, "changes from elsewhere show within a minute");
	story_register(desk, NULL);
	/* What stands there as one comes in is read once more. */
	struct terminal *train = terminal_open(sandbox, NULL);
	story_login(train);
	/* Just before the minute: by the clock that stands still it comes again and again. */
	sandbox_pass(sandbox, MINUTE - sandbox->wall % MINUTE - 100);
	terminal_fence(desk);
	story_log(train, "standup");
	terminal_wait_text(desk, "standup");
	assert_int_equal(terminal_quit(desk), 0);
	assert_int_equal(terminal_quit(train), 0);
	terminal_destroy(desk);
	terminal_destroy(train);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_machine_s_zone_is_followed_by_an_open_screen),
		cmocka_unit_test(without_watches_changes_show_within_a_minute_and_that_is_said),
	};

	if (!mounts_begin())
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
