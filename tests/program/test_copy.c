/* The database is one file: a copy of it alone, taken while a screen is open, holds whatever was acknowledged. */
#include "support_pipes.h"
#include "support_tally.h"
#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORLD = 50 /* copies of one database: a new one is a smaller one */ };

static void copy_take(const struct sandbox *sandbox, const char *to)
{
	size_t size;
	char *bytes = file_read(sandbox->database, &size);

	assert_non_null(bytes);
	file_write(to, bytes, size);
	free(bytes);
}

/* The screen and a command in turn. */
static void log_one(struct sandbox *sandbox, struct terminal *screen, struct tally *tally, bool by_screen)
{
	size_t number = tally_try(tally);

	sandbox_pass(sandbox, 1000);
	if (by_screen) {
		story_log(screen, tally_text(tally, number));
		terminal_assert_text(screen, "(new)   u takes it back");
	} else {
		EXPECT(sandbox, 0, NULL, "", "log", tally_text(tally, number));
	}
	tally_acknowledge(tally, number);
}

static void copies_take(long copies)
{
	struct sandbox *sandbox = ada_logged_in();
	struct terminal *screen = terminal_open(sandbox, &(struct terminal_options){ .height = 60 });
	struct tally tally = { 0 };
	char path[96], variable[128];

	(void)snprintf(path, sizeof path, "%s/copy.db", sandbox->directory);
	(void)snprintf(variable, sizeof variable, "TIMESHEET_DB=%s", path);
	const char *const environment[] = { variable, NULL };
	story_login(screen);
	for (long i = 0; i < copies; i++) {
		log_one(sandbox, screen, &tally, i % 2 == 0);
		copy_take(sandbox, path);
		tally_assert(&tally, sandbox, environment);
	}
	/* An older copy would have been seen. */
	log_one(sandbox, screen, &tally, true);
	assert_int_equal(tally_judge(&tally, sandbox, environment).lost, 1);
	assert_int_equal(terminal_quit(screen), 0);
	terminal_destroy(screen);
	tally_release(&tally);
	ada_destroy(sandbox);
}

static void a_copy_of_the_file_alone_holds_all_that_was_acknowledged(void **state)
{
	long copies = campaign_rounds(4, 200);

	(void)state;
	for (long done = 0; done < copies; done += WORLD)
		copies_take(copies - done < WORLD ? copies - done : WORLD);
	campaign_record("Copies", "the file alone is copied beside an open screen, after each acknowledgement", copies,
	                "copies", 0, "lost");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_copy_of_the_file_alone_holds_all_that_was_acknowledged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
