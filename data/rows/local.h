/* The half of the settings that is a machine's own, as bytes in its state. Private to data/; row_settings.c has it. */
#ifndef TIMESHEET_DATA_LOCAL_H
#define TIMESHEET_DATA_LOCAL_H

#include "data/seal/bytes.h"
#include "data/timesheet.h"

void local_put(struct bytes_writer *writer, const struct ts_settings *settings);
/* The shared half of out is a new user's. Fails as the reader does, out is untouched then. */
void local_take(struct bytes_reader *reader, struct ts_settings *out);

#endif
