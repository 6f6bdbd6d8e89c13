/*
 * What a key and a command cost, by the real front end and the real commands on a real file: transactions, readings of
 * the activities, of the settings and of the state, and seals that are opened. The numbers are written down here: one
 * more is a step back that somebody has to want.
 */
#include "src/command_line/options.h"
#include "src/commands/commands.h"
#include "tests/cost/counted.h"
#include "tests/data/support_import.h"
#include "ui/ui.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW;

enum { WIDTH = 100, HEIGHT = 30, ACTIVITIES = 20, DAYS = 45, NOTES = 4 };

/* Someone who has been at it for a while: logs in two months and before, notes, all slots taken. */
static void history_make(ts_store *store)
{
	char text[16];

	rows_hurry(store);
	for (int i = 0; i < 3 * DAYS; i++) {
		(void)snprintf(text, sizeof text, "activity %d", i % ACTIVITIES + 1);
		rows_log(store, text, now - (3 * DAYS - i) * 8 * TS_HOUR, now);
	}
	for (ts_day day = ts_day_of(now, 0) - NOTES + 1; day <= ts_day_of(now, 0); day++) {
		const struct ts_note none = { .day = day };
		struct ts_done done;
		assert_int_equal(ts_note_save(store, &none, "a note", 6, now, &done), TS_OK);
	}
}

static void assert_cost(const char *what, struct counted expected)
{
	const struct counted found = counted_now();
	const struct {
		const char *name;
		int found, expected;
	} numbers[] = {
		{ "writings", found.writings, expected.writings },
		{ "readings", found.readings, expected.readings },
		{ "readings of activities", found.activities, expected.activities },
		{ "readings of settings", found.settings, expected.settings },
		{ "readings of the state", found.states, expected.states },
		{ "readings of all months", found.months, expected.months },
		{ "seals", found.seals, expected.seals },
		{ "statements", found.statements, expected.statements },
	};
	bool same = true;

	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		if (numbers[i].found == numbers[i].expected)
			continue;
		print_error("%s: %d %s, not %d\n", what, numbers[i].found, numbers[i].name, numbers[i].expected);
		/* Fewer statements are a gain that nobody has to write down. */
		same = same && i == sizeof numbers / sizeof numbers[0] - 1 && numbers[i].found < numbers[i].expected;
	}
	assert_true(same);
}

/* ---- the screen */

struct screen {
	struct support *support;
	struct ui *ui;
	struct surface *surface;
	struct moment moment;
};

static void screen_pump(struct screen *screen)
{
	struct effect effect;

	while (ui_next_effect(screen->ui, &effect)) {
		if (effect.type != EFFECT_AUTH)
			continue;
		ts_auth_run(effect.auth);
		ui_auth_done(screen->ui, effect.auth, screen->moment);
	}
	ui_draw(screen->ui, screen->surface, screen->moment);
}

static void press(struct screen *screen, const char *name)
{
	struct input input = { .type = INPUT_KEY };

	assert_true(key_parse(name, &input.as.key));
	ui_input(screen->ui, &input, screen->moment);
	screen_pump(screen);
}

/* Until nothing is left to be done in the background. */
static void settle(struct screen *screen)
{
	for (int i = 0; i < 200 && ui_wake(screen->ui) > 0 && ui_wake(screen->ui) <= screen->moment.uptime + 1; i++) {
		screen->moment.uptime++;
		ui_tick(screen->ui, screen->moment);
		screen_pump(screen);
	}
}

static void screen_open(struct screen *screen, void **state)
{
	const struct ui_options options = { .host = "laptop", .theme = "dark", .half_blocks = true };

	*screen = (struct screen){ .support = *state, .moment = { .now = now, .uptime = 5000000 } };
	history_make(screen->support->store);
	ts_lock(screen->support->store);
	screen->surface = surface_create(WIDTH, HEIGHT);
	screen->ui = ui_create(screen->support->store, &options, screen->moment, WIDTH, HEIGHT);
	for (const char *at = SUPPORT_PASSWORD; *at; at++)
		press(screen, *at == ' ' ? "Space" : (char[]){ *at, '\0' });
	press(screen, "Enter");
	assert_true(ts_logged_in(screen->support->store));
	settle(screen);
}

static void screen_close(struct screen *screen)
{
	ui_destroy(screen->ui);
	surface_destroy(screen->surface);
}

static void press_counted(struct screen *screen, const char *name)
{
	screen->moment.now += 5 * TS_MINUTE;
	screen->moment.uptime += 5 * TS_MINUTE;
	counted_reset();
	press(screen, name);
}

