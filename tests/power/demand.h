/* What must be so for a test's own machinery to go on: if it is not, no test has anything to say, and the program ends.
 */
#ifndef TIMESHEET_TESTS_POWER_DEMAND_H
#define TIMESHEET_TESTS_POWER_DEMAND_H

#include <stdio.h>
#include <stdlib.h>

/* what: the thing that is missing; errno is told too. */
#define DEMAND(condition, what) ((condition) ? (void)0 : (perror(what), abort()))

#endif
