/* sync remove --wipe-hub: asked first, then all that a hub keeps of the user goes. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_HUB_WIPE_H
#define TIMESHEET_SRC_COMMAND_LINE_HUB_WIPE_H

#include "src/command_line/command.h"

/* EXIT_DONE: the hub keeps nothing of her any more, and is still hers. Any other exit status has been explained, and
 * nothing is changed. */
int hub_wipe(struct command_context *context);

#endif
