/* The parts of the command status: what is asked for, one look, and following. */
#ifndef TIMESHEET_SRC_COMMANDS_STATUS_H
#define TIMESHEET_SRC_COMMANDS_STATUS_H

#include "src/command_line/command.h"
#include "src/output/status_print.h"

struct status_wish {
	const char *format; /* of a line, or of a bar's text */
	bool plain;         /* nobody chose the format */
	bool json, follow;  /* json: fields; with follow a status bar's */
	unsigned parts;     /* enum status_part: what is to be read */
};

/* What goes on at context->moment. */
enum ts_status status_look(struct command_context *context, unsigned parts, struct status_shown *out) TS_MUST_CHECK;
/* One line of it. */
void status_write(FILE *out, const struct status_wish *wish, const struct status_shown *shown);
/* A line now and at each change, until nobody reads any more, or the login that it began with ends. Whoever is not
 * logged in is waited for. Returns the exit status. */
int status_follow(struct command_context *context, const struct status_wish *wish);

#endif
