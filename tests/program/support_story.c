/* What a person does over and over: registers, logs in, logs. */
#include "support.h"

#include <stdio.h>
#include <string.h>

/* The recovery code stands in one line: the longest word of capitals, digits and hyphens on the screen. */
static void code_read(struct terminal *terminal, char code[64])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	size_t most = 0;

	for (int y = 0; y < terminal_height(terminal); y++) {
		const char *row = terminal_row(terminal, y);
		for (const char *at = row; *at != '\0'; at++) {
			size_t size = strspn(at, letters);
			/* Frames are of hyphens where there are no box lines. */
			if (*at == '-' || size <= most || size >= 64)
				continue;
			most = size;
			memcpy(code, at, size);
			code[size] = '\0';
		}
	}
	assert_true(most > 20);
}

void story_register(struct terminal *terminal, char code[64])
{
	char seen[64];

	terminal_keys(terminal, "ada<Enter>" PASSWORD "<Enter>" PASSWORD "<Enter>");
	terminal_wait_text(terminal, "Write this code down");
	code_read(terminal, seen);
	terminal_keys(terminal, "<Enter>");
	terminal_keys(terminal, seen);
	terminal_keys(terminal, "<Enter>");
	terminal_assert_text(terminal, "LOGS");
	if (code)
		memcpy(code, seen, sizeof seen);
}

void story_login(struct terminal *terminal)
{
	terminal_keys(terminal, PASSWORD "<Enter>");
	terminal_assert_text(terminal, "LOGS");
}

struct terminal *story_begin(struct sandbox *sandbox, const struct terminal_options *options)
{
	struct terminal *terminal = terminal_open(sandbox, options);

	story_register(terminal, NULL);
	return terminal;
}

void story_log(struct terminal *terminal, const char *text)
{
	terminal_keys(terminal, "<Enter>");
	terminal_press(terminal, text);
	terminal_keys(terminal, "<Enter>");
}

bool story_logged(struct terminal *terminal, const char *time, const char *text)
{
	for (int y = 0; y < terminal_height(terminal); y++) {
		const char *row = terminal_row(terminal, y);
		/* A mark, a blank or a second mark, then the time. */
		if (strlen(row) > 2 && strncmp(row + 2, time, strlen(time)) == 0 && strstr(row, text))
			return true;
	}
	return false;
}

bool story_sees(struct terminal *terminal, const char *time, const char *text)
{
	for (int y = 0; y < terminal_height(terminal); y++) {
		const char *row = terminal_row(terminal, y), *at = strstr(row, time);
		if (at && strstr(at, text))
			return true;
	}
	return false;
}

void story_assert_sees(struct terminal *terminal, const char *time, const char *text)
{
	if (story_sees(terminal, time, text))
		return;
	for (int y = 0; y < terminal_height(terminal); y++)
		print_error("|%s\n", terminal_row(terminal, y));
	fail_msg("no row says %s ... %s", time, text);
}

int terminal_quit(struct terminal *terminal)
{
	terminal_fence(terminal);
	terminal_press(terminal, "jqq");
	return terminal_wait_exit(terminal);
}
