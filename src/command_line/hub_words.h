/* What the commands about a hub have in common. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_HUB_WORDS_H
#define TIMESHEET_SRC_COMMAND_LINE_HUB_WORDS_H

#include "src/command_line/command.h"
#include "src/sync/hub_url.h"
#include "src/sync/link_run.h"

/* Who keeps that folder in step, or writes there, must not do so with the database itself. */
bool hub_holds_database(const struct command_context *context, const struct hub_url *url);
int hub_refuse_place(const struct hub_url *url); /* says so; the exit status */
/* The name that was given, or the machine's. */
void hub_device_name(const char *given, char out[TS_ORIGIN_SIZE]);
/* Sends and takes what there is, and tells on a terminal how far it is. quiet: it does not, and says nothing. False:
 * news says why not. changed becomes the rows
 * that came in all. */
bool hub_exchange(struct command_context *context, enum link_wish wish, bool quiet, struct link_news *news);

#endif
