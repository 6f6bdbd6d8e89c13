/* What settings there are, by their names. */
#ifndef TIMESHEET_SRC_COMMANDS_SETTINGS_H
#define TIMESHEET_SRC_COMMANDS_SETTINGS_H

#include <stddef.h>

/* The name of one of them; NULL: there are no more. example: what it may be set to, in words. */
const char *setting_name(size_t index, const char **example);
/* One of the words that a setting may be set to; NULL: no more, or no such setting. */
const char *setting_word(const char *name, size_t index);

#endif
