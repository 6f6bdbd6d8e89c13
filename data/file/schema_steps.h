/* The tables, as numbered steps up and down: data only. Private to data/. */
#ifndef TIMESHEET_DATA_SCHEMA_STEPS_H
#define TIMESHEET_DATA_SCHEMA_STEPS_H

enum { SCHEMA_LATEST = 10 };

/* SQL that leads from a version to the next, and back: version is the lower of the two, 0 to SCHEMA_LATEST - 1. */
const char *schema_step_up(int version);
const char *schema_step_down(int version);

#endif
