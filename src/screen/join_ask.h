/* "timesheet join" on the terminal that the screen has: ssh may ask there for a passphrase, or about a host. */
#ifndef TIMESHEET_SRC_SCREEN_JOIN_ASK_H
#define TIMESHEET_SRC_SCREEN_JOIN_ASK_H

#include <stdbool.h>

/* Once the terminal is given back: runs the command in its foreground, and leaves what it says until Enter is pressed.
 * True: somebody has joined. */
bool join_ask_here(const char *database, const char *hub, int terminal);

#endif
