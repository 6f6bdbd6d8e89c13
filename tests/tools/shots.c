/*
 * Takes the pictures in screenshots/: drives the real program through two weeks of somebody's work, and writes its
 * screen as SVG, then PNG. Usage: shots SVG-DIRECTORY PNG-DIRECTORY
 */
#include "paper.h"

#include <stdlib.h>
#include <string.h>

static const struct svg_colours dark = { 0xd5d8df, 0x1b1d23, 0x282b33 };
static const struct svg_colours light = { 0x24292f, 0xfdfcf8, 0xe9e7e0 };

struct shots {
	const char *svg, *png; /* directories */
	struct sandbox *sandbox;
	struct terminal *terminal;
};

/* A log: minutes since midnight as hour and minute, days before or after Thursday 1 October 2026. The first nine
 * activities take the slots in this order. */
static const struct {
	int day, hour, minute;
	const char *text;
} logs[] = {
	{ -10, 7, 40, "parser" },
	{ -10, 9, 5, "email & triage" },
	{ -10, 9, 20, "review: auth patch" },
	{ -10, 9, 35, "standup" },
	{ -10, 9, 55, "sync protocol" },
	{ -10, 12, 10, "lunch" },
	{ -10, 12, 50, "support: acme" },
	{ -10, 14, 10, "admin" },
	{ -10, 14, 40, "parser" },
	{ -10, 16, 45, "off" },
	{ -10, 21, 10, "reading" },
	{ -10, 22, 0, "off" },
	{ -9, 8, 5, "email & triage" },
	{ -9, 8, 30, "parser" },
	{ -9, 9, 35, "standup" },
	{ -9, 9, 50, "parser" },
	{ -9, 12, 20, "lunch" },
	{ -9, 13, 0, "sync protocol" },
	{ -9, 15, 45, "review: auth patch" },
	{ -9, 16, 50, "off" },
	{ -8, 7, 55, "sync protocol" },
	{ -8, 9, 35, "standup" },
	{ -8, 9, 50, "sync protocol" },
	{ -8, 12, 5, "lunch" },
	{ -8, 12, 45, "support: acme" },
	{ -8, 13, 40, "parser" },
	{ -8, 16, 20, "admin" },
	{ -8, 16, 40, "off" },
	{ -7, 8, 15, "email & triage" },
	{ -7, 8, 40, "parser" },
	{ -7, 9, 35, "standup" },
	{ -7, 9, 55, "parser" },
	{ -7, 12, 30, "lunch" },
	{ -7, 13, 10, "review: auth patch" },
	{ -7, 14, 30, "sync protocol" },
	{ -7, 17, 5, "off" },
	{ -6, 8, 0, "admin" },
	{ -6, 8, 45, "sync protocol" },
	{ -6, 9, 35, "standup" },
	{ -6, 9, 50, "sync protocol" },
	{ -6, 12, 0, "lunch" },
	{ -6, 12, 45, "parser" },
	{ -6, 15, 30, "off" },
	{ -3, 7, 45, "email & triage" },
	{ -3, 8, 10, "parser" },
	{ -3, 9, 35, "standup" },
	{ -3, 10, 0, "parser" },
	{ -3, 12, 15, "lunch" },
	{ -3, 12, 55, "sync protocol" },
	{ -3, 15, 20, "review: auth patch" },
	{ -3, 16, 35, "off" },
	{ -2, 8, 0, "email & triage" },
	{ -2, 8, 20, "sync protocol" },
	{ -2, 9, 35, "standup" },
	{ -2, 9, 50, "support: acme" },
	{ -2, 11, 5, "parser" },
	{ -2, 12, 20, "lunch" },
	{ -2, 13, 5, "parser" },
	{ -2, 16, 40, "off" },
	{ -1, 8, 10, "parser" },
	{ -1, 9, 35, "standup" },
	{ -1, 9, 55, "sync protocol" },
	{ -1, 12, 10, "lunch" },
	{ -1, 12, 50, "parser" },
	{ -1, 15, 50, "admin" },
	{ -1, 16, 30, "off" },
	{ -1, 23, 40, "reading" },
	{ 0, 0, 35, "off" },
	{ 0, 7, 52, "email & triage" },
	{ 0, 8, 15, "sync protocol" },
	{ 0, 9, 35, "standup" },
	{ 0, 10, 0, "parser" },
	{ 0, 11, 47, "support: acme" },
	{ 0, 12, 15, "lunch" },
	{ 0, 13, 5, "parser" },
	{ 0, 14, 12, "review: auth patch" },
};

static const char note[] = "# parser\n"
                           "- arena allocator halves the run time; keep old path\n"
                           "- [ ] ask Lin about 64-bit offsets in the index\n"
                           "\n"
                           "# acme call 11:47\n"
                           "- export stalls at 2 GiB: same cause?\n"
                           "- next call Tue 10:00";

