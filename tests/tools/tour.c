/*
 * Makes the README's animated tour: a morning of somebody's work in the real program, a picture a step, joined by
 * apngasm. Usage: tour SVG-DIRECTORY FRAME-DIRECTORY OUT.png
 */
#include "picture.h"

#include <stdlib.h>
#include <string.h>

static const struct svg_colours dark = { 0xd5d8df, 0x1b1d23, 0x282b33 };

struct tour {
	const char *svg, *frames;
	struct sandbox *sandbox;
	struct terminal *terminal;
	int count;
};

/* A step is shown for so many tenths of a second: as that many frames, of which all but the first cost nothing. */
static void show(struct tour *tour, int tenths)
{
	char name[32], first[512], again[512];

	(void)snprintf(name, sizeof name, "frame%04d", tour->count++);
	picture_take(tour->terminal, &dark, tour->svg, tour->frames, name, "1");
	(void)snprintf(first, sizeof first, "%s/%s.png", tour->frames, name);
	for (int i = 1; i < tenths / 2; i++) {
		(void)snprintf(again, sizeof again, "%s/frame%04d.png", tour->frames, tour->count++);
		const char *const words[] = { "cp", first, again, NULL };
		picture_run(words);
	}
}

/* Text as it is typed, some letters a frame. */
static void type(struct tour *tour, const char *text)
{
	enum { LETTERS = 3 };
	char part[LETTERS + 1];

	for (size_t at = 0; at < strlen(text); at += LETTERS) {
		(void)snprintf(part, sizeof part, "%.*s", LETTERS, text + at);
		terminal_keys(tour->terminal, part);
		show(tour, 2);
	}
}

static void go(const struct tour *tour, int hour, int minute)
{
	sandbox_go(tour->sandbox, 0, hour * 60 + minute);
	terminal_fence(tour->terminal);
}

static void press(struct tour *tour, const char *keys, int tenths)
{
	terminal_keys(tour->terminal, keys);
	show(tour, tenths);
}

static void morning(struct tour *tour)
{
	go(tour, 8, 2);
	show(tour, 16);
	press(tour, "<Enter>", 6);
	type(tour, "email & triage");
	press(tour, "<Enter>", 12);
	go(tour, 8, 31);
	press(tour, "<Enter>", 4);
	type(tour, "parser");
	press(tour, "<Enter>", 10);
	go(tour, 10, 4);
	press(tour, "<Enter>", 4);
	type(tour, "9:35 standup");
	show(tour, 8);
	press(tour, "<Enter>", 12);
	go(tour, 10, 5);
	press(tour, "2", 12);
	go(tour, 12, 10);
	press(tour, "<Enter>", 4);
	type(tour, "lunch");
	press(tour, "<Enter>", 8);
	press(tour, "e", 6);
	terminal_keys(tour->terminal, "<S-Tab><Space>");
	show(tour, 8);
	press(tour, "<Enter>", 8);
}

static void afternoon(struct tour *tour)
{
	go(tour, 12, 50);
	press(tour, "<Space>", 14);
	go(tour, 14, 20);
	press(tour, "1", 10);
	press(tour, "u", 12);
	press(tour, "k-", 4);
	press(tour, "-", 4);
	press(tour, "-", 8);
	press(tour, "n", 4);
	type(tour, "# parser");
	press(tour, "<Enter>", 2);
	type(tour, "- arena halves the run time");
	show(tour, 6);
	press(tour, "<Escape>", 12);
	press(tour, "w", 16);
	press(tour, "m", 14);
	press(tour, "q", 20);
}

int main(int count, char **arguments)
{
	struct tour tour = { 0 };
	char first[512];

	if (count != 4) {
		(void)fputs("usage: tour SVG-DIRECTORY FRAME-DIRECTORY OUT.png\n", stderr);
		return 2;
	}
	tour.svg = arguments[1];
	tour.frames = arguments[2];
	tour.sandbox = sandbox_create();
	sandbox_go(tour.sandbox, 0, 8 * 60);
	tour.terminal = story_begin(tour.sandbox, NULL);
	morning(&tour);
	afternoon(&tour);
	assert_int_equal(terminal_quit(tour.terminal), 0);
	terminal_destroy(tour.terminal);
	sandbox_destroy(tour.sandbox);
	(void)snprintf(first, sizeof first, "%s/frame0000.png", tour.frames);
	const char *const words[] = { "apngasm", arguments[3], first, "2", "10", NULL };
	picture_run(words);
	return 0;
}
