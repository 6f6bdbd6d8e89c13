/*
 * The conversation of a hub with one device: bytes in, bytes out (packet.h has the words). No I/O but the hub's own, no
 * clock. Bounded in memory: it wants no bytes while it has answers that nobody takes.
 */
#ifndef TIMESHEET_DATA_HUB_SERVE_H
#define TIMESHEET_DATA_HUB_SERVE_H

#include "data/hub/hub.h"

struct serve;

struct serve_rules {
	const char *
	        only; /* one user: a name, or the 32 hexadecimal digits of an owner; NULL: all. Borrowed for the call */
	bool read_only; /* frames are handed out, none are taken */
};

/* The hub is borrowed until serve_end. TS_INVALID: `only` is no name; TS_NO_MEMORY. */
enum ts_status serve_begin(struct hub *hub, const struct serve_rules *rules, struct serve **out) TS_MUST_CHECK;
void serve_end(struct serve *serve); /* accepts NULL */

/* How many bytes from the device are wanted now; 0: first some of the answers must go. */
size_t serve_room(const struct serve *serve);
/* Keeps bytes (no more than are wanted). */
enum ts_status serve_receive(struct serve *serve, const void *bytes, size_t size) TS_MUST_CHECK;
/* There may be news in the hub. */
void serve_look(struct serve *serve);
/* Does a piece of what there is to do, as long as the answers that wait are few; all pushes that have been received are
 * one piece. False: there is nothing to do until more comes, or goes. */
bool serve_step(struct serve *serve);
/* What is to be sent, borrowed until the next call; and how much of it was. */
const void *serve_output(const struct serve *serve, size_t *size);
void serve_sent(struct serve *serve, size_t size);
/* Why the conversation is over, once its output is sent: a line for standard error; misspoken: what came is not what a
 * device says. NULL: it goes on. */
const char *serve_over(const struct serve *serve, bool *misspoken);

#endif