static void a_digit_is_one_writing_and_one_reading(void **state)
{
	struct screen screen;

	screen_open(&screen, state);
	for (int i = 1; i <= 9; i++) {
		char digit[] = { (char)('0' + i), '\0' };
		press_counted(&screen, digit);
		assert_cost(
		        "a digit",
		        (struct counted){ .writings = 1, .readings = 1, .states = 1, .seals = 6, .statements = 40 });
	}
	screen_close(&screen);
}

static void a_digit_of_what_goes_on_costs_no_more(void **state)
{
	struct screen screen;

	screen_open(&screen, state);
	press(&screen, "1");
	press_counted(&screen, "1");
	assert_cost("the same digit",
	            (struct counted){ .writings = 1, .readings = 1, .states = 1, .seals = 4, .statements = 27 });
	press_counted(&screen, "2");
	assert_cost("a digit after it",
	            (struct counted){ .writings = 1, .readings = 1, .states = 1, .seals = 6, .statements = 40 });
	screen_close(&screen);
}

static void a_move_is_one_writing_and_one_reading(void **state)
{
	struct screen screen;

	screen_open(&screen, state);
	press(&screen, "1");
	press_counted(&screen, "-");
	assert_cost("a move back",
	            (struct counted){ .writings = 1, .readings = 1, .states = 1, .seals = 9, .statements = 43 });
	press_counted(&screen, "+");
	assert_cost("a move",
	            (struct counted){ .writings = 1, .readings = 1, .states = 1, .seals = 9, .statements = 43 });
	screen_close(&screen);
}

static void another_day_is_one_reading(void **state)
{
	struct screen screen;

	screen_open(&screen, state);
	press_counted(&screen, "h");
	assert_cost("the day before", (struct counted){ .readings = 1, .seals = 5, .statements = 22 });
	press_counted(&screen, "l");
	assert_cost("the day after", (struct counted){ .readings = 1, .seals = 3, .statements = 22 });
	screen_close(&screen);
}

/* A report reads its days once; moving in it reads nothing; its lists read what they show. */
static void a_key_on_a_report_reads_what_it_shows(void **state)
{
	struct screen screen;

	screen_open(&screen, state);
	press_counted(&screen, "w");
	/* One of them for the bars of budgets. */
	assert_cost("the week", (struct counted){ .readings = 1, .statements = 9 });
	press_counted(&screen, "k");
	assert_cost("another day", (struct counted){ .statements = 1 });
	press_counted(&screen, "2");
	assert_cost("a digit on it",
	            (struct counted){ .writings = 1, .readings = 1, .states = 1, .seals = 3, .statements = 27 });
	press_counted(&screen, "Tab");
	assert_cost("the grid", (struct counted){ .statements = 1 });
	press_counted(&screen, "Left");
	assert_cost("a cell", (struct counted){ .statements = 1 });
	press_counted(&screen, "Enter");
	assert_cost("its logs", (struct counted){ .readings = 1, .seals = 3, .statements = 7 });
	press_counted(&screen, "j");
	assert_cost("another log", (struct counted){ .statements = 1 });
	press_counted(&screen, "Escape");
	press_counted(&screen, "/");
	assert_cost("a filter", (struct counted){ .statements = 1 });
	press_counted(&screen, "a");
	assert_cost("a letter of it", (struct counted){ .readings = 1, .seals = 6, .statements = 11 });
	screen_close(&screen);
}

static void what_another_did_is_read_once(void **state)
{
	struct screen screen;

	screen_open(&screen, state);
	ts_store *there = rows_second(screen.support);
	rows_log(there, "elsewhere", screen.moment.now, screen.moment.now);
	counted_reset();
	ui_changed(screen.ui, screen.moment);
	screen_pump(&screen);
	assert_cost("what another did", (struct counted){ .readings = 3,
	                                                  .activities = 1,
	                                                  .settings = 1,
	                                                  .states = 2,
	                                                  .months = 1,
	                                                  .seals = 80,
	                                                  .statements = 51 });
	screen_close(&screen);
	ts_close(there);
}

/* ---- commands */