/* ---- pictures */

static void shoot_in(const struct shots *shots, const char *name, const struct svg_colours *colours)
{
	picture_take(shots->terminal, colours, shots->svg, shots->png, name, "2");
}

static void shoot(const struct shots *shots, const char *name)
{
	shoot_in(shots, name, &dark);
}

/* ---- the story */

static void open_terminal(struct shots *shots, const char *const *environment)
{
	shots->terminal = terminal_open(shots->sandbox, &(struct terminal_options){ .environment = environment });
}

static void close_terminal(struct shots *shots)
{
	assert_int_equal(terminal_quit(shots->terminal), 0);
	terminal_destroy(shots->terminal);
	shots->terminal = NULL;
}

static void first_start(struct shots *shots)
{
	sandbox_go(shots->sandbox, -10, 7 * 60 + 30);
	open_terminal(shots, NULL);
	terminal_keys(shots->terminal, "ada<Enter>" PASSWORD "<Enter>correct");
	shoot(shots, "registration");
	terminal_keys(shots->terminal, "<C-u>" PASSWORD "<Enter>");
	terminal_wait_text(shots->terminal, "Write this code down");
	shoot(shots, "recovery");
	terminal_keys(shots->terminal, "<Escape>");
	terminal_keys(shots->terminal, "<Enter>");
	terminal_assert_text(shots->terminal, "LOGS");
}

static void two_weeks(struct shots *shots)
{
	for (size_t i = 0; i < sizeof logs / sizeof logs[0]; i++) {
		sandbox_go(shots->sandbox, logs[i].day, logs[i].hour * 60 + logs[i].minute);
		terminal_fence(shots->terminal);
		terminal_keys(shots->terminal, "t");
		if (strcmp(logs[i].text, "off") == 0)
			terminal_keys(shots->terminal, "0");
		else
			story_log(shots->terminal, logs[i].text);
		/* Lunch and reading are no work. */
		if (i == 5 || i == 10)
			terminal_keys(shots->terminal, "e<S-Tab><Space><Enter>");
	}
}

static void log_on(const struct shots *shots, int month, int day, int minute, const char *text)
{
	char line[128];

	(void)snprintf(line, sizeof line, "2026-%02d-%02d %02d:%02d %s", month, day, minute / 60, minute % 60, text);
	story_log(shots->terminal, line);
}

/* An ordinary day, with an end that differs; a short one every third Friday. */
static void work_day(const struct shots *shots, int month, int day, int weekday, int number)
{
	static const char *const afternoons[] = { "review: auth patch", "support: acme", "sync protocol", "admin",
		                                  "parser" };
	bool short_day = weekday == 4 && number % 3 == 0;

	log_on(shots, month, day, 8 * 60 + number % 3 * 5, "email & triage");
	log_on(shots, month, day, 8 * 60 + 30, number / 7 % 2 ? "sync protocol" : "parser");
	log_on(shots, month, day, 12 * 60 + 5, "lunch");
	log_on(shots, month, day, 12 * 60 + 45, afternoons[weekday]);
	if (!short_day)
		log_on(shots, month, day, 14 * 60 + 30, number / 5 % 2 ? "parser" : "sync protocol");
	log_on(shots, month, day, short_day ? 13 * 60 + 30 : 16 * 60 + 25 + number * 7 % 6 * 12, "off");
}

/* The year before: weekdays from 5 January on, with holidays in spring and summer and a few Saturdays. */
static void the_year(struct shots *shots)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 20 };
	int number = 0, weekday = 3; /* 1 January is a Thursday */

	for (int month = 1; month <= 9; month++) {
		for (int day = 1; day <= lengths[month - 1]; day++, weekday = (weekday + 1) % 7) {
			bool holiday = (month == 4 && day < 13) || (month == 7 && day > 19) ||
			               (month == 8 && day < 8) || (month == 1 && day < 5);
			if (weekday < 5 && !holiday)
				work_day(shots, month, day, weekday, ++number);
			else if (weekday == 5 && day % 9 == 0) {
				log_on(shots, month, day, 10 * 60, "admin");
				log_on(shots, month, day, 12 * 60 + 30, "off");
			}
		}
	}
	terminal_keys(shots->terminal, "t");
}

static void reports(struct shots *shots)
{
	struct terminal *terminal = shots->terminal;

	terminal_keys(terminal, "w");
	shoot(shots, "week");
	terminal_keys(terminal, "h");
	terminal_keys(terminal, "m");
	shoot(shots, "month");
	terminal_keys(terminal, "y");
	shoot(shots, "year");
	terminal_keys(terminal, "r");
	terminal_keys(terminal, "since june");
	shoot(shots, "range");
	terminal_keys(terminal, "<Enter>");
	shoot(shots, "report");
	terminal_resize(terminal, 80, 24);
	terminal_keys(terminal, "m");
	shoot(shots, "month-80x24");
	terminal_resize(terminal, 100, 30);
	terminal_keys(terminal, "q");
	terminal_keys(terminal, "t");
}

