/* A database in memory with ada logged in, made once a process and removed at its end: for fuzzers that go through the
 * module. */
#ifndef TIMESHEET_TESTS_FUZZ_STORE_H
#define TIMESHEET_TESTS_FUZZ_STORE_H

#include "data/file/store.h"

/* Thu 1 Oct 2026, 08:00 UTC. */
#define FUZZ_NOW ((ts_time)1790841600000)

ts_store *fuzz_store(void);
/* A path beside it, for a file that comes and goes. */
const char *fuzz_path(void);

#endif
