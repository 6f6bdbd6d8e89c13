/* Names of keys to the bytes that an xterm sends for them. */
#include "support.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
static const struct {
	const char *name, *bytes;
} key_bytes[] = {
	{ "Enter", "\r" },       { "Tab", "\t" },          { "S-Tab", "\033[Z" },    { "Escape", "\033" },
	{ "Space", " " },        { "Backspace", "\177" },  { "lt", "<" },
	{ "Up", "\033OA" },      { "Down", "\033OB" },     { "Right", "\033OC" },    { "Left", "\033OD" },
	{ "Home", "\033OH" },    { "End", "\033OF" },      { "PgUp", "\033[5~" },    { "PgDn", "\033[6~" },
	{ "Insert", "\033[2~" }, { "Delete", "\033[3~" },
	{ "F1", "\033OP" },      { "F2", "\033OQ" },       { "F3", "\033OR" },       { "F4", "\033OS" },
	{ "F5", "\033[15~" },
};
/* clang-format on */

static void key_send(struct terminal *terminal, const char *name, size_t size)
{
	for (size_t i = 0; i < sizeof key_bytes / sizeof key_bytes[0]; i++) {
		if (strlen(key_bytes[i].name) == size && strncmp(key_bytes[i].name, name, size) == 0) {
			terminal_send(terminal, key_bytes[i].bytes, strlen(key_bytes[i].bytes));
			return;
		}
	}
	if (size == 3 && name[0] == 'C' && name[1] == '-') {
		char control = (char)(name[2] & 0x1f);
		terminal_send(terminal, &control, 1);
	} else if (size == 3 && name[0] == 'M' && name[1] == '-') {
		terminal_send(terminal, (const char[]){ '\033', name[2] }, 2);
	} else {
		fail_msg("no key is called <%.*s>", (int)size, name);
	}
}

void terminal_press(struct terminal *terminal, const char *keys)
{
	while (*keys) {
		const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
		if (end) {
			key_send(terminal, keys + 1, (size_t)(end - keys - 1));
			keys = end + 1;
		} else {
			size_t size = strcspn(keys + 1, "<") + 1;
			terminal_send(terminal, keys, size);
			keys += size;
		}
	}
}

void terminal_keys(struct terminal *terminal, const char *keys)
{
	terminal_press(terminal, keys);
	terminal_fence(terminal);
}

void terminal_mouse(struct terminal *terminal, int x, int y)
{
	char report[64];

	/* SGR mouse reports (xterm's ctlseqs): cells count from 1, "M" presses and "m" releases. */
	(void)snprintf(report, sizeof report, "\033[<0;%d;%dM\033[<0;%d;%dm", x + 1, y + 1, x + 1, y + 1);
	terminal_send(terminal, report, strlen(report));
	terminal_fence(terminal);
}

void terminal_paste(struct terminal *terminal, const char *text)
{
	terminal_press(terminal, "<Escape>[200~");
	terminal_send(terminal, text, strlen(text));
	terminal_press(terminal, "<Escape>[201~");
	terminal_fence(terminal);
}
