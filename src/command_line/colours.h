/* Which colours a command prints with. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_COLOURS_H
#define TIMESHEET_SRC_COMMAND_LINE_COLOURS_H

#include "src/command_line/command.h"
#include "src/output/paint.h"

/* Those of the screen: the theme of the configuration, else of the settings, and the colours that lines say. */
void command_paint(const struct command_context *context, struct paint *out);

#endif