/* Somebody's other terminal logs, on another machine by its name. */
static void two_terminals(struct shots *shots)
{
	const char *const desk[] = { "TIMESHEET_HOST=desk", "TMUX_PANE=%3", NULL };
	struct terminal *other = terminal_open(shots->sandbox, &(struct terminal_options){ .environment = desk });

	story_login(other);
	terminal_keys(other, "4");
	terminal_wait_text(shots->terminal, "desk tmux %3>");
	terminal_wait_text(shots->terminal, "flex");
	shoot(shots, "terminals");
	terminal_keys(other, "u");
	assert_int_equal(terminal_quit(other), 0);
	terminal_destroy(other);
	terminal_wait_text(shots->terminal, "took back");
	terminal_keys(shots->terminal, "j");
}

static void this_day(struct shots *shots)
{
	struct terminal *terminal = shots->terminal;

	terminal_keys(terminal, "n");
	terminal_paste(terminal, note);
	terminal_keys(terminal, "<Escape>");
	sandbox_go(shots->sandbox, 0, 14 * 60 + 37);
	terminal_fence(terminal);
	terminal_wait_text(terminal, "flex");
	shoot(shots, "day");
	terminal_resize(terminal, 80, 24);
	shoot(shots, "day-80x24");
	terminal_resize(terminal, 50, 12);
	shoot(shots, "too-small");
	terminal_resize(terminal, 100, 30);
	terminal_fence(terminal);
	terminal_keys(terminal, "a");
	terminal_keys(terminal, "9:30 pr");
	shoot(shots, "picker");
	terminal_keys(terminal, "<Escape>");
	terminal_keys(terminal, "n");
	shoot(shots, "notes");
	terminal_keys(terminal, "<Escape>");
	terminal_keys(terminal, "kkke");
	terminal_keys(terminal, "<C-u>re");
	shoot(shots, "edit");
	terminal_keys(terminal, "<Escape>");
	terminal_keys(terminal, "<Escape>");
	terminal_keys(terminal, "?");
	shoot(shots, "help");
	terminal_keys(terminal, "<Escape>");
	reports(shots);
	terminal_keys(terminal, "s");
	shoot(shots, "settings");
	terminal_keys(terminal, "<Escape>");
	two_terminals(shots);
	terminal_keys(terminal, "/");
	terminal_keys(terminal, "pa");
	terminal_wait_text(terminal, "all days searched");
	shoot(shots, "search");
	terminal_keys(terminal, "<Escape>");
	terminal_keys(terminal, "A");
	terminal_wait_text(terminal, "by last use");
	shoot(shots, "activities");
	terminal_keys(terminal, "c<Right><Right><Right>");
	shoot(shots, "activity");
	terminal_keys(terminal, "<Escape>");
	terminal_keys(terminal, "q");
	terminal_keys(terminal, "z");
	shoot(shots, "lock");
	story_login(terminal);
	close_terminal(shots);
}

static void next_start(struct shots *shots)
{
	const char *const colourless[] = { "NO_COLOR=1", NULL };
	const char *const bright[] = { "TIMESHEET_THEME=light", NULL };

	open_terminal(shots, NULL);
	terminal_keys(shots->terminal, "correct");
	shoot(shots, "login");
	terminal_keys(shots->terminal, "<C-u>");
	story_login(shots->terminal);
	close_terminal(shots);
	open_terminal(shots, colourless);
	story_login(shots->terminal);
	terminal_wait_text(shots->terminal, "flex");
	shoot(shots, "no-color");
	close_terminal(shots);
	open_terminal(shots, bright);
	story_login(shots->terminal);
	terminal_wait_text(shots->terminal, "flex");
	shoot_in(shots, "light", &light);
	close_terminal(shots);
}

int main(int count, char **arguments)
{
	struct shots shots = { 0 };

	if (count != 3) {
		(void)fputs("usage: shots SVG-DIRECTORY PNG-DIRECTORY\n", stderr);
		return 2;
	}
	shots.svg = arguments[1];
	shots.png = arguments[2];
	shots.sandbox = sandbox_create();
	first_start(&shots);
	two_weeks(&shots);
	the_year(&shots);
	this_day(&shots);
	next_start(&shots);
	paper_take(shots.sandbox, &dark, shots.svg, shots.png);
	sandbox_destroy(shots.sandbox);
	return 0;
}
