/*
 * What went wrong with a hub's child. 255 is ssh's own failure, 127 and 126 a shell's that finds no program (ssh(1),
 * POSIX 2.8.2).
 */
#include "src/sync/ssh_words.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_NO_PROGRAM = 127, STATUS_NOT_RUN = 126, STATUS_SSH = 255, STATUS_NOT_STARTED = -1 };

static bool says(const char *said, const char *words)
{
	return strstr(said, words) != NULL;
}

/* Of what ssh says, what its user must do; the others pass by themselves. */
static bool ssh_failure(const struct hub_url *url, const char *said, char *out, size_t size)
{
	if (says(said, "Permission denied"))
		(void)snprintf(out, size, "%s lets you in by no key: try 'ssh %s' (%s)", url->shown, url->place, said);
	else if (says(said, "Host key verification failed") || says(said, "REMOTE HOST IDENTIFICATION HAS CHANGED"))
		(void)snprintf(out, size, "the key of %s is not the one that is known: try 'ssh %s'", url->shown,
		               url->place);
	else if (says(said, "Could not resolve hostname"))
		(void)snprintf(out, size, "cannot reach %s: its name is not known here now", url->shown);
	else
		(void)snprintf(out, size, "cannot reach %s%s%s", url->shown, said[0] ? ": " : "", said);
	return !says(said, "Permission denied") && !says(said, "Host key") && !says(said, "HOST IDENTIFICATION");
}

bool ssh_words(const struct hub_url *url, int status, const char *said, bool greeted, char *out, size_t size)
{
	bool far = url->kind == HUB_SSH;

	if (status == STATUS_NOT_STARTED) {
		(void)snprintf(out, size, "'%s' cannot be started: %s", url->words[0], said);
		return false;
	}
	if (far && status == STATUS_SSH)
		return ssh_failure(url, said, out, size);
	if (status == STATUS_NO_PROGRAM || status == STATUS_NOT_RUN) {
		(void)snprintf(out, size, far ? "timesheet is not installed on %s" : "%s cannot be run", url->shown);
		return false;
	}
	if (said[0])
		(void)snprintf(out, size, "%s: %s", url->shown,
		               strncmp(said, "timesheet: ", 11) == 0 ? said + 11 : said);
	else
		(void)snprintf(out, size, "the hub at %s has ended the connection", url->shown);
	/* What it says before it has greeted will be said again. */
	return greeted;
}

/* Where a shell greets whoever comes, as some do, its words come first. */
void child_garbled(const struct hub_url *url, const void *bytes, size_t bytes_size, bool greeted, char *out,
                   size_t size)
{
	char words[48];

	(void)ts_text_clean(bytes, bytes_size < 80 ? bytes_size : 80, false, words, sizeof words);
	if (!greeted && url->kind == HUB_SSH)
		(void)snprintf(out, size, "the shell on %.100s prints text (\"%.40s\"): see 'ssh %.200s true'",
		               url->shown, words, url->place);
	else
		(void)snprintf(out, size, "what speaks at %s is no hub (\"%s\")", url->shown, words);
}
