/* What kind of terminal it is, as its environment tells. */
#include "ui/terminal/curses/inside.h"

#include "ui/terminal/terminfo.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ESCAPE_DELAY = 50, ESCAPE_DELAY_SSH = 150, ESCAPE_DELAY_MOST = 5000 };

static bool type_begins(const char *type, const char *prefix)
{
	return strncmp(type, prefix, strlen(prefix)) == 0;
}

bool term_takes_strings(const struct term *term)
{
	/* These show such a string instead of answering, or do without colours of their own. */
	static const char *const silent[] = { "linux", "vt", "ansi", "cons", "sun", "wsvt", "dumb" };
	const char *type = getenv("TERM");

	for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
		if (!type || type_begins(type, silent[i]))
			return false;
	}
	(void)term;
	return true;
}

int term_escape_delay(const struct term *term)
{
	const char *chosen = getenv("ESCDELAY");
	bool remote = getenv("SSH_CONNECTION") != NULL || getenv("SSH_TTY") != NULL;

	(void)term;
	if (chosen) {
		char *end;
		long delay = strtol(chosen, &end, 10);

		if (end != chosen && *end == '\0' && delay > 0 && delay <= ESCAPE_DELAY_MOST)
			return (int)delay;
	}
	return remote ? ESCAPE_DELAY_SSH : ESCAPE_DELAY;
}

/* Whether a type is known: to terminfo, or to the program itself. */
static bool type_known(const char *type)
{
	const struct terminfo_entry *entry = terminfo_entries;

	if (tgetent(NULL, type) > 0)
		return true;
	while (entry->type && strcmp(entry->type, type) != 0)
		entry++;
	return entry->type && setenv("TERMINFO", entry->value, true) == 0 && tgetent(NULL, type) > 0;
}

/* A terminal that says that it has all colours (COLORTERM, which ssh hands on where it is told to) and is called by a
 * name that has few: it has the name with them, too. Into out (size bytes); "": there is none. */
static void type_with_colours(const char *type, char *out, size_t size)
{
	const char *colours = getenv("COLORTERM");
	bool all = colours && (strcmp(colours, "truecolor") == 0 || strcmp(colours, "24bit") == 0);

	out[0] = '\0';
	if (!all || !type || !type_known(type) || tgetnum("Co") >= 256)
		return;
	if (snprintf(out, size, "%s-256color", type) >= (int)size || !type_known(out))
		out[0] = '\0';
}

const char *type_choose(char *with_colours, size_t size)
{
	const char *candidates[] = { with_colours, getenv("TERM"), "xterm-256color" };

	/* A name that is not known here is newer, most likely: they all speak xterm. Without one, nothing is likely. */
	if (!candidates[1] || candidates[1][0] == '\0')
		return NULL;
	type_with_colours(candidates[1], with_colours, size);
	for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
		if (candidates[i][0] != '\0' && type_known(candidates[i]))
			return candidates[i];
	}
	return NULL;
}

void type_complain(const char *fault, char *reason, size_t size)
{
	const char *type = getenv("TERM");
	char name[64];

	if (!type || type[0] == '\0')
		fault = "is no answer: TERM is not set";
	/* TERM comes from outside: nothing of it may steer the terminal it is shown on. */
	(void)snprintf(name, sizeof name, "%s", type ? type : "");
	for (char *at = name; *at != '\0'; at++) {
		if (*at < ' ' || *at > '~')
			*at = '?';
	}
	(void)snprintf(reason, size, "the terminal type '%s' %s", name, fault);
}

void type_find(struct term *term)
{
	static const char *const synchronized[] = { "xterm", "tmux", "foot", "kitty", "alacritty" };
	const char *type = getenv("TERM");

	if (!type)
		type = "";
	for (size_t i = 0; i < sizeof synchronized / sizeof synchronized[0]; i++)
		term->synchronized = term->synchronized || type_begins(type, synchronized[i]);
	term->console = strcmp(type, "linux") == 0;
	term->ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	/* A plain "C" says nothing of bytes above ASCII; they are UTF-8, most likely, and nothing else is taken. */
	term->utf8 = !term->ascii || strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0;
}
