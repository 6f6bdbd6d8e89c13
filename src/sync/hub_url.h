/*
 * Where a hub is, in a user's words, and the program that speaks with it: always a child with the hub's packets on its
 * standard input and output, on this machine or by ssh on another one. Knows neither processes nor the packets.
 */
#ifndef TIMESHEET_SRC_SYNC_HUB_URL_H
#define TIMESHEET_SRC_SYNC_HUB_URL_H

#include "data/timesheet.h"

#include <stdbool.h>
#include <stddef.h>

enum hub_kind {
	HUB_SSH,    /* ssh://[user@]host[:port][/path]: "timesheet hub" there */
	HUB_FOLDER, /* a directory that something else keeps in step, or that several machines see */
	HUB_SERVER, /* postgres://..., mysql://...: "timesheet hub" here, which speaks with a database server */
	HUB_PROGRAM /* exec:PROGRAM [WORDS]: anything that speaks so; words apart by spaces, no shell */
};

enum { HUB_WORDS = 32, HUB_SHORT_SIZE = 128 };

struct hub_url {
	enum hub_kind kind;
	char url[TS_URL_SIZE];      /* as it is kept: the same wherever it is typed */
	char place[TS_URL_SIZE];    /* of a folder its absolute path; of ssh the host, with its user */
	char shown[HUB_SHORT_SIZE]; /* in a few words, for a line: "home", "~/Sync/timesheet" */
	char *words[HUB_WORDS +
	            1]; /* of the child, the program first; NULL behind the last. "timesheet" is this program */
	char buffer[2 * TS_URL_SIZE]; /* what they point into */
};

/* Understands what was typed: home is the user's own directory, for "~". False: reason says why not, in one line. */
bool hub_url_read(const char *text, const char *home, struct hub_url *out, char *reason, size_t size);
/* The same child, but ssh may ask its questions on the terminal (a host's key, a passphrase): for the first time. */
void hub_url_let_ask(struct hub_url *url);

#endif
