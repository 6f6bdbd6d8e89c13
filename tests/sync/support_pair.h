/* Two devices of one user at one hub in memory, for tests of what gets from one to the other. */
#ifndef TIMESHEET_TESTS_SYNC_SUPPORT_PAIR_H
#define TIMESHEET_TESTS_SYNC_SUPPORT_PAIR_H

#include "support_hub.h"
#include "tests/data/support.h"

enum { MANY = 1000 }; /* rows in a step: all there are */

/* Devices of ada's: "desk" and "laptop". */
struct pair {
	struct support *support;
	struct memory_hub hub;
	ts_store *desk, *laptop;
	struct link desk_link, laptop_link;
	uint64_t chance;
};

/* desk is the test's own store. */
void pair_begin(struct pair *pair, void **state);
void pair_end(struct pair *pair);
/* One of them says and hears all there is. */
void pair_visit(struct link *link, struct pair *pair, ts_store *store, ts_time at);
/* Both, until neither has anything to say. */
void pair_exchange(struct pair *pair);
void pair_assert_same(struct pair *pair);
/* What a store knows of a device; without a name: it knows none. */
struct ts_device device_named(ts_store *store, const char *name);

#endif