static int command(struct support *support, const char *const *words)
{
	const struct options options = { .wish = OPTIONS_COMMAND, .database = support->path };
	FILE *nowhere = fopen("/dev/null", "we"), *standard = stdout;
	char copies[8][SUPPORT_PATH_SIZE + 16], *arguments[9] = { NULL };
	int count = 0;

	assert_non_null(nowhere);
	for (; words[count]; count++) {
		(void)snprintf(copies[count], sizeof copies[count], "%s", words[count]);
		arguments[count] = copies[count];
	}
	stdout = nowhere;
	counted_reset();
	int status = command_run(&options, count, arguments);
	stdout = standard;
	(void)fclose(nowhere);
	return status;
}

#define COMMAND(support, ...) command(support, (const char *const[]){ __VA_ARGS__, NULL })

/* A file beside the database; its path until the next. */
static const char *file_of(const struct support *support, const char *name, const char *text)
{
	static char path[SUPPORT_PATH_SIZE + 16];

	(void)snprintf(path, sizeof path, "%s/%s", support->directory, name);
	support_file_write(path, text, strlen(text));
	assert_int_equal(chmod(path, 0600), 0);
	return path;
}

/* A file, and a ticket for it. */
static struct support *command_open(void **state)
{
	struct support *support = *state;
	char path[SUPPORT_PATH_SIZE + 8];

	(void)snprintf(path, sizeof path, "%s/run", support->directory);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(setenv("XDG_RUNTIME_DIR", path, 1), 0);
	assert_int_equal(setenv("XDG_STATE_HOME", support->directory, 1), 0);
	assert_int_equal(setenv("TIMESHEET_CLOCK_FILE", file_of(support, "clock", "1790841600000 5000000"), 1), 0);
	assert_int_equal(setenv("TIMESHEET_PASSWORD_FILE", file_of(support, "password", SUPPORT_PASSWORD), 1), 0);
	history_make(support->store);
	ts_close(support->store);
	support->store = NULL;
	assert_int_equal(COMMAND(support, "login"), 0);
	assert_int_equal(unsetenv("TIMESHEET_PASSWORD_FILE"), 0);
	/* From now on there is an anchor. */
	assert_int_equal(COMMAND(support, "log", "activity 1"), 0);
	return support;
}

static void log_reads_once_what_it_needs(void **state)
{
	struct support *support = command_open(state);

	assert_int_equal(COMMAND(support, "log", "activity 2"), 0);
	/* The state at the login, for the anchor, and to write it. */
	assert_cost("log", (struct counted){ .writings = 1,
	                                     .readings = 2,
	                                     .activities = 1,
	                                     .settings = 1,
	                                     .states = 3,
	                                     .seals = 30,
	                                     .statements = 53 });
}

static void status_reads_once_what_it_needs(void **state)
{
	struct support *support = command_open(state);

	assert_int_equal(COMMAND(support, "status"), 0);
	assert_cost(
	        "status",
	        (struct counted){
	                .readings = 1, .activities = 1, .settings = 1, .states = 2, .seals = 27, .statements = 35 });
	assert_int_equal(counted_now().ids, 0);
}

static void a_command_locks_one_piece_of_memory_and_opens_each_anchor_once(void **state)
{
	struct support *support = command_open(state);

	assert_int_equal(COMMAND(support, "status"), 0);
	/* Who is logged in, and what that is read from. */
	assert_int_equal(counted_now().secrets, 1);
	/* As what the file was made, and as what it became where there was no anchor yet. Those that are listed, since
	 * they stood in this place, are known by their names. */
	assert_int_equal(counted_now().anchors, 2);
}

/* Each piece of it would be counted under a lock, 3,000 times in a status. */
static void sqlite_keeps_no_account_of_its_memory(void **state)
{
	struct support *support = *state;

	/* While there is a store, which takes some. */
	assert_non_null(support->store);
	assert_int_equal(sqlite3_memory_used(), 0);
}

static void a_report_reads_once_what_it_needs(void **state)
{
	struct support *support = command_open(state);

	assert_int_equal(COMMAND(support, "report", "week"), 0);
	assert_cost("report", (struct counted){ .readings = 2,
	                                        .activities = 1,
	                                        .settings = 1,
	                                        .states = 2,
	                                        .months = 1,
	                                        .seals = 29,
	                                        .statements = 42 });
	assert_int_equal(COMMAND(support, "report", "2024..2026"), 0);
	assert_cost("a long report", (struct counted){ .readings = 2,
	                                               .activities = 1,
	                                               .settings = 1,
	                                               .states = 2,
	                                               .months = 1,
	                                               .seals = 32,
	                                               .statements = 48 });
	assert_int_equal(COMMAND(support, "report", "week", "--by", "day"), 0);
	assert_cost("report by day", (struct counted){ .readings = 2,
	                                               .activities = 1,
	                                               .settings = 1,
	                                               .states = 2,
	                                               .months = 1,
	                                               .seals = 29,
	                                               .statements = 42 });
}

