/* Courses side by side, in processes of their own. */
#ifndef TIMESHEET_TESTS_POWER_WORKERS_H
#define TIMESHEET_TESTS_POWER_WORKERS_H

#include "course.h"

/* One round: some cuts, added to the findings. */
typedef void worker_round(const void *context, uint64_t seed, struct findings *findings);
/* Runs rounds until there are so many cuts, and adds up what they found. Fails the test if a process of them ends
 * otherwise than by that. */
struct findings workers_run(long cuts, worker_round *round, const void *context);
/* Fails the test, naming the act, if one of them was never done or never cut. */
void findings_assert_all(const struct findings *findings, const enum act_kind *kinds, int count);

#endif
