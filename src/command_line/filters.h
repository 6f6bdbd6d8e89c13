/* --only and --without, which several commands take. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_FILTERS_H
#define TIMESHEET_SRC_COMMAND_LINE_FILTERS_H

#include "src/command_line/command.h"

/* What was said, before command_options takes it out of the arguments. EXIT_DONE, or said why not. The filter is to be
 * destroyed; without any of them it is empty. */
int filters_read(const struct command_context *context, int count, char *const *arguments, ts_filter **out);

#endif