static void a_search_looks_at_the_file_once_for_the_ids_of_many_hits(void **state)
{
	struct support *support = command_open(state);

	assert_int_equal(COMMAND(support, "search", "activity"), 0);
	/* At the beginning, the step of the search, and the digits that tell the logs from others. */
	assert_int_equal(counted_now().readings, 3);
}

static void an_export_opens_each_note_twice(void **state)
{
	struct support *support = command_open(state);

	assert_int_equal(COMMAND(support, "export", "--format", "timeclock"), 0);
	const int logs = counted_now().seals;
	assert_int_equal(COMMAND(support, "export", "--format", "csv"), 0);
	/* To know whether it stands, and for its text; and of each of two months how many it has. */
	assert_int_equal(counted_now().seals - logs, 2 * NOTES + 2);
}

/* Half an hour each, one an hour, as timeclock has them. */
static void hours_put(FILE *file, int hours)
{
	assert_non_null(file);
	for (int hour = 0; hour < hours; hour++) {
		struct ts_civil date;
		ts_day_to_civil(ts_day_from_civil(2025, 5, 1) + hour / 24, &date);
		(void)fprintf(file, "i %d-%02d-%02d %02d:00:00 hour %d\n", date.year, date.month, date.day, hour % 24,
		              hour % 7);
		(void)fprintf(file, "o %d-%02d-%02d %02d:30:00\n", date.year, date.month, date.day, hour % 24);
	}
	assert_int_equal(fclose(file), 0);
}

/* For three months of which the last has only begun. */
static void an_import_opens_none_of_the_months_that_it_brings_whole(void **state)
{
	enum { HOURS = 24 * (31 + 30 + 3), LAST = 24 * 3, REST = 300 };
	struct support *support = command_open(state);
	char path[SUPPORT_PATH_SIZE + 16];

	(void)snprintf(path, sizeof path, "%s/timeclock", support->directory);
	hours_put(fopen(path, "w"), HOURS);
	assert_int_equal(COMMAND(support, "import", "--format", "timeclock", path), 0);
	/* Of the last one it cannot know that nothing more comes. */
	assert_in_range(counted_now().seals, 2 * LAST, 2 * LAST + REST);
}

/* A log's id is a hash, and so is what it adds to the sums; of the few texts there is one each. Of many rows it is not
 * asked of the file whether they are there, but for a few of a hundred. */
static void a_log_of_an_import_is_one_statement_and_two_hashes(void **state)
{
	enum { HOURS = 24 * 60, LOGS = 2 * HOURS, STATEMENTS = LOGS / 20 + 100, HASHES = 100 };
	struct support *support = *state;
	size_t size;
	char *text = NULL;

	hours_put(open_memstream(&text, &size), HOURS);
	counted_reset();
	const struct ts_imported sum = imports_text(support->store, TS_FORMAT_TIMECLOCK, text);
	free(text);
	assert_int_equal(sum.logs, LOGS);
	assert_in_range(counted_now().statements, LOGS, LOGS + STATEMENTS);
	assert_in_range(counted_now().hashes, 2 * LOGS, 2 * LOGS + HASHES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_digit_is_one_writing_and_one_reading, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(a_digit_of_what_goes_on_costs_no_more, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(a_move_is_one_writing_and_one_reading, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(another_day_is_one_reading, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(a_key_on_a_report_reads_what_it_shows, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(what_another_did_is_read_once, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(log_reads_once_what_it_needs, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(status_reads_once_what_it_needs, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(a_command_locks_one_piece_of_memory_and_opens_each_anchor_once,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(sqlite_keeps_no_account_of_its_memory, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(a_report_reads_once_what_it_needs, support_setup_login,
		                                support_teardown),
		cmocka_unit_test_setup_teardown(a_search_looks_at_the_file_once_for_the_ids_of_many_hits,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(an_export_opens_each_note_twice, support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(an_import_opens_none_of_the_months_that_it_brings_whole,
		                                support_setup_login, support_teardown),
		cmocka_unit_test_setup_teardown(a_log_of_an_import_is_one_statement_and_two_hashes, support_setup_login,
		                                support_teardown),
	};

	if (access("/dev/shm", W_OK) == 0 && setenv("TMPDIR", "/dev/shm", 0) != 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
