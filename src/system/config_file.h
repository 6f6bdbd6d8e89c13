/* The configuration of this machine: its file, the environment, and what the command line says. */
#ifndef TIMESHEET_SRC_SYSTEM_CONFIG_FILE_H
#define TIMESHEET_SRC_SYSTEM_CONFIG_FILE_H

#include "ui/config/config.h"

/* Reads all three, a later one wins; what is wrong with them stands among the complaints of out, which is the caller's
 * to release. words: "KEY=VALUE" of the command line. Returns the file's path, the caller's to free, whether there is
 * such a file or not; NULL: there is no home, or no memory. */
char *config_file_load(struct config *out, const char *const *words, size_t count);

/* The variable that gives a key's value: TIMESHEET_NUMBER_ROW. Returns out. */
enum { CONFIG_VARIABLE_SIZE = 64 };
const char *config_variable(enum config_key key, char out[CONFIG_VARIABLE_SIZE]);

#endif
